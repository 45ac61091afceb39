"""What officers answered about a layout, kept for the next file of the same: one YAML file for each layout."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from ansinh.imports.layout.answers import Answers
from ansinh.kernel.errors import InputError, NotFoundError
from ansinh.kernel.language import message as _
from ansinh.kernel.names import fold

VERSION = 1
LIKE_ENOUGH = 0.8  # share of the headers that two files of one layout have in common
_FIELDS = ("measure", "kind", "lines", "sheets")
_KEPT = ("measure", "lines")  # an officer may write the others; of one file they say nothing about the next


@dataclass(frozen=True)
class Profile:
    """``sender``: code of the unit whose files it is about; ``headers``: the words of their tables, without numbers
    (`answers.line_key`)."""

    name: str
    sender: str
    headers: frozenset[str]
    answers: Answers


class ProfileUnknownError(NotFoundError):
    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            _("There is no profile “{name}”.", name=name),
            _("Known: {names}.", names=", ".join(known) or "–"),
        )


class ProfileError(InputError):
    def __init__(self, path: Path, reason: object) -> None:
        super().__init__(
            _("{file} is not a mapping profile: {reason}.", file=path.name, reason=reason),
            _("Mend it after docs/reference/profiles.md, or delete it."),
        )


def profiles(directory: Path) -> list[Profile]:
    """All that can be read, by name; one that somebody has spoilt keeps no other from being used (`spoilt`)."""
    return [one for one in _read_all(directory) if isinstance(one, Profile)]


def spoilt(directory: Path) -> list[ProfileError]:
    return [one for one in _read_all(directory) if isinstance(one, ProfileError)]


def _read_all(directory: Path) -> Iterator[Profile | ProfileError]:
    paths = sorted(directory.glob("*.yaml"), key=lambda path: path.stem) if directory.is_dir() else []
    for path in paths:
        try:
            yield read_profile(path)
        except ProfileError as error:
            yield error


def profile_called(name: str, directory: Path) -> Profile:
    """By name, or a file. Raises ProfileUnknownError, ProfileError."""
    path = Path(name)
    if path.suffix in (".yaml", ".yml") and path.is_file():
        return read_profile(path)
    known = {one.name: one for one in profiles(directory)}
    if name not in known:
        raise ProfileUnknownError(name, list(known))
    return known[name]


def read_profile(path: Path) -> Profile:
    """Raises ProfileError."""
    try:
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ProfileError(path, " ".join(str(error).split())) from None
    if not isinstance(entry, dict) or entry.get("version") != VERSION:
        raise ProfileError(path, _("version {version} is missing", version=VERSION))
    unknown = entry.keys() - {"version", "sender", "headers", *_FIELDS}
    if unknown:
        raise ProfileError(path, ", ".join(sorted(map(str, unknown))))
    lines, sheets, headers = entry.get("lines", {}), entry.get("sheets", []), entry.get("headers", [])
    if not isinstance(lines, dict) or not isinstance(sheets, list) or not isinstance(headers, list):
        raise ProfileError(path, "lines, sheets, headers")
    answers = Answers(
        measure=str(entry.get("measure", "")),
        kind=str(entry.get("kind", "")),
        lines={str(line): str(answer) for line, answer in lines.items()},
        sheets=tuple(map(str, sheets)),
    )
    return Profile(path.stem, str(entry.get("sender", "")), frozenset(map(str, headers)), answers)


def fitting(sender: str, headers: Iterable[str], known: Iterable[Profile]) -> Profile | None:
    """The profile of this sender's layout; None where there is none, or two are as near: then the officer is asked
    again. What one office means by a word another may not."""
    wanted = frozenset(headers)
    own = [one for one in known if one.sender == sender]
    near = sorted(((_likeness(wanted, one.headers), one) for one in own), key=lambda pair: -pair[0])
    near = [pair for pair in near if pair[0] >= LIKE_ENOUGH]
    if not near or (len(near) > 1 and near[0][0] == near[1][0] and near[0][1].answers != near[1][1].answers):
        return None
    return near[0][1]


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0


def remember(directory: Path, sender: str, sheet: str, headers: Iterable[str], answers: Answers) -> Profile:
    """Keep the answers for the sender's next file of this layout; seen whole or not at all. What belongs to one file
    only (who reports, the period, the date, the kind of figures, the sheets) is not kept."""
    headers = frozenset(headers)
    known = fitting(sender, headers, profiles(directory))
    path = directory / f"{known.name if known else _free_name(directory, f'{sender} {sheet}')}.yaml"
    entry = {
        "version": VERSION,
        "sender": sender,
        **{field: value for field in _KEPT if (value := _plain(getattr(answers, field)))},
        "headers": sorted(set(headers)),
    }
    directory.mkdir(parents=True, exist_ok=True)
    descriptor, part = tempfile.mkstemp(dir=directory, suffix=".part")
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        yaml.safe_dump(entry, stream, allow_unicode=True, sort_keys=False)
    Path(part).replace(path)
    return read_profile(path)


def _free_name(directory: Path, name: str) -> str:
    """Two layouts of one office have two names."""
    taken = {path.stem for path in directory.glob("*.yaml")}
    slug = _slug(name)
    return next(one for one in (slug, *(f"{slug}-{count}" for count in range(2, 1_000))) if one not in taken)


def forget(directory: Path, name: str) -> None:
    """Raises ProfileUnknownError."""
    known = [one.name for one in profiles(directory)]
    if name not in known:
        raise ProfileUnknownError(name, known)
    (directory / f"{name}.yaml").unlink()


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def _slug(name: str) -> str:
    return "-".join(re.findall("[a-z0-9]+", fold(name)))[:80] or "profile"
