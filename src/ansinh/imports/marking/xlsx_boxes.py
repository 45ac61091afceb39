"""The boxes in which a spreadsheet program shows comments: a drawing in VML, beside the comments' own part.

Programs write VML that is not always well-formed XML, so it is read as text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from ansinh.imports.files.sheets import Cell
from ansinh.imports.marking.marks import LAST_COLUMN, LAST_ROW, CannotMarkInPlace
from ansinh.imports.marking.xlsx_sheet import Geometry

IDS_A_BLOCK = 1024
_WIDTH, _LINE, _CHARACTERS, _TALLEST = 380, 15, 56, 480  # pixels, pixels, characters in a line, pixels
_STEPS = 300  # columns or rows that a box may span

_BLOCKS = re.compile(rb"""<o:idmap\b[^<>]*?\bdata\s*=\s*["'](\d{0,6}(?:[,\s]+\d{1,6})*)["']""")
_IDS = re.compile(rb"_x0000_s(\d{1,9})")
_SHAPE = re.compile(rb"<v:shape\b(?!type)(?:(?!<v:shape\b).)*?</v:shape>\s*", re.DOTALL)
_ROW = re.compile(rb"<x:Row>\s*(\d{1,7})\s*</x:Row>")
_COLUMN = re.compile(rb"<x:Column>\s*(\d{1,5})\s*</x:Column>")
_ANCHOR = re.compile(rb"(<x:Anchor>)\s*(\d{1,7}(?:\s*,\s*\d{1,7}){7})\s*(</x:Anchor>)")
_KIND = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>\n'
)
EMPTY = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel">\n<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/>'
    b"</o:shapelayout>\n" + _KIND + b"</xml>"
)


def blocks(content: bytes) -> set[int]:
    """Which blocks of shape numbers a drawing uses; a number stands for one shape in the whole workbook."""
    listed = {int(number) for data in _BLOCKS.findall(content) for number in data.replace(b",", b" ").split()}
    return listed | {int(number) // IDS_A_BLOCK for number in _IDS.findall(content)}


def boxed(
    content: bytes, texts: Mapping[Cell, str], ours: Iterable[Cell], geometry: Geometry, free_block: int
) -> bytes:
    """A box for every comment and none for any other cell. Boxes that are there stay, those of ``ours`` tall enough
    for their text. ``free_block``: from here on, shape numbers are free. Raises CannotMarkInPlace."""
    if b"</xml>" not in content or not all(name in content for name in (b"xmlns:v=", b"xmlns:o=", b"xmlns:x=")):
        raise CannotMarkInPlace("drawing")
    there: set[Cell] = set()
    tall = set(ours)

    def kept(found: re.Match[bytes]) -> bytes:
        cell = _cell(found[0])
        if cell is None:
            return found[0]
        there.add(cell)
        if cell not in texts:
            return b""
        return _stretched(found[0], texts[cell], geometry) if cell in tall else found[0]

    content = _SHAPE.sub(kept, content)
    new = [cell for cell in sorted(texts) if cell not in there]
    return _with_boxes(content, {cell: texts[cell] for cell in new}, geometry, free_block) if new else content


def blocks_needed(count: int) -> int:
    return -(-count // (IDS_A_BLOCK - 1))


def _with_boxes(content: bytes, texts: Mapping[Cell, str], geometry: Geometry, free_block: int) -> bytes:
    numbers = _numbers(free_block)
    kind = b"" if b'id="_x0000_t202"' in content else _KIND
    boxes = b"".join(_box(next(numbers), cell, text, geometry) for cell, text in texts.items())
    used = range(free_block, free_block + blocks_needed(len(texts)))

    def with_blocks(found: re.Match[bytes]) -> bytes:
        listed = ",".join([*found[1].decode().replace(",", " ").split(), *map(str, used)])
        return found[0][: found.start(1) - found.start()] + listed.encode() + found[0][found.end(1) - found.start() :]

    content = _BLOCKS.sub(with_blocks, content, count=1)
    at = content.rindex(b"</xml>")
    return content[:at] + kind + boxes + content[at:]


def _numbers(block: int) -> Iterator[int]:
    while True:
        yield from range(block * IDS_A_BLOCK + 1, (block + 1) * IDS_A_BLOCK)
        block += 1


def _cell(shape: bytes) -> Cell | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if b"Note" not in shape or row is None or column is None:
        return None
    return int(row[1]), int(column[1])


def _box(number: int, cell: Cell, text: str, geometry: Geometry) -> bytes:
    row, column = cell
    top = max(row - 1, 0)
    last_row, below = _reach(lambda at: geometry.rows.get(at, geometry.row), top, 4, _height(text), LAST_ROW)
    width = _reach(lambda at: geometry.columns.get(at, geometry.column), column + 1, 15, _WIDTH, LAST_COLUMN)
    left = min(column + 1, LAST_COLUMN)
    anchor = f"{left}, 15, {top}, 4, {width[0]}, {width[1]}, {last_row}, {below}"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
        f'margin-top:2pt;width:{_WIDTH * 3 // 4}pt;height:{_height(text) * 3 // 4}pt;z-index:1;visibility:hidden"'
        ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>\n"
    ).encode()


def _stretched(shape: bytes, text: str, geometry: Geometry) -> bytes:
    """The same box, at least as tall as its text needs."""
    found = _ANCHOR.search(shape)
    numbers = [int(number) for number in found[2].split(b",")] if found else []
    if found is None:
        return shape
    top, inset, bottom, below = numbers[2], numbers[3], numbers[6], numbers[7]
    wanted = _reach(lambda at: geometry.rows.get(at, geometry.row), top, inset, _height(text), LAST_ROW)
    if wanted <= (bottom, below):
        return shape
    anchor = ", ".join(map(str, [*numbers[:6], *wanted])).encode()
    return shape[: found.start()] + found[1] + anchor + found[3] + shape[found.end() :]


def _height(text: str) -> int:
    lines = sum(1 + len(line) // _CHARACTERS for line in text.split("\n"))
    return min(lines * _LINE + 12, _TALLEST)


def _reach(size: Callable[[int], int], start: int, inset: int, length: int, last: int) -> tuple[int, int]:
    """The row or column in which a box of this length ends, and how far into it."""
    left = inset + length
    for at in range(start, min(start + _STEPS, last)):
        if left <= size(at):
            return at, left
        left -= size(at)
    return min(start + _STEPS, last), 0
