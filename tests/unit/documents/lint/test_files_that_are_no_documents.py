"""A file that cannot be measured is refused with its cause and a remedy, before it can do harm."""

import io
import zipfile
from pathlib import Path

import pytest

from ansinh.documents.lint import opening
from ansinh.documents.lint.checking import lint, lint_file
from ansinh.documents.lint.errors import WordFileError
from tests.unit.documents.lint.officers import STATE, made
from tests.unit.documents.lint.raw import raw_docx, zipped

GOOD = made(STATE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED = {
    "empty": (b"", "not a Word document"),
    "text": ("Báo cáo".encode(), "not a Word document"),
    "pdf": (b"%PDF-1.7\n", "a PDF document"),
    "rtf": (b"{\\rtf1 }", "RTF"),
    "cut off": (GOOD[: len(GOOD) // 2], "damaged or cut off"),
    "old Word": (_OLE + "WordDocument".encode("utf-16-le"), "Word 97–2003"),
    "password": (_OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "workbook": (zipped({"xl/workbook.xml": "<a/>", "[Content_Types].xml": "<a/>"}), "Excel workbook"),
    "OpenDocument": (zipped({"content.xml": "<a/>", "mimetype": "x"}), "OpenDocument"),
    "archive": (zipped({"a.txt": "x"}), "not a Word document"),
    "no body": (zipped({"word/document.xml": "<a/>"}), "not a Word document"),
    "no XML": (zipped({"word/document.xml": "báo cáo"}), "damaged"),
    "entities": (
        zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "XML declarations",
    ),
    "deep": (zipped({"word/document.xml": "<a>" * 5000 + "</a>" * 5000}), "damaged"),
    "two of one name": (zipped({"word/document.xml": "<a/>", "WORD/document.xml": "<a/>"}), "damaged"),
}


def cause_of(content: bytes) -> str:
    with pytest.raises(WordFileError) as refusal:
        lint(content, "a.docx")
    assert refusal.value.remedy.text("en")
    return refusal.value.cause.text("en")


@pytest.mark.parametrize("kind", REFUSED)
def test_other_files_are_refused(kind: str) -> None:
    content, cause = REFUSED[kind]
    assert cause in cause_of(content)
    assert "a.docx" in cause_of(content)


def test_a_part_that_unpacks_to_too_much_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_PART_BYTES", 100_000)
    bomb = zipped({"word/document.xml": b" " * 10_000_000})
    assert len(bomb) < 100_000
    assert "unpacks" in cause_of(bomb)


def test_an_archive_that_says_it_is_too_large_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_UNPACKED_BYTES", 1000)
    assert "unpacks" in cause_of(GOOD)


def test_an_encrypted_part_is_a_password() -> None:
    content = bytearray(GOOD)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.index(mark) + offset
        content[at] |= 1
    assert "password" in cause_of(bytes(content))


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(GOOD)
    monkeypatch.setattr(opening, "MOST_BYTES", 1000)
    with pytest.raises(WordFileError) as refusal:
        lint_file(path)
    assert "larger" in refusal.value.cause.text("en")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WordFileError) as refusal:
        lint_file(tmp_path / "b.docx")
    assert "b.docx" in refusal.value.cause.text("en")


@pytest.mark.parametrize("junk", ["w:val='x'", "w:val=''", "w:val='99999999999999999999'", "w:val='-1'", "w:val='1e9'"])
def test_values_that_mean_nothing_do_no_harm(junk: str) -> None:
    body = (
        f"<w:p><w:pPr><w:pStyle {junk}/><w:jc {junk}/><w:numPr><w:ilvl {junk}/><w:numId {junk}/></w:numPr></w:pPr>"
        f"<w:r><w:rPr><w:sz {junk}/><w:b {junk}/></w:rPr><w:t>BÁO CÁO</w:t></w:r></w:p>"
        f"<w:tbl><w:tblPr><w:tblLook {junk}/></w:tblPr><w:tr><w:tc><w:tcPr><w:gridSpan {junk}/></w:tcPr><w:p/></w:tc>"
        f"</w:tr></w:tbl><w:sectPr><w:pgSz w:w='x' w:h=''/></w:sectPr>"
    )
    assert not lint(raw_docx(body), "a.docx").clean


def test_boxes_in_boxes_are_read_once_each() -> None:
    """Read anew by every box around it, the innermost of 25 would be read 33 million times."""
    body = "<w:p><w:r><w:t>BÁO CÁO</w:t></w:r></w:p>"
    for _box in range(25):
        body = f"<w:p><w:r><w:pict><w:txbxContent>{body}</w:txbxContent></w:pict></w:r></w:p>"
    assert not lint(raw_docx(body), "a.docx").clean


def test_a_document_cut_at_any_place_is_refused_or_read() -> None:
    for length in range(0, len(GOOD), max(1, len(GOOD) // 60)):
        with pytest.raises(WordFileError):
            lint(GOOD[:length], "a.docx")


def test_a_document_with_a_damaged_part_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[:-20] if name == "word/styles.xml" else content)
    assert "damaged" in cause_of(stream.getvalue())
