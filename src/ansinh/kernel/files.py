"""Files are written whole or not at all: under another name beside their own first."""

import os
import tempfile
from pathlib import Path


def keep(content: bytes, target: Path) -> Path:
    """For the program's own store: on the disk before anything refers to it, readable by its owner only. A file that
    is there with the same bytes is left as it is."""
    if target.exists() and target.read_bytes() == content:
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    return Path(name).replace(target)


def hand_out(content: bytes, target: Path) -> Path:
    """For whoever asked for the file: with the rights that the user's own files get."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    part.write_bytes(content)
    return part.replace(target)
