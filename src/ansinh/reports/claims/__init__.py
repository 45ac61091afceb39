"""Claims in official text, checked against a report's figures: supported, contradicted, or not checkable, and why."""

from collections.abc import Sequence

from ansinh.reports.claims.checking import check
from ansinh.reports.claims.claim import Checked, ClaimKind, Verdict
from ansinh.reports.claims.evidence import Evidence
from ansinh.reports.claims.finding import find_claims
from ansinh.reports.content import ReportContent

__all__ = ["Checked", "ClaimKind", "Verdict", "check_claims"]


def check_claims(paragraphs: Sequence[str], content: ReportContent) -> tuple[Checked, ...]:
    """In the order of the text. A sentence that is not understood claims nothing; one that can be read in two ways is
    not checkable. Places are those of the paragraphs as given."""
    evidence = Evidence(content)
    parts = [part.unit for part in content.parts]
    claims = find_claims(paragraphs, content.unit, parts, content.period)
    return tuple(check(claim, evidence) for claim in claims)
