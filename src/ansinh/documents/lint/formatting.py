"""What Word shows: the formatting of letters and paragraphs when defaults, styles, lists and tables have had their say.

ISO/IEC 29500-1, 17.7.2: document defaults, table style, numbering, paragraph style, character style, the text itself;
a style starts from the one it is based on. Bold and its like are toggles (17.7.3): styles of several kinds turn each
other's round, and only the text's own word is final.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

from ansinh.documents.lint.opening import WordFile, child, children, value

TWIPS = 20  # in a point
DEFAULT_SIZE = 10.0  # points, where nothing says any
DEFAULT_FONT = "Times New Roman"
SINGLE = 240  # w:line of single spacing
_OFF = frozenset({"0", "false", "off"})
_TOGGLES = ("w:b", "w:i", "w:caps", "w:smallCaps", "w:vanish")
_BLACK = "000000"
_THEME_COLOURS = {
    "text1": "dk1",
    "dark1": "dk1",
    "background1": "lt1",
    "light1": "lt1",
    "text2": "dk2",
    "dark2": "dk2",
    "background2": "lt2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_SPACING = ("before", "after", "line", "lineRule", "beforeAutospacing", "afterAutospacing")

Properties = dict[str, str]
"""Names are those of this module: "b", "size", "font.ascii", "jc", "spacing.before", "ind.firstLine" …"""


@dataclass(frozen=True)
class Letters:
    """``ascii``, ``other``: the fonts of plain letters and of those beyond ASCII. ``size``: points."""

    ascii: str
    other: str
    size: float
    bold: bool
    italic: bool
    underlined: bool
    colour: str
    capitals: bool
    hidden: bool

    def fonts_of(self, text: str) -> frozenset[str]:
        seen = [letter for letter in text if not letter.isspace()]
        plain = {self.ascii} if any(letter.isascii() for letter in seen) else set()
        beyond = {self.other} if any(letter.isalpha() and not letter.isascii() for letter in seen) else set()
        return frozenset(plain | beyond)


_BODY_LEVEL = "9"  # of the outline: none


@dataclass(frozen=True)
class Layout:
    """Of a paragraph: lengths in points. ``line``: times the single spacing when ``rule`` is "auto", else points.
    ``heading``: whether it has a level in the outline."""

    align: str
    left: float
    right: float
    first_line: float
    before: float
    after: float
    line: float
    rule: str
    contextual: bool
    style: str
    line_above: bool
    line_below: bool
    heading: bool

    def line_spacing(self, size: float) -> float:
        """Times the single spacing of Times New Roman, which is 1.15 of the letters' size."""
        if self.rule == "auto":
            return self.line
        shown = self.line / (1.15 * size)
        return max(1.0, shown) if self.rule == "atLeast" else shown


@dataclass(frozen=True)
class Style:
    kind: str
    based_on: str | None
    letters: Properties
    paragraph: Properties
    numbering: Element | None
    element: Element


