"""A document as tagged PDF: PDF/A-2a (all of A-2b and the structure) and PDF/UA-1.

The layout is ``layout.typ``; the tree goes there as JSON and never as markup."""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, assert_never

import typst

from ansinh.documents import forms
from ansinh.documents.columns import column_number, header_rows, is_kept_whole, setting
from ansinh.documents.fonts import FONT_DIRECTORY, require_fonts
from ansinh.documents.measures import LOCALES, LOOKS, Measures, measures_for
from ansinh.documents.tree import (
    Appendix,
    Block,
    Document,
    Heading,
    Inline,
    Paragraph,
    Picture,
    Rank,
    Row,
    Table,
    Text,
)
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _

LAYOUT = Path(__file__).with_name("layout.typ")
NO_GLYPH = "could not be displayed with font"  # typst's words; PDF/A forbids a letter without a shape
Json = dict[str, Any]


def to_pdf(document: Document) -> bytes:
    require_fonts()
    source = json.dumps(_document(document), ensure_ascii=False)
    try:
        return typst.compile(
            LAYOUT,
            sys_inputs={"document": unicodedata.normalize("NFC", source)},
            font_paths=_fonts(),
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(document.made_at.timestamp()),
        )
    except typst.TypstError as error:
        if NO_GLYPH not in error.message:
            raise
        raise InputError(
            _("The document font has no shape for a character: {reason}", reason=error.message),
            _("Correct the text that has this character; Vietnamese and English letters can all be printed."),
        ) from error


@cache
def _fonts() -> typst.Fonts:
    """Only the package's own fonts: the same bytes on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_DIRECTORY])


def _document(document: Document) -> Json:
    language, region = LOCALES[document.language].split("-")
    measures = measures_for(document)
    return {
        "measures": asdict(measures) | {"text_width_mm": measures.text_width_mm()},
        "looks": {part: asdict(look) for part, look in LOOKS[document.letterhead.form].items()},
        "language": language,
        "region": region,
        "title": forms.document_title(document),
        "subject": document.subject,
        "author": " ".join(document.letterhead.issuer),
        "reference": document.reference,
        "banner": document.banner,
        "head": asdict(forms.head(document, measures)),
        "heading": asdict(forms.title(document, measures)),
        "addressees": [asdict(line) for line in forms.addressees(document)],
        "grounds": document.grounds,
        "blocks": list(_blocks(document.blocks, measures, measures.text_width_mm(), 0)),
        "signing": asdict(forms.signing(document, measures)),
        "appendices": [_appendix(appendix, document, measures) for appendix in document.appendices],
    }


def _appendix(appendix: Appendix, document: Document, measures: Measures) -> Json:
    width = measures.text_width_mm(landscape=appendix.landscape)
    return {
        "landscape": appendix.landscape,
        "lines": [asdict(line) for line in forms.appendix_head(appendix, document, measures)],
        "blocks": list(_blocks(appendix.blocks, measures, width, 1)),
    }


def _blocks(blocks: Iterable[Block], measures: Measures, within_mm: float, level: int) -> Iterator[Json]:
    """``level``: of the heading above them all, 0 for none."""
    blocks = tuple(blocks)
    levels = forms.heading_levels(block.rank for block in blocks if isinstance(block, Heading))
    for block in blocks:
        match block:
            case Heading():
                yield _heading(block, level + next(levels))
            case Paragraph():
                yield {"kind": block.style, "inlines": _inlines(forms.printed_inlines(block))}
            case Table():
                yield _table(block, within_mm, measures)
            case Picture():
                yield _picture(block, within_mm)
            case _:
                assert_never(block)


def _heading(heading: Heading, level: int) -> Json:
    return {
        "kind": "heading",
        "level": level,
        "lines": forms.heading_lines(heading),
        "bold": heading.rank is not Rank.POINT,
        "centred": heading.rank is Rank.PART,
    }


def _table(table: Table, within_mm: float, measures: Measures) -> Json:
    shape = setting(table, within_mm, measures)
    return {
        "kind": "table",
        "label": table.label,
        "caption": table.caption,
        "size": shape.size,
        "whole": is_kept_whole(table),
        "widths_mm": shape.widths_mm,
        "aligns": [column.align for column in table.columns],
        "header": [asdict(cell) for row in header_rows(table.columns) for cell in row],
        "numbers": [column_number(number) for number in range(1, len(table.columns) + 1)] if table.numbered else [],
        "rows": [_row(row) for row in table.rows],
        "notes": table.notes,
    }


def _row(row: Row) -> Json:
    return {"emphasis": row.emphasis, "cells": [_inlines(cell) for cell in row.cells]}


def _picture(picture: Picture, within_mm: float) -> Json:
    return {
        "kind": "picture",
        "svg": picture.svg,
        "alt": picture.alt,
        "label": picture.label,
        "caption": picture.caption,
        "width_mm": min(picture.width_mm, within_mm),
    }


def _inlines(inlines: tuple[Inline, ...]) -> list[Json]:
    return [asdict(inline if isinstance(inline, Text) else Text(inline.text)) for inline in inlines]
