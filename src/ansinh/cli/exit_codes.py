"""Exit codes: the one place where kinds of errors become numbers. Printed in docs/reference/commands.md."""

from ansinh.kernel.errors import (
    AnsinhError,
    ConflictError,
    InputError,
    NotFoundError,
    RefusedError,
    SettingError,
)
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _

DONE = 0
UNEXPECTED = 1  # a fault of the program: Python's own code for an exception nobody expected
USAGE = 2  # Click's own
DATABASE = 8
CONTRADICTED = 9
WRONG_CATALOGUE = 10
FAULTS_FOUND = 11
NOT_ALL_MADE = 12
INTERRUPTED = 130  # as shells count Ctrl-C

KINDS: dict[type[AnsinhError], int] = {
    SettingError: 3,
    InputError: 4,
    NotFoundError: 5,
    RefusedError: 6,
    ConflictError: 7,
}

MEANINGS: dict[int, Message] = {
    DONE: _("Done."),
    UNEXPECTED: _("A fault of the program."),
    USAGE: _("The command was not written as it should be."),
    KINDS[SettingError]: _("A setting is wrong."),
    KINDS[InputError]: _("What was given cannot be read, or is not right: an argument, a file, a cell."),
    KINDS[NotFoundError]: _("What was asked for does not exist, or has no data."),
    KINDS[RefusedError]: _("A rule forbids it: a state, four eyes, figures not approved."),
    KINDS[ConflictError]: _("It clashes with what is recorded: the same file again, figures approved before."),
    DATABASE: _("The database cannot be reached, or is busy or full."),
    CONTRADICTED: _("The figures that were checked contradict each other."),
    WRONG_CATALOGUE: _("The catalogue of places has faults."),
    FAULTS_FOUND: _("What was checked has faults: a document's layout, numbers or claims; the chain of the audit log."),
    NOT_ALL_MADE: _("Some of the reports could not be made; the others were."),
    INTERRUPTED: _("Interrupted."),
}


def exit_code(error: AnsinhError) -> int:
    return next((code for kind, code in KINDS.items() if isinstance(error, kind)), UNEXPECTED)