@dataclass
class Formatting:
    """The rules of one file; asked for each run and each paragraph."""

    file: WordFile
    _merged: dict[tuple[str, str], Properties] = field(default_factory=dict)

    @cached_property
    def styles(self) -> Mapping[str, Style]:
        root = self.file.only("styles")
        return {style.get("w:styleId", ""): _style(style) for style in children(root, "w:style")}

    @cached_property
    def default_styles(self) -> Mapping[str, str]:
        """Kind → the style of what names none."""
        return {
            style.kind: name for name, style in self.styles.items() if style.element.get("w:default", "0") not in _OFF
        }

    @cached_property
    def defaults(self) -> tuple[Properties, Properties]:
        root = self.file.only("styles")
        letters = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        paragraph = child(root, "w:docDefaults", "w:pPrDefault", "w:pPr")
        return letter_properties(letters), paragraph_properties(paragraph)

    @cached_property
    def theme(self) -> Mapping[str, str]:
        """ "minorHAnsi" → the font's name, "dk1" → the colour."""
        root = self.file.only("theme")
        return {**_theme_fonts(root), **_theme_colours(root)}

    def chain(self, name: str | None) -> list[Style]:
        """The style and those it is based on, the last first; a circle is cut."""
        found: list[Style] = []
        seen: set[str] = set()
        while name is not None and name in self.styles and name not in seen:
            seen.add(name)
            found.append(self.styles[name])
            name = self.styles[name].based_on
        return found[::-1]

    def style_of(self, properties: Element | None, kind: str = "paragraph", tag: str = "w:pStyle") -> str | None:
        named = value(properties, tag)
        return named if named in self.styles else self.default_styles.get(kind)

    def _of_style(self, name: str | None, part: str) -> Properties:
        key = (name or "", part)
        if key not in self._merged:
            styles = self.chain(name)
            self._merged[key] = merged(style.letters if part == "letters" else style.paragraph for style in styles)
        return self._merged[key]

    def letters(self, run: Element | None, paragraph: Element | None, table: "TableStyle | None" = None) -> Letters:
        """``run``, ``paragraph``: their w:rPr and w:pPr."""
        defaults = self.defaults[0]
        levels = [
            table.letters if table else {},
            self._of_style(self.style_of(paragraph), "letters"),
            self._of_style(self.style_of(run, "character", "w:rStyle"), "letters"),
        ]
        own = letter_properties(run)
        whole = merged([defaults, *levels, own])
        toggles = {name: _toggled(name, defaults, levels, own) for name in _TOGGLES}
        return self._letters(whole, toggles)

    def _letters(self, whole: Properties, toggles: Mapping[str, bool]) -> Letters:
        return Letters(
            ascii=self._font(whole.get("font.ascii")),
            other=self._font(whole.get("font.hAnsi")),
            size=_number(whole.get("size"), DEFAULT_SIZE * 2) / 2,
            bold=toggles["w:b"],
            italic=toggles["w:i"],
            underlined=whole.get("underline", "none") != "none",
            colour=self._colour(whole.get("colour")),
            capitals=toggles["w:caps"],
            hidden=toggles["w:vanish"],
        )

    def _font(self, name: str | None) -> str:
        if name and name.startswith("theme:"):
            return self.theme.get(name.removeprefix("theme:")) or DEFAULT_FONT
        return name or DEFAULT_FONT

    def _colour(self, name: str | None) -> str:
        if name and name.startswith("theme:"):
            key, _mark, written = name.removeprefix("theme:").partition("|")
            shade = written.startswith("~")
            known = None if shade else self.theme.get(_THEME_COLOURS.get(key, key))
            name = known or written.removeprefix("~")
        return _BLACK if not name or name == "auto" else name.upper()

    def layout(
        self,
        paragraph: Element | None,
        numbering: Properties | None = None,
        *,
        numbered_by_style: bool = False,
        table: "TableStyle | None" = None,
    ) -> Layout:
        """``numbering``: what the list says of the paragraph; its style overrides it if the list is the style's."""
        style = self._of_style(self.style_of(paragraph), "paragraph")
        middle = [numbering or {}, style] if numbered_by_style else [style, numbering or {}]
        whole = merged([self.defaults[1], table.paragraph if table else {}, *middle, paragraph_properties(paragraph)])
        return _layout(whole, self.style_of(paragraph) or "")

    def tabs(self, paragraph: Element | None) -> str:
        """The kinds of tab stops, in order: "center right"."""
        style = self._of_style(self.style_of(paragraph), "paragraph")
        return merged([style, paragraph_properties(paragraph)]).get("tabs", "")

    def numbering_of(self, paragraph: Element | None) -> tuple[Element | None, bool]:
        """The w:numPr that counts, and whether it is the style's."""
        own = child(paragraph, "w:numPr")
        if own is not None:
            return own, False
        styles = reversed(self.chain(self.style_of(paragraph)))
        return next((style.numbering for style in styles if style.numbering is not None), None), True


@dataclass(frozen=True)
class TableStyle:
    """What a table's style says of the text in one of its cells."""

    letters: Properties
    paragraph: Properties


def table_style(formatting: Formatting, table: Element, conditions: Iterable[str]) -> TableStyle:
    """``conditions``: "firstRow" … as they hold for the cell; the last one wins."""
    styles = formatting.chain(formatting.style_of(child(table, "w:tblPr"), "table", "w:tblStyle"))
    letters = [style.letters for style in styles]
    paragraphs = [style.paragraph for style in styles]
    for condition in conditions:
        for style in styles:
            for special in children(style.element, "w:tblStylePr"):
                if special.get("w:type") == condition:
                    letters.append(letter_properties(child(special, "w:rPr")))
                    paragraphs.append(paragraph_properties(child(special, "w:pPr")))
    return TableStyle(merged(letters), merged(paragraphs))


def merged(levels: Iterable[Mapping[str, str]]) -> Properties:
    whole: Properties = {}
    for level in levels:
        if "ind.firstLine" in level or "ind.hanging" in level:  # the one takes the other's place
            whole.pop("ind.firstLine", None)
            whole.pop("ind.hanging", None)
        whole.update(level)
    return whole


def _toggled(name: str, defaults: Properties, levels: Iterable[Properties], own: Properties) -> bool:
    if name in own:
        return own[name] == "1"
    if defaults.get(name) == "1":
        return True
    return sum(level.get(name) == "1" for level in levels) % 2 == 1


def letter_properties(properties: Element | None) -> Properties:
    found: Properties = {}
    for one in properties if properties is not None else ():
        match one.tag:
            case "w:b" | "w:i" | "w:caps" | "w:smallCaps" | "w:vanish":
                found[one.tag] = "0" if one.get("w:val", "1") in _OFF else "1"
            case "w:sz":
                found["size"] = one.get("w:val", "")
            case "w:u":
                found["underline"] = one.get("w:val", "single")
            case "w:color":
                found["colour"] = _colour_name(one)
            case "w:rFonts":
                found |= _font_names(one)
    return found


