"""Commands by name, of which only the one that runs is imported."""

import importlib
from collections import UserDict
from collections.abc import Iterator, Mapping

import click


class Commands(UserDict[str, click.Command]):
    """In the order given. ``places``: name → where the command is, ``ansinh.cli.imports:template``. All modules of the
    program together take as long to import as most commands take to run."""

    def __init__(self, places: Mapping[str, str]) -> None:
        super().__init__()
        self._places = places

    def __getitem__(self, name: str) -> click.Command:
        if name not in self.data:
            module, _, attribute = self._places[name].partition(":")
            self.data[name] = getattr(importlib.import_module(module), attribute)
        return self.data[name]

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
