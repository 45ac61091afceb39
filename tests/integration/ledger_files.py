"""The ledger of a program in a process of its own, looked at from outside."""

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass

import psycopg

from tests.conftest import Program

TABLES = (
    "audit_event",
    "ledger_submission",
    "ledger_submissionevent",
    "ledger_submissionfinding",
    "ledger_explanation",
    "ledger_observation",
    "ledger_supersession",
    "ledger_rollup",
)


@dataclass(frozen=True)
class Books:
    program: Program

    def ask(self, statement: str) -> list[tuple[object, ...]]:
        address = self.program.environment.get("DATABASE_URL")
        if address:
            with psycopg.connect(address) as server:
                return list(server.execute(statement))
        with closing(sqlite3.connect(self.program.home / "ledger.sqlite3", timeout=30)) as file:
            return list(file.execute(statement))

    def one(self, statement: str) -> object:
        ((found,),) = self.ask(statement)
        return found

    def rows(self) -> dict[str, int]:
        """Of every table that only grows, counted in one statement: at one moment."""
        (counts,) = self.ask("SELECT " + ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in TABLES))
        return {table: int(str(count)) for table, count in zip(TABLES, counts, strict=True)}

    def seen(self) -> dict[str, int]:
        """The same, without submissions that are being staged: what anybody can see of them."""
        published = "(SELECT submission_id FROM ledger_submissionevent)"
        counts = {table: f"(SELECT COUNT(*) FROM {table})" for table in TABLES} | {
            "ledger_submission": f"(SELECT COUNT(*) FROM ledger_submission WHERE id IN {published})",
            "ledger_observation": f"(SELECT COUNT(*) FROM ledger_observation WHERE submission_id IN {published})",
        }
        (found,) = self.ask("SELECT " + ", ".join(counts.values()))
        return {table: int(str(count)) for table, count in zip(counts, found, strict=True)}

    def wait_until_alone(self) -> None:
        """A server goes on for a moment with what a program that was killed had sent it."""
        others = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        while "DATABASE_URL" in self.program.environment and self.one(others):
            time.sleep(0.01)
