"""One report in a process of its own. Django is set up before anything of it is imported: a new process has nothing."""

import importlib
import os
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import django

from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.language import Language, speaking


@dataclass(frozen=True)
class Task:
    """``recipe``: as JSON, ``directory``: as text; what crosses to another process is plain. ``text_file``: with the
    officer's paragraphs, read there."""

    unit: str
    recipe: dict[str, Any]
    formats: tuple[str, ...]
    directory: str
    made_at: datetime
    language: Language
    text_file: str | None = None


@dataclass(frozen=True)
class Outcome:
    """``paths``: the files written. ``failure``: cause and remedy, where there are none."""

    unit: str
    paths: tuple[str, ...] = ()
    failure: tuple[str, str] | None = None


def start() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.config.settings")
    django.setup()


def work(task: Task) -> Outcome:
    """Never raises what a report can be refused for: that is the outcome of this one, not of the others."""
    with speaking(task.language):
        try:
            return Outcome(task.unit, _made(task))
        except AnsinhError as error:
            return Outcome(task.unit, failure=(error.cause.text(), error.remedy.text()))
        except OSError as error:
            return Outcome(task.unit, failure=(f"{error.filename or task.directory}: {error.strerror}", ""))


def _made(task: Task) -> tuple[str, ...]:
    batch = importlib.import_module("ansinh.reports.batch")
    paths: tuple[str, ...] = batch.make_one(task)
    return paths
