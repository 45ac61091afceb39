"""Whether the application can work: why not, as codes."""

from enum import StrEnum

from django.db import DatabaseError, connection

from ansinh.backups.schema import Schema
from ansinh.indicators.catalogue import catalogue
from ansinh.indicators.reads import indicator_keys


class Unready(StrEnum):
    DATABASE = "database-does-not-answer"
    MIGRATIONS = "ledger-of-another-version"  # `ansinh setup` brings it up to date
    CATALOGUE = "catalogue-not-loaded"  # the same


def reasons() -> tuple[Unready, ...]:
    """None: it is ready."""
    try:
        connection.ensure_connection()
        if not Schema().is_current:
            return (Unready.MIGRATIONS,)
        if not catalogue().indicators.keys() <= indicator_keys().keys():
            return (Unready.CATALOGUE,)
    except DatabaseError:
        return (Unready.DATABASE,)
    return ()
