"""Files in which an agency writes what the program does not know: payer groups, thresholds."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _


class OwnFileError(InputError):
    def __init__(self, file: Path, reason: Message | str) -> None:
        super().__init__(
            _("The file {file} cannot be used: {reason}.", file=file.name, reason=reason),
            _("Write it in YAML, in the form of the list that comes with the program."),
        )


def own_content(file: Path) -> Mapping[str, Any]:
    """Raises OwnFileError."""
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise OwnFileError(file, _reason(error)) from error
    return content if isinstance(content, dict) else {}


def own_entries(file: Path, name: str) -> Sequence[Mapping[str, Any]]:
    """The list under ``name``. Raises OwnFileError."""
    entries = own_content(file).get(name)
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise OwnFileError(file, _("it has no list under “{name}”", name=name))
    return entries


def _reason(error: Exception) -> Message:
    if isinstance(error, OSError):
        return _("it cannot be read")
    mark = getattr(error, "problem_mark", None)
    return _("line {line} is no YAML", line=mark.line + 1) if mark else _("it is not UTF-8")
