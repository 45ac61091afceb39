"""A zip file of which some members are replaced and the others keep their bytes, packed as they were."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from ansinh.imports.marking.marks import CannotMarkInPlace

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_END = struct.Struct("<4s4H2LH")
_MAKER, _UNICODE, _DESCRIPTOR, _ENCRYPTED = 20, 0x800, 0x08, 0x01
_UNPACKING = (zipfile.BadZipFile, zlib.error, lzma.LZMAError)
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Member:
    """``packed``: its bytes as they lie in the zip file."""

    name: str
    packed: bytes
    method: int
    flags: int
    crc: int
    size: int
    made: tuple[int, int, int, int, int, int]
    external: int


class Package:
    """Raises CannotMarkInPlace: damaged, encrypted, two members of one name."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise CannotMarkInPlace("zip") from None
        self.names = self._zip.namelist()
        if len({name.lower() for name in self.names}) != len(self.names):
            raise CannotMarkInPlace("two members of one name")

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except (KeyError, RuntimeError, ValueError, EOFError, OSError, *_UNPACKING):
            raise CannotMarkInPlace("member") from None

    def with_members(self, members: Mapping[str, bytes]) -> bytes:
        """The zip file with these members in the place of those of the same name, or at its end."""
        kept = [self._kept(info) for info in self._zip.infolist()]
        replaced = [_packed(member.name, members[member.name]) if member.name in members else member for member in kept]
        return _written([*replaced, *(_packed(name, members[name]) for name in members if name not in self)])

    def _kept(self, info: zipfile.ZipInfo) -> Member:
        if info.flag_bits & _ENCRYPTED:
            raise CannotMarkInPlace("encrypted")
        header = self._content[info.header_offset : info.header_offset + _LOCAL.size]
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            raise CannotMarkInPlace("zip")
        *_, name_length, extra_length = _LOCAL.unpack(header)
        start = info.header_offset + _LOCAL.size + name_length + extra_length
        return Member(
            info.orig_filename,
            self._content[start : start + info.compress_size],
            info.compress_type,
            info.flag_bits & ~_DESCRIPTOR,
            info.CRC,
            info.file_size,
            info.date_time,
            info.external_attr,
        )


def _packed(name: str, content: bytes) -> Member:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    return Member(name, packed, zipfile.ZIP_DEFLATED, 0, zlib.crc32(content), len(content), _FIRST_DAY, 0o600 << 16)


def _written(members: list[Member]) -> bytes:
    stream, directory = BytesIO(), BytesIO()
    for member in members:
        name, flags = _encoded(member)
        fields = (flags, member.method, *_time(member), member.crc, len(member.packed), member.size, len(name), 0)
        offset = stream.tell()
        stream.write(_LOCAL.pack(b"PK\x03\x04", _MAKER, *fields) + name + member.packed)
        more = (0, 0, 0, member.external, offset)
        directory.write(_CENTRAL.pack(b"PK\x01\x02", _MAKER, 0, _MAKER, 0, *fields, *more) + name)
    start, listed = stream.tell(), directory.getvalue()
    stream.write(listed + _END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), len(listed), start, 0))
    return stream.getvalue()


def _encoded(member: Member) -> tuple[bytes, int]:
    if member.flags & _UNICODE:
        return member.name.encode(), member.flags
    try:
        return member.name.encode("cp437"), member.flags  # as zipfile read it
    except UnicodeEncodeError:
        return member.name.encode(), member.flags | _UNICODE


def _time(member: Member) -> tuple[int, int]:
    year, month, day, hour, minute, second = member.made
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day
