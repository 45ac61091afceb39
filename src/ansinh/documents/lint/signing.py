"""The end of a document: who receives it, and who signs it in what authority."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Protocol

from ansinh.documents.lint.elements import Part
from ansinh.documents.lint.lines import Line
from ansinh.documents.lint.written import Table

_RECIPIENTS = re.compile(r"^(nơi nhận|recipients|distribution)\s*:?$", re.IGNORECASE)
_ARCHIVE = re.compile(r"^-?\s*(lưu\b|archives?\b|filed?\b)", re.IGNORECASE)
_AUTHORITY = re.compile(r"^(tm|kt|tl|tuq|q|pp|t/m|k/t|t/l|q/)\b[.\s/]", re.IGNORECASE)
_POST = re.compile(
    r"^(phó )?(tổng )?(giám đốc|chủ tịch|cục trưởng|trưởng|bí thư|chánh|cụm trưởng|hiệu trưởng"
    r"|director|head|chair|deputy)",
    re.IGNORECASE,
)
_APART = 20  # points before a name that leave room for the signature


class Adds(Protocol):
    def add(self, part: Part, *lines: Line) -> None: ...


def is_recipients(text: str) -> bool:
    return _RECIPIENTS.match(" ".join(text.split())) is not None


def looks_like_signature(table: Table, lines: Sequence[Line]) -> bool:
    if any(is_recipients(line.text) for line in lines):
        return True
    signs = any(_AUTHORITY.match(line.text) or (_POST.match(line.text) and line.bold) for line in lines if line.says)
    return signs and not table.bordered


def sign(found: Adds, left: Sequence[Line], right: Sequence[Line]) -> None:
    _receive(found, left)
    _signed(found, right)


def _receive(found: Adds, lines: Sequence[Line]) -> None:
    for line in lines:
        if is_recipients(line.text):
            found.add(Part.RECIPIENTS, line)
        elif line.says:
            found.add(Part.RECIPIENT, line)
            if _ARCHIVE.match(line.text):
                found.add(Part.ARCHIVE, line)


def _signed(found: Adds, lines: Sequence[Line]) -> None:
    said = [line for line in lines if line.says and not line.text.startswith("(")]
    authority = list(takewhile(lambda line: _AUTHORITY.match(line.text), said))
    # The authority may take several lines: what stands between it and the post in capitals is read as the post.
    rest = said[len(authority) :]
    name = rest[-1:] if len(rest) > 1 and _is_name(rest, lines) else []
    if len(rest) == 1 and authority and not rest[0].all_capitals and not _POST.match(rest[0].text):
        name = rest
    found.add(Part.AUTHORITY, *authority)
    found.add(Part.POST, *rest[: len(rest) - len(name)])
    found.add(Part.SIGNER, *name)


def _is_name(said: Sequence[Line], lines: Sequence[Line]) -> bool:
    """The last line, if it is not in capitals or stands apart from the post."""
    last, before = said[-1], said[-2]
    between = lines[lines.index(before) + 1 : lines.index(last)]
    apart = any(not line.text for line in between) or last.paragraph.layout.before >= _APART
    return apart or not last.all_capitals
