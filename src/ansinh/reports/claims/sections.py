"""A text's headings and what stands under each; plans and tasks claim nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ansinh.reports.claims.text import prepare

_ENUMERATED = re.compile(
    r"^ *(?:(?P<hashes>#{1,6}) *)?"
    r"(?P<number>(?P<roman>(?=[ivx])x{0,2}(?:ix|iv|v?i{0,3}))[.)/-] |(?P<arabic>[0-9]{1,2})[.)/] |"
    r"(?P<dotted>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})[.)]? |(?P<letter>[a-zđ])[.)] )?"
)
_BULLET = re.compile(r"^ *(?:[-*+•–]|[0-9a-zđ]{1,2}[.)]) ")
_PLANS = re.compile(
    r"(?<!kết quả )(?<!kết quả thực hiện )"
    r"(?:phương hướng|nhiệm vụ|giải pháp|kiến nghị|đề xuất|mục tiêu|kế hoạch công tác|phấn đấu)"
)
_RESULTS = re.compile(r"kết quả|thực trạng|tình hình|đánh giá")
_LONGEST_HEADING = 160


@dataclass
class Section:
    """``paragraphs``: each with its index, and whether it only says what is planned."""

    heading: str | None
    planned: bool
    paragraphs: list[tuple[int, str, bool]] = field(default_factory=list)


def sections(paragraphs: Sequence[str]) -> Iterator[Section]:
    plans_from: int | None = None  # the rank of the heading under which all is planned
    section = Section(None, False)
    introduces_plans = False
    for index, paragraph in enumerate(paragraphs):
        plain = prepare(paragraph[: _LONGEST_HEADING + 1]).plain
        rank = _heading_rank(paragraph, plain)
        if rank is None:
            bullet = _BULLET.match(plain) is not None
            introduces_plans = introduces_plans and bullet
            section.paragraphs.append((index, paragraph, section.planned or introduces_plans))
            introduces_plans = introduces_plans or _introduces_plans(paragraph)
            continue
        yield section
        if plans_from is None or rank <= plans_from:
            plans_from = rank if _PLANS.search(plain) and not _RESULTS.search(plain) else None
        section, introduces_plans = Section(paragraph, plans_from is not None), False
        section.paragraphs.append((index, paragraph, section.planned))
    yield section


def _introduces_plans(paragraph: str) -> bool:
    """ "Phấn đấu đến cuối năm:", with a list under it."""
    ends = paragraph.rstrip()[-_LONGEST_HEADING:]
    return ends.endswith(":") and _PLANS.search(prepare(ends).plain) is not None


def _heading_rank(paragraph: str, plain: str) -> int | None:
    """The less, the higher; None: no heading. One has a number or is in capitals, is short, and no sentence."""
    text = paragraph.strip()
    if not text or len(text) > _LONGEST_HEADING or text[-1] in ".;,!?" or "\n" in text:
        return None
    found = _ENUMERATED.match(plain)
    if found is None:
        return None
    if re.search("[0-9]", plain[found.end() :]):  # a line of a list, with a figure
        return None
    if found["hashes"]:
        return len(found["hashes"])
    if found["number"]:
        return _rank_of_number(found)
    return 0 if text.isupper() and len(text.split()) > 1 else None


def _rank_of_number(found: re.Match[str]) -> int:
    if found["roman"]:
        return 1
    if found["dotted"]:
        return 2 + found["dotted"].count(".")
    return 2 if found["arabic"] else 5
