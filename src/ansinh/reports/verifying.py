"""Does every number of a document still stand for what was printed there? Against its record, or by itself."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from ansinh.reports.aligning import Pair, align, is_same, without_repeated_headers
from ansinh.reports.kept import KeptFigure
from ansinh.reports.numerals import Binding, composed
from ansinh.reports.reading import DocumentFile, FileKind, Found, read_document
from ansinh.reports.records import Record, record_of
from ansinh.reports.tokens import BETWEEN, Part, Token

VERIFIED = (FileKind.DOCX, FileKind.PDF)
COUNTLESS = (Binding.DATE, Binding.DOCUMENT)  # nothing is claimed by them


class Verdict(StrEnum):
    """CHANGED: prints another number than the figure that it stands for, or says another thing of it. ADDED: stands
    for nothing. REMOVED: is not there any more. REWRITTEN: a date or a document's number that is another now. OWN: the
    officer's own."""

    BOUND = "bound"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    REWRITTEN = "rewritten"
    OWN = "own"


NOT_BOUND = (Verdict.CHANGED, Verdict.ADDED, Verdict.REMOVED, Verdict.REWRITTEN)


@dataclass(frozen=True)
class Verified:
    """One number. ``text``: as the file has it, empty if it is gone; ``printed``: as it was printed; both with the
    words or the row that differ, if the number does not. ``figure``: the id of the figure that it stands, or stood,
    for."""

    verdict: Verdict
    text: str
    context: str
    page: int = 0
    where: str = ""
    printed: str = ""
    figure: str = ""


@dataclass(frozen=True)
class Verification:
    """``record`` None: the file is not known here. ``numbers``: all of them, in the order of the file."""

    file: DocumentFile
    record: Record | None
    numbers: tuple[Verified, ...]

    def of(self, *verdicts: Verdict) -> tuple[Verified, ...]:
        return tuple(one for one in self.numbers if one.verdict in verdicts)

    @property
    def clean(self) -> bool:
        """Of what is gone only figures count: the other words are the officer's to write."""
        return not any(one.figure or one.verdict is not Verdict.REMOVED for one in self.of(*NOT_BOUND))

    @property
    def counts(self) -> Counter[Verdict]:
        return Counter(one.verdict for one in self.numbers)

    def figure(self, one: Verified) -> KeptFigure | None:
        return self.record.kept.figures.get(one.figure) if self.record else None


def verify(path: Path, *, known_as: Record | None = None) -> Verification:
    """``known_as``: the record of a file that has lost its reference. Raises NotADocumentError."""
    file = read_document(path, *VERIFIED)
    record = known_as or record_of(file)
    if record is None:
        return Verification(file, None, tuple(_alone(one) for one in file.found))
    numbers = tuple(one for pair in aligned(file, record) for one in _verified(pair, record))
    return Verification(file, record, numbers)


def aligned(file: DocumentFile, record: Record) -> list[Pair]:
    """Each number of the file with what was printed there. In Word a chart is a picture and has none."""
    if file.kind is FileKind.PDF:
        printed: Sequence[Token] = record.kept.tokens
        return align(printed, without_repeated_headers(file.found, printed))
    return align([one for one in record.kept.tokens if one.passage.part is not Part.CHART], file.found)


def _alone(found: Found) -> Verified:
    """Of a file nobody knows: a number is bound only if it counts nothing."""
    return _said(Verdict.ADDED if found.binding is Binding.UNBOUND else Verdict.BOUND, found)


def _verified(pair: Pair, record: Record) -> Iterator[Verified]:
    kept, found = pair.kept, pair.found
    if kept and found:
        yield from _both(kept, found)
    elif found:
        yield _new(found, record)
    elif kept and kept.binding not in COUNTLESS and kept.passage.part is not Part.CHART:
        yield Verified(
            Verdict.REMOVED, "", kept.context, where=kept.passage.where, printed=kept.text, figure=kept.figure
        )


