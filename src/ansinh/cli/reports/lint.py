"""Measure a Word document against the form of official documents: the State's, or the Party's."""

from collections.abc import Mapping
from pathlib import Path

import click

from ansinh.cli.bilingual import command
from ansinh.cli.exit_codes import DONE, FAULTS_FOUND
from ansinh.cli.output import JSON, TABLE, Heading, format_option, print_json, print_table, say
from ansinh.documents.lint.checking import Linted, lint_file
from ansinh.documents.lint.findings import SEVERITIES, Finding
from ansinh.documents.lint.written import Where
from ansinh.kernel.language import LANGUAGES, Speaks
from ansinh.kernel.language import message as _


@command("lint", _("Measure a Word document against Decree 30/2020/NĐ-CP, or the Party's form."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@format_option(TABLE, JSON)
def lint(file: Path, form: str) -> int:
    found = lint_file(file)
    if form == JSON:
        print_json(_json(found, file))
    else:
        _print(found, file)
    return DONE if found.clean else FAULTS_FOUND


def _print(found: Linted, file: Path) -> None:
    if not found.findings:
        say(_("{file} is as {form} wants it.", file=file.name, form=found.name))
        return
    headings = (_("What"), _("Where"), _("Verdict"), _("Measured"), _("Wanted"), _("Clause"))
    print_table(
        [Heading(heading.text()) for heading in headings],
        [_row(finding) for finding in found.findings],
        title=_("{file}, measured against {form}", file=file.name, form=found.name).text(),
    )


def _row(finding: Finding) -> list[str]:
    place = finding.place
    where = place if finding.times == 1 else _("{place} and {more} more", place=place, more=finding.times - 1)
    verdict = SEVERITIES[finding.severity]
    said = (finding.about, where, verdict, finding.found, finding.wanted, finding.clause)
    return [one if isinstance(one, str) else one.text() for one in said]


def _json(found: Linted, file: Path) -> Mapping[str, object]:
    return {
        "file": file.name,
        "form": found.form.value,
        "clean": found.clean,
        "findings": [_finding_json(finding) for finding in found.findings],
    }


def _finding_json(finding: Finding) -> dict[str, object]:
    said: dict[str, Speaks | str] = {
        "what": finding.about,
        "found": finding.found,
        "wanted": finding.wanted,
        "clause": finding.clause,
    }
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "where": _where_json(finding.where),
        "times": finding.times,
        **{name: _both(one) for name, one in said.items()},
    }


def _where_json(where: Where) -> dict[str, object]:
    places = {"section": where.section, "table": where.table, "row": where.row, "cell": where.cell}
    texts = {"start": where.start[:80], "margin": where.margin}
    return {name: one for name, one in {**places, **texts}.items() if one}


def _both(said: Speaks | str) -> dict[str, str]:
    return {language: said if isinstance(said, str) else said.text(language) for language in LANGUAGES}
