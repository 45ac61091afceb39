"""One report of the demonstration's cluster again and again, each time with other figures, language and words of the
officer, so that nothing that was drawn or set before answers; each step timed in the very call that an office makes.
"""

import argparse
import json
import re
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.utils import timezone

from ansinh.cli.examples import CLUSTER, MAY, REPORTS, examples
from ansinh.documents.tree import Document, Picture
from ansinh.indicators.catalogue import Observed, catalogue
from ansinh.kernel.language import LANGUAGES
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.actions import approve, record_submission, submit
from ansinh.ledger.facts import NewFact, Request, day_number
from ansinh.ledger.models import Kind, Observation
from ansinh.ledger.reads import from_steps
from ansinh.places.finding import find_unit
from ansinh.reports import assembly, making
from ansinh.reports.recipe import Recipe

LAST = 11  # month: of December some members have figures already
CHARTS = 6
TEXT = "Kỳ báo cáo này là lần thử thứ {run} của {unit}."
STEPS = {  # what is timed: the name by which one module calls another
    "gather": (making, "gather"),
    "assemble": (making, "assemble"),
    "charts described": (assembly, "draw_chart"),
    "charts drawn": (assembly, "render"),
    "docx": (making, "to_docx"),
    "PDF": (making, "to_pdf"),
    "xlsx": (making, "to_xlsx"),
    "JSON": (making, "report_bytes"),
    "recorded": (making, "record_made"),
    "written": (making, "write"),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.engine.reports")
    parser.add_argument("work", choices=["months", "make"])
    parser.add_argument("--runs", type=int, default=0)
    parser.add_argument("--directory", type=Path)
    parser.add_argument("--answer", type=Path, required=True)
    wanted = parser.parse_args()
    answer = later_months() if wanted.work == "months" else make(wanted.directory, wanted.runs)
    wanted.answer.write_text(json.dumps(answer), encoding="utf-8")


def later_months() -> dict[str, Any]:
    """The figures of May 2020 and of May 2019 again in the months after, grown: so that each month has a report of six
    charts that none of the others has."""
    facts = [
        _grown(row, month)
        for month in range(MAY.end.month + 1, LAST + 1)
        for year in (MAY.year_number - 1, MAY.year_number)
        for row in _of_may(year)
    ]
    submission = record_submission(
        by="reporter",
        unit=find_unit(CLUSTER, MAY.end),
        reported_on=date(MAY.year_number, 12, 31),
        document="",
        file_name="later-months.xlsx",
        file_sha256="later-months",
        sheets=["1"],
        facts=[fact._replace(row=row) for row, fact in enumerate(facts)],
    )
    submit(by="reporter", submission=submission)
    approve(by="approver", submission=submission)
    return {"facts": len(facts)}


def _of_may(year: int) -> list[tuple[str, str, int, int]]:
    """The unit's code, indicator, year, value."""
    rows = Observation.objects.filter(period_end=day_number(date(year, MAY.end.month, 31)), kind=Kind.ACTUAL)
    found = rows.order_by("pk").values_list("unit__code", "indicator__name", "value")
    return [(code, indicator, year, value) for code, indicator, value in found]


def _grown(row: tuple[str, str, int, int], month: int) -> NewFact:
    """A district that is a town by then (Đông Hòa, 1 June 2020) has the same code."""
    code, indicator, year, value = row
    definition, period = catalogue()[indicator], Period.month(year, month)
    unit = find_unit(code, period.end)
    flow = definition.observed is Observed.YEAR_TO_DATE
    grown = value * month // MAY.end.month if flow else value * (1_000 + 3 * month + unit.pk % 7) // 1_000
    request = Request(indicator, definition.fact_period(period))
    return NewFact(unit.pk, request, from_steps(indicator, grown), Hedge.EXACT, 0, 0, 0)


class Clock:
    """Seconds of each step, and how many times it was called; what a step calls that is a step too is not in it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._within: list[float] = [0.0]

    def timed(self, step: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def measured(*given: Any, **named: Any) -> Any:
            self._within.append(0.0)
            started = time.perf_counter()
            try:
                return work(*given, **named)
            finally:
                lasted = time.perf_counter() - started
                self.seconds[step] += lasted - self._within.pop()
                self._within[-1] += lasted

        return measured

    @contextmanager
    def watching(self) -> Iterator[None]:
        with ExitStack() as stack:
            for step, (module, name) in STEPS.items():
                stack.enter_context(patch.object(module, name, self.timed(step, getattr(module, name))))
            yield


def make(directory: Path, runs: int) -> dict[str, Any]:
    """The first is of an empty process; each of the others has a month and language of its own."""
    kinds = [(month, language) for language in LANGUAGES for month in range(MAY.end.month, LAST + 1)]
    if runs >= len(kinds):
        raise ValueError(f"at most {len(kinds) - 1} runs differ")
    made = [_made(directory, run, *kinds[run]) for run in range(runs + 1)]
    return {"runs": made, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _made(directory: Path, run: int, month: int, language: Any) -> dict[str, Any]:
    period = Period.month(MAY.year_number, month)
    unit = find_unit(CLUSTER, period.end)
    text = (examples() / REPORTS[0].text).read_text(encoding="utf-8")
    own = f"{text}\n\n{TEXT.format(run=run, unit=unit.name)}\n"
    recipe = Recipe(unit.code, period, making.usual_outline(unit, ()), language, text=own)
    clock = Clock()
    with clock.watching():
        started = time.perf_counter()
        made = making.make_report(recipe, list(making.Format), directory, made_at=timezone.localtime())
        lasted = time.perf_counter() - started
    pictures = _words_of_pictures(made.composed.document)
    if len(pictures) != CHARTS:
        raise ValueError(f"{period}: {len(pictures)} charts, not {CHARTS}")
    return {
        "seconds": dict(clock.seconds) | {"all": lasted},
        "files": {path.suffix[1:]: str(path) for path in made.paths},
        "pictures": pictures,
        "figures": len(made.composed.content.figures),
        "home": str(settings.ENVIRONMENT.home),
    }


def _words_of_pictures(document: Document) -> list[str]:
    """Those of each chart; in a PDF they are text, in Word a picture."""
    pictures = (block for block in document.all_blocks() if isinstance(block, Picture))
    return [" ".join(re.findall(r">([^<]+)</text>", picture.svg)) for picture in pictures]


if __name__ == "__main__":
    main()
