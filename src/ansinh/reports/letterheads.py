"""Who a report comes from, who signs and who receives it: dated data, an office's own before the program's."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from ansinh.documents.tree import Form, Letterhead, Signature
from ansinh.kernel.errors import InputError, RefusedError
from ansinh.kernel.language import LANGUAGES, Language
from ansinh.kernel.language import message as _
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.places.reads import wholes
from ansinh.reports.recipe import Particulars

OWN_FILE = "letterheads.yaml"
FIELDS = ("name", "superior", "issuer", "symbol", "place", "authority", "post", "recipients")
ROOM = "………"  # where the office's place is not known: written in by hand
NAMED_AFTER_PEOPLE = ("Hồ Chí Minh",)

_NUMBERED = re.compile(r"\d+|[IVX]+")
_PLACE = re.compile(r"\{([A-Za-z_]+)\}")

Entry = Mapping[str, Any]


class NoLetterheadError(RefusedError):
    def __init__(self, unit: Unit, form: Form) -> None:
        super().__init__(
            _("It is not known who a report of {unit} comes from (form: {form}).", unit=unit, form=form.value),
            _("Choose the other form (--as), or describe the office in {file}.", file=OWN_FILE),
        )


class LetterheadUnreadableError(InputError):
    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            _("{file} cannot be used: {reason}.", file=file.name, reason=reason),
            _(
                "Write it as docs/how-to/reports.md shows: the unit's code, under it {fields}.",
                fields=", ".join(FIELDS),
            ),
        )


@dataclass(frozen=True)
class Office:
    """What stands around a report's text, in one language. ``name``: as it is called in the text. ``recipients``: as
    printed, the last one the archive."""

    name: str
    letterhead: Letterhead
    signature: Signature
    recipients: tuple[str, ...]


def find_office(
    unit: Unit, form: Form, day: date, particulars: Particulars | None, language: Language, *, home: Path
) -> Office:
    """``day``: of the document. Raises NoLetterheadError, LetterheadUnreadableError."""
    file = home / OWN_FILE
    entry = {**_default(unit, form, day), **_own(file, unit, form)}
    if not {"issuer", "symbol"} <= entry.keys():
        raise NoLetterheadError(unit, form)
    names = _names(unit, day, language)

    def lines(field: str) -> tuple[str, ...]:
        return tuple(_filled(line, names, file) for line in _lines(_in(language, entry.get(field, ()))))

    return Office(
        "".join(lines("name")) or unit.text(language),
        Letterhead(
            form=form,
            superior=lines("superior"),
            issuer=lines("issuer"),
            number=particulars.number if particulars else None,
            symbol="".join(lines("symbol")),
            place="".join(lines("place")) or names["place"],
            day=particulars.day if particulars else None,
        ),
        Signature(lines("authority"), lines("post"), particulars.signer if particulars else ""),
        _printed(lines("recipients"), form),
    )


def _lines(value: str | Sequence[str]) -> Sequence[str]:
    return (value,) if isinstance(value, str) else value


def _filled(line: str, names: Mapping[str, str], file: Path) -> str:
    """The program's own lines are right; an office's may name what there is not."""
    try:
        return _PLACE.sub(lambda match: names[match[1]], line)
    except KeyError as error:
        known = ", ".join(f"{{{name}}}" for name in sorted(names) if name.islower())
        raise LetterheadUnreadableError(
            file, _("{{{name}}} stands for nothing; there are {known}", name=error.args[0], known=known).text()
        ) from error


def _default(unit: Unit, form: Form, day: date) -> Entry:
    wanted = {UnitKind.CLUSTER: "cluster", UnitKind.OFFICE: f"{unit.level} office"}.get(UnitKind(unit.kind), unit.level)
    for entry in _defaults():
        starts, ends = entry.get("from"), entry.get("to")
        if (entry["for"], entry["form"]) == (wanted, form) and (starts or day) <= day <= (ends or day):
            return entry
    return {}


@cache
def _defaults() -> Sequence[Entry]:
    found: Sequence[Entry] = yaml.safe_load((files("ansinh.reports") / OWN_FILE).read_text(encoding="utf-8"))
    return found


def _own(file: Path, unit: Unit, form: Form) -> Entry:
    """What the office says of itself; of both forms, or under ``state`` and ``party``."""
    if not file.exists():
        return {}
    try:
        known = yaml.load(file.read_text(encoding="utf-8-sig"), yaml.BaseLoader) or {}  # noqa: S506 (it makes text only)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LetterheadUnreadableError(file, _reason(error)) from error
    if not isinstance(known, dict):
        raise LetterheadUnreadableError(file, _("it names no units").text())
    found = known.get(unit.code, {})
    if isinstance(found, dict) and form.value in found:
        found = found[form.value]
    if not isinstance(found, dict) or set(found) - {*FIELDS, *Form}:
        raise LetterheadUnreadableError(file, _("what is said of {code} is not known", code=unit.code).text())
    own = {field: value for field, value in found.items() if field in FIELDS}
    wrong = next((field for field, value in own.items() if not _is_written(field, value)), None)
    if wrong:
        raise LetterheadUnreadableError(
            file, _("“{field}” of {code} is neither a line nor a list of lines", field=wrong, code=unit.code).text()
        )
    return own


def _is_written(field: str, value: Any) -> bool:
    """A line, or where several can stand a list of them; either of them in both languages."""
    if isinstance(value, dict):
        return set(value) == set(LANGUAGES) and all(_is_written(field, one) for one in value.values())
    one_line = field in ("name", "symbol", "place")
    return isinstance(value, str) or (
        not one_line and isinstance(value, list) and all(isinstance(line, str) for line in value)
    )


def _reason(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return _("line {line} is no YAML", line=mark.line + 1).text() if mark else _("it is not UTF-8").text()


def _in(language: Language, value: Any) -> Any:
    """In the language where both are given; an office gives one for both."""
    return value[language] if isinstance(value, dict) else value


def _names(unit: Unit, day: date, language: Language) -> Mapping[str, str]:
    around = _province_around(unit, day)
    names = {
        "unit": unit.text(language),
        "place": _place(unit, language),
        "office": unit.text(language).removeprefix("BHXH "),
        "designation": unit.designation,
        "committee": _committee(unit)[0],
        "committee_symbol": _committee(unit)[1],
        "around": around.text(language) if around else "",
        "around_place": _place(around, language) if around else "",
        "around_committee": _committee(around)[0] if around else "",
    }
    return {**names, **{name.upper(): text.upper() for name, text in names.items()}}


def _place(unit: Unit, language: Language) -> str:
    """Its bare name; but where it is named after a person or by a number, Decree 30 wants the designation before it."""
    if unit.kind == UnitKind.CLUSTER or (unit.kind == UnitKind.OFFICE and _NUMBERED.fullmatch(unit.name)):
        return ROOM
    if language == "en":
        return unit.name_en
    if unit.kind == UnitKind.AREA and (_NUMBERED.fullmatch(unit.name) or unit.name in NAMED_AFTER_PEOPLE):
        return f"{unit.designation[:1].upper()}{unit.designation[1:]} {unit.name}"
    return unit.name


def _committee(unit: Unit) -> tuple[str, str]:
    """What the Party's committee of an area is called, and how the symbol of its documents ends."""
    return _COMMITTEES.get((unit.level, unit.designation), ("Đảng ủy", "ĐU"))


_COMMITTEES: Mapping[tuple[str, str], tuple[str, str]] = {
    (Level.PROVINCE, "tỉnh"): ("Tỉnh ủy", "TU"),
    (Level.PROVINCE, "thành phố"): ("Thành ủy", "TU"),
    (Level.DISTRICT, "huyện"): ("Huyện ủy", "HU"),
    (Level.DISTRICT, "quận"): ("Quận ủy", "QU"),
    (Level.DISTRICT, "thị xã"): ("Thị ủy", "ThU"),
    (Level.DISTRICT, "thành phố"): ("Thành ủy", "TU"),
}


def _province_around(unit: Unit, day: date) -> Unit | None:
    return next((one for one in wholes([unit.pk], day)[unit.pk] if one.level == Level.PROVINCE), None)


def _printed(recipients: Sequence[str], form: Form) -> tuple[str, ...]:
    """As Decree 30 has them: a dash before each, a semicolon after, a full stop after the last. The Party's guide: a
    comma after each."""
    end = ";" if form is Form.STATE else ","
    last = len(recipients) - 1
    return tuple(f"- {one}{'.' if position == last else end}" for position, one in enumerate(recipients))
