"""Text files that keep to the registers' headings and codes are read in passing, others with care, as workbooks are."""

from pathlib import Path

import pytest

from ansinh.cli.registers.given_lists import is_list

HEAD = "Số định danh/CCCD,Họ và tên,Mã xã"


def written(directory: Path, text: str, encoding: str = "utf-8") -> Path:
    path = directory / "cu-tru.csv"
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n092080000001,Nguyễn Văn An,31135\n",
        f"{HEAD}\n092080000001,Nguyễn Văn An\n",
        f"\ufeff{HEAD.replace(',', ';')}\n092080000001;Nguyễn Văn An;31135\n",
        f"{HEAD},Ghi chú\n092080000001,Nguyễn Văn An,31135,x\n",
        HEAD,
    ],
)
def test_own_headings_and_codes_are_read_in_passing(tmp_path: Path, text: str) -> None:
    assert not is_list(written(tmp_path, text), "residents")


@pytest.mark.parametrize(
    "text",
    [
        f"DANH SÁCH CƯ TRÚ\n\n{HEAD}\n092080000001,Nguyễn Văn An,31135\n",
        "Số định danh/CCCD,Họ và tên,Xã/Phường\n092080000001,Nguyễn Văn An,31135\n",
        f"{HEAD}\n092080000001,Nguyễn Văn An,phường Ninh Kiều\n",
        f"{HEAD},Cột lạ\n092080000001,Nguyễn Văn An,31135,x\n",
        "",
    ],
)
def test_titles_other_headings_and_names_of_communes_are_read_with_care(tmp_path: Path, text: str) -> None:
    assert is_list(written(tmp_path, text), "residents")


def test_another_encoding_is_read_with_care(tmp_path: Path) -> None:
    assert is_list(written(tmp_path, f"{HEAD}\n", "utf-16"), "residents")


def test_a_list_of_spells_needs_no_commune(tmp_path: Path) -> None:
    assert not is_list(written(tmp_path, "Loại hình,Số CCCD,Từ ngày,Đến ngày\nBHYT,092080000001,x,y\n"), "spells")
