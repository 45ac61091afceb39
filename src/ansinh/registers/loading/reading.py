"""SQL by which a column of a file, whatever its type, becomes a value of the register.

What cannot be understood is NULL; whether something stood there is asked apart (``is_given``).
"""

import glob
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ansinh.registers.loading.files import Shape
from ansinh.registers.loading.headings import recognised

_BLANK = r"[\s\x{00A0}\x{200B}\x{FEFF}]"
_WHOLE_NUMBERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
_BROKEN_NUMBERS = ("FLOAT", "DOUBLE", "DECIMAL")
_UNTIDY = r"[^ -~\x{00A1}-\x{02FF}\x{1E00}-\x{1EFF}]|^ | $|  "
"""What text has that is not yet NFC with single spaces (and, beyond Latin letters, some that is)."""
MACROS = (
    rf"""CREATE TEMP MACRO clean(x) AS CASE WHEN x IS NULL THEN ''
        WHEN regexp_matches(x, '{_UNTIDY}') THEN trim(regexp_replace(nfc_normalize(x), '{_BLANK}+', ' ', 'g'))
        ELSE x END""",
    rf"""CREATE TEMP MACRO squeezed(x) AS CASE WHEN x IS NULL THEN ''
        WHEN regexp_full_match(x, '[0-9A-Za-z]*') THEN x
        ELSE regexp_replace(x, '({_BLANK}|[.''’-])+', '', 'g') END""",
    """CREATE TEMP MACRO words(x) AS
        trim(regexp_replace(replace(strip_accents(lower(x)), 'đ', 'd'), '[^a-z0-9]+', ' ', 'g'))""",
    r"""CREATE TEMP MACRO day_of(x) AS CASE
        WHEN regexp_full_match(x, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(x AS DATE)
        WHEN regexp_full_match(x, '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T][0-9:.]*)?')
        THEN try_strptime(split_part(replace(x, 'T', ' '), ' ', 1), '%Y-%m-%d')::DATE
        WHEN regexp_full_match(x, '[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}')
        THEN try_strptime(replace(replace(x, '.', '/'), '-', '/'), '%d/%m/%Y')::DATE
        WHEN regexp_full_match(x, '[0-9]{8}') THEN try_strptime(x, '%Y%m%d')::DATE END""",
)


