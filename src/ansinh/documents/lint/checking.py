"""A Word file against the table of its form: what is found of its pages, its letters, then of part after part."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ansinh.documents.lint.elements import Part
from ansinh.documents.lint.findings import Finding, Severity, gathered
from ansinh.documents.lint.letterhead import form_of
from ansinh.documents.lint.lettering import text_findings
from ansinh.documents.lint.lines import Line, unified
from ansinh.documents.lint.measuring import NO, NOTHING, YES, lined, measured, missing, spaced, worded
from ansinh.documents.lint.opening import WordFile, open_word_file, read_word_file
from ansinh.documents.lint.pages import page_findings
from ansinh.documents.lint.reading import read
from ansinh.documents.lint.recognised import Recognised
from ansinh.documents.lint.recognising import recognise
from ansinh.documents.lint.rules import Rules, rules_of
from ansinh.documents.lint.tables import table_findings
from ansinh.documents.tree import Form
from ansinh.kernel.language import Bilingual
from ansinh.kernel.language import message as _

_UNNUMBERED = frozenset({"phụ lục", "appendix", "annex"})
_NOT_OF_TEXT = frozenset({Part.PAGE, Part.PAGE_NUMBER, Part.TEXT, Part.ORDER, Part.TABLE, Part.END})
_NUMBER_GIVEN = re.compile(r"\d+\s*[/\-]")
_DAY_GIVEN = re.compile(r"ngày\s+\d|\b\d{1,2}\s+[A-Z][a-z]+\s+\d{4}|[A-Z][a-z]+\s+\d{1,2},\s*\d{4}")


@dataclass(frozen=True)
class Linted:
    form: Form
    name: Bilingual
    findings: tuple[Finding, ...]

    @property
    def clean(self) -> bool:
        """Nothing is against the form; there may be notes."""
        return all(one.severity is Severity.NOTE for one in self.findings)


def lint(content: bytes, name: str) -> Linted:
    """Raises WordFileError."""
    return _lint(open_word_file(content, name))


def lint_file(path: Path) -> Linted:
    """Raises WordFileError."""
    return _lint(read_word_file(path))


def _lint(file: WordFile) -> Linted:
    whole, spelling = unified(read(file))
    rules = rules_of(form_of(whole))
    found = recognise(whole, rules.kinds)
    findings = [
        *page_findings(whole, found, rules),
        *text_findings(whole, spelling, rules),
        *_order(found, rules),
        *_parts(found, rules),
        *_appendices(found, rules),
        *_end(found, rules),
        *_room(found, rules),
        *(finding for table in found.tables for finding in table_findings(table, rules)),
    ]
    return Linted(rules.form, rules.name, gathered(findings))


def _parts(found: Recognised, rules: Rules) -> Iterator[Finding]:
    for part, of_part in rules.parts.items():
        if part in _NOT_OF_TEXT:
            continue
        lines = found.of(part)
        required = of_part.measures.get("required")
        if required and not lines and _is_wanted(part, found):
            yield missing(part, required)
        yield from measured(part, of_part, lines)
        yield from worded(part, of_part, _whole_lines(part, lines))
        yield from lined(part, of_part, found)
    yield from spaced(rules, found.flow)


def _is_wanted(part: Part, found: Recognised) -> bool:
    if part in {Part.KIND, Part.SUBJECT}:
        return not found.is_letter
    if part in {Part.APPENDIX_TITLE, Part.ATTACHED, Part.SIGNER}:  # counted, or left for the one who signs
        return False
    return part is not Part.RECIPIENT or bool(found.of(Part.RECIPIENTS))


def _whole_lines(part: Part, lines: Sequence[Line]) -> Sequence[Line]:
    """A text over several lines is read as one: "(Kèm theo …" of two lines, a recipient of two."""
    if part is Part.ATTACHED or part is Part.RECIPIENT:
        return _joined(lines)
    return lines[:1] if part in {Part.AUTHORITY, Part.NUMBER, Part.PLACE_DATE} else lines


def _joined(lines: Sequence[Line]) -> list[Line]:
    whole: list[Line] = []
    for line in lines:
        goes_on = bool(whole) and not line.text.startswith(("-", "(")) and not whole[-1].text.endswith((";", ")"))
        if goes_on:
            whole[-1] = replace(whole[-1], spans=(*whole[-1].spans, *line.spans))
        else:
            whole.append(line)
    return whole


def _order(found: Recognised, rules: Rules) -> Iterator[Finding]:
    titles = found.of(Part.NATIONAL_NAME) or found.of(Part.PARTY_TITLE) or found.of(Part.MOTTO)
    for name, lines, said in (
        ("sides", titles if found.swapped else [], _("on the left")),
        ("before_kind", found.before_kind if found.of(Part.KIND) else [], _("before the kind of document")),
        ("after_signature", found.after_signature, _("after the signature")),
    ):
        rule = rules.rule(Part.ORDER, name)
        if rule and lines:
            wanted = _("in the order of the form")
            yield rule.broken(Part.ORDER, name, lines[0].paragraph.where, said, wanted)


def _appendices(found: Recognised, rules: Rules) -> Iterator[Finding]:
    for part, has in ((Part.APPENDIX_TITLE, "titled"), (Part.ATTACHED, "attached")):
        required = rules.rule(part, "required")
        for head in found.appendices:
            if required and not getattr(head, has):
                yield missing(part, required, head.line.paragraph.where)
    yield from _numbered(found.of(Part.APPENDIX), rules)
    rule = rules.rule(Part.APPENDIX, "mentioned")
    said = any("phụ lục" in text or "appendi" in text for text in map(str.lower, found.main_texts))
    if rule and found.appendices and not said:
        yield rule.broken(Part.APPENDIX, "mentioned", found.appendices[0].line.paragraph.where, NO, YES)


def _numbered(appendices: Sequence[Line], rules: Rules) -> Iterator[Finding]:
    rule = rules.rule(Part.APPENDIX, "numbered")
    bare = [line for line in appendices if line.text.lower() in _UNNUMBERED]
    if rule and len(appendices) > 1 and bare:
        yield rule.broken(Part.APPENDIX, "numbered", bare[0].paragraph.where, NO, YES)


def _end(found: Recognised, rules: Rules) -> Iterator[Finding]:
    """The last words before the signature."""
    if found.last is not None and Part.END in rules.parts:
        yield from worded(Part.END, rules.parts[Part.END], [found.last])


def _room(found: Recognised, rules: Rules) -> Iterator[Finding]:
    """Room left for the clerk and the signer: no fault in a document that is not issued yet."""
    given = {
        Part.NUMBER: any(_NUMBER_GIVEN.search(line.text) for line in found.of(Part.NUMBER)),
        Part.PLACE_DATE: any(_DAY_GIVEN.search(line.text) for line in found.of(Part.PLACE_DATE)),
    }
    for part, there in given.items():
        lines = found.of(part)
        required = rules.rule(part, "required")
        if required and lines and not there:
            where = lines[0].paragraph.where
            yield required.noted(part, "room", where, lines[0].text, _("filled in when issued"))
    required = rules.rule(Part.SIGNER, "required")
    if required and found.of(Part.POST) and not found.of(Part.SIGNER):
        where = found.of(Part.POST)[-1].paragraph.where
        yield required.noted(Part.SIGNER, "room", where, NOTHING, _("filled in when issued"))
