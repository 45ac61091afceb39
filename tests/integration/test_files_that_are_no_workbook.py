"""Whatever file is sent, the answer is a sentence about that file: never a crash, never half of it."""

import random
import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import docx
import pytest

from ansinh.imports.errors import WorkbookError
from ansinh.imports.files import bounds
from ansinh.imports.files.reading import WorkbookFile, read_file
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.language import LANGUAGES
from tests.conftest import Program
from tests.integration.workbooks import figures, filled, read

pytestmark = pytest.mark.django_db

FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
MIB = 2**20


def refusal_of(content: bytes) -> WorkbookError:
    """Said of the file by its name, in two languages."""
    with pytest.raises(WorkbookError) as refusal:
        read(content)
    texts = [refusal.value.text(language) for language in LANGUAGES]
    assert all("form.xlsx" in text for text in texts)
    assert texts[0] != texts[1]
    return refusal.value


def word_document() -> bytes:
    stream = BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def zipped(**entries: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        for name, content in entries.items():
            container.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def with_parts(change: Callable[[str, bytes], bytes], renamed: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """A filled-in form, its parts changed by name, some of them given another."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(filled().content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(renamed.get(entry.filename, entry.filename), change(entry.filename, old.read(entry)))
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        "Hà Tĩnh: 5 tỷ đồng".encode(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"%PDF-1.7\n",
        zipped(anything=b"1"),
        word_document(),
    ],
    ids=["empty", "text", "xls or a password", "pdf", "zip", "docx"],
)
def test_what_is_not_a_workbook_is_said_to_be_none(content: bytes) -> None:
    assert ".xlsx" in refusal_of(content).cause.text("vi")


def test_a_file_cut_off_anywhere_is_refused() -> None:
    content = filled().content
    for length in range(4, len(content), 97):
        assert "hỏng" in refusal_of(content[:length]).cause.text("vi")
    refusal_of(content[:-1])


def test_a_damaged_file_is_refused_or_read_as_it_was_but_never_a_crash() -> None:
    chance = random.Random(2020)  # noqa: S311 (damage, not secrets)
    content = filled().content
    undamaged = figures(read(content))
    for _attempt in range(300):
        damaged = bytearray(content)
        for _byte in range(chance.choice([1, 1, 4, 32])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            reading = read(bytes(damaged))
        except AnsinhError:
            continue
        assert reading.blocked or figures(reading) == undamaged


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"],
)
@pytest.mark.parametrize("inside", [b"", b"<", b"<worksheet>", b"\xff\xfe\x00"])
def test_a_container_with_a_broken_part_is_refused(part: str, inside: bytes) -> None:
    with pytest.raises(AnsinhError):
        read(with_parts(lambda name, content: inside if name == part else content))


def test_a_file_too_large_to_be_a_form_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as stream:
        stream.truncate(bounds.MOST_BYTES + 1)
    with pytest.raises(WorkbookError) as refusal:
        read_file(path)
    assert "30 MB" in refusal.value.text("vi")


def test_a_small_file_that_unpacks_to_hundreds_of_megabytes_is_refused() -> None:
    stream = BytesIO(filled().content)
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as container,
        container.open("xl/media/bomb.bin", "w", force_zip64=True) as bomb,
    ):
        for _chunk in range(bounds.MOST_UNPACKED_BYTES // MIB):
            bomb.write(bytes(MIB))
    content = stream.getvalue()
    assert len(content) < 3 * MIB
    assert "300 MB" in refusal_of(content).cause.text("vi")


def test_a_sheet_with_one_far_off_cell_is_refused_naming_the_cell() -> None:
    book = filled()
    book.rows[0] += [""] * (bounds.MOST_COLUMNS - len(book.rows[0])) + [1.0]
    assert "SG" in refusal_of(book.content).cause.text("vi")
    book = filled()
    book.sheets["xa"] = [[] for _row in range(bounds.MOST_ROWS)] + [[1.0]]
    assert "A50001" in refusal_of(book.content).cause.text("vi")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/worksheets/data.xml"])
@pytest.mark.parametrize("dimension", [b'<dimension ref="A1"/>', b""], ids=["understated", "not stated"])
def test_a_far_off_cell_that_the_sheet_does_not_admit_to_is_refused_too(
    program: Program, tmp_path: Path, dimension: bytes, part: str
) -> None:
    """In a process of its own: reading it would end the process."""

    def spoilt(name: str, content: bytes) -> bytes:
        if name.startswith("xl/worksheets/"):
            return re.sub(rb'<dimension ref="[^"]*"/>', dimension, content).replace(b"</sheetData>", FAR)
        return content.replace(b"worksheets/sheet1.xml", part.removeprefix("xl/").encode())

    path = tmp_path / "far.xlsx"
    path.write_bytes(with_parts(spoilt, {"xl/worksheets/sheet1.xml": part}))
    assert "1048576" in program("import", path, "--check", code=4).err


@pytest.mark.parametrize("name", ["none.xlsx", "directory"])
def test_a_file_that_cannot_be_opened_is_named_with_the_reason(tmp_path: Path, name: str) -> None:
    (tmp_path / "directory").mkdir()
    with pytest.raises(WorkbookError) as refusal:
        read_file(tmp_path / name)
    assert name in refusal.value.text("vi")


def test_a_file_is_known_by_its_own_name_and_digest(tmp_path: Path) -> None:
    path = tmp_path / "báo cáo.xlsx"
    path.write_bytes(b"abc")
    file = read_file(path)
    assert file == WorkbookFile("báo cáo.xlsx", b"abc")
    assert file.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
