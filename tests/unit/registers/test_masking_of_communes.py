"""Names of communes that were not understood are told to the officer, unless they may be a house or a person."""

from pathlib import Path

import pytest

from ansinh.cli.registers.given_lists import strange
from ansinh.kernel.language import message as _
from ansinh.registers.loading import Source
from ansinh.reviews.lists.communes import Unclear
from ansinh.reviews.lists.taking import Taken


def said_of(written: str) -> str:
    unclear = Unclear(written, 3, _("no commune is called so on the day"))
    taken = Taken(Source(Path("list.parquet"), "residents", "list.xlsx [Sheet1]"), 9, (), (), (unclear,))
    (said,) = strange(taken)
    return said.text("en")


@pytest.mark.parametrize("written", ["Ninh Kiu", "Phường 15, Quận 99", "xã Cờ Đo, huyện Cờ Đỏ", "P. 15"])
def test_a_commune_is_named(written: str) -> None:
    assert f"“{written}” (lines: 3)" in said_of(written)


@pytest.mark.parametrize("written", ["số 5 hẻm 12 Nguyễn Văn Linh", "092180000002"])
def test_what_has_a_number_and_no_word_for_a_commune_is_masked(written: str) -> None:
    assert written not in said_of(written)
    assert f"{written[-3:]}” (lines: 3)" in said_of(written)
