"""Logs: one JSON object a line on stderr, and nothing in it of what people typed, named or stored.

Of a message only the sentence in the code is kept, never the values in it; of an error its kind and the places in the
code, never its text; of a request its route (``area/<key>/``), never its address.
"""

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

REQUESTS = "ansinh.requests"
FIELDS = ("method", "route", "status", "ms", "user")  # what a record may carry besides
# What was refused, as it was sent; errors with their texts; addresses.
_FILLED_IN = ("django.security", "_granian.utils", "django.request")
request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": _sentence(record),
        }
        if identifier := request_id.get():
            line["request"] = identifier
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            line["errors"] = _errors(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _sentence(record: logging.LogRecord) -> str:
    if record.name.startswith(_FILLED_IN) or not isinstance(record.msg, str):
        return record.name
    return record.msg


class Stderr(logging.Handler):
    """A line in one piece, since several processes write."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(f"{self.format(record)}\n")


def _errors(error: BaseException) -> list[dict[str, object]]:
    """The error and what it came from, each with its places, the innermost first."""
    chain: list[BaseException] = []
    step: BaseException | None = error
    while step is not None and step not in chain:
        chain.append(step)
        step = step.__cause__ or step.__context__
    return [{"kind": f"{type(one).__module__}.{type(one).__qualname__}", "at": _places(one)} for one in chain]


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}" for frame in reversed(frames)]


def logging_to_stderr() -> dict[str, Any]:
    """For `logging.config.dictConfig`. Every other way to write is taken away."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"stderr": {"()": Stderr, "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            REQUESTS: {"level": "INFO"},
            "django": {"level": "WARNING", "handlers": [], "propagate": True},
            # Each repeats what the line of the request says.
            "django.request": {"level": "ERROR", "handlers": [], "propagate": True},
            "django.server": {"level": "ERROR", "handlers": [], "propagate": True},
            "_granian": {"level": "WARNING", "handlers": [], "propagate": True},
            "granian.access": {"level": "CRITICAL", "handlers": [], "propagate": True},
        },
    }
