"""Places through time: find them by name, follow what became of them, draw them, check the catalogue."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import click
from django.utils import timezone

from ansinh.cli import maps
from ansinh.cli.bilingual import BY, Group, command, option
from ansinh.cli.days import ON, day_of
from ansinh.cli.exit_codes import DONE, KINDS, WRONG_CATALOGUE
from ansinh.cli.installation import ready
from ansinh.cli.output import (
    CSV,
    JSON,
    TABLE,
    Heading,
    format_option,
    print_csv,
    print_json,
    print_rows,
    print_table,
    say,
)
from ansinh.kernel.errors import NotFoundError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import format_number
from ansinh.kernel.periods import parse_date, short_date
from ansinh.places.actions import add_places
from ansinh.places.agency import read_agency_tables
from ansinh.places.errors import NamesUnreadableError
from ansinh.places.finding import Found, find_unit, resolve, resolve_all
from ansinh.places.gazetteer import Outcome
from ansinh.places.history import Event, Nature, Territory, history_of, territory_on
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.places.reads import units_on, wholes, within
from ansinh.places.records import recorded_faults
from ansinh.places.tables import document_titles

UNIT_KINDS: dict[UnitKind, Message] = {
    UnitKind.AREA: _("area"),
    UnitKind.OFFICE: _("office"),
    UnitKind.CLUSTER: _("cluster"),
}
LEVELS: dict[Level, Message] = {
    Level.COUNTRY: _("country"),
    Level.PROVINCE: _("province"),
    Level.DISTRICT: _("district"),
    Level.COMMUNE: _("commune"),
}
OUTCOMES: dict[Outcome, Message] = {
    Outcome.EXACT: _("exact"),
    Outcome.UNIQUE: _("unique"),
    Outcome.AMBIGUOUS: _("one of several"),
    Outcome.UNKNOWN: _("unknown; near to it"),
}
NATURES: dict[Nature, Message] = {
    Nature.MERGED: _("merged with others"),
    Nature.SPLIT: _("divided"),
    Nature.RENAMED: _("renamed"),
    Nature.RECODED: _("re-coded"),
    Nature.REDESIGNATED: _("of another designation"),
}
SHARE_DECIMALS = 1
Row = tuple[str, ...]


@command("find", _("Find units by what is written, on a day; without a name, list them."))
@click.argument("names", nargs=-1)
@ON
@option("--level", type=click.Choice([level.value for level in Level]), says=_("Only units of this level."))
@option("--within", "inside", metavar="UNIT", says=_("Only units inside this one."))
@option(
    "--names-in",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    says=_("A text file with a name in each line."),
)
@format_option(TABLE, JSON, CSV)
def find(
    names: tuple[str, ...], on: str | None, level: str | None, inside: str | None, file: Path | None, form: str
) -> int:
    ready()
    day = day_of(on)
    wanted = Level(level) if level else None
    area = find_unit(inside, day) if inside else None
    written = [*names, *(_lines(file) if file else ())]
    if not written:
        _list_units(day, wanted, area, form)
        return DONE
    found = list(zip(written, resolve_all(written, day, level=wanted, within=area), strict=True))
    _print_found(found, day, form)
    unknown = any(one.outcome is Outcome.UNKNOWN for _name, one in found)
    return KINDS[NotFoundError] if unknown else DONE


@command("history", _("What a unit was made of, what became of it, and what its territory is on a day."))
@click.argument("unit")
@option("--of", "day", metavar="DATE", says=_("A day on which the unit was there; any when not given."))
@ON
@format_option(TABLE, JSON, CSV)
def history(unit: str, day: str | None, on: str | None, form: str) -> None:
    ready()
    found = _find_any_day(unit, parse_date(day) if day else None)
    told = history_of(found)
    asked = day_of(on)
    territory = None if found.valid_on(asked) else territory_on(found, asked)
    if form == JSON:
        before, after = ([_event_json(event) for event in events] for events in (told.before, told.after))
        territory_json = None if territory is None else _territory_json(territory, asked)
        print_json({**_unit_json(found), "before": before, "after": after, "territory": territory_json})
    elif form == CSV:
        names = ("day", "old", "new", "nature", "share", "estimated", "document")
        print_csv(names, [_event_machine_row(event) for event in (*told.before, *told.after)])
    else:
        _print_history(found, (*told.before, *told.after))
        _print_territory(found, territory, asked)


@command("check", _("Check the catalogue of places: codes, times, successors, points."))
@format_option(TABLE, JSON, CSV)
def check(form: str) -> int:
    ready()
    count = Unit.objects.count()
    faults = recorded_faults()
    if form == JSON:
        print_json({"units": count, "faults": [{"unit": one.key, "fault": one.said.text()} for one in faults]})
    elif form == CSV:
        print_csv(("unit", "fault"), [(one.key, one.said.text()) for one in faults])
    elif faults:
        print_table([Heading(str(_("Unit"))), Heading(str(_("Fault")))], [(one.key, str(one.said)) for one in faults])
    else:
        say(_("The catalogue has no fault; units: {count}.", count=format_number(Decimal(count), 0)))
    return WRONG_CATALOGUE if faults else DONE


@command("add", _("Add an agency's own offices, clusters, their members, or registered shares (CSV files)."))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@BY
def add(files: Sequence[Path], by: str) -> None:
    ready()
    tables = read_agency_tables(files)
    add_places(tables, by=by)
    say(
        _(
            "Added: units {units}, relations {relations}, shares {shares}.",
            units=len(tables.units),
            relations=len(tables.relations),
            shares=len(tables.successions),
        )
    )


def _lines(file: Path) -> list[str]:
    """In their order, as often as they stand there; without empty lines."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise NamesUnreadableError(file.name) from None
    return [line.strip() for line in text.split("\n") if line.strip()]


