"""The demonstration's register: a small invented province, and the questions an officer asks of it."""

import shlex
from datetime import date
from pathlib import Path

from django.conf import settings

from ansinh.cli.output import say
from ansinh.cli.registers.asking import registers
from ansinh.cli.registers.group import group
from ansinh.kernel.errors import RefusedError
from ansinh.kernel.language import message as _

PERSONS, SEED, PROVINCE, DAY = 40_000, 1, "92", date(2026, 6, 30)
SOURCES = "register-invented"  # beside the registers: where the lists lie that were made up
CRITERION = ("--programme", "quoc_gia")
QUESTIONS = (
    ("coverage", "--top", "5"),
    ("coverage", "--by", "group", "--top", "5"),
    ("uninsured", "phường Ninh Kiều", "--capacity", "4"),
    ("lapses", "--top", "5"),
    ("criterion", *CRITERION, "--top", "5"),
)
NEXT = (
    ("coverage", "--publish", "--by", "commune,group", "--export", "gap.xlsx"),
    ("coverage", "--at", "2026-12-31", "--within", "xã Thạnh Phú", "--by", "group,age"),
    ("rejected", str(DAY)),
    ("uninsured", "phường Ninh Kiều", "--purpose", "visits by the commune in July", "--by", "lan"),
    ("publish", PROVINCE, "--by", "lan", "--check"),
)


def refuse_other_register() -> None:
    """Invented persons must never mix with real ones."""
    if registers().ever_loaded() and not sources().exists():
        raise RefusedError(
            _("There are registers here that are not the demonstration's: {home}.", home=settings.ENVIRONMENT.home),
            _("Keep the demonstration apart: ansinh demo --home DIRECTORY."),
        )


def review_register() -> None:
    """Made and loaded once; asked each time."""
    say(f"\n{_('A register of invented persons: who is not insured, where, and until when.')}")
    if not sources().exists():
        where = ("--province", PROVINCE, "--as-of", str(DAY), "-o", str(sources()))
        _run("simulate", "--persons", str(PERSONS), "--seed", str(SEED), *where)
    lists = ("--residents", str(sources() / "residents"), "--spells", str(sources() / "spells"))
    _run("load", *lists, "--as-of", str(DAY))
    for question in QUESTIONS:
        _run(*question)


def what_next(program: str) -> list[str]:
    home = ("--home", str(settings.ENVIRONMENT.home))
    return [f"{program} {shlex.join(('register', *words, *home))}" for words in NEXT]


def sources() -> Path:
    return Path(settings.ENVIRONMENT.home) / SOURCES


def _run(*words: str) -> None:
    say(f"\n$ ansinh {shlex.join(('register', *words))}")
    group.main(list(words), prog_name="ansinh register", standalone_mode=False)
