"""Makes ``made.csv``: places written by stated rules, with the answer that is right by the rules of writing.

    python -m tests.corpus.places.make

It does not ask the resolver. A rule writes a place with the areas around it; right is every place that the same rule
would write the same way (one: that place; several: ambiguous), or unknown for a rule that writes what no place has.
Each rule takes places by chance from a fixed seed: the file comes out the same as long as the catalogue does.
"""

import csv
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from ansinh.kernel.names import fold
from ansinh.places.gazetteer import Place
from tests.corpus.places.catalogue import Catalogue, catalogue_of

MADE = Path(__file__).with_name("made.csv")
COLUMNS = ("rule", "day", "written", "level", "within", "outcome", "answer")
OLD_DAY, LAST_OLD_DAY, NEW_DAY = date(2020, 5, 31), date(2025, 6, 30), date(2026, 6, 1)
DAYS = (LAST_OLD_DAY, LAST_OLD_DAY, NEW_DAY, OLD_DAY)  # the one with most places twice as often
OF_EACH_RULE = 24
ABBREVIATED = {
    "tỉnh": "T.", "thành phố": "TP.", "quận": "Q.", "huyện": "H.", "thị xã": "TX.", "xã": "X.", "phường": "P.",
    "thị trấn": "TT.", "đặc khu": "ĐK.",
}  # fmt: skip
COMMUNE_WORDS = ("xã", "phường", "thị trấn")
ROMAN = dict(enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), 1))
TONES = "\u0300\u0301\u0303\u0309\u0323"

Path_ = tuple[Place, ...]  # a place, then the areas around it, the smallest first
Write = Callable[[Path_], str | None]  # None: the rule does not apply


class Form(NamedTuple):
    rule: str
    day: date
    written: str
    level: str
    within: str  # key of an area
    outcome: str  # exact, unique, ambiguous, unknown
    answer: str  # keys, in the order of the table


@dataclass(frozen=True)
class Rule:
    """``outcome``: of one place. ``levels``: of the places written."""

    name: str
    write: Write
    outcome: str = "unique"
    levels: tuple[str, ...] = ("commune",)


