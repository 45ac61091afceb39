"""Every message of the code has a Vietnamese translation with the same places, and none is left over.

python -m checks.translations [--write]     --write: add what is new (untranslated), drop what is gone
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src/ansinh"
CATALOGUE = SOURCES / "locale/vi/LC_MESSAGES/django.po"
# {% translate "A sentence" %}; sentences with places are messages of the code.
TRANSLATED = re.compile(r"""\{% translate (?P<quote>["'])(?P<text>.+?)(?P=quote)""")


def extracted() -> Catalog:
    """All messages of the code, with where each is said."""
    catalogue = Catalog(locale="vi", charset="utf-8", fuzzy=False)
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text)), *_]):
                    catalogue.add(text, locations=[(str(path.relative_to(SOURCES)), node.lineno)])
    for path in sorted((SOURCES / "web/templates").rglob("*.html")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for said in TRANSLATED.finditer(line):
                catalogue.add(said["text"], locations=[(str(path.relative_to(SOURCES)), number)])
    return catalogue


def translated() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="vi")


def faults() -> Iterator[str]:
    code, vietnamese = extracted(), translated()
    for message in _messages(code):
        translation = vietnamese.get(message.id)
        if translation is None or not translation.string:
            yield f"not translated: {message.id!r} ({message.locations[0][0]}:{message.locations[0][1]})"
        elif translation.fuzzy:
            yield f"marked fuzzy: {message.id!r}"
        elif _places(str(message.id)) != _places(str(translation.string)):
            yield f"other {{places}} in the translation of {message.id!r}"
    for message in _messages(vietnamese):
        if code.get(message.id) is None:
            yield f"no longer said: {message.id!r}"


def write() -> None:
    """Keep translations, add new messages with an empty one, drop the rest; in the order of the code."""
    code, vietnamese = extracted(), translated()
    for message in _messages(code):
        known = vietnamese.get(message.id)
        message.string = known.string if known else ""
        message.locations = [(file, 0) for file in sorted({file for file, _line in message.locations})]
    for said in ("header_comment", "project", "creation_date", "revision_date"):  # else each run changes the file
        setattr(code, said, getattr(vietnamese, said))
    with CATALOGUE.open("wb") as file:
        write_po(file, code, omit_header=False, sort_by_file=True, include_lineno=False, width=120)


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _places(text: str) -> set[str]:
    return {place for _literal, place, _spec, _conversion in Formatter().parse(text) if place}


def main() -> int:
    if "--write" in sys.argv:
        write()
    found = list(faults())
    for fault in found:
        print(fault)
    print(f"translations: {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
