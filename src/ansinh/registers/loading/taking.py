"""The first stage: every line is read once, checked, and put where its person's other lines are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from ansinh.registers.loading.building import emptied
from ansinh.registers.loading.errors import DamagedFileError, OpenQuoteError
from ansinh.registers.loading.files import Shape, SourceFile
from ansinh.registers.loading.given import Task
from ansinh.registers.loading.headings import recognised
from ansinh.registers.loading.lines import LINES, REFUSED, REJECTED
from ansinh.registers.loading.reading import Cells, cells_of, column, quoted, readable
from ansinh.registers.loading.residents import read_residents
from ansinh.registers.loading.spells import read_spells
from ansinh.registers.schema import LINE

_BROKEN = "broken_line "  # with the field, of which there is none
_READ = {"residents": read_residents, "spells": read_spells}


def prepare_codes(task: Task, connection: duckdb.DuckDBPyConnection) -> None:
    """Tables ``communes``, ``groups``, ``prefixes`` and the variables that the checks look up."""
    areas = task.areas
    communes = {code: code for code in areas.communes} | {
        old: new for old, new in areas.successors.items() if old not in areas.communes and new in areas.communes
    }
    connection.execute("CREATE TEMP TABLE communes (given VARCHAR, commune VARCHAR, province VARCHAR)")
    connection.execute("CREATE TEMP TABLE groups (code VARCHAR, digits VARCHAR)")
    connection.execute("CREATE TEMP TABLE prefixes (code BIGINT)")
    _fill(connection, "communes", [(old, new, areas.communes[new].province) for old, new in communes.items()])
    _fill(
        connection,
        "groups",
        [(code, "".join(map(str, sorted(digits)))) for code, digits in task.codes.groups.items()],
    )
    _fill(connection, "prefixes", [(int(prefix),) for prefix in task.codes.prefixes])
    connection.execute(f"SET VARIABLE day = DATE '{task.as_of}'")
    connection.execute(f"SET VARIABLE checks_prefixes = {bool(task.codes.prefixes)}")


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]  # row by row it takes seconds
        connection.execute(f"INSERT INTO {table} SELECT {', '.join(['unnest(?)'] * len(columns))}", columns)


def take(files: Sequence[SourceFile], directory: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Files that are read together → ``directory/bucket=…/*.parquet``."""
    shape = files[0].shape
    emptied(directory)
    lines = _READ[shape.register](cells_of(shape), _given(files), _as_given(shape))
    try:
        connection.execute(
            f"COPY ({lines}) TO {quoted(str(directory))} "
            "(FORMAT parquet, PARTITION_BY (bucket), OVERWRITE_OR_IGNORE, COMPRESSION lz4)"
        )
    except (duckdb.InvalidInputException, duckdb.IOException, duckdb.ConversionException):
        raise DamagedFileError(", ".join(one.name for one in files[:3])) from None
    if shape.kind == "csv":
        _refuse_open_quote(files[0], connection)
        _keep_broken_lines(files[0], directory, connection)


def _given(files: Sequence[SourceFile]) -> str:
    shape = files[0].shape
    columns = [f"{_name(heading)} AS {column(place)}" for place, heading in enumerate(shape.headings)]
    if shape.kind == "csv":
        types = ", ".join(f"{column(place)}: 'VARCHAR'" for place in range(len(shape.headings)))
        relation = f"""SELECT *, {files[0].place} AS source, 1 + row_number() OVER () AS row_of_file
            FROM read_csv({readable(files[0].path)}, auto_detect = false, header = true, columns = {{{types}}},
                delim = {quoted(shape.delimiter)}, quote = '"', escape = '"', store_rejects = true)"""
    else:
        paths = ", ".join(readable(one.path) for one in files)
        relation = f"""SELECT {", ".join(columns)}, (file_index + {files[0].place})::INTEGER AS source,
            file_row_number + 1 AS row_of_file
            FROM read_parquet([{paths}], file_row_number = true, hive_partitioning = false)"""
    return f"SELECT *, {_line(cells_of(shape), shape)} AS line FROM ({relation})"


def _line(cells: Cells, shape: Shape) -> str:
    """The line that the list's maker says it was, else the row of the file."""
    place = recognised("", shape.register, shape.headings).get(LINE)
    return "row_of_file" if place is None else f"coalesce(TRY_CAST({column(place)} AS BIGINT), row_of_file)"


def _as_given(shape: Shape) -> str:
    names = _distinct(shape.headings)
    fields = ", ".join(f"{_name(name)} := {column(place)}" for place, name in enumerate(names))
    return f"to_json(struct_pack({fields}))::VARCHAR"


def _distinct(headings: Sequence[str]) -> list[str]:
    """Columns that are passed over may be headed alike; SQL does not tell capitals apart."""
    many = Counter(heading.lower() for heading in headings)
    return [
        f"{heading} ({place})" if many[heading.lower()] > 1 else heading for place, heading in enumerate(headings, 1)
    ]


def _name(heading: str) -> str:
    return '"' + heading.replace('"', '""') + '"'


def _refuse_open_quote(file: SourceFile, connection: duckdb.DuckDBPyConnection) -> None:
    """One would make a single broken line of all that follow it."""
    found = connection.execute(
        """SELECT min(line) FROM reject_errors WHERE error_type = 'LINE SIZE OVER MAXIMUM'
            OR error_type = 'UNQUOTED VALUE' AND contains(trim(csv_line, chr(13) || chr(10)), chr(10))"""
    ).fetchall()[0][0]
    if found is not None:
        raise OpenQuoteError(file.name, found)


def _keep_broken_lines(file: SourceFile, directory: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Lines without the head's columns, which never came to be checked."""
    missing = ", ".join(
        f"NULL::{type_} AS {name}" for name, type_ in LINES[file.shape.register].items() if name not in REFUSED
    )
    target = directory / f"bucket={REJECTED}"
    target.mkdir(mode=0o700, exist_ok=True)
    connection.execute(
        f"""COPY (SELECT {missing}, '{_BROKEN}' AS refusal, to_json(any_value(csv_line))::VARCHAR AS row,
            {file.place} AS source, line::BIGINT AS line FROM reject_errors GROUP BY line)
        TO {quoted(str(target / "broken.parquet"))} (FORMAT parquet)"""
    )
    for table in ("reject_errors", "reject_scans"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def counting_broken(refused: str, sources: Iterable[int]) -> str:
    """SELECT of refused lines whose ``line`` counts the broken lines above it, as the file does; while a file is read
    they are not counted. ``sources``: places of the files of which ``line`` is the row of the file."""
    places = ", ".join(map(str, sources)) or "NULL"
    return f"""SELECT refused.* REPLACE (
            CASE WHEN refusal = '{_BROKEN}' THEN line ELSE line + coalesce(broken, 0) END AS line)
        FROM ({refused}) AS refused ASOF LEFT JOIN (
            SELECT source, line - number AS taken_above, max(number) AS broken
            FROM (SELECT source, line, row_number() OVER (PARTITION BY source ORDER BY line) AS number
                FROM ({refused}) WHERE refusal = '{_BROKEN}' AND source IN ({places}))
            GROUP BY ALL) AS above
        ON above.source = refused.source AND above.taken_above < refused.line"""
