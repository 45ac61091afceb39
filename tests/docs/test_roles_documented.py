"""The table of roles in the decision record is the table that the program obeys."""

import re
from pathlib import Path

from ansinh.accounts.roles import PERMISSIONS

RECORD = Path(__file__).parents[2] / "docs" / "adr" / "0030-roles-and-scope.md"
LINE = re.compile(r"^\| `(\w+)` \| (.+) \|$", re.MULTILINE)


def test_the_documented_permissions_of_each_role_are_those_it_has() -> None:
    told = {role: set(re.findall(r"\w+", allowed)) for role, allowed in LINE.findall(RECORD.read_text("utf-8"))}
    assert told == {role.value: {one.value for one in allowed} for role, allowed in PERMISSIONS.items()}
