"""Sizes that Word and PDF share, so that the two look alike: millimetres for the page, points for the letters."""

from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from ansinh.documents.letters import balanced
from ansinh.documents.tree import Document, Form
from ansinh.kernel.language import Language

FONT = "Times New Roman"  # in files that are edited further; the package's own font has its metrics
LOCALES = MappingProxyType[Language, str]({"vi": "vi-VN", "en": "en-GB"})


@dataclass(frozen=True)
class Measures:
    """The page is A4, upright; a landscape one is this one turned, with the same margins."""

    page_width_mm: float = 210
    page_height_mm: float = 297
    left_mm: float = 30
    right_mm: float = 15
    bottom_mm: float = 20
    top_mm: float = 20
    header_mm: float = 9  # from the paper's edge to the page number or banner
    first_line_mm: float = 12

    body: float = 14
    page_number: float = 13
    banner: float = 11

    after_paragraph: float = 6
    line: float = 1.1  # times the font's own line height
    table_rule: float = 0.5
    cell_x: float = 3
    cell_y: float = 2.5
    signing_room: float = 66  # for the signature and the seal
    signing_left_share: float = 0.44  # of the width, for the recipients

    def text_width_mm(self, *, landscape: bool = False) -> float:
        return (self.page_height_mm if landscape else self.page_width_mm) - self.left_mm - self.right_mm


WITH_BANNER = replace(Measures(), header_mm=5)
BANNER_LINE_MM = 5


def measures_for(document: Document) -> Measures:
    """A banner stands above the text, together with the page number; one line of it fits the usual margin."""
    if not document.banner:
        return Measures()
    lines = balanced(document.banner, WITH_BANNER.banner, WITH_BANNER.text_width_mm() - 4, bold=True).count
    return replace(WITH_BANNER, top_mm=WITH_BANNER.top_mm + BANNER_LINE_MM * (lines - 1))


class Part(StrEnum):
    """A part of an official document that is set in its own way; also the name of its style in Word."""

    SUPERIOR = "Superior"
    ISSUER = "Issuer"
    MARK = "Mark"
    NATION = "National Title"
    MOTTO = "National Motto"
    NUMBER = "Document Number"
    PLACE = "Place and Date"
    KIND = "Title"
    SUBJECT = "Subtitle"
    ADDRESSEE = "Addressee"
    ADDRESSEES = "Addressees"
    GROUND = "Ground"
    BODY = "Body Text"
    BULLET = "Bullet"
    NOTE = "Note"
    CAPTION = "Caption"
    TABLE_NOTE = "Table Note"
    RECIPIENTS = "Recipients"
    RECIPIENT = "Recipient"
    AUTHORITY = "Authority"
    POST = "Post"
    SIGNER = "Signer"
    APPENDIX = "Appendix"
    APPENDIX_TITLE = "Appendix Title"
    ATTACHED_TO = "Attached To"


@dataclass(frozen=True)
class Look:
    """``indented``: its first line; ``left_mm``: all its lines. ``before``, ``after``: points."""

    size: float
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    align: Literal["left", "center", "justify"] = "center"
    indented: bool = False
    left_mm: float = 0
    before: float = 0
    after: float = 0
    line: float = 1.0
    keep: bool = False


_BODY = Look(14, align="justify", indented=True, after=6, line=Measures.line)

_STATE = {
    Part.SUPERIOR: Look(12),
    Part.ISSUER: Look(13, bold=True),
    Part.MARK: Look(13),
    Part.NATION: Look(12, bold=True),
    Part.MOTTO: Look(13, bold=True),
    Part.NUMBER: Look(13, before=5),
    Part.PLACE: Look(13, italic=True, before=5),
    Part.KIND: Look(14, bold=True, before=18, after=3, keep=True),
    Part.SUBJECT: Look(14, bold=True, keep=True),
    Part.ADDRESSEE: Look(14, after=6, keep=True),
    Part.ADDRESSEES: Look(14, align="left", left_mm=45, after=4, keep=True),
    Part.GROUND: replace(_BODY, italic=True),
    Part.BODY: _BODY,
    Part.BULLET: _BODY,
    Part.NOTE: replace(_BODY, size=13, italic=True),
    Part.CAPTION: Look(13, before=6, after=6),
    Part.TABLE_NOTE: Look(12, italic=True, align="justify", before=3),
    Part.RECIPIENTS: Look(12, bold=True, italic=True, align="left"),
    Part.RECIPIENT: Look(11, align="left"),
    Part.AUTHORITY: Look(14, bold=True),
    Part.POST: Look(14, bold=True),
    Part.SIGNER: Look(14, bold=True),
    Part.APPENDIX: Look(14, bold=True, after=3, keep=True),
    Part.APPENDIX_TITLE: Look(14, bold=True, after=3, keep=True),
    Part.ATTACHED_TO: Look(14, italic=True, after=12, keep=True),
}

# Guide 05-HD/VPTW as far as it is known, for the rest the table of sizes of the guide that it replaced (36-HD/VPTW).
_PARTY = {
    **_STATE,
    Part.SUPERIOR: Look(14),
    Part.ISSUER: Look(14, bold=True),
    Part.MARK: Look(14),
    Part.NATION: Look(15, bold=True),
    Part.NUMBER: Look(14),
    Part.PLACE: Look(14, italic=True),
    Part.KIND: Look(16, bold=True, before=18, after=3, keep=True),
    Part.RECIPIENTS: Look(14, underlined=True, align="left", after=2),
    Part.RECIPIENT: Look(12, align="left"),
    Part.POST: Look(14),
}

LOOKS = MappingProxyType[Form, MappingProxyType[Part, Look]](
    {Form.STATE: MappingProxyType(_STATE), Form.PARTY: MappingProxyType(_PARTY)}
)
