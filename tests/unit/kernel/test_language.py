"""Messages are rendered when shown, in the language asked for or the one being spoken."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from ansinh.kernel import language
from ansinh.kernel.errors import AnsinhError, InputError
from ansinh.kernel.language import Message, Speaks, current_language, message, speaking
from ansinh.kernel.periods import Period

GREETING = "Figures of {period} from {place}."


@pytest.fixture(autouse=True)
def translations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A translation of the greeting only, so that these tests do not depend on the real ones."""
    catalogue = Catalog(locale="vi")
    catalogue.add(GREETING, "Số liệu {period} của {place}.")
    directory = tmp_path / "vi" / "LC_MESSAGES"
    directory.mkdir(parents=True)
    with (directory / "django.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(language, "LOCALE_DIRECTORY", tmp_path)
    language._translations.cache_clear()
    yield
    language._translations.cache_clear()


@pytest.fixture
def greeting() -> Message:
    return message(GREETING, period=Period.month(2020, 5), place="Hà Tĩnh")


def test_vietnamese_is_spoken_unless_another_language_is_chosen(greeting: Message) -> None:
    assert current_language() == "vi"
    assert str(greeting) == greeting.text() == "Số liệu tháng 5 năm 2020 của Hà Tĩnh."


def test_a_message_is_rendered_in_the_language_asked_for_with_the_values_in_its_places(greeting: Message) -> None:
    assert greeting.text("en") == "Figures of May 2020 from Hà Tĩnh."


def test_a_message_without_translation_stays_english() -> None:
    assert message("Untranslated {thing}.", thing="x").text("vi") == "Untranslated x."


def test_braces_in_a_value_are_left_alone() -> None:
    assert message("Read {text}.", text="{oops}").text("en") == "Read {oops}."


def test_the_language_spoken_ends_with_its_block_even_after_an_error(greeting: Message) -> None:
    with speaking("en"):
        assert str(greeting) == "Figures of May 2020 from Hà Tĩnh."
        with speaking("vi"):
            assert current_language() == "vi"
        assert current_language() == "en"
    with pytest.raises(ZeroDivisionError), speaking("en"):
        raise ZeroDivisionError
    assert current_language() == "vi"


def test_what_says_itself_in_both_languages_speaks_and_plain_values_do_not(greeting: Message) -> None:
    assert isinstance(greeting, Speaks)
    assert isinstance(Period.day(date(2020, 5, 31)), Speaks)
    assert not isinstance("text", Speaks)


def test_an_error_tells_its_cause_and_then_its_remedy(greeting: Message) -> None:
    error = InputError(greeting, message("Write {what}.", what="it again"))
    assert isinstance(error, AnsinhError)
    assert error.text("en") == "Figures of May 2020 from Hà Tĩnh.\nWrite it again."
    assert str(error) == "Số liệu tháng 5 năm 2020 của Hà Tĩnh.\nWrite it again."
