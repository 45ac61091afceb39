"""What a snapshot says of itself: a data package (Frictionless) that any tool can read."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ansinh.registers.loading.building import parquet_in
from ansinh.registers.loading.files import SourceFile
from ansinh.registers.loading.given import Task
from ansinh.registers.schema import SOURCE_VERSION
from ansinh.registers.snapshots.layout import SCHEMA_VERSION, TABLES, Column

_TYPES = {"BIGINT": "integer", "TINYINT": "integer", "VARCHAR": "string", "DATE": "date"}


def description(
    directory: Path,
    name: str,
    task: Task,
    files: Sequence[SourceFile],
    counts: Mapping[str, Any],
    rows: Mapping[int, int],
    digest: str,
) -> dict[str, Any]:
    """Of the snapshot in the directory, of which all else is written. ``rows``: of each source, by its place."""
    written = {path.relative_to(directory).as_posix(): path.stat().st_size for path in parquet_in(directory)}
    return {
        "profile": "data-package",
        "name": f"ansinh-register-{name}",
        "title": f"Ansinh: registers of residents and of insurance as known on {task.as_of}",
        "resources": [_resource(table, columns, written) for table, columns in TABLES.items()],
        "ansinh": {
            "schema": SCHEMA_VERSION,
            "source_schema": SOURCE_VERSION,
            "program": version("ansinh"),
            "as_of": task.as_of.isoformat(),
            "before": task.before.name if task.before else None,
            "before_sha256": task.before.sha256 if task.before else None,
            "digest": digest,
            "counts": counts,
            "files": written,
            "sources": [
                {
                    "name": one.name,
                    "register": one.shape.register,
                    "size": one.size,
                    "sha256": one.sha256,
                    "rows": rows.get(one.place, 0),
                }
                for one in files
            ],
        },
    }


def _resource(table: str, columns: tuple[Column, ...], written: Mapping[str, int]) -> dict[str, Any]:
    files = [path for path in written if path.startswith(f"{table}/")]
    return {
        "name": table,
        "path": files,
        "bytes": sum(written[path] for path in files),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {"fields": [_field(column) for column in columns]},
    }


def _field(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": _TYPES[column.type],
        "description": column.meaning,
        "ansinh:type": column.type,
        "ansinh:personal": column.personal,
    }
