"""What a simulated directory says of itself: for people, and as parameters for programs."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import duckdb

from ansinh.registers.schema import SOURCE_VERSION
from ansinh.registers.simulation import errors, groups, identities, insurance
from ansinh.registers.simulation.given import Simulated, Simulation

PARAMETERS, README = "simulation.json", "README"

_TEXT = """ALL THIS IS INVENTED. No line here is about anybody; names and numbers were put together by chance.
TẤT CẢ DỮ LIỆU NÀY LÀ GIẢ LẬP. Không dòng nào nói về người có thật; họ tên và số được ghép ngẫu nhiên.

residents/  list of residents of {as_of}, {residents} lines, by province of residence
spells/     BHYT cards and times in BHXH and BHTN, {spells} lines, by province of residence
truth/      the errors that were put in on purpose, with what stood there before: not to be loaded
changes/    by day: what changed since the list before (only if it was asked for)
after/      the whole lists after the last change (only if it was asked for)

The communes are real; how many people live in each, and how poor they are, is invented too. Shares of surnames, ages,
groups and insurance are chosen to look like Viet Nam's; they are no statistics. simulation.json has the parameters: the
same ones give the same lines.

Errors put in, and of how many persons (truth: "stands" is in the line, "was" would be right):
{errors}
"""


def describe(directory: Path, simulation: Simulation, simulated: Simulated) -> None:
    (directory / README).write_text(_readme(simulation, simulated), encoding="utf-8")
    text = json.dumps(_parameters(simulation, simulated), indent=2, ensure_ascii=False, default=str)
    (directory / PARAMETERS).write_text(text + "\n", encoding="utf-8")


def _readme(simulation: Simulation, simulated: Simulated) -> str:
    kinds = (f"  {one.name:17} {simulated.errors.get(one.name, 0):>9}  {one.meaning}" for one in errors.KINDS)
    return _TEXT.format(
        as_of=simulation.as_of, residents=simulated.residents, spells=simulated.spells, errors="\n".join(kinds)
    )


def _parameters(simulation: Simulation, simulated: Simulated) -> dict[str, object]:
    communes = sorted(simulation.within)
    return {
        "invented": True,
        "schema": SOURCE_VERSION,
        **{name: value for name, value in asdict(simulation).items() if name != "within"},
        "communes": len(communes),
        "communes_sha256": hashlib.sha256(" ".join(communes).encode()).hexdigest(),
        "duckdb": duckdb.__version__,  # its hash decides what is drawn
        "rates": {
            "born_elsewhere": identities.BORN_ELSEWHERE,
            "in_capitals": identities.IN_CAPITALS,
            "decomposed": identities.DECOMPOSED,
            "group_unstated": groups.UNSTATED,
            "employees_cards_issued_elsewhere": insurance.ISSUED_ELSEWHERE,
            "errors": {one.name: one.rate for one in errors.KINDS},
        },
        "residents": simulated.residents,
        "spells": simulated.spells,
        "errors": simulated.errors,
    }
