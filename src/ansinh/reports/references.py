"""By what a document is known again: drawn at random, so that it says nothing of whom or what it is about."""

import re
import secrets

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # base32: no 0, 1 or 8 to be taken for O, I or B
LENGTH = 10
_REFERENCE = re.compile(f"(?<![A-Za-z0-9])[{LETTERS}]{{{LENGTH}}}(?![A-Za-z0-9])")


def new_reference() -> str:
    return "".join(secrets.choice(LETTERS) for _place in range(LENGTH))


def references_in(text: str) -> list[str]:
    """Of a document's properties, which may hold other words too."""
    return _REFERENCE.findall(text)
