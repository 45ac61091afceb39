"""Word files written part by part, for what python-docx does not write."""

import io
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SPACES = (
    f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _relations(targets: Mapping[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name.rstrip("0123456789")}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def raw_docx(body: str, *, styles: str = "", numbering: str = "", theme: str = "", header: str = "") -> bytes:
    """``body``: what stands in w:body; the others what stands in the root of their parts."""
    parts = {
        "document": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "styles": f"<w:styles {_SPACES}>{styles}</w:styles>",
        "numbering": f"<w:numbering {_SPACES}>{numbering}</w:numbering>",
        "theme": f"<a:theme {_SPACES}><a:themeElements>{theme}</a:themeElements></a:theme>",
        "header1": f"<w:hdr {_SPACES}>{header}</w:hdr>",
    }
    return zipped(
        {
            "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
            "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in parts if name != "document"}),
            **{f"word/{name}.xml": content for name, content in parts.items()},
        }
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
