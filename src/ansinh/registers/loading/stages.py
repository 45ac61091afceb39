"""The stages of a load, in their order."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.registers.loading.before import HELD, PAIR, Chain, gather
from ansinh.registers.loading.building import Building, parquet_in, partitions
from ansinh.registers.loading.describing import description
from ansinh.registers.loading.errors import AreasChangedError, NobodyTakenError
from ansinh.registers.loading.files import SourceFile, read_together
from ansinh.registers.loading.given import Task
from ansinh.registers.loading.lines import LINES, NUMBERS, REFUSED, REJECTED, Kind
from ansinh.registers.loading.needs import lines_at_once
from ansinh.registers.loading.numbers import count_rows, link_numbers, relation
from ansinh.registers.loading.persons import Part, Places, parts, put_together
from ansinh.registers.loading.provinces import sort_province
from ansinh.registers.loading.reading import quoted
from ansinh.registers.loading.session import session
from ansinh.registers.loading.taking import counting_broken, prepare_codes, take
from ansinh.registers.records import Status
from ansinh.registers.schema import REGISTERS, WARNINGS, RegisterName
from ansinh.registers.snapshots.layout import DESCRIPTION

TAKING = _("Reading and checking the lines")
GATHERING = _("Finding what is known of the persons named")
LINKING = _("Finding out who holds which number")
JOINING = _("Putting residents and insurance together")
SORTING = _("Sorting by province and commune")

Telling = Callable[[Message, int, int], None]


class Stages:
    def __init__(self, task: Task, files: Sequence[SourceFile], building: Building, telling: Telling) -> None:
        self.task, self.files, self.building, self.telling = task, files, building, telling
        self.taken = building.directory / "taken"
        self.linked = building.directory / "linked"
        self.known = building.directory / "known"
        self.work = building.directory / "work"

    def run(self, name: str, digest: str) -> None:
        with session(self.task.limits, self.building.temp) as connection:
            prepare_codes(self.task, connection)
            self._refuse_other_areas(connection)
            self._take(connection)
            self._refuse_nobody(connection)
            self._link(connection)
            self._gather(connection)
            counts = self._put_together(connection)
            self._sort(connection)
            self._describe(name, digest, counts, connection)

    def _refuse_other_areas(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Whoever a change does not name would stay in a commune that is no more."""
        before = self.task.before
        if before is None:
            return
        found = connection.execute(
            f"""SELECT commune FROM {Chain(before.chain()).rows("counts")} ANTI JOIN communes USING (commune, province)
            WHERE scheme = 'residents' GROUP BY province, commune HAVING sum(step) <> 0 ORDER BY commune"""
        ).fetchall()
        if found:
            raise AreasChangedError(before.name, self.task.as_of, [commune for (commune,) in found])

    def _take(self, connection: duckdb.DuckDBPyConnection) -> None:
        groups = read_together(self.files)
        for number, group in enumerate(self._each(TAKING, groups)):
            stage = f"take-{number}"
            if self.building.outcome(stage) is None:
                directory = self.taken / group[0].shape.register / str(number)
                take(group, directory, connection)
                self.building.finish(stage, {}, written=parquet_in(directory))

    def _refuse_nobody(self, connection: duckdb.DuckDBPyConnection) -> None:
        """A register of nobody answers nothing. A change may be of the insured alone."""
        taken = relation(self._accepted("residents"), {"status": "VARCHAR"})
        some = f"WHERE status = '{Status.RESIDENT}'" if self.task.before is None else ""
        if connection.execute(f"SELECT status FROM {taken} {some} LIMIT 1").fetchall():
            return
        refused = relation(self._taken("residents", REJECTED), REFUSED)
        reasons = f"SELECT split_part(refusal, ' ', 1), count(*) FROM {refused} GROUP BY ALL"
        by_reason = dict(connection.execute(reasons).fetchall())
        if by_reason or self.task.before is None:
            raise NobodyTakenError(by_reason)

    def _link(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.telling(LINKING, 0, 1)
        if self.building.outcome("link") is None:
            unlinked = {register: self._taken(register, NUMBERS) for register in REGISTERS}
            if any(unlinked.values()):
                known = [path for register in REGISTERS for path in self._accepted(register, but=NUMBERS)]
                pairs = f"SELECT person, bhxh_no FROM {relation(known, PAIR)}"
                if self.task.before:
                    pairs += f" UNION ALL {Chain(self.task.before.chain()).pairs()}"
                link_numbers(unlinked, pairs, self.linked, connection)
            self.building.finish("link", {}, written=parquet_in(self.linked))
        self.telling(LINKING, 1, 1)

    def _gather(self, connection: duckdb.DuckDBPyConnection) -> None:
        if self.task.before is None:
            return
        self.telling(GATHERING, 0, 1)
        if self.building.outcome("gather") is None:
            lines = {
                register: relation(
                    [*self._accepted(register, but=NUMBERS), *parquet_in(self.linked / register)], LINES[register]
                )
                for register in REGISTERS
            }
            given = f"""SELECT person, bhxh_no FROM {
                relation([path for one in REGISTERS for path in self._accepted(one, but=NUMBERS)], PAIR)
            } WHERE bhxh_no IS NOT NULL"""
            named = self.building.snapshot / "named"
            at_once = lines_at_once(self.task.limits)
            gather(Chain(self.task.before.chain()), lines, given, self.known, named, at_once, connection)
            self.building.finish("gather", {}, written=[*parquet_in(self.known), *parquet_in(named)])
        self.telling(GATHERING, 1, 1)

    def _put_together(self, connection: duckdb.DuckDBPyConnection) -> Counter[str]:
        places, counts = Places(self.building.snapshot, self.work), Counter[str]()
        for part in self._each(JOINING, self._parts(connection)):
            stage = f"persons-{part.name}"
            outcome = self.building.outcome(stage)
            if outcome is None:
                outcome = put_together(part, places, connection, is_change=self.task.before is not None)
                self.building.finish(stage, outcome, written=places.written(part))
            counts.update(outcome)
        return counts

    def _sort(self, connection: duckdb.DuckDBPyConnection) -> None:
        status, later = (dict(partitions(self.work / table)) for table in ("status", "later"))
        for province in self._each(SORTING, sorted(status)):
            stage = f"province-{province}"
            if self.building.outcome(stage) is None:
                tables = {"status": status[province], "later": later.get(province, ())}
                written = sort_province(
                    province, tables, self.building.snapshot, lines_at_once(self.task.limits), connection
                )
                self.building.finish(stage, {}, written=written)

    def _parts(self, connection: duckdb.DuckDBPyConnection) -> list[Part]:
        """As many lines at once as there is memory for."""
        found: dict[str, dict[Kind, list[Path]]] = {}
        roots: list[tuple[Kind, Path]] = [(kind, self.known / kind) for kind in HELD]
        roots += [(register, root / register) for register in REGISTERS for root in (self.taken, self.linked)]
        for kind, root in roots:
            for prefix, files in partitions(root):
                if prefix not in (NUMBERS, REJECTED):
                    found.setdefault(prefix, {}).setdefault(kind, []).extend(files)
        of_prefixes = [files for _, files in sorted(found.items())]
        rows = [count_rows([path for paths in files.values() for path in paths], connection) for files in of_prefixes]
        return parts(of_prefixes, rows, lines_at_once(self.task.limits))

    def _describe(self, name: str, digest: str, counts: Counter[str], connection: duckdb.DuckDBPyConnection) -> None:
        self._copy_rejected(connection)
        before = self.task.before
        about = {
            "residents": counts["residents"] + (before.description["ansinh"]["counts"]["residents"] if before else 0),
            "spells": counts["spells"],
            "orphans": counts["orphans"],
            "rejected": self._rejected(connection),
            "warnings": self._warnings(connection),
        }
        text = json.dumps(
            description(self.building.snapshot, name, self.task, self.files, about, self._rows(connection), digest),
            ensure_ascii=False,
            indent=1,
        )
        (self.building.snapshot / DESCRIPTION).write_text(text, "utf-8")

    def _copy_rejected(self, connection: duckdb.DuckDBPyConnection) -> None:
        refused = " UNION ALL ".join(
            f"SELECT '{register}' AS register, * FROM {relation(files, REFUSED)}"
            for register, files in (
                *((register, self._taken(register, REJECTED)) for register in REGISTERS),
                ("residents", parquet_in(self.work / "repeated")),
            )
        )
        directory = self.building.snapshot / "rejected"
        directory.mkdir(mode=0o700, exist_ok=True)
        target = directory / "part-0.parquet"
        numbered = counting_broken(refused, [one.place for one in self.files if not one.shape.says_lines])
        rows = f"""SELECT register, source::VARCHAR AS source, line, split_part(refusal, ' ', 1) AS reason,
            split_part(refusal, ' ', 2) AS field, row FROM ({numbered}) ORDER BY register, source::INTEGER, line"""
        if not connection.execute(f"COPY ({rows}) TO {quoted(str(target))} (FORMAT parquet)").fetchall()[0][0]:
            target.unlink()

    def _rejected(self, connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, int]]:
        """By register and reason."""
        found: dict[str, dict[str, int]] = {register: {} for register in REGISTERS}
        files = relation(parquet_in(self.building.snapshot / "rejected"), {"register": "VARCHAR", "reason": "VARCHAR"})
        for register, reason, count in connection.execute(
            f"SELECT register, reason, count(*) FROM {files} GROUP BY ALL ORDER BY ALL"
        ).fetchall():
            found[register][reason] = count
        return found

    def _warnings(self, connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, int]]:
        """By register and kind."""
        found: dict[str, dict[str, int]] = {}
        sums = ", ".join(f"sum((warnings >> {bit}) & 1)::BIGINT" for bit in range(len(WARNINGS)))
        for register in REGISTERS:
            lines = relation(self._accepted(register), {"warnings": "INTEGER"})
            counts = connection.execute(f"SELECT {sums} FROM {lines}").fetchall()[0]
            found[register] = {kind: count for kind, count in zip(WARNINGS, counts, strict=True) if count}
        return found

    def _rows(self, connection: duckdb.DuckDBPyConnection) -> dict[int, int]:
        files = [path for register in REGISTERS for path in parquet_in(self.taken / register)]
        lines = relation(files, {"source": "INTEGER"})
        return dict(connection.execute(f"SELECT source, count(*) FROM {lines} GROUP BY source").fetchall())

    def _taken(self, register: RegisterName, bucket: str) -> list[Path]:
        return sorted((self.taken / register).glob(f"*/bucket={bucket}/*.parquet"))

    def _accepted(self, register: RegisterName, *, but: str = REJECTED) -> list[Path]:
        buckets = {f"bucket={REJECTED}", f"bucket={but}"}
        return [path for path in parquet_in(self.taken / register) if path.parent.name not in buckets]

    def _each(self, stage: Message, parts: Sequence[Any]) -> Iterator[Any]:
        for done, part in enumerate(parts):
            self.telling(stage, done, len(parts))
            yield part
        self.telling(stage, len(parts), len(parts))
