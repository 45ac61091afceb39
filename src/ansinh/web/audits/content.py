"""The page of the audit log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from ansinh.audit.chain import Entry, canonical
from ansinh.audit.reads import Head, Search, actions_recorded, events, head


@dataclass(frozen=True)
class Line:
    """``said``: details, before and after, each by its name as JSON; empty ones are left out."""

    entry: Entry
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AuditPage:
    """``asked``: the search as its form holds it. ``older``: address of the next page, empty on the last."""

    asked: Mapping[str, str]
    actions: Sequence[str]
    lines: tuple[Line, ...]
    older: str
    csv: str
    json_lines: str
    head: Head


def searched(asked: Mapping[str, str]) -> Search:
    """Raises ValueError for a day that is none."""
    return Search(
        actor=asked.get("actor", "").strip(),
        action=asked.get("action", ""),
        subject=asked.get("subject", "").strip(),
        text=asked.get("text", "").strip(),
        first=_day(asked.get("first", "")),
        last=_day(asked.get("last", "")),
    )


def audit_page(asked: Mapping[str, str], before: int | None) -> AuditPage:
    found = events(searched(asked), before=before)
    return AuditPage(
        asked,
        actions_recorded(),
        tuple(Line(entry, _said(entry)) for entry in found.entries),
        _address(asked, before=str(found.older)) if found.older else "",
        _address(asked, format="csv"),
        _address(asked, format="jsonl"),
        head(),
    )


def _said(entry: Entry) -> tuple[tuple[str, str], ...]:
    parts = (("details", entry.details), ("before", entry.before), ("after", entry.after))
    told = ((name, _told(value)) for name, value in parts)
    return tuple((name, canonical(value)) for name, value in told if value)


def _told(value: object) -> object:
    """Without what was left empty: most acts need no reason."""
    return {name: one for name, one in value.items() if one not in ("", None)} if isinstance(value, dict) else value


def _address(asked: Mapping[str, str], **more: str) -> str:
    return f"?{urlencode({name: text for name, text in asked.items() if text} | more)}"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
