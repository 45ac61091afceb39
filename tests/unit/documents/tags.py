"""The content controls of a Word file."""

import io

import docx
from docx.oxml.ns import qn


def tagged(data: bytes) -> list[tuple[str, str]]:
    """Each control's tag and words."""
    return [
        (
            control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")),
            "".join(text.text for text in control.iter(qn("w:t"))),
        )
        for control in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:sdt"))
    ]
