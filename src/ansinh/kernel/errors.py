"""Bases of all errors a user can meet: each names the cause, the place where there is one, and the remedy."""

from ansinh.kernel.language import Language, Message


class AnsinhError(Exception):
    """An error that is shown to a user. Subclasses of the five kinds below; the kind decides the exit code."""

    def __init__(self, cause: Message, remedy: Message) -> None:
        super().__init__(cause.id)
        self.cause = cause
        self.remedy = remedy

    def text(self, language: Language | None = None) -> str:
        return f"{self.cause.text(language)}\n{self.remedy.text(language)}"

    def __str__(self) -> str:
        return self.text()


class SettingError(AnsinhError):
    """A setting of the installation is wrong."""


class InputError(AnsinhError):
    """What was given (an argument, a file, a cell) cannot be read or is not right."""


class NotFoundError(AnsinhError):
    """What was asked for does not exist, or has no data."""


class RefusedError(AnsinhError):
    """A rule forbids it: the state of a submission, who may approve, unapproved data in a report."""


class ConflictError(AnsinhError):
    """It clashes with what is already recorded: the same file twice, figures approved before."""
