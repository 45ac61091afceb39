"""Run as a program: reads the workbook named, with little memory, and prints how that went as JSON."""

import json
import resource
import sys
from pathlib import Path

from ansinh.imports.errors import WorkbookError
from ansinh.imports.files.reading import read_file, read_workbook

MOST_MEMORY = 1536 * 2**20
MOST_SECONDS = 30


def main(path: Path) -> dict[str, object]:
    try:
        book = read_workbook(read_file(path))
    except WorkbookError as error:
        return {"refused": error.text("en")}
    return {"sheets": [[len(sheet.rows), max(map(len, sheet.rows), default=0)] for sheet in book.sheets]}


def most_resident() -> int:
    """Bytes of this program alone: what getrusage gives also counts the process that started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    (peak,) = (line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    outcome = main(Path(sys.argv[1]))
    outcome["memory"] = most_resident()
    sys.stdout.write(json.dumps(outcome))
