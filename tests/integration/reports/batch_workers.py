"""What stands in the place of a report's maker in a process of its own: one that dies, one that has a fault."""

import os
from pathlib import Path

from ansinh.reports.worker import Outcome, Task

DIES, FAULTY, DIES_AT_FIRST = "dies", "faulty", "dies at first"


def work(task: Task) -> Outcome:
    with (Path(task.directory) / "tried").open("a", encoding="utf-8") as tried:
        tried.write(f"{task.unit}\n")
    if task.unit == DIES or (task.unit == DIES_AT_FIRST and times(task) == 1):
        os._exit(1)
    if task.unit == FAULTY:
        raise ZeroDivisionError("nobody foresaw it")
    return Outcome(task.unit, (f"{task.unit}.pdf",))


def times(task: Task) -> int:
    return (Path(task.directory) / "tried").read_text(encoding="utf-8").splitlines().count(task.unit)
