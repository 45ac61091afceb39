"""Whatever was done to a document, every number of it and every number printed is told exactly once."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from ansinh.reports.aligning import Pair, align
from ansinh.reports.numerals import Binding
from ansinh.reports.reading import Found, Stretch
from ansinh.reports.tokens import Passage, Token

NUMBERS = st.sampled_from(["1", "2", "31", "2020", "36,45%", "10.101,8", "1.250"])
WORDS = st.sampled_from(["thu", "đạt", ""])
BINDINGS = st.sampled_from([Binding.FIGURE, Binding.DATE, Binding.CONSTANT])


@st.composite
def printed(draw: st.DrawFn) -> list[Token]:
    rows = draw(st.lists(st.tuples(NUMBERS, WORDS, BINDINGS, st.sampled_from(["x", "y.z"])), max_size=12))
    return [
        Token(number, binding, Passage(f"{word} {number}"), len(word) + 1, len(word) + 1 + len(number),
              figure if binding is Binding.FIGURE else "")
        for number, word, binding, figure in rows
    ]  # fmt: skip


def read(number: str, word: str, tag: str) -> Found:
    return Found(number, Binding.UNBOUND, Stretch(f"{word} {number}"), len(word) + 1, len(word) + 1 + len(number), tag)


FOUND = st.lists(st.builds(read, NUMBERS, WORDS, st.sampled_from(["", "x", "y.z", "constant"])), max_size=12)


@given(printed(), FOUND)
def test_each_number_is_in_exactly_one_pair(kept: list[Token], found: list[Found]) -> None:
    pairs = align(kept, found)
    assert _ids(pair.kept for pair in pairs if pair.kept) == _ids(kept)
    assert [pair.found for pair in pairs if pair.found] == found


@given(printed())
def test_what_is_as_it_was_printed_is_paired_one_by_one(kept: list[Token]) -> None:
    found = [_read_again(token) for token in kept]
    assert [(pair.kept, pair.found) for pair in align(kept, found)] == list(zip(kept, found, strict=True))


@given(printed(), st.data())
def test_one_number_gone_leaves_all_others_paired_with_their_equals(kept: list[Token], data: st.DataObject) -> None:
    if not kept:
        return
    gone = data.draw(st.integers(0, len(kept) - 1))
    pairs = align(kept, [_read_again(token) for place, token in enumerate(kept) if place != gone])
    assert len(_without(pairs)) == 1
    assert all(pair.kept.text == pair.found.text for pair in pairs if pair.kept and pair.found)


def test_many_numbers_exchanged_for_as_many_others_are_told_without_an_error() -> None:
    kept = [Token(f"{number}", Binding.FIGURE, Passage(f"{number}"), 0, len(f"{number}"), "x") for number in range(300)]
    pairs = align(kept, [read(f"{number}", "", "") for number in range(1000, 1300)])
    assert len([pair for pair in pairs if pair.kept]) == len([pair for pair in pairs if pair.found]) == 300


def _read_again(token: Token) -> Found:
    return Found(token.text, token.binding, Stretch(token.passage.text), token.start, token.end, token.figure)


def _ids(tokens: object) -> list[int]:
    return sorted(id(token) for token in tokens)  # type: ignore[attr-defined]


def _without(pairs: Sequence[Pair]) -> list[Pair]:
    return [pair for pair in pairs if pair.found is None]
