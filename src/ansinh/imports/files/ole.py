"""Compound files (OLE2), the container of .xls and of everything with a password: a small file system in a file.

Its chains of sectors may run in circles, and its sizes may be lies; each is followed for as many sectors as there are.
"""

import struct
from dataclasses import dataclass
from functools import cached_property

from ansinh.imports.files import refusals
from ansinh.imports.files.received import WorkbookFile

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA  # numbers from here on are marks, not sectors
_NONE = 0xFFFFFFFF
_ENTRY = 128
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


@dataclass(frozen=True)
class CompoundFile:
    file: WorkbookFile

    def names(self) -> frozenset[str]:
        """Of the streams and storages at the top. Raises WorkbookError."""
        return frozenset(self._top)

    def stream(self, name: str) -> bytes:
        """Raises WorkbookError."""
        entry = self._top.get(name)
        if entry is None or entry.kind != _STREAM:
            raise self._damage()
        small = entry.size < self._number(56)
        content = self._small(entry.start) if small else self._chained(entry.start)
        if len(content) < entry.size:
            raise self._damage()
        return content[: entry.size]

    def _damage(self) -> Exception:
        return refusals.broken(self.file)

    def _number(self, offset: int, size: str = "I") -> int:
        try:
            number: int = struct.unpack_from(f"<{size}", self.file.content, offset)[0]
        except struct.error:
            raise self._damage() from None
        return number

    @cached_property
    def _sector_size(self) -> int:
        shift = self._number(30, "H")
        if shift not in (9, 12):
            raise self._damage()
        return 1 << shift

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._sector_size
        return self.file.content[begin : begin + self._sector_size]

    @cached_property
    def _table(self) -> tuple[int, ...]:
        """Sector → the sector after it."""
        listed = [self._number(76 + 4 * place) for place in range(109)]
        more, seen = self._number(68), set[int]()
        while more < _LAST_SECTOR and more not in seen:
            seen.add(more)
            numbers = _numbers(self._sector(more))
            if not numbers:
                raise self._damage()
            listed += numbers[:-1]
            more = numbers[-1]
        used = dict.fromkeys(number for number in listed if number < _LAST_SECTOR)
        return tuple(number for sector in used for number in _numbers(self._sector(sector)))

    def _chain(self, start: int, table: tuple[int, ...]) -> list[int]:
        chain: list[int] = []
        while start < _LAST_SECTOR:
            if start >= len(table) or len(chain) > len(table):
                raise self._damage()
            chain.append(start)
            start = table[start]
        return chain

    def _chained(self, start: int) -> bytes:
        chain = self._chain(start, self._table)
        if len(chain) * self._sector_size > len(self.file.content):
            raise self._damage()
        return b"".join(map(self._sector, chain))

    @cached_property
    def _entries(self) -> tuple[_Entry, ...]:
        directory = self._chained(self._number(48))
        entries = (_entry(directory[begin : begin + _ENTRY]) for begin in range(0, len(directory) - 127, _ENTRY))
        return tuple(entries)

    @cached_property
    def _top(self) -> dict[str, _Entry]:
        """The names are a tree of neighbours; storages hold trees of their own, which may have a "Workbook" too."""
        entries = self._entries
        if not entries or entries[0].kind != _ROOT:
            raise self._damage()
        top: dict[str, _Entry] = {}
        waiting, seen = [entries[0].child], set[int]()
        while waiting:
            number = waiting.pop()
            if number == _NONE or number in seen:
                continue
            if number >= len(entries):
                raise self._damage()
            seen.add(number)
            top[entries[number].name] = entries[number]
            waiting += [entries[number].left, entries[number].right]
        return top

    @cached_property
    def _mini_table(self) -> tuple[int, ...]:
        return tuple(_numbers(self._chained(self._number(60))))

    @cached_property
    def _mini_stream(self) -> bytes:
        return self._chained(self._entries[0].start)

    def _small(self, start: int) -> bytes:
        size = 64
        chain = self._chain(start, self._mini_table)
        if len(chain) * size > len(self._mini_stream) + size:
            raise self._damage()
        return b"".join(self._mini_stream[number * size : (number + 1) * size] for number in chain)


def _numbers(sector: bytes) -> list[int]:
    whole = len(sector) // 4
    return list(struct.unpack(f"<{whole}I", sector[: whole * 4]))


def _entry(record: bytes) -> _Entry:
    length = min(struct.unpack_from("<H", record, 64)[0], 64)
    left, right, child = struct.unpack_from("<3I", record, 68)
    start, size = struct.unpack_from("<II", record, 116)
    name = record[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
    return _Entry(name, record[66], left, right, child, start, size)
