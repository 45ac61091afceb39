"""Each setting is checked, and a wrong one is refused by its name, without its value where that holds a password."""

from pathlib import Path

import pytest

from ansinh.config.environment import SETTINGS, read_environment
from ansinh.kernel.errors import SettingError
from ansinh.kernel.language import LANGUAGES

SECRET = "s3cr3t"


def refusal_of(**variables: str) -> SettingError:
    with pytest.raises(SettingError) as refusal:
        read_environment(variables)
    for language in LANGUAGES:
        assert SECRET not in refusal.value.text(language)
    return refusal.value


def test_nothing_set_is_vietnamese_on_a_file_in_the_users_data_directory() -> None:
    environment = read_environment({})
    assert environment.language == "vi"
    assert environment.database["ENGINE"] == "django.db.backends.sqlite3"
    assert environment.database["NAME"] == str(environment.home / "ledger.sqlite3")
    assert environment.home.is_absolute()


def test_the_home_holds_the_ledger_and_the_files(tmp_path: Path) -> None:
    environment = read_environment({"ANSINH_HOME": str(tmp_path / "not yet")})
    assert environment.home == tmp_path / "not yet"
    assert environment.database["NAME"] == str(tmp_path / "not yet" / "ledger.sqlite3")
    assert environment.files.parent == environment.home


def test_an_empty_setting_is_not_set() -> None:
    assert read_environment({"ANSINH_LANG": " ", "DATABASE_URL": ""}) == read_environment({})


def test_postgresql_is_reached_as_its_address_says() -> None:
    database = read_environment({"DATABASE_URL": f"postgresql://an:{SECRET}@db.vn:5433/so"}).database
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert [database[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "an",
        SECRET,
        "db.vn",
        5433,
        "so",
    ]


def test_a_writer_to_sqlite_waits_at_the_start_and_syncs_at_the_end() -> None:
    options = read_environment({"DATABASE_URL": "sqlite:////srv/ledger.sqlite3"}).database["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 10
    assert "synchronous=FULL" in options["init_command"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_one_of_two(language: str) -> None:
    assert read_environment({"ANSINH_LANG": language}).language == language


@pytest.mark.parametrize("language", ["fr", "VI", "vi_VN"])
def test_another_language_is_refused(language: str) -> None:
    said = refusal_of(ANSINH_LANG=language).text("vi")
    assert "ANSINH_LANG" in said
    assert language in said


@pytest.mark.parametrize(
    "address",
    [
        f"mysql://an:{SECRET}@host/so",
        f"nonsense-{SECRET}",
        f"postgresql://an:{SECRET}@host",
        f"postgresql://an:{SECRET}@host:port/so",
        f"postgresql://an:{SECRET}@[::1/so",
        f"POSTGRESQL//{SECRET}",
        "://",
    ],
)
def test_a_wrong_database_address_is_refused_without_showing_it(address: str) -> None:
    assert "DATABASE_URL" in refusal_of(DATABASE_URL=address).text("vi")


@pytest.mark.parametrize("address", ["sqlite://", "sqlite://:memory:", "sqlite"])
def test_a_ledger_that_would_be_forgotten_when_the_program_ends_is_refused(address: str) -> None:
    assert "DATABASE_URL" in refusal_of(DATABASE_URL=address).text("vi")


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    assert "ANSINH_HOME" in refusal_of(ANSINH_HOME=str(path)).text("vi")


@pytest.mark.parametrize(("name", "meant"), [("ANSINH_HOEM", "ANSINH_HOME"), ("ANSINH_LANGUAGE", "ANSINH_LANG")])
def test_a_misspelt_setting_is_refused_with_the_one_that_was_meant(name: str, meant: str) -> None:
    refusal = refusal_of(**{name: SECRET})
    assert name in refusal.cause.text("vi")
    assert meant in refusal.remedy.text("vi")


def test_a_setting_like_none_is_refused_with_all_there_are() -> None:
    remedy = refusal_of(ANSINH_SOMETHING_OTHER_THAN_ALL_THERE_ARE="1").remedy.text("en")
    assert all(setting.name in remedy for setting in SETTINGS)


def test_other_programs_variables_are_none_of_ours() -> None:
    assert read_environment({"PATH": "/bin", "LANG": "fr_FR", "ANSI": "1"}) == read_environment({})
