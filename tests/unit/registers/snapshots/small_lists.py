"""Lists of a few lines, as text, loaded into a store of their own."""

from datetime import timedelta
from pathlib import Path

from ansinh.registers.loading import Loaded, Source, load
from ansinh.registers.snapshots.store import Registers, Snapshot
from tests.unit.registers.loading.small_registers import AREAS, CODES, DAY, LIMITS

HEAD = "Số định danh,Họ và tên,Mã xã,Tình trạng\n"
LAM, HOA = "092093000001,Lý Văn Lâm,92001,\n", "092193000002,Nguyễn Thị Hòa,92002,\n"
CARDS = "Loại hình,Số định danh,Từ ngày,Đến ngày\nBHYT,092093000001,01/01/2026,31/12/2026\n"


def load_text(
    store: Registers, residents: str = "", *, spells: str = "", before: Snapshot | None = None, days: int = 0
) -> Loaded:
    """``residents``: lines under the head; empty: no such list. ``days``: after that of the first list."""
    store.directory.parent.mkdir(exist_ok=True)
    sources = []
    if residents:
        sources.append(Source(_written(store.directory.parent / "residents.csv", residents), "residents"))
    if spells:
        sources.append(Source(_written(store.directory.parent / "spells.csv", spells), "spells"))
    day = DAY + timedelta(days)
    return load(store, sources, as_of=day, areas=AREAS, codes=CODES, before=before, limits=LIMITS)


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