def _both(kept: Token, found: Found) -> Iterator[Verified]:
    if kept.binding is Binding.OWN:
        yield _said(Verdict.OWN, found, kept)
    elif is_same(kept, found) and kept.binding is Binding.FIGURE:
        yield _same_number(kept, found)
    elif is_same(kept, found):
        yield _said(Verdict.ADDED if kept.binding is Binding.UNBOUND else Verdict.BOUND, found, kept)
    elif kept.binding in COUNTLESS and found.binding in COUNTLESS:
        yield _said(Verdict.REWRITTEN, found, kept)
    elif kept.binding in COUNTLESS and found.binding is Binding.UNBOUND:
        yield _said(Verdict.ADDED, found)
    elif kept.binding in COUNTLESS:
        yield _said(Verdict.BOUND, found)
    else:
        yield _said(Verdict.CHANGED, found, kept)


def _same_number(kept: Token, found: Found) -> Verified:
    other = _said_otherwise(kept, found) or _in_another_row(kept, found)
    if other is None:
        return _said(Verdict.BOUND, found, kept)
    text, printed = other
    return replace(_said(Verdict.CHANGED, found, kept), text=text, printed=printed)


def _new(found: Found, record: Record) -> Verified:
    """A control that was copied is as good as the first, as long as it prints the same."""
    if found.tag == Binding.OWN:
        return _said(Verdict.OWN, found)
    if found.tag in record.kept.figures:
        same = [one for one in record.kept.tokens if one.figure == found.tag and one.text == found.text]
        if any(_said_otherwise(one, found) is None for one in same):
            return _said(Verdict.BOUND, found)
        printed = _printed(found.tag, record.kept.tokens)
        return _said(Verdict.CHANGED, found, figure=found.tag, printed=", ".join(dict.fromkeys(printed)))
    return _said(Verdict.ADDED if found.binding is Binding.UNBOUND else Verdict.BOUND, found)


def _printed(figure: str, tokens: Iterable[Token]) -> list[str]:
    return [one.text for one in tokens if one.figure == figure]


def _said(
    verdict: Verdict, found: Found, kept: Token | None = None, *, figure: str = "", printed: str = ""
) -> Verified:
    return Verified(
        verdict,
        found.text,
        found.context,
        page=found.page,
        where=(kept.passage.where if kept else "") or found.stretch.where,
        printed=kept.text if kept else printed,
        figure=kept.figure if kept else figure,
    )


# What makes another claim of the same number: its direction and its hedge before it, its unit after it.

_WORDS_BEFORE, _WORDS_AFTER = 60, 40  # letters
_UP = r"tăng|vượt|(?:cao|nhiều|lớn)\s+hơn|up|increased?|rose|above"
_DOWN = r"giảm|sụt|hụt|thiếu|(?:thấp|ít|nhỏ|kém)\s+hơn|down|decreased?|fell|below"
_HEDGES = {
    "over": r"hơn|trên|over|more\s+than|>",
    "under": r"dưới|under|less\s+than|<",
    "nearly": r"gần|nearly|almost",
    "about": r"khoảng|xấp\s+xỉ|chừng|trên\s+dưới|about|approximately|around|~|≈",
    "estimated": r"ước(?:\s+(?:đạt|khoảng|tính))?|(?:an\s+)?estimated",
    "at least": r"ít\s+nhất|tối\s+thiểu|không\s+dưới|at\s+least|≥",
}
_HEDGE = "|".join(f"(?:{words})" for words in _HEDGES.values())
_BEFORE = re.compile(
    rf"(?:(?<!\w)(?P<direction>{_UP}|{_DOWN})(?:\s+(?:thêm|lên|xuống|được|by))?\s+)?"
    rf"(?:(?<!\w)(?P<hedge>{_HEDGE})\s*)?\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*\(?(?P<size>(?:(?:nghìn|ngàn)\s+)?(?:tỷ|tỉ)|triệu|nghìn|ngàn|billion|million|thousand"
    r"|điểm(?:\s+(?:phần\s+trăm|%))?|(?:percentage\s+)?points?|%|phần\s+trăm|per\s+cent)?(?!\w)"
    r"(?:\s*(?P<counted>đồng|VND|người|lượt|thẻ|hộ|đơn\s+vị|persons?|people|units?)(?!\w))?",
    re.IGNORECASE,
)
_SAME_SIZE = {"tỉ": "tỷ", "ngàn": "nghìn", "phần trăm": "%", "per cent": "%"}


