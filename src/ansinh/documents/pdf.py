"""A document as PDF/A-2b. The layout is ``layout.typ``; the tree goes there as JSON and never as markup."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, assert_never

import typst

from ansinh.documents.fonts import FONT_DIRECTORY, require_fonts
from ansinh.documents.measures import LOCALES, measures_for, table_size
from ansinh.documents.tree import (
    Block,
    Column,
    Document,
    Heading,
    Inline,
    Paragraph,
    Picture,
    Row,
    Table,
    Text,
    printed_unit,
)
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _

LAYOUT = Path(__file__).with_name("layout.typ")
NO_GLYPH = "could not be displayed with font"  # typst's words; PDF/A forbids a letter without a shape


def to_pdf(document: Document) -> bytes:
    require_fonts()
    try:
        return typst.compile(
            LAYOUT,
            sys_inputs={"document": json.dumps(_document(document), ensure_ascii=False)},
            font_paths=_fonts(),
            pdf_standards=["a-2b"],
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


def _document(document: Document) -> dict[str, Any]:
    language, region = LOCALES[document.language].split("-")
    measures = measures_for(document)
    return {
        "measures": asdict(measures) | {"text_width_mm": measures.text_width_mm},
        "language": language,
        "region": region,
        "title": document.title,
        "printed_title": document.printed_title,
        "subtitle": document.subtitle,
        "organisation": document.organisation,
        "place_and_date": document.place_and_date,
        "banner": document.banner,
        "blocks": [_block(block) for block in document.blocks],
        "footnote": document.footnote,
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {"kind": block.style, "inlines": _inlines(block.inlines)}
        case Table():
            return {
                "kind": "table",
                "caption": block.caption,
                "size": table_size(block),
                "columns": [_column(column) for column in block.columns],
                "rows": [_row(row) for row in block.rows],
                "notes": block.notes,
            }
        case Picture():
            return {
                "kind": "picture",
                "svg": block.svg,
                "alt": block.alt,
                "caption": block.caption,
                "width_mm": block.width_mm,
            }
        case _:
            assert_never(block)


def _column(column: Column) -> dict[str, Any]:
    return {
        "title": column.title,
        "unit": printed_unit(column),
        "align": column.align,
        "weight": column.weight,
    }


def _row(row: Row) -> dict[str, Any]:
    return {"emphasis": row.emphasis, "cells": [_inlines(cell) for cell in row.cells]}


def _inlines(inlines: tuple[Inline, ...]) -> list[dict[str, Any]]:
    return [asdict(inline if isinstance(inline, Text) else Text(inline.text)) for inline in inlines]
