"""The tables as the migrations have made them, of now or of an earlier version."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

# Who is logged in at the moment; a copy would be as good as their passwords.
LEFT_OUT = {"django_session", "usersessions_usersession"}


@dataclass(frozen=True)
class Table:
    model: type[models.Model]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def app(self) -> str:
        return self.model._meta.app_label

    @cached_property
    def fields(self) -> "list[models.Field[object, object]]":
        return [one for one in self.model._meta.local_concrete_fields if not one.generated]

    @property
    def columns(self) -> list[str]:
        return [str(one.column) for one in self.fields]


class Schema:
    """Migrations by name, ``ledger.0001_initial``."""

    def __init__(self) -> None:
        self._executor = MigrationExecutor(connection)

    @property
    def applied(self) -> set[str]:
        return {f"{app}.{name}" for app, name in self._executor.loader.applied_migrations}

    @property
    def known(self) -> set[str]:
        return {f"{app}.{name}" for app, name in self._executor.loader.graph.nodes}

    @property
    def is_current(self) -> bool:
        return not self._executor.migration_plan(self._executor.loader.graph.leaf_nodes())

    def tables(self, migrations: set[str]) -> Iterator[Table]:
        """Those that there are after these migrations, all but ``LEFT_OUT``."""
        state = self._executor.loader.project_state(self._last(migrations))
        for model in state.apps.get_models(include_auto_created=True):
            options = model._meta
            if options.managed and not options.proxy and not options.swapped and options.db_table not in LEFT_OUT:
                yield Table(model)

    def make(self, migrations: set[str]) -> None:
        """Exactly these, in an empty database."""
        self._executor.migrate(self._last(migrations))

    def bring_up_to_date(self) -> None:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())

    def _last(self, migrations: set[str]) -> list[tuple[str, str]]:
        """Of each app those that no other of these builds upon."""
        graph = self._executor.loader.graph
        nodes = [node for node in graph.nodes if ".".join(node) in migrations]
        inner = {parent.key for node in nodes for parent in graph.node_map[node].parents if parent.key[0] == node[0]}
        return sorted(set(nodes) - inner)
