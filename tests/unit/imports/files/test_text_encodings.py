"""A text file is read in the encoding it was saved in, whichever it was."""

import unicodedata
from collections.abc import Callable

import pytest

from ansinh.imports.files.encodings import VISCII
from ansinh.imports.files.reading import WorkbookFile, read_workbook
from ansinh.imports.files.sheets import Workbook
from tests.unit.imports.files.makers import in_tcvn3, in_vni

ROWS = [
    ["Đơn vị", "Số thu bảo hiểm xã hội", "Tỷ lệ"],
    ["Hà Tĩnh", "1.234,5", "12,3"],
    ["Thừa Thiên Huế", "10,5", "7"],
    ["Quảng Bình", "", "9,25"],
]
TEXT = "".join(";".join(row) + "\r\n" for row in ROWS)


def read(content: bytes, name: str = "a.csv") -> Workbook:
    return read_workbook(WorkbookFile(name, content))


def in_windows_1258(text: str) -> bytes:
    """Letters that the code page lacks are written as another and a mark of its tone."""
    tones = {"\u0300": 0xCC, "\u0309": 0xD2, "\u0303": 0xDE, "\u0301": 0xEC, "\u0323": 0xF2}
    letters: dict[str, bytes] = {bytes([code]).decode("cp1258", "ignore"): bytes([code]) for code in range(256)}
    for letter in list(letters):
        for tone, code in tones.items():
            composed = unicodedata.normalize("NFC", letter + tone)
            if len(composed) == 1:
                letters.setdefault(composed, letters[letter] + bytes([code]))
    return b"".join(letters[one] for one in text)


def in_viscii(text: str) -> bytes:
    codes = {letter: code for code, letter in VISCII.items()}
    return bytes(codes.get(one, ord(one)) for one in text)


ENCODINGS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "UTF-8": (str.encode, "UTF-8"),
    "UTF-8 with a mark": (lambda text: text.encode("utf-8-sig"), "UTF-8"),
    "UTF-16 with a mark": (lambda text: text.encode("utf-16"), "UTF-16"),
    "UTF-16 LE": (lambda text: text.encode("utf-16-le"), "UTF-16"),
    "UTF-16 BE": (lambda text: text.encode("utf-16-be"), "UTF-16"),
    "UTF-16 BE with a mark": (lambda text: b"\xfe\xff" + text.encode("utf-16-be"), "UTF-16"),
    "Windows-1258": (in_windows_1258, "Windows-1258"),
    "TCVN3": (lambda text: in_tcvn3(text).encode("latin-1"), "TCVN3"),
    "VNI": (lambda text: in_vni(text).encode("cp1252"), "VNI"),
    "VISCII": (in_viscii, "VISCII"),
}


@pytest.mark.parametrize(("write", "encoding"), ENCODINGS.values(), ids=ENCODINGS.keys())
def test_the_encoding_is_told_from_the_words(write: Callable[[str], bytes], encoding: str) -> None:
    book = read(write(TEXT))
    assert book.encoding == encoding
    assert book.sheets[0].rows == [row if row[1] else [row[0], "", row[2]] for row in ROWS]


def test_text_without_vietnamese_words_is_western() -> None:
    book = read("Général;été\nCafé;naïve\n".encode("cp1252"))
    assert (book.encoding, book.sheets[0].rows) == ("Windows-1252", [["Général", "été"], ["Café", "naïve"]])


def test_legacy_text_saved_as_unicode_is_converted_and_said_to_be() -> None:
    (sheet,) = read(in_tcvn3(TEXT).encode()).sheets
    assert sheet.rows[1][0] == "Hà Tĩnh"
    assert {(0, 0), (0, 1), (0, 2), (1, 0), (2, 0)} <= sheet.converted


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a;b\n12,5;13,5\n", [["a", "b"], ["12,5", "13,5"]]),
        ("a\tb\n1,5\t2;5\n", [["a", "b"], ["1,5", "2;5"]]),
        ('"Hà Nội, Hà Nam",5\n"nói ""được""",6\n', [["Hà Nội, Hà Nam", "5"], ['nói "được"', "6"]]),
        ("sep=|\na,x|b\n", [["a,x", "b"]]),
        ('"hai\ndòng";5\n1;2\n', [["hai\ndòng", "5"], ["1", "2"]]),
        ("a;b\r\r\n1;2;;;\n;;\n", [["a", "b"], [], ["1", "2"]]),
        ("một cột\n5\n", [["một cột"], ["5"]]),
    ],
)
def test_separators_quotes_and_blank_lines(text: str, rows: list[list[str]]) -> None:
    assert read(text.encode()).sheets[0].rows == rows


def test_the_sheet_is_named_like_the_file() -> None:
    assert read(b"1;2", "Tháng 5.txt").sheets[0].name == "Tháng 5"
