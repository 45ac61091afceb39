"""The styles of a workbook: each mark's style is a copy of the cell's own with another fill."""

from html import escape

from ansinh.imports.errors import Severity
from ansinh.imports.marking.marks import COLOURS, CannotMarkInPlace
from ansinh.imports.marking.markup import (
    Attributes,
    Edit,
    Element,
    changed,
    checked,
    number,
    prefix,
    tree,
    with_attributes,
)
from ansinh.imports.marking.markup import inside as put_inside
from ansinh.imports.marking.names import MAIN

MOST_STYLES = 64_000  # a spreadsheet program opens no more
# What LibreOffice saves behind our colours, of its palette: the cell's own colour is lost then.
_SAVED_ANEW = {"FFEE8F87": "FFFF99CC", "FFFFCF67": "FFFFCC00", "FFDCEBFB": "FFCCFFFF"}
_AUTOMATIC = {"indexed": "64"}


class Styles:
    """The fill of a mark keeps the cell's own colour as its background, which a solid fill does not show: so the
    colour can be given back when the copy comes back mended."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        root = tree(content)
        self._prefix = prefix(content, root.start)
        fills, formats = root.first(MAIN + "fills"), root.first(MAIN + "cellXfs")
        if fills is None or formats is None or not formats.children or not fills.children:
            raise CannotMarkInPlace("styles")
        self._fills, self._formats = fills, formats
        self._looks = fills.all(MAIN + "fill")
        self._fill_texts = [content[fill.start : fill.end] for fill in self._looks]
        self._format_texts = [content[xf.start : xf.end] for xf in formats.children]
        self._styles: dict[tuple[int, Severity | None], int] = {}
        ours = {at for at, fill in enumerate(self._looks) if _colour(fill) in _OURS}
        self.marked = frozenset(style for style, xf in enumerate(formats.children) if _fill_id(xf) in ours)
        """Styles that an earlier marking gave."""

    def style(self, style: int, severity: Severity | None) -> int:
        """The style of a cell that has ``style``, marked; or, without severity, as it was before it was marked."""
        base = style if style < len(self._formats.children) else 0
        if (base, severity) not in self._styles:
            self._styles[base, severity] = self._made(base, severity)
        return self._styles[base, severity]

    def written(self) -> bytes:
        edits = [
            *self._added(self._fills, self._fill_texts, len(self._looks)),
            *self._added(self._formats, self._format_texts, len(self._formats.children)),
        ]
        if len(self._format_texts) > MOST_STYLES:
            raise CannotMarkInPlace("too many styles")
        return checked(changed(self._content, edits)) if edits else self._content

    def _made(self, base: int, severity: Severity | None) -> int:
        xf = self._formats.children[base]
        at = _fill_id(xf)
        own = self._own_colour(self._looks[at] if at < len(self._looks) else None)
        fill = self._fill(COLOURS[severity], own) if severity else self._own_fill(own)
        text = self._content[xf.start : xf.end]
        length = xf.head - xf.start
        tag = with_attributes(text[:length], {"fillId": str(fill), "applyFill": "1"})
        return _place(self._format_texts, tag + text[length:])

    def _own_colour(self, fill: Element | None) -> Attributes | None:
        """What the cell was filled with before us; None: nothing, or a pattern, which is not kept."""
        pattern = fill.first(MAIN + "patternFill") if fill else None
        if fill is None or pattern is None or pattern.attributes.get("patternType") != "solid":
            return None
        ours = _colour(fill)
        colour = pattern.first(MAIN + ("bgColor" if ours in _OURS else "fgColor"))
        if colour is None or (
            ours in _OURS and (colour.attributes == _AUTOMATIC or colour.attributes == {"rgb": _SAVED_ANEW[ours]})
        ):
            return None
        return colour.attributes

    def _own_fill(self, colour: Attributes | None) -> int:
        for at, fill in enumerate(self._looks):
            pattern = fill.first(MAIN + "patternFill")
            kind = pattern.attributes.get("patternType", "none") if pattern else ""
            shown = pattern.first(MAIN + "fgColor") if pattern else None
            if (kind == "none" and colour is None) or (kind == "solid" and shown and shown.attributes == colour):
                return at
        if colour is None:
            return self._new_fill(f'<{self._prefix}patternFill patternType="none"/>')
        return self._fill("", colour)

    def _fill(self, ours: str, own: Attributes | None) -> int:
        """Our colour over the cell's own; without ours, the cell's own alone."""
        shown, behind = ({"rgb": f"FF{ours}"}, own or _AUTOMATIC) if ours else (own or _AUTOMATIC, _AUTOMATIC)
        one = self._prefix
        colours = f"<{one}fgColor {_written(shown)}/><{one}bgColor {_written(behind)}/>"
        return self._new_fill(f'<{one}patternFill patternType="solid">{colours}</{one}patternFill>')

    def _new_fill(self, pattern: str) -> int:
        return _place(self._fill_texts, f"<{self._prefix}fill>{pattern}</{self._prefix}fill>".encode())

    def _added(self, parent: Element, texts: list[bytes], before: int) -> list[Edit]:
        if len(texts) == before:
            return []
        tag = self._content[parent.start : parent.head]
        counted = {"count": str(len(texts))} if "count" in parent.attributes else {}
        return [
            (parent.start, parent.head, with_attributes(tag, counted)),
            put_inside(self._content, parent, b"".join(texts[before:])),
        ]


_OURS = {f"FF{colour}" for colour in COLOURS.values()}


def _fill_id(xf: Element) -> int:
    return number(xf.attributes.get("fillId", "0"))


def _colour(fill: Element) -> str:
    """AARRGGBB of a solid fill; empty for any other."""
    pattern = fill.first(MAIN + "patternFill")
    if pattern is None or pattern.attributes.get("patternType") != "solid":
        return ""
    colour = pattern.first(MAIN + "fgColor")
    return colour.attributes.get("rgb", "").upper() if colour else ""


def _place(texts: list[bytes], text: bytes) -> int:
    if text not in texts:
        texts.append(text)
    return texts.index(text)


def _written(attributes: Attributes) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in sorted(attributes.items()))
