"""How the letters of all text are stored and shown: their encoding, their font, their colour."""

from collections.abc import Iterator

from ansinh.documents.lint.elements import Part
from ansinh.documents.lint.findings import Finding
from ansinh.documents.lint.lines import Spelling
from ansinh.documents.lint.rules import Rules
from ansinh.documents.lint.written import Paragraph, Read
from ansinh.kernel.language import message as _
from ansinh.kernel.legacy_fonts import font_encoding

_UNICODE = _("Unicode, composed (NFC)")


def text_findings(whole: Read, spelling: Spelling, rules: Rules) -> Iterator[Finding]:
    margins = [
        one
        for section in whole.sections
        for side in (section.headers, section.footers)
        for paragraphs in side.values()
        for one in paragraphs
    ]
    for paragraph in [*whole.paragraphs(), *margins]:
        yield from _fonts(paragraph, rules)
        yield from _colours(paragraph, rules)
    yield from _spelling(spelling, rules)


def _spelling(spelling: Spelling, rules: Rules) -> Iterator[Finding]:
    composed, legacy = rules.rule(Part.TEXT, "unicode"), rules.rule(Part.TEXT, "legacy")
    for paragraph, encoding in spelling.legacy:
        if legacy:
            yield legacy.broken(Part.TEXT, "legacy", paragraph.where, encoding.value, _UNICODE)
    of_legacy = [paragraph for paragraph, _encoding in spelling.legacy]
    for paragraph in spelling.decomposed:
        if composed and paragraph not in of_legacy:
            yield composed.broken(Part.TEXT, "unicode", paragraph.where, _("composed in parts (NFD)"), _UNICODE)


def _fonts(paragraph: Paragraph, rules: Rules) -> Iterator[Finding]:
    rule = rules.rule(Part.TEXT, "font")
    fonts = {font for span in paragraph.spans for font in span.letters.fonts_of(span.text)}
    if paragraph.page_number is not None:
        fonts |= {paragraph.page_number.ascii}
    for font in sorted(fonts):
        if rule and font not in rule.bound and not font_encoding(font):
            yield rule.broken(Part.TEXT, "font", paragraph.where, font, rule.bound[0])


def _colours(paragraph: Paragraph, rules: Rules) -> Iterator[Finding]:
    rule = rules.rule(Part.TEXT, "colour")
    colours = {span.letters.colour for span in paragraph.spans if span.text.strip()}
    for colour in sorted(colours):
        if rule and colour != rule.bound:
            yield rule.broken(Part.TEXT, "colour", paragraph.where, f"#{colour}", _("black"))
