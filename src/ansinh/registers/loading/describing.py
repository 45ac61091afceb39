"""What a snapshot says of itself: a data package (Frictionless) that any tool can read."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from ansinh.registers.loading.files import SourceFile
from ansinh.registers.loading.given import Task
from ansinh.registers.schema import SOURCE_VERSION
from ansinh.registers.snapshots.layout import PARTITIONS, SCHEMA_VERSION, TABLES, Column

_TYPES = {"BIGINT": "integer", "TINYINT": "integer", "VARCHAR": "string", "DATE": "date"}


def description(
    name: str, task: Task, files: Sequence[SourceFile], counts: Mapping[str, Any], rows: Mapping[int, int], digest: str
) -> dict[str, Any]:
    """``rows``: of each source, by its place."""
    return {
        "profile": "data-package",
        "name": f"ansinh-register-{name}",
        "title": f"Ansinh: registers of residents and of insurance as known on {task.as_of}",
        "resources": [_resource(table, columns) for table, columns in TABLES.items()],
        "ansinh": {
            "schema": SCHEMA_VERSION,
            "source_schema": SOURCE_VERSION,
            "program": version("ansinh"),
            "as_of": task.as_of.isoformat(),
            "before": task.before.name if task.before else None,
            "digest": digest,
            "counts": counts,
            "sources": [
                {
                    "name": one.path.name,
                    "register": one.shape.register,
                    "size": one.size,
                    "sha256": one.sha256,
                    "rows": rows.get(one.place, 0),
                }
                for one in files
            ],
        },
    }


def _resource(table: str, columns: tuple[Column, ...]) -> dict[str, Any]:
    partition = PARTITIONS.get(table)
    return {
        "name": table,
        "path": f"{table}/{partition}=*/*.parquet" if partition else f"{table}/*.parquet",
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
