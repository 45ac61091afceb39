"""The parts of an official document that a reader tells apart, and what can be measured of each."""

from enum import StrEnum

from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _


class Part(StrEnum):
    NATIONAL_NAME = "national_name"
    MOTTO = "motto"
    PARTY_TITLE = "party_title"
    SUPERIOR = "superior"
    ISSUER = "issuer"
    NUMBER = "number"
    PLACE_DATE = "place_date"
    LETTER_SUBJECT = "letter_subject"
    KIND = "kind"
    SUBJECT = "subject"
    ADDRESSEES = "addressees"
    GROUND = "ground"
    CHAPTER = "chapter"
    CHAPTER_TITLE = "chapter_title"
    SECTION = "section"
    CLAUSE = "clause"
    POINT = "point"
    BODY = "body"
    END = "end"
    RECIPIENTS = "recipients"
    RECIPIENT = "recipient"
    ARCHIVE = "archive"
    AUTHORITY = "authority"
    POST = "post"
    SIGNER = "signer"
    APPENDIX = "appendix"
    APPENDIX_TITLE = "appendix_title"
    ATTACHED = "attached"
    TABLE = "table"
    PAGE = "page"
    PAGE_NUMBER = "page_number"
    TEXT = "text"
    ORDER = "order"


NAMES: dict[Part, Message] = {
    Part.NATIONAL_NAME: _("National name (Quốc hiệu)"),
    Part.MOTTO: _("Motto (Tiêu ngữ)"),
    Part.PARTY_TITLE: _("Title of the Party"),
    Part.SUPERIOR: _("Superior body"),
    Part.ISSUER: _("Issuing body"),
    Part.NUMBER: _("Number and symbol"),
    Part.PLACE_DATE: _("Place and date"),
    Part.LETTER_SUBJECT: _("Subject of the official letter (V/v)"),
    Part.KIND: _("Kind of document"),
    Part.SUBJECT: _("Subject (trích yếu)"),
    Part.ADDRESSEES: _("Addressees (Kính gửi)"),
    Part.GROUND: _("Ground (Căn cứ)"),
    Part.CHAPTER: _("Part or chapter"),
    Part.CHAPTER_TITLE: _("Title of the part or chapter"),
    Part.SECTION: _("Heading I., II. …"),
    Part.CLAUSE: _("Heading 1., 2. …"),
    Part.POINT: _("Point a), b) …"),
    Part.BODY: _("Body text"),
    Part.END: _("End mark"),
    Part.RECIPIENTS: _("“Nơi nhận”"),
    Part.RECIPIENT: _("List of recipients"),
    Part.ARCHIVE: _("Archive line (Lưu)"),
    Part.AUTHORITY: _("Authority of the signer"),
    Part.POST: _("Post of the signer"),
    Part.SIGNER: _("Name of the signer"),
    Part.APPENDIX: _("Appendix"),
    Part.APPENDIX_TITLE: _("Title of the appendix"),
    Part.ATTACHED: _("What the appendix is attached to"),
    Part.TABLE: _("Table"),
    Part.PAGE: _("Page"),
    Part.PAGE_NUMBER: _("Page number"),
    Part.TEXT: _("Text"),
    Part.ORDER: _("Order of the parts"),
}

MEASURES: dict[str, Message] = {
    "required": _("is there"),
    "size": _("letter size"),
    "bold": _("bold"),
    "italic": _("italic"),
    "underlined": _("underlined"),
    "capitals": _("capitals"),
    "align": _("alignment"),
    "indent": _("indent of the first line"),
    "line_spacing": _("line spacing"),
    "space_between": _("space between paragraphs"),
    "line_below": _("line below"),
    "line_length": _("length of the line below"),
    "mark_below": _("mark below"),
    "room": _("left to be filled in"),
    "paper": _("paper"),
    "top": _("top margin"),
    "bottom": _("bottom margin"),
    "left": _("left margin"),
    "right": _("right margin"),
    "landscape": _("orientation"),
    "place": _("place on the page"),
    "first_page": _("first page"),
    "restarts": _("pages counted anew"),
    "mentioned": _("mentioned in the text"),
    "numbered": _("numbered"),
    "font": _("font"),
    "colour": _("colour"),
    "unicode": _("Unicode"),
    "legacy": _("encoding of the letters"),
    "header_bold": _("header bold"),
    "header_align": _("header centred"),
    "header_repeated": _("header row repeated on each page"),
    "column_numbers": _("row of column numbers"),
    "numbers_align": _("numbers right aligned"),
    "thousands": _("thousands separated"),
    "reads": _("wording"),
    "spaced_hyphens": _("hyphens with spaces"),
    "leading_zero": _("0 before a number below 10"),
    "day_zero": _("0 before a day below 10"),
    "month_zero": _("0 before month 1 and 2"),
    "slash": _("slash between number and symbol"),
    "colon": _("colon"),
    "comma": _("comma after the place"),
    "dash": _("dash before each line"),
    "ends": _("sign at the end"),
    "attached": _("attached to the last word"),
    "academic_title": _("academic title"),
    "abbreviation": _("abbreviation of the authority"),
    "sides": _("left and right"),
    "after_signature": _("text after the signature"),
    "before_kind": _("before the kind of document"),
    "roman": _("Roman numerals"),
}
"""What a rule of the tables is about; each name in the tables is here."""
