"""Ten residents of three communes whose figures can be counted by hand, as lists of 30 June 2026 and a month later."""

import os
from pathlib import Path

from tests.conftest import Program

WARD, RURAL, SOUTH = "31135", "31261", "32152"  # phường Ninh Kiều and xã Cờ Đỏ in Cần Thơ; xã Đầm Dơi in Cà Mau
JUNE, JULY = "2026-06-30", "2026-07-31"

RESIDENTS = f"""\
Số định danh/CCCD,Mã số BHXH,Họ và tên,Ngày sinh,Giới tính,Mã hộ,Mã xã,Mã đối tượng,Căn cứ
092080000001,9200000001,Nguyễn Văn An,01/02/1980,Nam,HGĐ-0001,{WARD},GD,Sổ hộ
092180000002,9200000002,Trần Thị Bình,15/03/1980,Nữ,HGĐ-0001,{WARD},GD,Sổ hộ
092323000003,,Nguyễn Ngọc Chi,09/10/2023,Nữ,HGĐ-0001,{WARD},TE,Giấy khai sinh
092212000004,9200000004,Lê Dũng,20/11/2012,Nam,HGĐ-0002,{WARD},HS,Trường
092150000005,,Phạm Thị Em,01/01/1950,Nữ,HGĐ-0003,{WARD},HN,Danh sách hộ nghèo
092070000006,9200000006,Võ Văn Giang,02/02/1970,Nam,HGĐ-0004,{RURAL},GD,Sổ hộ
092190000007,9200000007,Võ Thị Hạnh,03/03/1990,Nữ,HGĐ-0004,{RURAL},DN,Hợp đồng
092065000008,9200000008,Hồ Khoa,04/04/1965,Nam,HGĐ-0005,{RURAL},CN,Danh sách hộ cận nghèo
096185000009,9600000009,Đỗ Thị Lan,05/05/1985,Nữ,HGĐ-0006,{SOUTH},GD,Sổ hộ
096086000010,9600000010,Đỗ Minh,06/06/1986,Nam,HGĐ-0006,{SOUTH},DN,Hợp đồng
092077000011,9200000011,Lạc Đường,07/07/1977,Nam,HGĐ-0007,99999,GD,Sổ hộ
"""
SPELLS = """\
Loại hình,Số định danh/CCCD,Mã đối tượng,Từ ngày,Đến ngày,Nơi cấp
BHYT,092080000001,GD,01/01/2026,31/12/2026,92
BHYT,092180000002,GD,01/06/2025,31/05/2026,92
BHYT,092212000004,HS,01/10/2025,10/07/2026,92
BHYT,092070000006,GD,01/01/2026,31/12/2026,92
BHYT,092190000007,DN,01/01/2020,,79
BHXH bắt buộc,092190000007,,01/01/2020,,79
BHYT,092065000008,GD,01/04/2025,31/03/2026,92
BHYT,096185000009,GD,01/01/2026,31/12/2026,96
BHYT,096086000010,DN,01/01/2021,,96
BHYT,092323000003,TE,31/12/2026,01/01/2026,92
"""


def july(text: str) -> str:
    """A month later: Bình is insured again, Hạnh lives in the ward, An works, Em has left, a child is born."""
    lines = [line for line in text.splitlines() if "Phạm Thị Em" not in line and "Lạc Đường" not in line]
    moved = [line.replace(RURAL, WARD) if "Võ Thị Hạnh" in line else line for line in lines]
    moved = [line.replace(",GD,Sổ hộ", ",DN,Hợp đồng") if "Nguyễn Văn An" in line else line for line in moved]
    if "Họ và tên" in text:
        moved.append(f"092326000012,,Lê Ngọc Mai,05/07/2026,Nữ,HGĐ-0002,{WARD},TE,Giấy khai sinh")
    else:
        moved += ["BHYT,092180000002,GD,01/07/2026,30/06/2027,92", "BHYT,092326000012,TE,05/07/2026,04/07/2032,92"]
    return "\n".join(moved) + "\n"


def program_at(home: Path) -> Program:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return Program(home, kept | {"ANSINH_HOME": str(home), "COLUMNS": "110"})


def write_lists(directory: Path, residents: str = RESIDENTS, spells: str = SPELLS) -> tuple[object, ...]:
    """What `load` is told of them."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "cu-tru.csv").write_text(residents, encoding="utf-8")
    (directory / "the.csv").write_text(spells, encoding="utf-8")
    return "--residents", directory / "cu-tru.csv", "--spells", directory / "the.csv"


def load_both(directory: Path) -> Program:
    """The program with the registers of June and July."""
    ansinh = program_at(directory / "home")
    ansinh("register", "load", *write_lists(directory / "june"), "--as-of", JUNE)
    lists = write_lists(directory / "july", july(RESIDENTS), july(SPELLS))
    ansinh("register", "load", *lists, "--as-of", JULY)
    return ansinh
