"""From a printed number down to the cells of the workbooks that it came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ansinh.kernel.errors import NotFoundError
from ansinh.kernel.language import message as _
from ansinh.reports.kept import KeptFigure
from ansinh.reports.naming import computed_from
from ansinh.reports.numerals import Binding, composed, numerals
from ansinh.reports.opening import Opener, Origin
from ansinh.reports.reading import DocumentFile, FileKind, read_document
from ansinh.reports.records import MadeUnknownError, Record, record_of
from ansinh.reports.tokens import Token
from ansinh.reports.verifying import VERIFIED, aligned

NEAREST = 5


class NotPrintedError(NotFoundError):
    def __init__(self, written: str, name: str, nearest: Sequence[str]) -> None:
        remedy = (
            _(
                "The nearest that it has: {nearest}. What was changed since: `ansinh report verify`.",
                nearest=", ".join(nearest),
            )
            if nearest
            else _("Write it as it is printed, for instance “36,45%”.")
        )
        super().__init__(_("{name} was not made with the number {written}.", name=name, written=written), remedy)


@dataclass(frozen=True)
class TracedFigure:
    """``computed``: the arithmetic with the values that went into it; empty for what was reported."""

    id: str
    figure: KeptFigure
    computed: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True)
class Place:
    """Where the number is printed. ``figure`` None: it stands for no figure, but for what ``binding`` says."""

    context: str
    where: str
    page: int
    binding: Binding
    figure: str


@dataclass(frozen=True)
class Trace:
    record: Record
    written: str
    places: tuple[Place, ...]
    figures: tuple[TracedFigure, ...]


def trace(path: Path, written: str) -> Trace:
    """Raises NotADocumentError, MadeUnknownError, NotPrintedError."""
    file = read_document(path, *FileKind)
    record = record_of(file)
    if record is None:
        raise MadeUnknownError(path.name)
    wanted = number_in(written)
    places = tuple(
        Place(context, token.passage.where, page, token.binding, token.figure)
        for token, context, page in (_in_file(file, record) if file.kind in VERIFIED else _recorded(record))
        if _same_number(token.text, wanted)
    )
    if not places:
        raise NotPrintedError(written, path.name, nearest(wanted, {one.text for one in record.kept.tokens}))
    figures = dict.fromkeys(place.figure for place in places if place.figure)
    return Trace(record, written, places, _traced(record, list(figures)))


def number_in(written: str) -> str:
    """The number alone: "10.101,8 tỷ đồng" is printed with the unit beside it in one place and not in another."""
    found = numerals(composed(written))
    return found[0].text if found else composed(written).strip()


def _same_number(printed: str, wanted: str) -> bool:
    """A table has its per cent and its sign in the header or nowhere."""
    return printed == wanted or printed.strip("%+") == wanted.strip("%+")


def _in_file(file: DocumentFile, record: Record) -> Iterator[tuple[Token, str, int]]:
    """What still stands as it was printed."""
    for pair in aligned(file, record):
        if pair.kept and pair.found and pair.kept.text == pair.found.text:
            yield pair.kept, pair.found.context, pair.found.page


def _recorded(record: Record) -> Iterator[tuple[Token, str, int]]:
    for token in record.kept.tokens:
        yield token, token.context, 0


def nearest(wanted: str, printed: set[str]) -> list[str]:
    return get_close_matches(wanted, sorted(printed), n=NEAREST, cutoff=0.5)


def _traced(record: Record, names: Sequence[str]) -> tuple[TracedFigure, ...]:
    """All facts of all figures are opened together, in a few queries."""
    figures = record.kept.figures
    wanted = [(name, figures[name]) for name in names if name in figures]
    opener = Opener(record.ledger, [fact for _name, figure in wanted for fact in figure.facts])
    texts = {name: figure.text for name, figure in figures.items()}
    return tuple(
        TracedFigure(
            name,
            figure,
            computed.with_values(texts) if (computed := computed_from(name)) else "",
            tuple(opener.origin(fact) for fact in figure.facts),
        )
        for name, figure in wanted
    )
