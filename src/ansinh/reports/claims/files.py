"""The paragraphs of an officer's file: Word, Markdown or plain text."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from docx.oxml import parse_xml

from ansinh.compare.printing import Shown
from ansinh.imports.files.archive import open_archive
from ansinh.imports.files.received import WorkbookFile
from ansinh.kernel.errors import AnsinhError, InputError
from ansinh.kernel.language import message as _
from ansinh.reports.paragraphs import read_text
from ansinh.reports.reading import stretches

LARGEST_DOCUMENT = 100 * 2**20  # bytes
TEXT_ENDINGS = (".md", ".txt")

_DOCUMENT = "word/document.xml"
_BREAK = re.compile(r"[\t\n]")
_STARTS_A_LINE = re.compile(r" *(?:#{1,6} |[-*+•] |[0-9]{1,2}[.)] |\|)")
_EMPHASIS = re.compile(r"\*\*|__|(?<![\w*])\*(?=\w)|(?<=\w)\*(?![\w*])")
_FIGURE = re.compile(r"\{([^{}\s:]{1,200})(?::([a-z]{1,20}))?\}")


class NotATextError(InputError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} cannot be read as a text.", name=name),
            _("Give a Word document (.docx), Markdown (.md) or plain text (.txt)."),
        )


def read_paragraphs(path: Path, figures: Mapping[str, Shown]) -> list[str]:
    """``figures``: what stands for ``{collections}`` in Markdown. Raises NotATextError, and InputError for a text that
    is too large or not in UTF-8."""
    ending = path.suffix.lower()
    if ending in TEXT_ENDINGS:
        return [_filled(one, figures) for one in _of_text(read_text(path))]
    if ending != ".docx" or path.stat().st_size > LARGEST_DOCUMENT:
        raise NotATextError(path.name)
    try:
        with open_archive(WorkbookFile(path.name, path.read_bytes())) as archive:
            if _DOCUMENT not in archive:
                raise NotATextError(path.name)
            return [_BREAK.sub(" ", one.text) for one in stretches(parse_xml(archive.part(_DOCUMENT)))]
    except (AnsinhError, SyntaxError):  # the second: XML that is none
        raise NotATextError(path.name) from None


def _of_text(text: str) -> Iterator[str]:
    """Lines that follow each other are one paragraph, but a heading and an item of a list begin another."""
    lines: list[str] = []
    for line in (*text.splitlines(), ""):
        if lines and (not line.strip() or _STARTS_A_LINE.match(line) or lines[-1].startswith("#")):
            yield " ".join(lines)
            lines = []
        if line.strip():
            lines.append(_EMPHASIS.sub("", line.strip()))


def _filled(paragraph: str, figures: Mapping[str, Shown]) -> str:
    def printed(match: re.Match[str]) -> str:
        shown = figures.get(match[1])
        if shown is None:
            return match[0]
        say = {"size": shown.size, "number": shown.number}.get(match[2] or "", shown.text)
        return say("vi")

    return _FIGURE.sub(printed, paragraph)