def _find_any_day(written: str, day: date | None) -> Unit:
    """A key (code@day) names one unit of all times; a name, the unit of today or of the day before it ended."""
    code, _at, start = written.partition("@")
    if start:
        return find_unit(code, parse_date(start))
    if day:
        return find_unit(written, day)
    today = timezone.localdate()
    found = resolve(written, today)
    if found.outcome is Outcome.UNKNOWN and found.past:
        return found.past
    return find_unit(written, today)


def _list_units(day: date, level: Level | None, area: Unit | None, form: str) -> None:
    units = units_on(day)
    if level:
        units = units.filter(level=level)
    found = list(units)
    if area:
        inside = within(area, day)
        found = [unit for unit in found if unit.pk in inside and unit != area]
    places = _places(found, day)
    headings = [_("Code"), _("Unit"), _("In"), _("Kind"), _("Level"), _("Valid from"), _("Valid to")]
    rows = [_unit_row(unit, places[unit.pk], shown=form == TABLE) for unit in found]
    names = ("code", *(() if form == TABLE else ("key",)), "unit", "in", "kind", "level", "valid_from", "valid_to")
    print_rows(form, names, headings, rows)


def _print_found(found: Sequence[tuple[str, Found]], day: date, form: str) -> None:
    units = {unit.pk: unit for _name, one in found for unit in (*one.units, *one.also, one.past) if unit}
    places = _places(units.values(), day)
    if form == JSON:
        print_json([_found_json(name, one, places) for name, one in found])
        return
    rows = [row for name, one in found for row in _found_rows(name, one, places, shown=form == TABLE)]
    headings = [_("Written"), _("Found"), _("Code"), _("Unit"), _("In"), _("Valid from"), _("Valid to")]
    names = ("written", "outcome", "code", "key", "unit", "in", "valid_from", "valid_to")
    print_rows(form, names, headings, rows)


def _found_rows(name: str, found: Found, places: Mapping[int, str], *, shown: bool) -> Iterator[Row]:
    """The table says the name once, a file in every row."""
    said = (name, _outcome(found, shown=shown))
    if not _units_of(found):
        yield (*said, *("",) * (5 if shown else 6))
    also = (name, str(_("also called so")) if shown else "also")
    rows = [*((said, unit) for unit in _units_of(found)), *((also, unit) for unit in found.also)]
    before: Row = ()
    for head, unit in rows:
        yield (
            *((("", "") if head == before else ("", head[1])) if shown and before else head),
            *_code_and_key(unit, shown=shown),
            unit.text(),
            places[unit.pk],
            *_times(unit, shown=shown),
        )
        before = head


def _units_of(found: Found) -> tuple[Unit, ...]:
    return (found.past,) if found.past else found.units


def _outcome(found: Found, *, shown: bool) -> str:
    if found.past:
        return str(_("not on this day")) if shown else "other_day"
    return str(OUTCOMES[found.outcome]) if shown else found.outcome.value


def _found_json(name: str, found: Found, places: Mapping[int, str]) -> dict[str, object]:
    units, also = (
        [{**_unit_json(unit), "in": places[unit.pk]} for unit in some] for some in (_units_of(found), found.also)
    )
    return {"written": name, "outcome": _outcome(found, shown=False), "units": units, "also": also}


def _places(units: Iterable[Unit], day: date) -> dict[int, str]:
    """Unit id → the areas around it on the day, or the nearest on which it was there."""
    by_day: dict[date, list[Unit]] = {}
    for unit in units:
        by_day.setdefault(unit.day_within(day), []).append(unit)
    found: dict[int, str] = {}
    for then, group in by_day.items():
        around = wholes([unit.pk for unit in group], then)
        found |= {unit.pk: ", ".join(one.text() for one in around[unit.pk]) for unit in group}
    return found


def _unit_row(unit: Unit, place: str, *, shown: bool) -> Row:
    kind, level = UnitKind(unit.kind), Level(unit.level)
    sort = (str(UNIT_KINDS[kind]), str(LEVELS[level])) if shown else (kind.value, level.value)
    return (*_code_and_key(unit, shown=shown), unit.text(), place, *sort, *_times(unit, shown=shown))


def _code_and_key(unit: Unit, *, shown: bool) -> Row:
    """People read one of them: the key, which is the code where that is enough."""
    return (unit.key,) if shown else (unit.code, unit.key)


