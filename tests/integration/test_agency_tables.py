"""What an agency adds to the catalogue: taken in whole or refused with every line that is wrong."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ansinh.kernel.language import LANGUAGES
from ansinh.places.actions import add_places
from ansinh.places.agency import AgencyTableError, read_agency_tables
from ansinh.places.finding import find_unit
from ansinh.places.models import Relation, Succession, Unit
from ansinh.places.reads import parts

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
UNITS = "kind,level,code,designation,name,name_en,valid_from,valid_to,document\n"
RELATIONS = "whole,part,valid_from,valid_to,document\n"
SHARES = "old,new,day,persons,document\n"
DIVIDED = "31178"  # phường Bùi Hữu Nghĩa, to phường Cái Khế and phường Bình Thủy

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return written


def test_a_cluster_and_its_members_are_added(write: Write) -> None:
    units = UNITS + "cluster,province,cum-2-2026,,Cụm thi đua số 2,,2026-01-01,2026-12-31,Quyết định 1\n"
    members = ("42", "46@2025-01-01")
    ties = RELATIONS + "".join(f"cum-2-2026@2026-01-01,{one},2026-01-01,2026-12-31,\n" for one in members)
    add_places(read_agency_tables([write(units), write(ties, "ties.csv", "utf-8-sig")]), by="lan")
    cluster = find_unit("cum-2-2026", TODAY)
    assert cluster.parts_complete_on(TODAY)
    assert [one.name for one in parts(cluster, TODAY)] == ["Hà Tĩnh", "Huế"]


def test_the_same_tables_again_change_nothing(write: Write) -> None:
    table = write(UNITS + "office,district,4299,BHXH cơ sở,Sông Xa,,2026-01-01,,\n")
    add_places(read_agency_tables([table]), by="lan")
    count = Unit.objects.count()
    add_places(read_agency_tables([table]), by="lan")
    assert Unit.objects.count() == count


def test_registered_shares_stay_when_the_programs_tables_are_loaded_again(write: Write) -> None:
    rows = f"{DIVIDED},31120@2025-07-01,2025-07-01,6200,\n{DIVIDED},31168@2025-07-01,2025-07-01,3800,\n"
    add_places(read_agency_tables([write(SHARES + rows)]), by="lan")
    shares = Succession.objects.filter(old__code=DIVIDED, registered=True)
    assert sorted(shares.values_list("weight", flat=True)) == [3800, 6200]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("ma,ten\n42,Hà Tĩnh\n", 1, "head line"),
        (UNITS + "area,province,99,tỉnh,Mới,,,,\n", 2, "office or cluster"),
        (UNITS + "office,village,4299,,Sông Xa,,,,\n", 2, "level"),
        (UNITS + "office,district,,,Sông Xa,,,,\n", 2, "empty"),
        (UNITS + "office,district,4299,,Sông Xa,,2026-02-30,,\n", 2, "2026-02-30"),
        (UNITS + "office,district,4299,,Sông Xa,,2026-02-01,2026-01-01,\n", 2, "ends before"),
        (UNITS + "cluster,province,42,,Hà Tĩnh,,,,\n", 2, "code of an area"),
        (RELATIONS + "42,436,,,\n", 2, "office or a cluster"),
        (RELATIONS + "cum-iv-2020@2020-01-01,nowhere,,,\n", 2, "nowhere"),
        (SHARES + f"{DIVIDED},31120@2025-07-01,2025-07-01,6200,\n", 2, "31168@2025-07-01"),
        (SHARES + f"{DIVIDED},31120@2025-07-01,,6200,\n", 2, "day is missing"),
        (SHARES + f"{DIVIDED},31120@2025-07-01,2025-07-01,6.200,\n", 2, "whole number"),
        (SHARES + f"{DIVIDED},31120@2025-07-01,2025-07-01,0,\n", 2, "whole number"),
        (SHARES + f"{DIVIDED},31120@2025-07-01,2025-07-01,{10**20},\n", 2, "whole number"),
        (UNITS + "office,province,bhxh-92,BHXH,Mine,,2025-01-01,,\n", 2, "at the same time"),
        (UNITS + "office,province,92,BHXH,Mine,,2025-01-01,,\n", 2, "code of an area"),
        (UNITS + "office,district,4299,,Sông Xa,,,,\n" * 2, 3, "said twice"),
        (RELATIONS + "cum-5-2023@2023-01-01,93,2023-01-01,2026-01-01,\n", 2, "not there all of that time"),
        (RELATIONS + "bhxh-92@2025-07-09,bhxh-92@2025-07-09,,,\n", 2, "contains it"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_added(write: Write, text: str, line: int, said: str) -> None:
    counts = [table.objects.count() for table in (Unit, Relation, Succession)]
    with pytest.raises(AgencyTableError) as refusal:
        read_agency_tables([write(text)])
    (fault,) = refusal.value.faults
    assert (fault.file, fault.line) == ("table.csv", line)
    assert said in fault.said.text("en")
    assert fault.said.text("vi") != fault.said.text("en")
    assert all("table.csv" in refusal.value.text(language) for language in LANGUAGES)
    assert [table.objects.count() for table in (Unit, Relation, Succession)] == counts


def test_what_is_no_text_is_refused(write: Write, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"PK\x03\x04\xff\xfe\x00")
    with pytest.raises(AgencyTableError) as refusal:
        read_agency_tables([path])
    assert "CSV UTF-8" in refusal.value.text("vi")


def test_every_fault_of_every_file_is_named_at_once(write: Write) -> None:
    one = write(RELATIONS + "x,y,,,\nz,42,,,\n", "one.csv")
    other = write(UNITS + "area,province,99,,Mới,,,,\n", "other.csv")
    with pytest.raises(AgencyTableError) as refusal:
        read_agency_tables([one, other])
    places = [(fault.file, fault.line) for fault in refusal.value.faults]
    assert places == [("one.csv", 2), ("one.csv", 3), ("other.csv", 2)]
