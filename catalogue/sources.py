"""All that the catalogue is made from: the wheel's tables and the tables of this folder."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from catalogue.corrections import Correction, corrected_links, read_corrections, with_names_corrected
from catalogue.history import Span, Transfer, read_history, read_transfers
from catalogue.names import comparable
from catalogue.tables import Document, read_documents, read_rows
from catalogue.wheel import Tables, read_wheel

HERE = Path(__file__).parent

REFORM = date(2025, 7, 1)
LAST_DAY_BEFORE = REFORM - timedelta(days=1)


@dataclass(frozen=True)
class Sources:
    """``links`` are the tables', corrected; so are the names of old communes.

    ``acts``: code of a present province → the act on its communes.
    """

    tables: Tables
    links: frozenset[tuple[str, str]]
    corrections: tuple[Correction, ...]
    history: tuple[Span, ...]
    transfers: tuple[Transfer, ...]
    documents: tuple[Document, ...]
    acts: Mapping[str, str]

    @cached_property
    def unchanged(self) -> frozenset[str]:
        """Codes of the communes that went on: same code, designation and name, all of one commune and of no other."""
        successors: dict[str, set[str]] = defaultdict(set)
        predecessors: dict[str, set[str]] = defaultdict(set)
        for old_code, new_code in self.links:
            successors[old_code].add(new_code)
            predecessors[new_code].add(old_code)
        names = {row.commune.code: row.commune.full_name for row in self.tables.old if row.commune}
        return frozenset(
            code
            for row in self.tables.new
            if predecessors[code := row.commune.code] == {code} == successors[code]
            and comparable(names[code]) == comparable(row.commune.full_name)
        )

    @cached_property
    def province_after(self) -> dict[str, str]:
        """Code of each province of before the reform → that of the present one that all its communes went to.

        Raises ValueError when they went to more than one: then a successor is wrong.
        """
        old_province = {row.lowest.code: row.province.code for row in self.tables.old}
        found: dict[str, set[str]] = defaultdict(set)
        for old_code, new_code in self.links:
            found[old_province[old_code]].add(self.present_province[new_code])
        if torn := sorted(code for code, after in found.items() if len(after) > 1):
            raise ValueError(f"communes of one province went to several: {', '.join(torn)}")
        return {code: after.pop() for code, after in found.items()}

    @cached_property
    def present_province(self) -> dict[str, str]:
        """Code of a present commune → that of its province."""
        return {row.commune.code: row.province.code for row in self.tables.new}

    def act_on(self, new_code: str) -> str:
        """The resolution that made a present commune."""
        return self.acts[self.present_province[new_code]]

    def goes_on(self, province_code: str) -> bool:
        """Whether the reform left the province as it was."""
        return [old for old, new in self.province_after.items() if new == province_code] == [province_code]


def read_sources(wheel: Path) -> Sources:
    tables, corrections = read_wheel(wheel), read_corrections(HERE / "corrections.csv")
    documents = HERE / "documents.csv"
    return Sources(
        tables=with_names_corrected(tables, corrections),
        links=corrected_links(tables, corrections),
        corrections=corrections,
        history=read_history(HERE / "history.csv"),
        transfers=read_transfers(HERE / "transfers.csv"),
        documents=read_documents(documents),
        acts={row["communes_of"]: row["document"] for row in read_rows(documents) if row["communes_of"]},
    )