@dataclass(frozen=True)
class _Wording:
    """``said``: the number with these words, as they stand there."""

    direction: str
    hedge: str
    size: str
    counted: str
    said: str


def _wording(text: str, start: int, end: int) -> _Wording:
    before = _BEFORE.search(text[max(0, start - _WORDS_BEFORE) : start])
    after = _AFTER.match(text[end : end + _WORDS_AFTER])
    direction, hedge = (before["direction"], before["hedge"]) if before else (None, None)
    size, counted = (after["size"], after["counted"]) if after else (None, None)
    said = f"{before[0] if before else ''}{text[start:end]}{after[0] if after and (size or counted) else ''}"
    return _Wording(_direction(direction), _hedge(hedge), _size(size), _plain(counted), " ".join(said.split()))


def _plain(words: str | None) -> str:
    return " ".join((words or "").casefold().split())


def _direction(words: str | None) -> str:
    if not words:
        return ""
    return "up" if re.fullmatch(_UP, words, re.IGNORECASE) else "down"


def _hedge(words: str | None) -> str:
    return next((name for name, form in _HEDGES.items() if words and re.fullmatch(form, words, re.IGNORECASE)), "")


def _size(words: str | None) -> str:
    size = _plain(words)
    if size.startswith("điểm") or size.endswith(("point", "points")):
        return "điểm"
    return _SAME_SIZE.get(size, size)


def _said_otherwise(kept: Token, found: Found) -> tuple[str, str] | None:
    """As the file says it, and as it was printed."""
    if kept.passage.part is not Part.TEXT:
        return None
    one = _wording(kept.passage.text, kept.start, kept.end)
    other = _wording(found.stretch.text, found.start, found.end)
    if found.tag and not _is_in(kept, found):
        return other.said if other.said != one.said else _control(found)[1], one.said
    in_pdf = found.page > 0  # where the ends of a paragraph or of a cell are not seen
    before = kept.start > 0 or not in_pdf
    after = kept.end < len(kept.passage.text.rstrip()) or not in_pdf
    if (before and _differ_before(one, other)) or (after and _differ_after(one, other)):
        return other.said, one.said
    return None


def _differ_before(one: _Wording, other: _Wording) -> bool:
    """A verb may be replaced, but not by its opposite."""
    return one.hedge != other.hedge or {one.direction, other.direction} == {"up", "down"}


def _differ_after(one: _Wording, other: _Wording) -> bool:
    """What is counted may be said elsewhere, its size not."""
    return one.size != other.size or bool(one.counted and other.counted and one.counted != other.counted)


def _control(found: Found) -> tuple[int, str]:
    """The whole text of the content control that the number lies in, and where in it the number begins."""
    tags = found.stretch.tags
    start, end = found.start, found.end
    while start and tags[start - 1] == found.tag:
        start -= 1
    while end < len(tags) and tags[end] == found.tag:
        end += 1
    return found.start - start, found.stretch.text[start:end]


def _is_in(kept: Token, found: Found) -> bool:
    """Whether the control holds nothing but what was printed around the number."""
    at, text = _control(found)
    before, after = _plain(text[:at]), _plain(text[at + found.end - found.start :])
    printed_before, printed_after = _plain(kept.passage.text[: kept.start]), _plain(kept.passage.text[kept.end :])
    return printed_before.endswith(before) and printed_after.startswith(after)


def _in_another_row(kept: Token, found: Found) -> tuple[str, str] | None:
    """In Word alone; the words at the head of a row of a PDF are not told from other words."""
    now, printed = (" ".join(composed(where).split()) for where in (found.stretch.where, kept.passage.where))
    if not now or not printed or f"{BETWEEN}{now}{BETWEEN}" in f"{BETWEEN}{printed}{BETWEEN}":
        return None
    return f"{found.text} ({now})", f"{kept.text} ({printed})"
