"""A backup taken while others write restores to the same ledger, on the same database or the other, or not at all."""

import hashlib
import json
import shutil
import sqlite3
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.apps import apps

from ansinh.backups.archive import LIST
from ansinh.backups.columns import is_known
from tests.conftest import APPROVER, OFFICER, Program
from tests.integration.ledger_files import Books
from tests.integration.workbooks import filled

pytestmark = pytest.mark.django_db

INPUT, REFUSED, CONFLICT = 4, 6, 7
QUESTION = ("compare", "42", "collections", "--period", "2020-05", "--format", "json")
NOT_COMPARED = ("django_session", "usersessions_usersession", "django_migrations", "web_cache", "sqlite_")
KILLS = 3


@pytest.fixture
def elsewhere(program: Program, tmp_path: Path) -> Iterator[Program]:
    """The same kind of installation, with nothing in it."""
    home = tmp_path / "elsewhere"
    other = Program(home, program.environment | {"ANSINH_HOME": str(home)})
    if "DATABASE_URL" not in program.environment:
        yield other
        return
    address = program.environment["DATABASE_URL"]
    name = address.partition("?")[0].rpartition("/")[2]
    with psycopg.connect(address.replace(f"/{name}?", "/postgres?"), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}b"')
        yield replace(
            other, environment=other.environment | {"DATABASE_URL": address.replace(f"/{name}?", f"/{name}b?")}
        )
        admin.execute(f'DROP DATABASE "{name}b" WITH (FORCE)')


@pytest.fixture
def lived_in(founded: Program, approved: Callable[[Path], int], tmp_path: Path) -> Program:
    """With a file that is approved, and one that waits."""
    approved(filled(1, "42").save(tmp_path, "một.xlsx"))
    founded("import", filled(7, "42", "2020-04").save(tmp_path, "đợi.xlsx"), "--by", OFFICER)
    return founded


@pytest.fixture
def founded(program: Program) -> Program:
    """A ledger without figures; letterheads, a register, a secret key."""
    program("setup")
    (program.home / "letterheads.yaml").write_text("[]", encoding="utf-8")
    (program.home / "registers").mkdir()
    (program.home / "registers" / "persons.parquet").write_bytes(b"persons")
    (program.home / "secret-key").write_text("s" * 50)
    return program


def tables(program: Program) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as the database's own client gives it."""
    books = Books(program)
    listed = (
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        if "DATABASE_URL" in program.environment
        else "SELECT name FROM sqlite_master WHERE type = 'table'"
    )
    names = sorted(str(name) for (name,) in books.ask(listed))
    return {
        name: sorted(books.ask(f'SELECT * FROM "{name}"'), key=repr)
        for name in names
        if not name.startswith(NOT_COMPARED)
    }


def triggers(program: Program) -> list[tuple[object, ...]]:
    return sorted(
        Books(program).ask(
            "SELECT tgname, tgrelid::regclass::text, tgenabled FROM pg_trigger WHERE NOT tgisinternal"
            if "DATABASE_URL" in program.environment
            else "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        ),
        key=repr,
    )


def files(home: Path, *names: str) -> dict[str, str]:
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for name in names
        for path in (home / name).rglob("*")
        if path.is_file()
    }


def test_what_is_restored_is_equal_in_every_table_and_file(
    lived_in: Program, elsewhere: Program, tmp_path: Path
) -> None:
    lived_in("backup", tmp_path / "b.zip")
    elsewhere("restore", tmp_path / "b.zip")
    assert tables(elsewhere) == tables(lived_in)
    assert len(tables(elsewhere)["audit_event"]) > 4
    assert triggers(elsewhere) == triggers(lived_in)
    assert triggers(elsewhere)
    assert files(elsewhere.home, "files") == files(lived_in.home, "files")
    assert (elsewhere.home / "letterheads.yaml").read_text(encoding="utf-8") == "[]"
    assert elsewhere(*QUESTION).out == lived_in(*QUESTION).out
    elsewhere("audit", "verify")


def test_a_restored_ledger_is_worked_on_and_still_refuses_changes(
    lived_in: Program, elsewhere: Program, tmp_path: Path
) -> None:
    lived_in("backup", tmp_path / "b.zip")
    elsewhere("restore", tmp_path / "b.zip")
    elsewhere("import", filled(9, "42", "2020-03").save(tmp_path, "mới.xlsx"), "--by", OFFICER)
    newest = Books(elsewhere).one("SELECT MAX(id) FROM ledger_submission")
    elsewhere("explain", newest, "--all", "--text", "đúng", "--by", OFFICER)
    elsewhere("submit", newest, "--by", OFFICER)
    elsewhere("approve", newest, "--by", APPROVER)
    assert newest == 3
    with pytest.raises((sqlite3.Error, psycopg.Error), match="append-only"):
        Books(elsewhere).ask("UPDATE ledger_observation SET value = 0")


