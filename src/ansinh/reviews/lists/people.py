"""Which rows below a head are lines of the list, and not totals, notes, headings of a part, or signatures."""

import re

from ansinh.registers.schema import RegisterName

_IDENTIFIER = re.compile(r"\d{8,}")
_DATE = re.compile(r"\d{4}|\d{1,2}\D\d{1,2}\D\d{2}")
_NO_NAME = re.compile(
    r"(tổng cộng|tổng số|tổng|cộng|người lập|người ký|thủ trưởng|giám đốc|chủ tịch|kế toán|ghi chú)\b"
)


def is_person(line: dict[str, str], register: RegisterName) -> bool:
    """By a number of a person, or else by a name with something that a signature does not have."""
    if any(_IDENTIFIER.search(line.get(column, "")) for column in ("person_id", "bhxh_no", "card")):
        return True
    if register == "spells":
        return bool(_DATE.search(line.get("valid_from", "")))
    name = line.get("name", "")
    if not name or _NO_NAME.match(name.casefold()):
        return False
    return bool(_DATE.search(line.get("birth", "")) or line.get("sex") or line.get("household"))
