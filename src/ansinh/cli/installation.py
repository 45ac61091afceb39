"""Set up the ledger; say which settings there are and what they are."""

import os
import sys
from contextlib import suppress

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ansinh.accounts.actions import create_first_administrator
from ansinh.accounts.managing import Operator
from ansinh.cli.bilingual import command, option
from ansinh.cli.output import Heading, print_table, say
from ansinh.cli.passwords import ask_password
from ansinh.config.environment import (
    DATABASE,
    HOME,
    HOSTS,
    HTTPS,
    LANGUAGE,
    NO,
    SECRET_KEY,
    SETTINGS,
    YES,
    Environment,
)
from ansinh.indicators.actions import load_indicators
from ansinh.indicators.catalogue import catalogue
from ansinh.indicators.reads import indicator_keys
from ansinh.kernel.errors import RefusedError
from ansinh.kernel.language import current_language
from ansinh.kernel.language import message as _
from ansinh.ledger.actions import renew_sums
from ansinh.places.actions import load_places

INSTALLER = "ansinh setup"  # who loaded the catalogues, in the audit log


@command("setup", _("Make the ledger, or bring it up to this version."))
@option(
    "--administrator",
    metavar="USERNAME",
    says=_("Also make the first account, which makes the others; its password is asked for."),
)
@option("--name", "full_name", metavar="NAME", says=_("The full name of the administrator."))
def setup(administrator: str | None, full_name: str | None) -> None:
    prepare()
    say(_("The ledger is ready: {place}.", place=ledger_place()))
    if administrator:
        user = create_first_administrator(
            by=Operator(INSTALLER),
            username=administrator,
            full_name=full_name or administrator,
            password=ask_password(),
        )
        say(_("The account “{username}” was made.", username=user.username))


@command("settings", _("List the settings and their values."))
def list_settings() -> None:
    environment: Environment = settings.ENVIRONMENT
    present = {
        HOME.name: str(environment.home),
        DATABASE.name: ledger_place(),
        LANGUAGE.name: current_language(),
        HOSTS.name: ", ".join(environment.hosts),
        HTTPS.name: YES if environment.https else NO,
        SECRET_KEY.name: "…" if environment.given_secret_key else "",
    }
    print_table(
        [
            Heading(str(_("Setting"))),
            Heading(str(_("Present value"))),
            Heading(str(_("Default"))),
            Heading(str(_("Purpose"))),
        ],
        [(one.name, present[one.name], str(one.default), str(one.purpose)) for one in SETTINGS],
    )


def ready() -> None:
    """Before a command uses the ledger: a new one is made; one of an older version must be brought up to date first."""
    _make_room()
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        prepare()
        sys.stderr.write(f"{_('A new ledger was made: {place}.', place=ledger_place())}\n")
    elif executor.migration_plan(executor.loader.graph.leaf_nodes()) or not catalogue_known():
        raise RefusedError(
            _("The ledger is of another version of Ansinh: {place}.", place=ledger_place()),
            _("Make a copy of it, then run `ansinh setup`."),
        )


def prepare() -> None:
    """Tables and catalogues; may be run again."""
    _make_room()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)  # log-in attempts are counted in it
    places_changed = load_places(by=INSTALLER)
    load_indicators(by=INSTALLER)
    if places_changed:
        renew_sums(by=INSTALLER)


def _make_room() -> None:
    """A new ledger in SQLite is its owner's alone, since it says who asked for whom and why; its journals take the
    rights of the ledger. What cannot be made SQLite itself refuses, with its reason."""
    settings.ENVIRONMENT.home.mkdir(parents=True, exist_ok=True)
    ledger = str(settings.DATABASES["default"]["NAME"])
    if connection.vendor == "sqlite" and not ledger.startswith("file:"):  # as that of a test does, which is in memory
        with suppress(OSError):
            os.close(os.open(ledger, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def catalogue_known() -> bool:
    return catalogue().indicators.keys() <= indicator_keys().keys()


def ledger_place() -> str:
    """Where the ledger is, without its password."""
    database = settings.DATABASES["default"]
    if connection.vendor == "postgresql":
        return " ".join(filter(None, ("postgresql", database.get("HOST"), database["NAME"])))
    return str(database["NAME"])