def test_registers_only_where_asked_for_and_the_secret_key_never(founded: Program, tmp_path: Path) -> None:
    founded("backup", tmp_path / "without.zip")
    founded("backup", tmp_path / "with.zip", "--registers")
    without = zipfile.ZipFile(tmp_path / "without.zip").namelist()
    added = set(zipfile.ZipFile(tmp_path / "with.zip").namelist()) - set(without)
    assert added == {"home/registers/persons.parquet"}
    assert not any("secret" in name for name in without)
    assert (tmp_path / "with.zip").stat().st_mode & 0o077 == 0


def test_a_ledger_that_is_written_to_is_saved_as_of_one_moment(
    program: Program, elsewhere: Program, tmp_path: Path
) -> None:
    program("setup")
    paths = [filled(number + 1, "42").save(tmp_path, f"{number}.xlsx") for number in range(4)]
    writers = [program.start("import", path, "--by", OFFICER) for path in paths]
    backups = 0
    while any(writer.poll() is None for writer in writers) or not backups:
        program("backup", tmp_path / f"{backups}.zip")
        backups += 1
    assert [(writer.communicate(), writer.returncode)[1] for writer in writers] == [0] * len(paths)
    for number in {0, backups // 2, backups - 1}:
        shutil.rmtree(elsewhere.home, ignore_errors=True)
        clear(elsewhere)
        elsewhere("restore", tmp_path / f"{number}.zip")
        books = Books(elsewhere)
        short = (
            "SELECT COUNT(*) FROM ledger_submission s JOIN ledger_submissionevent e ON e.submission_id = s.id WHERE "
        )
        assert (
            books.one(short + "fact_count <> (SELECT COUNT(*) FROM ledger_observation WHERE submission_id = s.id)") == 0
        )
        kept = {path.stem for path in (elsewhere.home / "files").glob("*")}
        assert {str(sha) for (sha,) in books.ask("SELECT file_sha256 FROM ledger_submission")} <= kept
        assert subset(tables(elsewhere), tables(program))


def subset(part: dict[str, list[tuple[object, ...]]], whole: dict[str, list[tuple[object, ...]]]) -> bool:
    return part.keys() == whole.keys() and all(
        set(map(repr, rows)) <= set(map(repr, whole[name])) for name, rows in part.items()
    )


def clear(program: Program) -> None:
    if "DATABASE_URL" in program.environment:
        with psycopg.connect(program.environment["DATABASE_URL"], autocommit=True) as server:
            server.execute("DROP SCHEMA public CASCADE")
            server.execute("CREATE SCHEMA public")


def test_a_backup_goes_from_one_database_to_the_other_and_back(
    lived_in: Program, elsewhere: Program, on_postgresql: bool, tmp_path: Path
) -> None:
    if not on_postgresql:
        pytest.skip("there is only one database")
    lived_in("backup", tmp_path / "postgresql.zip")
    home = tmp_path / "sqlite"
    sqlite = Program(
        home, {k: v for k, v in lived_in.environment.items() if k != "DATABASE_URL"} | {"ANSINH_HOME": str(home)}
    )
    sqlite("restore", tmp_path / "postgresql.zip")
    sqlite("audit", "verify")
    assert sqlite(*QUESTION).out == lived_in(*QUESTION).out
    sqlite("backup", tmp_path / "sqlite.zip")
    elsewhere("restore", tmp_path / "sqlite.zip")
    assert tables(elsewhere) == tables(lived_in)


def test_a_backup_that_was_cut_off_or_altered_is_refused_and_nothing_is_written(
    founded: Program, elsewhere: Program, tmp_path: Path
) -> None:
    founded("backup", tmp_path / "b.zip")
    whole = (tmp_path / "b.zip").read_bytes()
    broken = {
        "empty": b"",
        "cut in half": whole[: len(whole) // 2],
        "cut at the end": whole[:-1],
        "a byte of the rows": altered(whole, whole.index(b"tables/places_unit.tsv") + 4_000),
    }
    for name, content in broken.items():
        path = tmp_path / f"{name}.zip"
        path.write_bytes(content)
        assert path.name in elsewhere("restore", path, code=INPUT).err
    with_other_rows(tmp_path / "b.zip", tmp_path / "other.zip")
    elsewhere("restore", tmp_path / "other.zip", code=INPUT)
    assert not elsewhere.home.exists()
    elsewhere("restore", tmp_path / "b.zip")


def altered(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def with_other_rows(path: Path, target: Path) -> None:
    """A proper zip file, of which one table is not what its list says."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            copy.writestr(name, content.replace(b"1", b"2") if name == "tables/places_unit.tsv" else content)


def test_a_file_that_would_lie_outside_of_the_data_directory_is_refused(
    founded: Program, elsewhere: Program, tmp_path: Path
) -> None:
    founded("backup", tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as source, zipfile.ZipFile(tmp_path / "out.zip", "w") as copy:
        for name in source.namelist():
            copy.writestr(name.replace("home/letterheads.yaml", "home/files/../../out"), moved(source.read(name), name))
    elsewhere("restore", tmp_path / "out.zip", code=INPUT)
    assert not (tmp_path / "out").exists()


def moved(content: bytes, name: str) -> bytes:
    return content.replace(b"home/letterheads.yaml", b"home/files/../../out") if name == LIST else content


def test_a_backup_of_a_later_version_is_refused(founded: Program, elsewhere: Program, tmp_path: Path) -> None:
    founded("backup", tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as source, zipfile.ZipFile(tmp_path / "later.zip", "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == LIST:
                listed = json.loads(content)
                listed["migrations"].append("ledger.9999_of_tomorrow")
                content = json.dumps(listed).encode()
            copy.writestr(name, content)
    elsewhere("restore", tmp_path / "later.zip", code=REFUSED)


def test_a_backup_of_an_earlier_version_is_brought_up_to_this_one(
    founded: Program, elsewhere: Program, tmp_path: Path
) -> None:
    """Of one that did not know a second factor."""
    founded("backup", tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as source, zipfile.ZipFile(tmp_path / "earlier.zip", "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == LIST:
                listed = json.loads(content)
                listed["migrations"] = [one for one in listed["migrations"] if not one.startswith("mfa.")]
                listed["parts"] = [one for one in listed["parts"] if "/mfa_" not in one["name"]]
                content = json.dumps(listed).encode()
            if "/mfa_" not in name:
                copy.writestr(name, content)
    elsewhere("restore", tmp_path / "earlier.zip")
    assert tables(elsewhere)["mfa_authenticator"] == []
    assert tables(elsewhere)["places_unit"] == tables(founded)["places_unit"]
    elsewhere("submissions")


def test_nothing_is_restored_over_anything_and_no_backup_over_a_file(founded: Program, tmp_path: Path) -> None:
    founded("backup", tmp_path / "b.zip")
    before = tables(founded)
    founded("restore", tmp_path / "b.zip", code=REFUSED)
    assert tables(founded) == before
    content = (tmp_path / "b.zip").read_bytes()
    founded("backup", tmp_path / "b.zip", code=CONFLICT)
    assert (tmp_path / "b.zip").read_bytes() == content


def test_a_backup_killed_at_any_moment_leaves_no_file_that_looks_like_one(founded: Program, tmp_path: Path) -> None:
    started = time.monotonic()
    founded("backup", tmp_path / "whole.zip")
    lasted = time.monotonic() - started
    for number in range(KILLS):
        killed(founded, lasted * (number + 1) / (KILLS + 1), "backup", tmp_path / f"{number}.zip")
        if (tmp_path / f"{number}.zip").exists():
            assert zipfile.ZipFile(tmp_path / f"{number}.zip").testzip() is None
        founded("submissions")


def test_a_restoration_killed_at_any_moment_is_begun_again(
    lived_in: Program, elsewhere: Program, tmp_path: Path
) -> None:
    lived_in("backup", tmp_path / "b.zip")
    started = time.monotonic()
    elsewhere("restore", tmp_path / "b.zip")
    lasted = time.monotonic() - started
    for number in range(KILLS):
        shutil.rmtree(elsewhere.home)
        clear(elsewhere)
        killed(elsewhere, lasted * (number + 1) / (KILLS + 1), "restore", tmp_path / "b.zip")
        again = elsewhere.start("restore", tmp_path / "b.zip")
        _out, said = again.communicate()
        assert again.returncode in (0, REFUSED), said  # refused: it had been done when it was killed
        assert tables(elsewhere) == tables(lived_in)
        assert files(elsewhere.home, "files") == files(lived_in.home, "files")


def killed(program: Program, after: float, *arguments: object) -> None:
    process = program.start(*arguments)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    Books(program).wait_until_alone()


def test_every_column_of_every_table_has_a_text() -> None:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            assert is_known(field), f"{model._meta.label}.{field.name}: {field.get_internal_type()}"


def test_text_of_any_kind_comes_back_as_it_was(founded: Program, elsewhere: Program, tmp_path: Path) -> None:
    awkward = 'tab\there\nline\r\\n "quoted", đồng \\N {"a": "\\u0111"} \u2028 %s'
    insert = f"INSERT INTO auth_group (name) VALUES ('{awkward}')"
    if "DATABASE_URL" in founded.environment:
        with psycopg.connect(founded.environment["DATABASE_URL"]) as server:
            server.execute(insert.encode())
    else:
        with closing(sqlite3.connect(founded.home / "ledger.sqlite3")) as file:
            file.execute(insert)
            file.commit()
    founded("backup", tmp_path / "b.zip")
    elsewhere("restore", tmp_path / "b.zip")
    assert Books(elsewhere).one("SELECT name FROM auth_group") == awkward