class Written:
    """All places of a day, written by rules."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.catalogue: Catalogue = catalogue_of(day)
        self.paths: dict[str, list[Path_]] = defaultdict(list)
        for place in self.catalogue.places:
            path = (place, *self.catalogue.around(place))
            if path[-1].level == "province":  # else its areas on this day are not known
                self.paths[place.level].append(path)
        self.folded = {alike(fold(place.name)) for place in self.catalogue.places}

    def key(self, place: Place) -> str:
        return self.catalogue.keys[place.key]

    def keys(self, places: Sequence[Place]) -> str:
        return " ".join(self.key(place) for place in sorted(places, key=lambda one: one.key))


def full(path: Path_) -> str:
    return ", ".join(place.full_name for place in path)


def plain(text: str) -> str:
    """Without diacritics; capitals stay."""
    bare = "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
    return bare.replace("đ", "d").replace("Đ", "D")


def alike(folded: str) -> str:
    """Equal for all spellings that could be meant for each other, and many more."""
    return re.sub(r"[\W_]", "", folded).replace("y", "i").replace("k", "c")


def lacking(text: str) -> str:
    """Every other mark is missing, beginning with the second; so that some letters keep theirs."""
    kept, seen = "", 0
    for one in unicodedata.normalize("NFD", text):
        seen += bool(unicodedata.combining(one))
        kept += "" if unicodedata.combining(one) and seen % 2 == 0 else one
    return unicodedata.normalize("NFC", kept)


def tone_moved(text: str) -> str | None:
    """Hòa as Hoà, Thủy as Thuỷ."""
    moved = re.sub(rf"([ou])([{TONES}])([aey])(?![\w{TONES}])", r"\1\3\2", unicodedata.normalize("NFD", text))
    moved = unicodedata.normalize("NFC", moved)
    return moved if moved != text else None


def with_blanks(text: str) -> str:
    return f" . {text.replace(' ', '  ').replace(',', chr(160) + ',')} .;"


def other_i(text: str) -> str | None:
    """Mỹ as Mĩ, Quý as Quí, Lý as Lí: y alone as the vowel of an open syllable."""
    decomposed = unicodedata.normalize("NFD", text)
    swapped = re.sub(
        rf"(?i)((?<![aeiouw{TONES}\u0302\u0306\u031b])[bcdghklmnprstvx]|qu)y(?=[{TONES}]?(?![\w{TONES}]))",
        r"\1i",
        decomposed,
    )
    swapped = unicodedata.normalize("NFC", swapped)
    return swapped if swapped != text else None


def other_c(text: str) -> str | None:
    """Kạn as Cạn, Đắk Lắk as Đắc Lắc."""
    swapped = re.sub(r"k(?!h)(?=\w|\b)", "c", re.sub(r"\bK(?!h|r|p|b|d|n)", "C", text))
    return swapped if swapped != text else None


def joined(text: str) -> str | None:
    """Kon Tum as Kontum: names from languages of the highlands."""
    foreign = re.match(r"(Kon|Ea|Ia|Chư|Đắk|Plei|Đạ|Cư) ", text)
    return text.replace(" ", "").capitalize() if foreign else None


def of_subject(change: Callable[[str], str | None]) -> Write:
    """Change the name of the place, leave the areas."""

    def write(path: Path_) -> str | None:
        changed = change(path[0].name)
        return changed and ", ".join((f"{path[0].designation} {changed}".strip(), *(one.full_name for one in path[1:])))

    return write


def of_whole(change: Callable[[str], str | None]) -> Write:
    return lambda path: change(full(path))


def abbreviated(place: Place, between: str) -> str:
    return f"{ABBREVIATED[place.designation]}{between}{place.name}"


def glued_numbers(path: Path_) -> str | None:
    """P4 Q3: only wards with numbers."""
    if not path[0].name.isdigit():
        return None
    return " ".join(
        f"{ABBREVIATED[one.designation][0]}{one.name}" if one.name.isdigit() else one.full_name for one in path
    )


def other_number(name: str) -> str | None:
    """IV as 4, 4 as IV."""
    if name.isdigit():
        return ROMAN.get(int(name))
    return next((str(value) for value, roman in ROMAN.items() if roman == name), None)


def with_zero(name: str) -> str | None:
    return f"0{name}" if name.isdigit() and len(name) == 1 else None


def without_middle(path: Path_) -> str | None:
    return full((path[0], path[-1])) if len(path) > 2 else None


def without_last(path: Path_) -> str | None:
    return full(path[:-1]) if len(path) > 2 else None


def no_designations(path: Path_) -> str | None:
    """A number without its designation is another matter: see the cases made by hand."""
    return None if any(place.name.isdigit() for place in path) else ", ".join(place.name for place in path)


def no_marks_no_designations(path: Path_) -> str | None:
    text = no_designations(path)
    return plain(text) if text and plain(text) != text else None


def coded(path: Path_) -> str:
    return f"{path[0].code} {path[0].full_name}"


def code_after(path: Path_) -> str | None:
    return None if path[0].name.isdigit() else f"{path[0].name} ({path[0].code})"


RULES = (
    Rule("in full", full, "exact"),
    Rule("in full, districts", full, "exact", ("district",)),
    Rule("capitals", of_whole(str.upper), "exact"),
    Rule("decomposed", of_whole(lambda text: unicodedata.normalize("NFD", text)), "exact"),
    Rule("tone on the other letter", of_subject(tone_moved), "exact", ("commune", "district")),
    Rule("abbreviated", lambda path: ", ".join(abbreviated(one, " ") for one in path), "exact"),
    Rule("abbreviated, touching", lambda path: ", ".join(abbreviated(one, "") for one in path), "exact"),
    Rule("dashes", lambda path: " - ".join(one.full_name for one in path), "exact"),
    Rule("long dashes", lambda path: "–".join(one.full_name for one in path), "exact"),
    Rule("parentheses", lambda path: f"{path[0].full_name} ({full(path[1:])})", "exact"),
    Rule("slashes", lambda path: "/".join(one.full_name for one in path), "exact"),
    Rule("reversed", lambda path: ", ".join(one.full_name for one in reversed(path)), "exact"),
    Rule("no designations", no_designations, "exact"),
    Rule("country added", lambda path: f"{full(path)}, Việt Nam", "exact", ("commune", "district")),
    Rule("blanks and stops", of_whole(with_blanks), "exact"),
    Rule("no separators", lambda path: " ".join(one.full_name for one in path), "exact"),
    Rule("district missing", without_middle, "exact"),
    Rule("province missing", without_last, "exact"),
    Rule("numbers touching", glued_numbers, "exact"),
    Rule("code before", coded, "exact", ("commune", "district", "province")),
    Rule("code behind", code_after, "exact", ("commune", "district", "province")),
    Rule("code alone", lambda path: path[0].code, "exact", ("commune", "district", "province")),
    Rule("no marks", of_whole(plain), levels=("commune", "district")),
    Rule("no marks, capitals", of_whole(lambda text: plain(text).upper())),
    Rule("no marks, no designations", no_marks_no_designations),
    Rule("i for y", of_subject(other_i)),
    Rule("c for k", of_subject(other_c), levels=("commune", "district", "province")),
    Rule("syllables joined", of_subject(joined), levels=("commune", "district", "province")),
    Rule("number the other way", of_subject(other_number)),
    Rule("number with a zero", of_subject(with_zero)),
)  # fmt: skip


def by_rule(rule: Rule, day: Written, chance: random.Random) -> Iterator[Form]:
    """Places that the rule applies to, with all that it writes alike."""
    texts: dict[str, list[Place]] = defaultdict(list)
    written: list[tuple[str, Place]] = []
    for path in chain.from_iterable(day.paths[level] for level in rule.levels):
        text = rule.write(path)
        if text is not None:
            texts[text].append(path[0])
            written.append((text, path[0]))
    for text, place in chance.sample(written, min(len(written), OF_EACH_RULE)):
        outcome = rule.outcome if text != full_of(day, place) else "exact"
        outcome = outcome if len(texts[text]) == 1 else "ambiguous"
        yield Form(rule.name, day.day, text, "", "", outcome, day.keys(texts[text]))


def some_marks(day: Written, chance: random.Random) -> Iterator[Form]:
    """Marks missing from the name alone or from everything, where no other place of the area could be meant."""
    for path in chance.sample([*day.paths["commune"], *day.paths["district"]], 2 * OF_EACH_RULE):
        place, name = path[0], lacking(path[0].name)
        inside = [one for one in day.catalogue.places if path[1].key in one.within]
        if name == place.name or [one for one in inside if fold(one.name) == fold(name)] != [place]:
            continue
        around = ", ".join(one.full_name for one in path[1:])
        yield Form(
            "some marks of the name", day.day, f"{place.designation} {name}, {around}", "", "", "unique", day.key(place)
        )
        yield Form("some marks", day.day, lacking(full(path)), "", "", "unique", day.key(place))


def full_of(day: Written, place: Place) -> str:
    return full((place, *day.catalogue.around(place)))


def bare_name(day: Written, chance: random.Random) -> Iterator[Form]:
    """The highest level that has the name, if one place has it there; else all places that have it.

    Of names with marks: one without might be another whose marks are missing.
    """
    places = [place for place in day.catalogue.places if place.level != "country" and plain(place.name) != place.name]
    named: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        named[comparable(place.name)].append(place)
    some = chance.sample([one for one in places if one.level == "commune"], OF_EACH_RULE // 2)
    some += chance.sample([one for one in places if one.level != "commune"], OF_EACH_RULE // 2)
    for place in some:
        called = named[comparable(place.name)]
        yield Form("name alone", day.day, place.name, "", "", *highest(day, called))
        inside = [one for one in called if one.level == place.level]
        outcome = "exact" if len(inside) == 1 else "ambiguous"
        yield Form("name alone, level asked for", day.day, place.name, place.level, "", outcome, day.keys(inside))
        province = next((one for one in day.catalogue.around(place) if one.level == "province"), None)
        if province is None:
            continue
        inside = [one for one in called if province.key in one.within]
        yield Form("name alone, area asked for", day.day, place.name, "", day.key(province), *highest(day, inside))


def highest(day: Written, called: Sequence[Place]) -> tuple[str, str]:
    for level in ("province", "district", "commune"):
        there = [place for place in called if place.level == level]
        if there:
            return ("exact", day.keys(there)) if len(there) == 1 else ("ambiguous", day.keys(called))
    raise AssertionError("no place is called so")


def comparable(name: str) -> str:
    """Case and the place of a tone aside."""
    syllables = unicodedata.normalize("NFD", name.casefold()).split()
    return " ".join(
        "".join(one for one in syllable if one not in TONES) + "".join(one for one in syllable if one in TONES)
        for syllable in syllables
    )


def other_designation(day: Written, chance: random.Random) -> Iterator[Form]:
    """Another word for a commune, in a district that has no other place spelled anything like it."""
    for path in chance.sample(day.paths["commune"], OF_EACH_RULE):
        other = chance.choice([word for word in COMMUNE_WORDS if word != path[0].designation])
        text = ", ".join((f"{other} {path[0].name}", *(one.full_name for one in path[1:])))
        around = path[1].key
        inside = [one for one in day.catalogue.places if around in one.within]
        if sum(alike(fold(one.name)) == alike(fold(path[0].name)) for one in inside) == 1:
            yield Form("another designation", day.day, text, "", "", "unique", day.key(path[0]))


def mistyped(day: Written, chance: random.Random) -> Iterator[Form]:
    """One letter left out or doubled, so that no place has a name like it."""
    for path in chance.sample(day.paths["commune"], OF_EACH_RULE):
        name = path[0].name
        at = chance.randrange(len(name))
        wrong = name[:at] + (name[at] * 2 if chance.random() < 0.5 else "") + name[at + 1 :]
        if alike(fold(wrong)) not in day.folded and not fold(wrong).isdigit():
            text = ", ".join((f"{path[0].designation} {wrong}", *(one.full_name for one in path[1:])))
            yield Form("mistyped", day.day, text, "", "", "unknown", "")


def contradicted(day: Written, chance: random.Random) -> Iterator[Form]:
    """Another tone, where no place of the district is spelled like it but the one."""
    for path in chance.sample(day.paths["commune"], OF_EACH_RULE):
        decomposed = unicodedata.normalize("NFD", path[0].name)
        tones = [place for place, one in enumerate(decomposed) if one in TONES]
        inside = [one for one in day.catalogue.places if path[1].key in one.within]
        if not tones or sum(alike(fold(one.name)) == alike(fold(path[0].name)) for one in inside) > 1:
            continue
        at = chance.choice(tones)
        other = chance.choice([tone for tone in TONES if tone != decomposed[at]])
        wrong = unicodedata.normalize("NFC", decomposed[:at] + other + decomposed[at + 1 :])
        text = ", ".join((f"{path[0].designation} {wrong}", *(one.full_name for one in path[1:])))
        yield Form("another tone", day.day, text, "", "", "unknown", "")


def misplaced(day: Written, chance: random.Random) -> Iterator[Form]:
    """In a district that has no place spelled like it."""
    for path in chance.sample(day.paths["commune"], OF_EACH_RULE):
        elsewhere = chance.choice(day.paths["commune"])[1:]
        inside = [one for one in day.catalogue.places if elsewhere[0].key in one.within]
        number = path[0].name.isdigit() or path[0].name in ROMAN.values()
        if not number and all(alike(fold(one.name)) != alike(fold(path[0].name)) for one in inside):
            yield Form("in a wrong area", day.day, full((path[0], *elsewhere)), "", "", "unknown", "")


def miscoded(day: Written, chance: random.Random) -> Iterator[Form]:
    """With the code of another place of the level."""
    for level in ("commune", "province"):
        for path in chance.sample(day.paths[level], OF_EACH_RULE // 2):
            other = chance.choice(day.paths[level])[0]
            if alike(fold(other.name)) != alike(fold(path[0].name)):
                text = f"{other.code} {path[0].full_name}"
                yield Form("with a wrong code", day.day, text, "", "", "unknown", "")


def province_as_city(day: Written, chance: random.Random) -> Iterator[Form]:
    """ "thành phố" before the name of a tỉnh, unless there is a city of that name."""
    names = {one.name for one in day.catalogue.places if one.designation == "thành phố"}
    for (place,) in day.paths["province"]:
        if place.designation == "tỉnh" and place.name not in names and chance.random() < 0.4:
            yield Form("thành phố for tỉnh", day.day, f"Thành phố {place.name}", "", "", "unknown", "")


def city_as_province(day: Written, chance: random.Random) -> Iterator[Form]:
    for (place,) in day.paths["province"]:
        if place.designation == "thành phố":
            yield Form("tỉnh for thành phố", day.day, f"tỉnh {place.name}", "", "", "unique", day.key(place))


def old_district(day: Written, chance: random.Random) -> Iterator[Form]:
    """A district of the last old day, on a day that has none."""
    if day.day == NEW_DAY:
        for path in chance.sample(Written(LAST_OLD_DAY).paths["district"], OF_EACH_RULE):
            yield Form("abolished district", day.day, full(path), "", "", "unknown", "")


OTHERS = (
    some_marks,
    bare_name,
    other_designation,
    mistyped,
    contradicted,
    misplaced,
    miscoded,
    province_as_city,
    city_as_province,
    old_district,
)


def made() -> Iterator[Form]:
    days = [Written(day) for day in sorted(set(DAYS))]
    forms = {form for day in days for rule in RULES for form in by_rule(rule, day, _chance(rule.name, day.day))}
    forms |= {form for day in days for other in OTHERS for form in other(day, _chance(other.__name__, day.day))}
    for rule in dict.fromkeys([rule.name for rule in RULES] + sorted(form.rule for form in forms)):
        yield from _some(sorted(form for form in forms if form.rule == rule), rule)


def _chance(name: str, day: date) -> random.Random:
    return random.Random(f"{name} {day}")  # noqa: S311 (nothing secret)


def _some(forms: list[Form], rule: str) -> list[Form]:
    chance = random.Random(rule)  # noqa: S311 (nothing secret)
    days = [day for day in DAYS if any(form.day == day for form in forms)]
    each = [[form for form in forms if form.day == day] for day in days]
    return sorted({form for group in each for form in chance.sample(group, min(len(group), OF_EACH_RULE // len(days)))})


def read(path: Path) -> list[Form]:
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    return [Form(row["rule"], date.fromisoformat(row["day"]), *(row[name] for name in COLUMNS[2:])) for row in rows]


def main() -> None:
    with MADE.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(made())


if __name__ == "__main__":
    main()
