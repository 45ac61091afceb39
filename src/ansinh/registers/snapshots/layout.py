"""How a snapshot is laid out on disk: plain Parquet that any tool can read, described in ``datapackage.json``.

A snapshot is one directory, ``<registers>/<as-of day>``, seen whole or not at all and never changed. That of a whole
list stands alone. That of a change (``"before"`` in its description) holds only what changed and is read together with
the directories before it, its *chain*: ``status``, ``later`` and ``counts`` are then the sum of their rows in all of
them, each row with a ``weight`` of +1 or −1 (a row that no longer holds stands again, with −1). A count is a sum of
weights. A change repeats all rows of whoever is touched with −1 and gives all anew with +1. In the other tables what a
later directory says of a person stands in place of what an earlier one says.

    datapackage.json            what this is: day, chain, tables and columns, counts, sources, digests
    status/province=92/*.parquet    one row a resident, sorted by commune and household
    later/province=92/*.parquet     what does not fit there: islands after the first that ends on the day or later
    counts/*.parquet            steps of the number insured, at the ends of months
    gone/*.parquet              who left or died, of this list
    spells/prefix=092/*.parquet     every accepted spell with its person, residents or not
    rejected/*.parquet          lines that could not be taken, with the reasons
    named/*.parquet             of a change only: whose spells of which scheme were taken anew
    withdrawn.json              of one loaded by mistake only: who took it out of use, when and why

An island is a time of insurance without a day between (islands.py). Partitions: ``province`` of residence (two digits),
``prefix`` the first three digits of the personal ID ("none" for keys below zero).
"""

from dataclasses import dataclass

from ansinh.registers.records import SCHEMES, Scheme

DESCRIPTION = "datapackage.json"
WITHDRAWAL = "withdrawn.json"
SCHEMA_VERSION = "ansinh-register-1"
NO_PREFIX = "none"


@dataclass(frozen=True)
class Column:
    """``type`` as SQL names it in DuckDB and Spark alike: BIGINT, VARCHAR, DATE, TINYINT. ``personal``: identifies."""

    name: str
    type: str
    meaning: str
    personal: bool = False


WEIGHT = Column("weight", "TINYINT", "+1: holds; -1: no longer holds, stands in the chain before with +1")
PERSON = Column(
    "person",
    "BIGINT",
    "personal ID; below zero where none is known: the BHXH number, or a hash (below -10^10) of name, birth date, sex, "
    "commune and household",
    personal=True,
)


def _of_scheme(scheme: Scheme) -> tuple[Column, ...]:
    columns = (
        Column(f"{scheme}_ended", "DATE", f"{scheme}: last day of the last island that ended before the day"),
        Column(f"{scheme}_from", "DATE", f"{scheme}: first day of the first island that ends on the day or later"),
        Column(f"{scheme}_until", "DATE", f"{scheme}: its last day; 9999-12-31: no end known"),
    )
    if scheme is not Scheme.BHYT:
        return columns
    return (
        *columns,
        Column("bhyt_ended_group", "VARCHAR", "group of the card with which that island ended"),
        Column("bhyt_group", "VARCHAR", "group of the card with which bhyt_until ends"),
        Column("bhyt_issued_in", "VARCHAR", "province of issue of that card"),
    )


KEYS = (
    Column("commune", "VARCHAR", "five digits, as valid on the day"),
    Column("group", "VARCHAR", "payer group counted with; empty: not known"),
    Column("sex", "VARCHAR", "male, female, unknown"),
    Column("birth", "DATE", "birth date", personal=True),
)
STATUS = (
    *KEYS,
    Column("household", "VARCHAR", "household, as the list names it", personal=True),
    PERSON,
    Column("bhxh_no", "BIGINT", "BHXH number", personal=True),
    Column("name", "VARCHAR", "name, NFC", personal=True),
    Column("evidence", "VARCHAR", "what says the group, as the list names it", personal=True),
    Column(
        "stated_group",
        "VARCHAR",
        "payer group as the list states it; empty: not stated, so that `group` is that of the card that ends last",
    ),
    *(column for scheme in (*SCHEMES, Scheme.ANY) for column in _of_scheme(scheme)),
    WEIGHT,
)
LATER = (
    *KEYS,
    PERSON,
    Column("scheme", "VARCHAR", "one of the four, or any: islands over all four"),
    Column("first", "DATE", "first day"),
    Column("last", "DATE", "last day"),
    Column("ending_group", "VARCHAR", "group of the card with which it ends (bhyt), else empty"),
    WEIGHT,
)
COUNTS = (
    Column("province", "VARCHAR", "two digits"),
    *KEYS[:3],
    Column("scheme", "VARCHAR", "one of the four, any, or residents"),
    Column(
        "month", "DATE", "day of the register, or the last day of a month after it: the count there is the sum up to it"
    ),
    Column("step", "BIGINT", "change of the count from the day before it in this table"),
)
GONE = (PERSON, Column("status", "VARCHAR", "left, died"))
SPELLS = (
    PERSON,
    Column("scheme", "VARCHAR", "one of the four"),
    Column("bhxh_no", "BIGINT", "BHXH number as it stands on the card", personal=True),
    Column("card", "VARCHAR", "card code, 15 characters, where given", personal=True),
    Column("group", "VARCHAR", "group of the card"),
    Column("benefit", "TINYINT", "benefit digit of the card"),
    Column("valid_from", "DATE", "first day"),
    Column("valid_to", "DATE", "last day; 9999-12-31: no end known"),
    Column("issued_in", "VARCHAR", "province of issue, two digits of the list of 63"),
)
REJECTED = (
    Column("register", "VARCHAR", "residents, spells"),
    Column("source", "VARCHAR", "file, by its place in the description's list of sources: 0, 1, …"),
    Column("line", "BIGINT", "row of the list: of a text file or a sheet with its head, of Parquet from 1"),
    Column("reason", "VARCHAR", "code of the reason; `ansinh register reasons` says what it means"),
    Column("field", "VARCHAR", "column it is about"),
    Column("row", "VARCHAR", "the line as it was given, JSON", personal=True),
)
NAMED = (PERSON, Column("scheme", "VARCHAR", "of which all spells are taken anew; empty: the resident"))
TABLES = {
    "status": STATUS,
    "later": LATER,
    "counts": COUNTS,
    "gone": GONE,
    "spells": SPELLS,
    "rejected": REJECTED,
    "named": NAMED,
}
PARTITIONS = {"status": "province", "later": "province", "spells": "prefix"}
