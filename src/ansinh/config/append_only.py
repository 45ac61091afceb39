"""Tables that only grow: the database itself refuses UPDATE and DELETE, whoever asks and by whatever program."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

REFUSAL = "{table} is append-only: correct by adding, never by changing"

SQLITE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END;
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END;
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) BEGIN SELECT RAISE(ABORT, '{refusal}'); END;
"""  # the third: INSERT OR REPLACE deletes without firing the second

POSTGRESQL = """
CREATE OR REPLACE FUNCTION ansinh_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only: correct by adding, never by changing', TG_TABLE_NAME; END $$;
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION ansinh_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION ansinh_append_only();
"""


def append_only(*tables: str, key: str = "id") -> RunPython:
    """The migration step that makes these tables append-only; ``key`` is their primary key's column."""
    names = [{"table": table, "key": key, "refusal": REFUSAL.format(table=table)} for table in tables]
    return by_vendor(
        sqlite="".join(SQLITE.format(**name) for name in names),
        postgresql="".join(POSTGRESQL.format(**name) for name in names),
    )


def by_vendor(*, sqlite: str, postgresql: str) -> RunPython:
    """A migration step in each database's own SQL. In SQLite's every statement is a trigger, ending in ``END;``."""

    def run(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(postgresql, params=None)  # None: its % are not places for values
            return
        for statement in sqlite.strip().split("END;")[:-1]:  # executescript would commit the migration half done
            editor.execute(f"{statement} END;", params=None)

    return RunPython(run, RunPython.noop)
