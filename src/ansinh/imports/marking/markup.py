"""Change XML in a few places and leave every other byte as it was.

Expat says where elements begin and end, so that prefixes, either kind of quotes, comments and CDATA are read as XML has
them; what is written are byte ranges of the original with replacements between them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from ansinh.imports.marking.marks import CannotMarkInPlace

Attributes = dict[str, str]
OnStart = Callable[[str, Attributes, int], None]
"""Name with its namespace (``"uri name"``), attributes (likewise, those without a prefix bare), byte position of <."""
OnEnd = Callable[[str, int], None]
"""Name; byte position of the end tag's <, or, of an element closed in its own tag, the position after it."""
Edit = tuple[int, int, bytes]
"""From, to, what stands there instead."""

_TAG = re.compile(rb"""<(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_NAME = re.compile(rb"<([^\s/>]+)")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=<>"'/]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_DEEPEST, _LONGEST_NUMBER = 60, 10
_ENCODINGS = {None, "utf-8", "us-ascii", "ascii"}


def walk(
    content: bytes,
    start: OnStart | None = None,
    end: OnEnd | None = None,
    text: Callable[[str], None] | None = None,
    declared: Callable[[str | None, str], None] | None = None,
) -> None:
    """Raises CannotMarkInPlace: not XML, in another encoding than UTF-8, with a document type (and so entities)."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise CannotMarkInPlace("encoding")
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def on_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding.lower() if encoding else None) not in _ENCODINGS:
            raise CannotMarkInPlace("encoding")

    def on_document_type(*_: object) -> None:
        raise CannotMarkInPlace("document type")

    parser.XmlDeclHandler = on_declaration
    parser.StartDoctypeDeclHandler = on_document_type
    if start:
        on_start = start
        parser.StartElementHandler = lambda name, attributes: on_start(name, attributes, parser.CurrentByteIndex)
    if end:
        on_end = end
        parser.EndElementHandler = lambda name: on_end(name, parser.CurrentByteIndex)
    if text:
        parser.CharacterDataHandler = text
    if declared:
        parser.StartNamespaceDeclHandler = declared
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise CannotMarkInPlace("not well-formed") from None


@dataclass(slots=True)
class Element:
    """``start``–``head``: the start tag; ``tail``–``end``: the end tag. Closed in its own tag: the last three equal."""

    name: str
    attributes: Attributes
    start: int
    head: int
    tail: int = 0
    end: int = 0
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, name: str) -> list["Element"]:
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> "Element | None":
        return next(iter(self.all(name)), None)

    def descendants(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            yield from child.descendants()

    @property
    def whole_text(self) -> str:
        return "".join(element.text for element in self.descendants())


def tree(content: bytes) -> Element:
    """The whole document; for the small parts of a workbook, not for sheets. Raises CannotMarkInPlace."""
    stack = [Element("", {}, 0, 0)]

    def start(name: str, attributes: Attributes, at: int) -> None:
        element = Element(name, attributes, at, head_end(content, at))
        stack[-1].children.append(element)
        if len(stack) > _DEEPEST:
            raise CannotMarkInPlace("too deep")
        stack.append(element)

    def end(_name: str, at: int) -> None:
        element = stack.pop()
        element.tail, element.end = closing(content, element.head, at)

    def text(data: str) -> None:
        stack[-1].text += data

    walk(content, start, end, text)
    return stack[0].children[0]


def head_end(content: bytes, start: int) -> int:
    """Where the tag that begins at ``start`` ends."""
    found = _TAG.match(content, start)
    if found is None:
        raise CannotMarkInPlace("tag")
    return found.end()


def closing(content: bytes, head: int, at: int) -> tuple[int, int]:
    """Where the end tag begins and ends, from the end of the start tag and what ``walk`` says of the end."""
    if content[head - 2 : head] == b"/>":
        return head, head
    return at, content.index(b">", at) + 1


def changed(content: bytes, edits: Iterable[Edit]) -> bytes:
    """Edits at one place stand in the order in which they were given."""
    parts, position = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        if start < position:
            raise CannotMarkInPlace("edits overlap")
        parts += [content[position:start], new]
        position = end
    return b"".join((*parts, content[position:]))


def checked(content: bytes) -> bytes:
    """What was written, if it is XML. Raises CannotMarkInPlace."""
    walk(content)
    return content


def with_attributes(tag: bytes, values: Mapping[str, str | None]) -> bytes:
    """The start tag with these attributes set, by their names as written (prefix included); None takes one away."""
    left = {name.encode(): value for name, value in values.items()}
    edits: list[Edit] = []
    name_end = _name_end(tag)
    for found in _ATTRIBUTE.finditer(tag, name_end):
        if found[1] in left:
            value = left.pop(found[1])
            edits.append((found.start(), found.end(), b"" if value is None else _attribute(found[1], value)))
    close = len(tag) - (2 if tag.endswith(b"/>") else 1)
    new = b"".join(_attribute(name, value) for name, value in left.items() if value is not None)
    if new:
        at = len(tag[:close].rstrip())
        edits.append((at, at, new))
    return changed(tag, edits)


def opened(tag: bytes) -> tuple[bytes, bytes]:
    """A start tag and its end tag, from a start tag that may be closed in itself."""
    head = tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag
    return head, b"</" + tag[1 : _name_end(tag)] + b">"


def prefix(content: bytes, start: int) -> str:
    """``x:`` of the tag that begins at ``start``; empty where its name has none."""
    before, colon, _ = content[start + 1 : _name_end(content, start)].decode().rpartition(":")
    return before + colon


def number(text: str) -> int:
    if not (text.isascii() and text.strip().isdecimal() and len(text) <= _LONGEST_NUMBER):
        raise CannotMarkInPlace("a number")
    return int(text)


def escaped(text: str) -> bytes:
    return escape(text, quote=False).encode()


def inside(content: bytes, element: Element, at_end: bytes) -> Edit:
    """Put something before the end tag, opening an element that is closed in its own tag."""
    if element.tail != element.end:
        return element.tail, element.tail, at_end
    head, tail = opened(content[element.start : element.head])
    return element.start, element.head, head + at_end + tail


def _name_end(content: bytes, start: int = 0) -> int:
    found = _NAME.match(content, start)
    if found is None:
        raise CannotMarkInPlace("tag")
    return found.end()


def _attribute(name: bytes, value: str) -> bytes:
    return b" " + name + b'="' + escape(value, quote=True).encode() + b'"'
