"""The comments of a worksheet (classic notes): the sender's stay, ours are put beside them or after them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ansinh.imports.files.sheets import Cell
from ansinh.imports.marking.marks import AUTHOR, SEPARATOR, CannotMarkInPlace
from ansinh.imports.marking.markup import (
    Edit,
    Element,
    changed,
    checked,
    escaped,
    inside,
    prefix,
    tree,
)
from ansinh.imports.marking.markup import number as number_of
from ansinh.imports.marking.names import MAIN
from ansinh.imports.marking.xlsx_sheet import column_number
from ansinh.kernel.cells import cell_name

_THREAD = "tc="  # begins the author of the note that stands in for a thread, for programs that know no threads
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::.*)?")
_COMMENT, _TEXT, _RUN, _PLAIN = MAIN + "comment", MAIN + "text", MAIN + "r", MAIN + "t"
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what a spreadsheet program would read as an escaped character
EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<comments xmlns="{MAIN.strip()}"><authors/><commentList/></comments>'
).encode()


@dataclass(frozen=True)
class Written:
    """``texts``: what now stands on each cell that has a comment."""

    content: bytes
    texts: Mapping[Cell, str]


class Comments:
    """Raises CannotMarkInPlace."""

    def __init__(self, content: bytes = EMPTY) -> None:
        self._content = content
        root = tree(content)
        self._prefix = prefix(content, root.start)
        authors, listed = root.first(MAIN + "authors"), root.first(MAIN + "commentList")
        if authors is None or listed is None:
            raise CannotMarkInPlace("comments")
        self._authors, self._list = authors, listed
        self._names = [author.text for author in authors.children]
        self._by_cell = {_cell(comment): comment for comment in listed.all(_COMMENT)}

    @property
    def threads(self) -> frozenset[Cell]:
        return frozenset(cell for cell, one in self._by_cell.items() if self._author(one).startswith(_THREAD))

    @property
    def marked(self) -> bool:
        """Whether something of ours stands here."""
        return any(self._ours(comment) or SEPARATOR in comment.whole_text for comment in self._by_cell.values())

    def written(self, texts: Mapping[Cell, str]) -> Written:
        """With these of ours and no others."""
        left = {cell: text for cell, text in texts.items() if text and cell not in self.threads}
        edits: list[Edit] = []
        shown: dict[Cell, str] = {}
        number = self._names.index(AUTHOR) if AUTHOR in self._names else len(self._names)
        for cell, comment in self._by_cell.items():
            ours = left.pop(cell, "")
            if self._ours(comment):
                edits.append((comment.start, comment.end, self._comment(cell, ours, number) if ours else b""))
                shown |= {cell: ours} if ours else {}
            else:
                changes, kept = self._beside(comment, ours)
                edits += changes
                shown[cell] = f"{kept}\n{ours}" if ours else kept
        new = b"".join(self._comment(cell, text, number) for cell, text in sorted(left.items()))
        if new:
            edits.append(inside(self._content, self._list, new))
        if new and number == len(self._names):
            edits.append(inside(self._content, self._authors, self._named(f"<*author>{AUTHOR}</*author>")))
        edits = [edit for edit in edits if self._content[edit[0] : edit[1]] != edit[2]]
        content = checked(changed(self._content, edits)) if edits else self._content
        return Written(content, shown | left)

    def _ours(self, comment: Element) -> bool:
        return self._author(comment) == AUTHOR or comment.whole_text.lstrip().startswith(SEPARATOR)

    def _author(self, comment: Element) -> str:
        number = number_of(comment.attributes.get("authorId", "0"))
        return self._names[number] if number < len(self._names) else ""

    def _comment(self, cell: Cell, text: str, author: int) -> bytes:
        head = self._named(f'<*comment ref="{cell_name(*cell)}" authorId="{author}" shapeId="0"><*text>')
        return head + self._run(text) + self._named("</*text></*comment>")

    def _run(self, text: str) -> bytes:
        look = '<*rPr><*sz val="9"/><*color indexed="81"/><*rFont val="Tahoma"/><*family val="2"/></*rPr>'
        return self._named(f'<*r>{look}<*t xml:space="preserve">') + _text(text) + self._named("</*t></*r>")

    def _named(self, form: str) -> bytes:
        return form.replace("*", self._prefix).encode()

    def _beside(self, comment: Element, ours: str) -> tuple[list[Edit], str]:
        """The sender's comment with ours after it, an earlier one of ours taken off; and the sender's text."""
        body = comment.first(_TEXT)
        if body is None:
            raise CannotMarkInPlace("comment without text")
        pieces = [child for child in body.children if child.name in (_RUN, _PLAIN)]
        cut = next((at for at, piece in enumerate(pieces) if SEPARATOR in piece.whole_text), len(pieces))
        edits = [edit for piece in pieces[cut:] for edit in self._without_ours(piece)]
        kept = "".join(piece.whole_text for piece in pieces[: cut + 1]).partition(SEPARATOR)[0].rstrip("\n")
        if not ours:
            return edits, kept
        at = pieces[-1].end if pieces else body.head
        if body.head == body.end:
            raise CannotMarkInPlace("comment without text")
        added = self._run(f"\n{ours}")
        plain = [piece for piece in pieces[:cut] if piece.name == _PLAIN]
        edits += [(piece.start, piece.start, self._named("<*r>")) for piece in plain]
        edits += [(piece.end, piece.end, self._named("</*r>")) for piece in plain]
        return [*edits, (at, at, added)], kept

    def _without_ours(self, piece: Element) -> Iterator[Edit]:
        """Ours goes on to the end of the comment; a program may have joined it to what stands before it."""
        before, found, _ = piece.whole_text.partition(SEPARATOR)
        plain = next((one for one in piece.descendants() if one.name == _PLAIN), piece)
        if found and before.strip():
            yield plain.head, plain.tail, _text(before.rstrip("\n"))
        else:
            yield piece.start, piece.end, b""


def _cell(comment: Element) -> Cell:
    found = _REFERENCE.fullmatch(comment.attributes.get("ref", ""))
    if found is None:
        raise CannotMarkInPlace("comment without cell")
    return int(found[2]) - 1, column_number(found[1])


def _text(text: str) -> bytes:
    return escaped(_ESCAPE.sub("_x005F_", text))
