"""Messages in two languages: written in English in the code, translated by ``locale/vi``, rendered when shown.

A message is kept unrendered, so that one error can be shown in Vietnamese on a terminal and in both languages in JSON.
"""

import gettext
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, Protocol, get_args, runtime_checkable

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
LOCALE_DIRECTORY = Path(__file__).parents[1] / "locale"

_current: ContextVar[Language] = ContextVar("language", default="vi")


@runtime_checkable
class Speaks(Protocol):
    """A value that says itself in either language: a message, a period, a unit, an indicator."""

    def text(self, language: Language | None = None) -> str: ...


def current_language() -> Language:
    return _current.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Within the block, messages that name no language are rendered in this one."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


@dataclass(frozen=True)
class Message:
    """An English sentence with ``{named}`` places; the places may hold values that speak both languages."""

    id: str
    values: Mapping[str, object]

    def text(self, language: Language | None = None) -> str:
        language = language or current_language()
        values = {
            name: value.text(language) if isinstance(value, Speaks) else value for name, value in self.values.items()
        }
        return _translations(language).gettext(self.id).format(**values)

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True)
class Either:
    """A choice between messages: "checked, returned"."""

    messages: Sequence[Message]

    def text(self, language: Language | None = None) -> str:
        return ", ".join(message.text(language) for message in self.messages)


@dataclass(frozen=True)
class Bilingual:
    """What data files say in both languages."""

    vi: str
    en: str

    def text(self, language: Language | None = None) -> str:
        return self.vi if (language or current_language()) == "vi" else self.en

    def __str__(self) -> str:
        return self.text()


def capital(text: str) -> str:
    """At the beginning of a sentence or a title."""
    return text[:1].upper() + text[1:]


def within_sentence(name: str) -> str:
    """A title as it stands within a sentence: "Số người …" becomes "số người …"; "BHXH …" stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def message(id: str, /, **values: object) -> Message:  # noqa: A002 (gettext's own word)
    """Make a message; imported as ``_`` so that the extraction of translations finds it."""
    return Message(id, values)


@cache
def _translations(language: Language) -> gettext.NullTranslations:
    if language == "en":  # the sentences in the code
        return gettext.NullTranslations()
    return gettext.translation("django", LOCALE_DIRECTORY, [language])
