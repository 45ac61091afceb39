"""A username is the name that stands in the ledger and the audit log: one spelling of it, whoever types it."""

import re
import unicodedata

_USERNAME = re.compile(r"[^\W_]+(?:[._-][^\W_]+)*")
MOST_CHARACTERS = 150  # as an actor's name in the ledger


def normal_username(written: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", written.strip()).lower())


def is_username(name: str) -> bool:
    """Letters and digits, with single dots, hyphens and underscores between them."""
    return 0 < len(name) <= MOST_CHARACTERS and bool(_USERNAME.fullmatch(name))
