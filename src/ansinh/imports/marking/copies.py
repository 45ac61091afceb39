"""The sender's own workbook with the cells that have findings coloured and commented."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ansinh.imports.errors import Finding
from ansinh.imports.files.sheets import FileKind, Workbook
from ansinh.imports.marking.marks import CannotMarkInPlace
from ansinh.imports.marking.ods import mark_ods
from ansinh.imports.marking.rebuilt import rebuild
from ansinh.imports.marking.xlsx import mark_xlsx
from ansinh.kernel.language import LANGUAGES, Language

_WORDS: dict[Language, str] = {"vi": "danh-dau", "en": "marked"}
_MARKED_IN_PLACE = {FileKind.XLSX: mark_xlsx, FileKind.ODS: mark_ods}
_SUFFIXES = {FileKind.XLSX: (".xlsx", ".xlsm", ".xltx", ".xltm"), FileKind.ODS: (".ods", ".ots")}


@dataclass(frozen=True)
class MarkedCopy:
    """``rebuilt``: made anew from the values, because the file could not be changed in place (.xls, .csv, or a
    workbook that uses something unusual); then its looks, formulas, pictures and charts are not in the copy."""

    name: str
    content: bytes
    rebuilt: bool = False


def mark(
    file_name: str, content: bytes, workbook: Workbook, findings: Sequence[Finding], language: Language
) -> MarkedCopy:
    """``workbook``: what was read from ``content``. Marks and comments of an earlier marking are taken off. Each
    comment is in ``language`` first and in the other language below. The same arguments give the same bytes."""
    in_place = _MARKED_IN_PLACE.get(workbook.kind)
    if in_place:
        try:
            return MarkedCopy(_name(file_name, workbook.kind, language), in_place(content, findings, language))
        except CannotMarkInPlace:
            pass
    return MarkedCopy(_name(file_name, None, language), rebuild(workbook, findings, language), rebuilt=True)


def _name(file_name: str, kind: FileKind | None, language: Language) -> str:
    path = PurePath(PurePath(file_name).name)
    stem = path.stem
    for word in (_WORDS[one] for one in LANGUAGES):
        stem = stem.removesuffix(f".{word}")
    known = _SUFFIXES[kind] if kind else (".xlsx",)
    suffix = path.suffix.lower() if path.suffix.lower() in known else known[0]
    return f"{stem}.{_WORDS[language]}{suffix}"
