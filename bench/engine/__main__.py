"""Load and measure one database, or load one month as the product does; the answer goes to a file as JSON."""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from ansinh.places.models import Level, Relation
from ansinh.places.reads import country
from bench.engine import generate, loading, measuring
from bench.engine.generate import Area


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.engine")
    parser.add_argument("work", choices=["measure", "product"])
    parser.add_argument("--communes", type=int, default=0)
    parser.add_argument("--months", type=int, default=0)
    parser.add_argument("--runs", type=int, default=0)
    parser.add_argument("--answer", type=Path, required=True)
    wanted = parser.parse_args()
    answer = _product() if wanted.work == "product" else _measured(wanted.communes, wanted.months, wanted.runs)
    wanted.answer.write_text(json.dumps(answer), encoding="utf-8")


def _measured(communes: int, months: int, runs: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    areas = generate.load_catalogues(communes)
    all_months = generate.months(months)
    times = loading.load(areas, all_months, country(all_months[-1].period.end))
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{connection.vendor} ANALYZE {time.perf_counter() - started:.1f} s", file=sys.stderr, flush=True)
    return {
        "version": ".".join(map(str, connection.get_database_version())),
        "load": times.answer,
        "bytes": _size(),
        "cases": measuring.measure(areas, all_months, runs),
        "table": measuring.province_table(),
        "rebased": measuring.rebased_communes(all_months),
        "rows": _workbook_rows(areas, all_months),
    }


def _size() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])


def _workbook_rows(areas: list[Area], months: list[generate.Month]) -> list[list[int]]:
    """The peer's sheet, made without the ledger: of each commune its province, then for each of the table's indicators
    this month, a year ago and the plan; the place of a province is its row in the table."""
    last = months[-1]
    january = months[-last.number] if len(months) >= last.number else None
    year_ago = months[-13] if len(months) > 12 else None
    codes = dict(Relation.objects.values_list("whole_id", "whole__code").filter(whole__level=Level.PROVINCE))
    order = {key: place for place, key in enumerate(sorted(codes, key=lambda key: codes[key]))}
    lines = []
    for area in areas:
        line = [order[area.province]]
        for indicator in measuring.TABLE:
            for month, kind in ((last, 1), (year_ago, 1), (january, 3)):
                line.append(_standing(area, indicator, kind, month, last))
        lines.append(line)
    return lines


def _standing(area: Area, indicator: str, kind: int, month: generate.Month | None, last: generate.Month) -> int:
    if month is None:
        return 0
    one = next(s for s in generate.series(month) if s.request.indicator == indicator and s.request.kind == kind)
    return generate.standing_value(area.number, one, month, last)


def _product() -> dict[str, float]:
    last_day = generate.months(1)[0].period.end
    communes = Relation.objects.filter(whole__level=Level.PROVINCE).order_by("part_id")
    areas = [
        Area(number, part, whole)
        for number, (part, whole) in enumerate(communes.values_list("part_id", "whole_id"), start=1)
    ]
    return loading.load_as_the_product_does(areas, country(last_day))


if __name__ == "__main__":
    main()
