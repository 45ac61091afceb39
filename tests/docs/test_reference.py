"""What the program offers is documented: each indicator, command, option, setting and exit code."""

import re
import shutil
from pathlib import Path

import click
import pytest

from ansinh.cli.exit_codes import KINDS, MEANINGS
from ansinh.cli.main import COMMANDS, ansinh
from ansinh.config.environment import SETTINGS
from ansinh.imports import form
from ansinh.indicators.catalogue import IndicatorDefinition, catalogue
from ansinh.kernel.numbers import Hedge
from ansinh.ledger.models import Kind
from checks import reference

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs/reference"

INDICATORS = list(catalogue().indicators.values())


def section(page: str, heading: str) -> str:
    """From this heading to the next of its level."""
    text = (REFERENCE / page).read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, flags=re.MULTILINE | re.DOTALL)
    assert found, f"{page} has no section {heading}"
    return found[1]


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.id)
def test_every_indicator_is_documented(indicator: IndicatorDefinition) -> None:
    text = section("indicators.md", f"`{indicator.id}`")
    assert indicator.name.vi in text
    assert indicator.name.en in text
    assert all(ground.document in text for ground in indicator.law)


ALONE = {str(one.name): one for one in COMMANDS.values() if not isinstance(one, click.Group)}
IN_GROUPS = {
    f"{group.name} {one.name}": one
    for group in COMMANDS.values()
    if isinstance(group, click.Group)
    for one in group.commands.values()
}


@pytest.mark.parametrize(("name", "command"), [*ALONE.items(), *IN_GROUPS.items()], ids=[*ALONE, *IN_GROUPS])
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    text = section("commands.md", f"`ansinh {name}`") + section("commands.md", "Every command")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            for name in parameter.opts:
                assert re.search(rf"[` ]{re.escape(name)}[`, ]", text), f"{name} is not documented"
        else:
            assert f"| `{parameter.make_metavar(click.Context(command))}` |" in text


def test_every_option_of_the_program_is_documented() -> None:
    text = section("commands.md", "Every command")
    assert all(f"`{name}" in text for parameter in ansinh.params for name in parameter.opts)
    assert all(name in text for name in ansinh.context_settings["help_option_names"])


def test_every_setting_is_documented() -> None:
    text = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    assert all(f"| `{setting.name}` | {setting.purpose.text('en')}" in text for setting in SETTINGS)


def test_every_exit_code_is_documented() -> None:
    text = section("commands.md", "Exit codes")
    assert set(KINDS.values()) <= MEANINGS.keys()
    assert all(f"| {code} | {meaning.text('en')} |" in text for code, meaning in MEANINGS.items())


def test_the_form_is_documented_with_every_line_kind_and_hedge() -> None:
    text = (REFERENCE / "form.md").read_text(encoding="utf-8")
    labels = (*form.LABELS.values(), form.INDICATOR_IDS, form.UNIT_CODE, form.MEASURES, form.VERSION)
    assert all(f"`{label}`" in text for label in labels)
    assert all(f"| `{form.KINDS[kind]}` | `{kind.label}` |" in text for kind in Kind)
    assert all(f"| `{hedge}` | " in text for hedge in Hedge)
    assert all(f"`{hedge.text('vi')}`" in text for hedge in Hedge if hedge is not Hedge.EXACT)


def test_the_generated_pages_agree_with_the_code() -> None:
    assert list(reference.faults()) == []


def test_a_page_that_differs_is_named_with_its_first_line(tmp_path: Path) -> None:
    shutil.copytree(REFERENCE, tmp_path / "docs/reference")
    page = tmp_path / "docs/reference/settings.md"
    page.write_text(page.read_text(encoding="utf-8").replace("`ANSINH_HOME` |", "`ANSINH_HOUSE` |"), encoding="utf-8")
    faults = list(reference.faults(tmp_path))
    assert len(faults) == 1
    assert faults[0].startswith("docs/reference/settings.md:")
    assert "ANSINH_HOUSE" in faults[0]


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    shutil.copytree(REFERENCE, tmp_path / "docs/reference")
    (tmp_path / "docs/reference/commands.md").unlink()
    assert list(reference.faults(tmp_path)) == ["docs/reference/commands.md is missing"]
    reference.write(tmp_path)
    assert list(reference.faults(tmp_path)) == []
