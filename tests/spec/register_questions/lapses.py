"""Whose card lapses next."""

from datetime import date

from ansinh.registers.questions import Lapses
from tests.spec.register_questions.case import Case

TITLE = "Lapses ahead"
TEXT = """
`Lapses` counts, by commune and week (named by its Monday), the people whose insurance ends on a day of that week and is
not continued the day after. The time asked for begins on a day and lasts so many times seven days.
"""

CASES = [
    Case(
        "By week of the last day",
        "The question begins on Wednesday 1 July 2026: persons 1 and 2 lapse in that week, person 3 in the next. "
        "Person 4 lapsed before; person 5 after the two weeks.",
        day="2026-06-30",
        residents="""
            person | commune
            1      | 31117
            2      | 31117
            3      | 31117
            4      | 31117
            5      | 31117
        """,
        spells="""
            person | from       | to
            1      | 2025-07-02 | 2026-07-01
            2      | 2025-07-06 | 2026-07-05
            3      | 2025-07-07 | 2026-07-06
            4      | 2025-07-01 | 2026-06-30
            5      | 2025-07-16 | 2026-07-15
        """,
        question=Lapses(date(2026, 7, 1), weeks=2),
        answer="""
            commune | week       | persons
            31117   | 2026-06-29 | 2
            31117   | 2026-07-06 | 1
        """,
    ),
    Case(
        "Whoever has renewed does not lapse",
        "Person 1's next card begins the day after. Person 2 leaves one day without, which is a lapse; the next "
        "card ends in the time too and counts again.",
        day="2026-06-30",
        residents="""
            person | commune
            1      | 31117
            2      | 31117
        """,
        spells="""
            person | from       | to
            1      | 2025-08-01 | 2026-07-31
            1      | 2026-08-01 | 2027-07-31
            2      | 2025-08-01 | 2026-07-31
            2      | 2026-08-02 | 2026-08-31
        """,
        question=Lapses(date(2026, 7, 1), weeks=13),
        answer="""
            commune | week       | persons
            31117   | 2026-07-27 | 1
            31117   | 2026-08-31 | 1
        """,
    ),
]
