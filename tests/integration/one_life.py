"""A workbook from its import to its approval, in a process that may be killed: `python -m tests.integration.one_life`.

What an earlier run has done is not done again. Before each step it writes the step's name, so that whoever watches can
kill it in the middle of one. Figures are staged in small chunks, so that there are many moments between two of them.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.config.settings")
django.setup()

from django.conf import settings  # noqa: E402

from ansinh.imports.actions import EVERY, import_file  # noqa: E402
from ansinh.ledger import actions, staging  # noqa: E402
from ansinh.ledger.errors import FileRepeatedError  # noqa: E402
from ansinh.ledger.models import State, Submission  # noqa: E402
from ansinh.ledger.submissions import find_submission, states_of  # noqa: E402

OFFICER, APPROVER = "officer", "approver"
STEPS = ("import", "stage", "publish", "submit", "approve")


def main(workbook: Path, chunk: int) -> None:
    staging.CHUNK = chunk
    _mark_staging()
    _say("import")
    submission = _imported(workbook)
    if _state(submission) is State.CHECKED:
        _say("submit")
        actions.submit(by=OFFICER, submission=submission)
    if _state(submission) is State.SUBMITTED:
        _say("approve")
        actions.approve(by=APPROVER, submission=submission)


def _imported(workbook: Path) -> Submission:
    try:
        found = import_file(
            workbook, by=OFFICER, store=settings.ENVIRONMENT.files, explanations={EVERY: "invented figures"}
        )
    except FileRepeatedError as repeated:
        return find_submission(repeated.submission)
    assert found.submission
    return found.submission


def _mark_staging() -> None:
    """Say when the first chunk is going to be written, and when all are: what is left is to publish them."""
    write = staging.write

    def marked(submission: Submission, rows: Sequence[staging.Row]) -> None:
        _say("stage")
        write(submission, rows)
        _say("publish")

    actions.write = marked  # type: ignore[attr-defined]


def _state(submission: Submission) -> State:
    return states_of([submission.pk])[submission.pk]


def _say(step: str) -> None:
    sys.stdout.write(f"{step}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