def _colour_name(colour: Element) -> str:
    theme = colour.get("w:themeColor")
    if not theme:
        return colour.get("w:val", "auto")
    shaded = "~" if colour.get("w:themeTint") or colour.get("w:themeShade") else ""
    return f"theme:{theme}|{shaded}{colour.get('w:val', 'auto')}"


def _font_names(fonts: Element) -> Properties:
    found = {}
    for slot in ("ascii", "hAnsi"):
        theme, name = fonts.get(f"w:{slot}Theme"), fonts.get(f"w:{slot}")
        if theme or name:
            found[f"font.{slot}"] = f"theme:{theme}" if theme else name or ""
    return found


def paragraph_properties(properties: Element | None) -> Properties:
    found: Properties = {}
    for one in properties if properties is not None else ():
        match one.tag:
            case "w:jc":
                found["jc"] = one.get("w:val", "left")
            case "w:spacing":
                found |= {f"spacing.{name}": one.get(f"w:{name}", "") for name in _SPACING if f"w:{name}" in one.attrib}
            case "w:ind":
                found |= _indents(one)
            case "w:outlineLvl":
                found["outline"] = one.get("w:val", _BODY_LEVEL)
            case "w:contextualSpacing":
                found["contextual"] = "0" if one.get("w:val", "1") in _OFF else "1"
            case "w:pBdr":
                found |= {f"border.{side.tag}": side.get("w:val", "nil") for side in one}
            case "w:tabs":
                found["tabs"] = " ".join(tab.get("w:val", "") for tab in one)
    return found


def _indents(indent: Element) -> Properties:
    names = {"left": "left", "start": "left", "right": "right", "end": "right"}
    names |= {"firstLine": "firstLine", "hanging": "hanging"}
    return {
        f"ind.{ours}": indent.get(f"w:{theirs}", "") for theirs, ours in names.items() if f"w:{theirs}" in indent.attrib
    }


def _style(style: Element) -> Style:
    return Style(
        kind=style.get("w:type", "paragraph"),
        based_on=value(style, "w:basedOn"),
        letters=letter_properties(child(style, "w:rPr")),
        paragraph=paragraph_properties(child(style, "w:pPr")),
        numbering=child(style, "w:pPr", "w:numPr"),
        element=style,
    )


def _layout(whole: Properties, style: str) -> Layout:
    rule = whole.get("spacing.lineRule") or "auto"
    line = _number(whole.get("spacing.line"), SINGLE)
    hanging = _number(whole.get("ind.hanging"), 0)
    align = whole.get("jc", "left")
    return Layout(
        align={"both": "justify", "start": "left", "end": "right", "distribute": "justify"}.get(align, align),
        left=_number(whole.get("ind.left"), 0) / TWIPS,
        right=_number(whole.get("ind.right"), 0) / TWIPS,
        first_line=(_number(whole.get("ind.firstLine"), 0) - hanging) / TWIPS,
        before=_space(whole, "before"),
        after=_space(whole, "after"),
        line=line / SINGLE if rule == "auto" else line / TWIPS,
        rule=rule,
        contextual=whole.get("contextual") == "1",
        style=style,
        line_above=whole.get("border.w:top", "nil") not in {"nil", "none"},
        line_below=whole.get("border.w:bottom", "nil") not in {"nil", "none"},
        heading=whole.get("outline", _BODY_LEVEL) != _BODY_LEVEL,
    )


def _space(whole: Properties, side: str) -> float:
    if whole.get(f"spacing.{side}Autospacing", "0") not in _OFF:
        return 14.0  # what Word takes for "automatic", as of a web page
    return _number(whole.get(f"spacing.{side}"), 0) / TWIPS


def _number(text: str | None, otherwise: float) -> float:
    """Lengths may be "720" or, in strict files, "36pt"."""
    if not text:
        return otherwise
    try:
        return float(text.removesuffix("pt")) * (TWIPS if text.endswith("pt") else 1)
    except ValueError:
        return otherwise


def _theme_fonts(root: Element | None) -> dict[str, str]:
    scheme = child(root, "a:themeElements", "a:fontScheme")
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        latin = child(scheme, f"a:{kind}Font", "a:latin")
        name = latin.get("typeface", "") if latin is not None else ""
        found |= {f"{kind}HAnsi": name, f"{kind}Ascii": name}
    return found


def _theme_colours(root: Element | None) -> dict[str, str]:
    scheme = child(root, "a:themeElements", "a:clrScheme")
    return {
        colour.tag.removeprefix("a:"): shade.get("lastClr") or shade.get("val") or ""
        for colour in (scheme if scheme is not None else ())
        for shade in list(colour)[:1]
    }
