"""Reports of many units at once, each in a process of its own; one that fails does not stop the others."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import connections

from ansinh.kernel.language import message as _
from ansinh.places.models import Unit
from ansinh.reports.making import Format, make_report, usual_outline
from ansinh.reports.paragraphs import read_text
from ansinh.reports.recipe import Recipe
from ansinh.reports.worker import Outcome, Task, start, work


def tasks_for(
    units: Sequence[Unit],
    recipe: Recipe,
    formats: Sequence[Format],
    directory: Path,
    *,
    made_at: datetime,
    outline: str | None,
    texts: Path | None,
) -> list[Task]:
    """The recipe's question asked of each unit. ``outline`` None: the usual one of each. ``texts``: the directory in
    which an officer's paragraphs of a unit are under its code, ``42.md``; of the others they are the recipe's."""
    return [
        Task(
            unit=unit.text(recipe.language),
            recipe=dict(
                replace(recipe, unit=unit.code, outline=outline or usual_outline(unit, recipe.years)).to_json()
            ),
            formats=tuple(formats),
            directory=str(directory),
            made_at=made_at,
            language=recipe.language,
            text_file=_text_file(unit, texts),
        )
        for unit in units
    ]


def _text_file(unit: Unit, texts: Path | None) -> str | None:
    file = texts / f"{unit.code}.md" if texts else None
    return str(file) if file and file.exists() else None


def make_all(tasks: Sequence[Task], *, workers: int) -> Iterator[Outcome]:
    """Outcomes as they come. A task whose process dies is tried once more, alone: the others were not to blame."""
    connections.close_all()  # nothing open is carried into another process
    left: list[Task] = []
    for task, outcome in _in_parallel(tasks, min(workers, len(tasks))):
        if outcome is None:
            left.append(task)
        else:
            yield outcome
    for task in left:
        yield from (outcome or _died(task) for task, outcome in _in_parallel([task], 1))


def _in_parallel(tasks: Sequence[Task], workers: int) -> Iterator[tuple[Task, Outcome | None]]:
    """None where the process died, which ends those of the others too. Whoever stops listening stops the work."""
    pool = _pool(workers)
    try:
        waiting = {pool.submit(work, task): task for task in tasks}
        for done in as_completed(waiting):
            yield waiting[done], _outcome(done, waiting[done])
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=max(workers, 1), mp_context=context, initializer=start)


def _outcome(done: "Future[Outcome]", task: Task) -> Outcome | None:
    """What nobody foresaw fails one report only too, and says what it was."""
    error = done.exception()
    if error is None:
        return done.result()
    if isinstance(error, BrokenProcessPool):
        return None
    cause = _("A fault of the program: {error}.", error=f"{type(error).__name__}: {error}").text(task.language)
    return Outcome(task.unit, failure=(cause, ""))


def _died(task: Task) -> Outcome:
    cause = _("The process that made it ended without a word.").text(task.language)
    remedy = _("Try it alone, with more memory: `ansinh report make`.").text(task.language)
    return Outcome(task.unit, failure=(cause, remedy))


def make_one(task: Task) -> tuple[str, ...]:
    """Within the process of its own."""
    recipe = Recipe.from_json(task.recipe)  # type: ignore[arg-type]
    if task.text_file:
        recipe = replace(recipe, text=read_text(Path(task.text_file)))
    formats = [Format(one) for one in task.formats]
    made = make_report(recipe, formats, Path(task.directory), made_at=task.made_at)
    return tuple(str(path) for path in made.paths)
