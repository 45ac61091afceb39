"""Every change of a model has its migration.

    python -m checks.migrations

Compares the models with the migrations as `makemigrations --check --dry-run` does, but asks no database.
"""

import os
import sys
import tempfile

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.config.settings")
os.environ.setdefault("ANSINH_HOME", tempfile.gettempdir())  # nothing is read from it or written to it
django.setup()

from django.apps import apps  # noqa: E402
from django.db.migrations.autodetector import MigrationAutodetector  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402
from django.db.migrations.state import ProjectState  # noqa: E402
from django.utils import translation  # noqa: E402


def faults() -> list[str]:
    """What the migrations lack, one sentence each."""
    loader = MigrationLoader(None)  # None: no database
    if conflicts := loader.detect_conflicts():
        return [f"{app} has several last migrations: {', '.join(names)}" for app, names in conflicts.items()]
    with translation.override(None):  # as migrations are made: with the names that are in the code
        models = ProjectState.from_apps(apps)
        changes = MigrationAutodetector(loader.project_state(), models).changes(graph=loader.graph)
    return [
        f"{app}: {operation.describe()}"
        for app, migrations in changes.items()
        for migration in migrations
        for operation in migration.operations
    ]


def main() -> int:
    found = faults()
    said = "; ".join(found) if found else "models and migrations agree"
    print(f"migrations: {said}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
