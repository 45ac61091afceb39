import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath


@dataclass(frozen=True)
class WorkbookFile:
    """A file as it was sent. ``name`` is the file's own name, without the directories it lay in."""

    name: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def extension(self) -> str:
        """With its dot, in small letters: ``.xlsx``; empty when there is none."""
        return PurePath(self.name).suffix.lower()