@dataclass(frozen=True)
class Cells:
    """The columns of a file. A column that the file does not have is as if it were empty throughout."""

    columns: Mapping[str, tuple[str, str]]
    """Column of the register → SQL name and type."""
    zeros_lost: bool = False

    def text(self, name: str) -> str:
        return f"clean({self._as_text(name)})" if name in self.columns else "''"

    def code(self, name: str, digits: int = 0) -> str:
        """Capitals and digits without spaces; filled up with zeros where digits are meant."""
        if name not in self.columns:
            return "''"
        code = f"upper(squeezed({self._as_text(name)}))"
        if not digits:
            return code
        short = f"regexp_full_match({code}, '[0-9]{{1,{digits}}}')"
        return f"CASE WHEN {short} THEN lpad({code}, {digits}, '0') ELSE {code} END"

    def number(self) -> str:
        """The BHXH number. A spreadsheet takes the zero in front of it, if there is one."""
        if "bhxh_no" not in self.columns:
            return "NULL::BIGINT"
        if self._is_number("bhxh_no"):
            return self._numeric("bhxh_no", 10)
        text = f"squeezed({self._as_text('bhxh_no')})"
        return f"CASE WHEN regexp_full_match({text}, '[0-9]{{10}}|[1-9][0-9]{{8}}') THEN nullif({text}::BIGINT, 0) END"

    def personal_id(self, birth: str = "NULL::DATE") -> str:
        """A spreadsheet takes the zeros in front: one, which is plain; or two, of provinces 001 to 008, which leaves as
        many digits as a BHXH number has: then the birth date decides, else whether all of the list have lost theirs."""
        if "person_id" not in self.columns:
            return "NULL::BIGINT"
        if self._is_number("person_id"):
            return self._numeric("person_id", 12)
        text = f"squeezed({self._as_text('person_id')})"
        is_the_persons = f"coalesce(TRY_CAST({text}[3:4] AS INTEGER) = year({birth}) % 100, {self.zeros_lost})"
        return f"""CASE WHEN regexp_full_match({text}, '[0-9]{{12}}|[1-9][0-9]{{10}}') THEN nullif({text}::BIGINT, 0)
            WHEN regexp_full_match({text}, '[12468][0-3][0-9]{{8}}') AND {is_the_persons} THEN {text}::BIGINT END"""

    def _numeric(self, name: str, digits: int) -> str:
        column, type_ = self.columns[name]
        number = f"{column}::BIGINT" if type_ in _WHOLE_NUMBERS else f"TRY_CAST({self._as_text(name)} AS BIGINT)"
        return f"CASE WHEN {number} BETWEEN 1 AND {10**digits - 1} THEN {number} END"

    def is_given(self, name: str) -> str:
        if name not in self.columns:
            return "false"
        column, type_ = self.columns[name]
        if type_ in _WHOLE_NUMBERS or _is_time(type_):
            return f"{column} IS NOT NULL"
        return f"squeezed({self._as_text(name)}) <> ''"

    def day(self, name: str) -> str:
        if name not in self.columns:
            return "NULL::DATE"
        column, type_ = self.columns[name]
        if _is_time(type_):
            return f"{column}::DATE"
        return f"day_of(clean({self._as_text(name)}))"

    def is_year_only(self, name: str) -> str:
        """Whether instead of a day there stands a year."""
        if name not in self.columns or _is_time(self.columns[name][1]):
            return "false"
        return f"regexp_full_match(clean({self._as_text(name)}), '[12][0-9]{{3}}')"

    def first_day_of_year(self, name: str) -> str:
        return f"TRY_CAST(clean({self._as_text(name)}) || '-01-01' AS DATE)"

    def word(self, name: str, words: Mapping[str, StrEnum], if_empty: StrEnum | None = None) -> str:
        """The member that the word means."""
        if name not in self.columns:
            return f"'{if_empty}'" if if_empty else "NULL::VARCHAR"
        text = self._as_text(name)
        members = sorted({str(member) for member in words.values()})
        meant = " ".join(f"WHEN '{text_}' THEN '{member}'" for text_, member in words.items())
        empty = f"WHEN squeezed({text}) = '' THEN '{if_empty}'" if if_empty else ""
        return f"""CASE WHEN {text} IN ({", ".join(f"'{one}'" for one in members)}) THEN {text} {empty}
            ELSE CASE words({text}) {meant} END END"""

    def _as_text(self, name: str) -> str:
        column, type_ = self.columns[name]
        if type_ == "VARCHAR":
            return column
        if type_.startswith(_BROKEN_NUMBERS):  # 92.0 is how a program without whole numbers that may be missing says 92
            whole = f"CASE WHEN {column} = floor({column}) THEN {column}::HUGEINT::VARCHAR END"
            return f"CASE WHEN isfinite({column}::DOUBLE) THEN coalesce({whole}, {column}::VARCHAR) END"
        return f"{column}::VARCHAR"

    def _is_number(self, name: str) -> bool:
        type_ = self.columns[name][1]
        return type_ in _WHOLE_NUMBERS or type_.startswith(_BROKEN_NUMBERS)


def _is_time(type_: str) -> bool:
    return type_ == "DATE" or type_.startswith("TIMESTAMP")


def cells_of(shape: Shape) -> Cells:
    places = recognised("", shape.register, shape.headings)
    columns = {name: (column(place), shape.types[place]) for name, place in places.items()}
    return Cells(columns, shape.zeros_lost)


def column(place: int) -> str:
    """What a column of a file is called within our SQL, whatever its heading."""
    return f"c{place}"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def readable(path: Path) -> str:
    """A path for read_parquet and read_csv, which take [, * and ? for patterns."""
    return quoted(glob.escape(str(path)))