def _times(unit: Unit, *, shown: bool) -> tuple[str, str]:
    """Said to people; in files ISO days, empty for a beginning that is not known and for no end."""
    if not shown:
        return (
            unit.valid_from.isoformat() if unit.valid_from else "",
            unit.valid_to.isoformat() if unit.valid_to else "",
        )
    starts = short_date(unit.valid_from) if unit.valid_from else str(_("not known"))
    ends = short_date(unit.valid_to) if unit.valid_to else ""
    return starts, str(_("after {day}", day=ends)) if unit.end_unknown else ends


def _unit_json(unit: Unit) -> dict[str, object]:
    return {
        "key": unit.key,
        "code": unit.code,
        "unit": unit.text(),
        "kind": unit.kind,
        "level": unit.level,
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
        "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
        "end_unknown": unit.end_unknown,
        "document": unit.document,
    }


def _print_history(unit: Unit, events: Sequence[Event]) -> None:
    place = _places([unit], timezone.localdate())[unit.pk]
    starts, ends = _times(unit, shown=True)
    title = f"{unit.key} {unit.text()}{f', {place}' if place else ''}"
    say(title)
    say(_("From {start} to {end}.", start=starts, end=ends) if ends else _("From {start}; still valid.", start=starts))
    if unit.document:
        named = document_titles().get(unit.document)
        say(f"{unit.document}: {named}" if named else unit.document)
    if not events:
        say(_("No change of it is recorded."))
        return
    headings = [_("Day"), _("From"), _("To"), _("What happened"), _("Share"), _("Document")]
    print_table(
        [Heading(str(heading), right=heading.id == "Share") for heading in headings],
        [_event_row(event) for event in events],
    )
    if any(event.estimated for event in events):
        say(
            _("≈ share not known: equal parts are taken, or the number of communes; what rests on them is an estimate.")
        )


def _event_row(event: Event) -> Row:
    share = format_number(_percent(event.share), SHARE_DECIMALS)
    return (
        short_date(event.day),
        f"{event.old.key} {event.old.text()}",
        f"{event.new.key} {event.new.text()}",
        ", ".join(str(NATURES[nature]) for nature in event.natures),
        f"≈ {share}%" if event.estimated else f"{share}%",
        event.document,
    )


def _print_territory(unit: Unit, territory: Territory | None, day: date) -> None:
    if unit.valid_on(day):
        return
    said = short_date(day)
    if territory is None:
        say(_("What its territory is on {day} is not recorded.", day=said))
        return
    headings = [Heading(str(_("Code"))), Heading(str(_("Unit"))), Heading(str(_("How much of it")))]
    rows = [(one.code, one.text(), _share_text(share)) for one, share in territory.pieces]
    print_table(headings, rows, title=str(_("Its territory on {day}", day=said)))
    say(_what_can_be_said(territory))
    if territory.exact_by:
        say(
            _(
                "It is exact where communes report: {count} communes make it up wholly. Else compare on the boundaries "
                "of before, or begin a new series.",
                count=territory.exact_by,
            )
        )


def _what_can_be_said(territory: Territory) -> Message:
    """Of figures that the units of the territory report, each as a whole."""
    count = len(territory.pieces)
    parts = sum(share != 1 for _unit, share in territory.pieces)
    if not parts:
        return _("Its figures of that time are the sum of these.")
    if parts == count:
        return _(
            "None lies wholly in it: of their figures alone no exact value follows, only that it lies between none and "
            "all of them."
        )
    return _(
        "{whole} of {all} lie wholly in it, and their figures add up; {parts} also hold territory from outside: of "
        "their figures alone no exact value follows, only that it lies between none and all of them.",
        whole=count - parts,
        all=count,
        parts=parts,
    )


def _share_text(share: Fraction | None) -> str:
    if share == 1:
        return str(_("all"))
    return str(_("a part")) if share is None else f"{format_number(_percent(share), SHARE_DECIMALS)}%"


def _percent(share: Fraction) -> Decimal:
    return Decimal(share.numerator) * 100 / Decimal(share.denominator)


def _event_machine_row(event: Event) -> Row:
    natures = " ".join(nature.value for nature in event.natures)
    estimated = str(event.estimated).lower()
    return (
        *(event.day.isoformat(), event.old.key, event.new.key),
        *(natures, str(event.share), estimated, event.document),
    )


def _event_json(event: Event) -> dict[str, object]:
    return {
        "day": event.day.isoformat(),
        "old": _unit_json(event.old),
        "new": _unit_json(event.new),
        "natures": [nature.value for nature in event.natures],
        "share": str(event.share),
        "estimated": event.estimated,
        "document": event.document,
    }


def _territory_json(territory: Territory, day: date) -> dict[str, object]:
    return {
        "day": day.isoformat(),
        "exact": territory.exact,
        "exact_by_communes": territory.exact_by,
        "pieces": [
            {"key": unit.key, "unit": unit.text(), "share": None if share is None else str(share)}
            for unit, share in territory.pieces
        ],
    }


places = Group(
    "places",
    _("Places through time: areas, offices, clusters."),
    (find, history, maps.draw_map, check, add, maps.outlines),
)
