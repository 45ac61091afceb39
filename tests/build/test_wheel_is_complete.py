"""An installed wheel needs nothing from outside: what its pages name, it carries."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).parents[2]
STATIC = PurePosixPath("ansinh/web/static")
PARTS_OF_A_BUILD = ("pyproject.toml", "hatch_build.py", "package.json", "README.md", "LICENSE", "NOTICE")
NAMED_BY_A_TEMPLATE = re.compile(r"""\{% static ['"]([^'"]+)['"]""")
NAMED_BY_A_STYLE = re.compile(r"""url\(["']?(?!data:)([^"')]+)""")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Its files, built of a copy of the sources, so that other tests keep theirs."""
    root = tmp_path_factory.mktemp("build")
    for directory in ("src", "examples"):
        shutil.copytree(ROOT / directory, root / directory, ignore=shutil.ignore_patterns("vendor", "fonts", "*.mo"))
    for name in PARTS_OF_A_BUILD:
        shutil.copyfile(ROOT / name, root / name)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=root, check=True)
    (built,) = (root / "dist").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_files_that_templates_name_are_carried(wheel: dict[str, bytes]) -> None:
    templates = [data.decode() for name, data in wheel.items() if name.endswith(".html")]
    named = {name for text in templates for name in NAMED_BY_A_TEMPLATE.findall(text)}
    assert "vendor/tabler/tabler.min.css" in named
    missing = {name for name in named if str(STATIC / name) not in wheel}
    assert {name for name in missing if finders.find(name) is None} == set()  # htmx lies in a package of its own
    assert not [name for name in missing if name.startswith(("vendor/", "ansinh/"))]


def test_files_that_styles_name_are_carried(wheel: dict[str, bytes]) -> None:
    styles = {PurePosixPath(name): data.decode() for name, data in wheel.items() if name.endswith(".css")}
    named = {str(style.parent / name) for style, text in styles.items() for name in NAMED_BY_A_STYLE.findall(text)}
    assert len(named) >= 12  # the font's
    assert named - set(wheel) == set()


def test_fonts_have_the_letters_of_vietnamese(wheel: dict[str, bytes]) -> None:
    rules = wheel[str(STATIC / "vendor/fonts/be-vietnam-pro.css")].decode()
    assert rules.count("U+1EA0-1EF9") == 4  # ạ to ỹ: once a weight
    assert {int(weight) for weight in re.findall(r"font-weight: (\d+)", rules)} == {400, 500, 600, 700}


def test_compressed_copies_are_of_the_same_files(wheel: dict[str, bytes]) -> None:
    style = wheel[str(STATIC / "vendor/tabler/tabler.min.css.gz")]
    assert len(style) < 100_000
    assert [name for name in wheel if name.endswith(".gz") and name.removesuffix(".gz") not in wheel] == []


@pytest.mark.parametrize(
    "licence",
    [
        "ansinh/documents/fonts/LICENSE",
        "ansinh/web/static/vendor/fonts/LICENSE",
        "ansinh/web/static/vendor/tabulator/LICENSE",
    ],
)
def test_carried_files_lie_beside_their_licence(wheel: dict[str, bytes], licence: str) -> None:
    assert re.search(rb"(?i)permission (is hereby granted|.*OFL)|SIL OPEN FONT LICENSE", wheel[licence])


def test_the_document_font_is_carried(wheel: dict[str, bytes]) -> None:
    assert len([name for name in wheel if re.fullmatch(r"ansinh/documents/fonts/Tinos_.*\.ttf", name)]) == 4
