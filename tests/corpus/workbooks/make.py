"""All workbooks of the corpus. They are made when asked for and nothing is kept: no binary file is in the repository.

    python -m tests.corpus.workbooks.make DIRECTORY

writes them into a directory, to be opened with a spreadsheet program.
"""

import sys
from functools import cache
from pathlib import Path

from tests.corpus.workbooks import (
    cells,
    clusters,
    communes,
    districts,
    files,
    habits,
    layouts,
    mixtures,
    questions,
    refused,
)
from tests.corpus.workbooks.case import MAKERS, Case

THEMES = (cells, clusters, communes, districts, files, habits, layouts, mixtures, questions, refused)


def names() -> list[str]:
    return sorted(MAKERS)


@cache
def made(name: str) -> Case:
    return MAKERS[name]()


def cases() -> list[Case]:
    return [made(name) for name in names()]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for one in cases():
        (folder / one.name).mkdir(parents=True, exist_ok=True)
        (folder / one.name / one.file_name).write_bytes(one.content)
