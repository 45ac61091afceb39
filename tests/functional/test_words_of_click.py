"""What the command-line library says of wrong arguments, in either language and not in half of each."""

from pathlib import Path

import pytest

from ansinh.cli.entry import main
from ansinh.cli.exit_codes import USAGE

COVERAGE = ("register", "coverage")
WRONG: dict[str, tuple[tuple[str, ...], str, str]] = {
    "no such file": (
        ("register", "load", "--residents", "nowhere.csv"),
        "Giá trị không hợp lệ cho '--residents': không tìm thấy 'nowhere.csv'.",
        "'nowhere.csv' does not exist.",
    ),
    "a directory for a file": (
        (*COVERAGE, "--export", "."),
        "Giá trị không hợp lệ cho '--export': '.' là thư mục, không phải là tệp.",
        "'.' is a directory.",
    ),
    "a file for a directory": (
        ("register", "simulate", "-o", __file__),
        f"{__file__!r} là tệp, không phải là thư mục.",
        f"{__file__!r} is a file.",
    ),
    "below a range": (
        (*COVERAGE, "--top", "-1"),
        "Giá trị không hợp lệ cho '--top': -1 nằm ngoài phạm vi cho phép (x>=0).",
        "Invalid value for '--top': -1 is not in the range x>=0.",
    ),
    "above a range": (
        (*COVERAGE, "--memory", "inf"),
        "Giá trị không hợp lệ cho '--memory': inf nằm ngoài phạm vi cho phép (0.1<=x<=10000).",
        "Invalid value for '--memory': inf is not in the range 0.1<=x<=10000.",
    ),
    "no number": (
        (*COVERAGE, "--memory", "nan"),
        "Giá trị không hợp lệ cho '--memory': “nan” không phải là số.",
        "Invalid value for '--memory': “nan” is not a number.",
    ),
    "no number to load with": (
        ("register", "load", "--memory", "nan"),
        "Giá trị không hợp lệ cho '--memory': “nan” không phải là số.",
        "Invalid value for '--memory': “nan” is not a number.",
    ),
    "text for a number": (
        (*COVERAGE, "--memory", "x"),
        "Giá trị không hợp lệ cho '--memory': 'x' không phải là số hợp lệ.",
        "Invalid value for '--memory': 'x' is not a valid number.",
    ),
    "text for a whole number": (
        ("submit", "x", "--by", "lan"),
        "Giá trị không hợp lệ cho 'SUBMISSION': 'x' không phải là số hợp lệ.",
        "Invalid value for 'SUBMISSION': 'x' is not a valid integer.",
    ),
    "none of the choices": (
        (*COVERAGE, "--format", "pdf"),
        "Giá trị không hợp lệ cho '--format': 'pdf' không thuộc 'table', 'json', 'csv'.",
        "Invalid value for '--format': 'pdf' is not one of 'table', 'json', 'csv'.",
    ),
    "no argument": (("register", "uninsured"), "Thiếu tham số 'COMMUNE'.", "Missing argument 'COMMUNE'."),
    "too many arguments": (
        ("register", "uninsured", "31135", "x"),
        "Thừa tham số (x)",
        "Got unexpected extra argument (x)",
    ),
    "no option": (("register", "load"), "Thiếu tùy chọn '--as-of'.", "Missing option '--as-of'."),
    "no value of an option": (
        (*COVERAGE, "--level"),
        "Tùy chọn '--level' cần có giá trị.",
        "Option '--level' requires an argument.",
    ),
    "a value of a flag": (
        (*COVERAGE, "--publish=1"),
        "Tùy chọn '--publish' không nhận giá trị.",
        "Option '--publish' does not take a value.",
    ),
    "no such option": (
        (*COVERAGE, "--pubish"),
        "Không có tùy chọn '--pubish'. (Có thể là: '--publish')",
        "No such option '--pubish'. Did you mean '--publish'?",
    ),
    "no such command": (("register", "xyz"), "Không có lệnh 'xyz'.", "No such command 'xyz'."),
}


@pytest.mark.parametrize("words", WRONG)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_wrong_argument_is_refused_in_the_language_of_the_reader(
    words: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "")  # put back after the test: the program sets it
    monkeypatch.setenv("ANSINH_LANG", language)
    monkeypatch.chdir(tmp_path)
    arguments, *said = WRONG[words]
    assert main(list(arguments)) == USAGE
    shown = capsys.readouterr().err
    here, there = said if language == "vi" else reversed(said)
    assert here in shown
    assert there not in shown
    assert ("Lỗi: " if language == "vi" else "Error: ") in shown
    assert not list(tmp_path.iterdir())
