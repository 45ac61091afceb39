"""What is said of a file that is not read: one sentence on the cause, one on the remedy."""

from pathlib import Path

from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _

_SAVE_AS_DOCX = _("Open it in a word processor, save it as “Word Document (.docx)”, and give that file.")


class WordFileError(InputError):
    """A file that is no Word document, or cannot be read as one."""


def cannot_be_opened(path: Path, reason: str) -> WordFileError:
    return WordFileError(
        _("{file} cannot be opened: {reason}.", file=path, reason=reason),
        _("Check the name of the file and the right to read it."),
    )


def not_a_document(name: str) -> WordFileError:
    return WordFileError(_("{file} is not a Word document (.docx).", file=name), _SAVE_AS_DOCX)


def something_else(name: str, what: Message) -> WordFileError:
    return WordFileError(_("{file} is {what}, not a Word document (.docx).", file=name, what=what), _SAVE_AS_DOCX)


def with_password(name: str) -> WordFileError:
    return WordFileError(
        _("{file} is protected by a password.", file=name),
        _("Take the password off in the word processor, save the file, and give it again."),
    )


def damaged(name: str) -> WordFileError:
    return WordFileError(
        _("{file} is damaged or cut off.", file=name),
        _("Open it in a word processor, save it again, and give that file whole."),
    )


def with_entities(name: str) -> WordFileError:
    return WordFileError(_("{file} holds XML declarations that no word processor writes.", file=name), _SAVE_AS_DOCX)


def too_large(name: str, most_mb: int) -> WordFileError:
    return WordFileError(
        _("{file} is larger than {most} MB.", file=name, most=most_mb),
        _("Make its pictures smaller, or take them out, and give the file again."),
    )


def unpacks_to_too_much(name: str, most_mb: int) -> WordFileError:
    return WordFileError(
        _("{file} unpacks to more than {most} MB.", file=name, most=most_mb),
        _("Give a file that a word processor saved, with the text of one document."),
    )
