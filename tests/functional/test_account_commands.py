"""`ansinh accounts` and the first administrator, as the operator of a server uses them."""

import json
import subprocess
from dataclasses import dataclass

import pytest

from tests.conftest import Program, Run

PASSWORD = "trời xanh mây trắng"


@dataclass(frozen=True)
class Operator:
    """Pipes in what is asked for."""

    program: Program

    def __call__(self, *arguments: str, password: str = PASSWORD, code: int = 0) -> Run:
        done = subprocess.run(
            self.program.line(*arguments),
            env=self.program.environment | {"ANSINH_LANG": "en"},
            input=password + "\n",
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stderr
        return Run(done.returncode, done.stdout, done.stderr)

    def accounts(self) -> list[dict[str, str]]:
        listed: list[dict[str, str]] = json.loads(self("accounts", "list", "--format", "json").out)
        return listed


@pytest.fixture
def operator(program: Program) -> Operator:
    return Operator(program)


def test_setup_alone_makes_no_account(operator: Operator) -> None:
    operator("setup")
    assert operator.accounts() == []


def test_the_first_administrator_makes_the_month_possible(operator: Operator) -> None:
    operator("setup", "--administrator", "Quan.Tri", "--name", "Quản Trị")
    operator("accounts", "add", "lan.tran", "--name", "Trần Thị Lan", "--by", "quan.tri")
    operator("accounts", "assign", "lan.tran", "data_entry", "42", "--by", "quan.tri")
    roles = [(one["username"], one["role"], one["unit"], one["to"]) for one in operator.accounts()]
    assert roles == [("lan.tran", "data_entry", "42", ""), ("quan.tri", "administrator", "VN", "")]
    operator("accounts", "end", operator.accounts()[0]["assignment"], "--by", "quan.tri")
    assert operator.accounts()[0]["role"] == ""
    refused = operator("setup", "--administrator", "khac", code=6)
    assert "quan.tri" in refused.err


def test_an_account_is_closed_opened_and_given_a_new_password(operator: Operator) -> None:
    operator("accounts", "add", "lan.tran", "--name", "Trần Thị Lan", "--by", "server")
    operator("accounts", "deactivate", "lan.tran", "--by", "server")
    assert operator.accounts()[0]["active"] == "no"
    operator("accounts", "activate", "lan.tran", "--by", "server")
    assert operator.accounts()[0]["active"] == "yes"
    assert "new password" in operator("accounts", "password", "lan.tran", "--by", "server", password=PASSWORD[::-1]).out


def test_a_weak_password_makes_no_account(operator: Operator) -> None:
    refused = operator("accounts", "add", "lan.tran", "--name", "Lan", "--by", "server", password=PASSWORD[:3], code=4)
    assert "too short" in refused.err
    assert operator.accounts() == []


def test_no_password_is_an_argument(operator: Operator) -> None:
    operator("accounts", "add", "lan.tran", "--name", "Lan", "--by", "server", "--password", PASSWORD, code=2)
    assert "--password" not in operator("accounts", "add", "--help").out


def test_an_account_that_is_not_there_is_said_so(operator: Operator) -> None:
    assert "There is no account" in operator("accounts", "password", "ai.do", "--by", "server", code=5).err
