"""How the number insured will change if nobody renews."""

from datetime import date

from ansinh.registers.questions import Outlook
from tests.spec.register_questions.case import Case

TITLE = "Outlook"
TEXT = """
`Outlook` tells, by commune and sex, of how many the insurance begins on a day and of how many it is the last day, over
so many days after the one it starts from. With `Coverage` on that day it gives the number insured on each day: all who
have begun by then come in addition, all whose last day is past go. Whether a commune is about to lose a threshold is
told by it.
"""

CASES = [
    Case(
        "Day by day, from the day asked on",
        "Persons 1 and 2 are insured on 30 June; 1 lapses that day, so that 1 July is without, and 2 on 2 July, the "
        "last day whose end is seen within three days. Person 3 begins on 3 July, the last of them; person 4 a day "
        "too late. Person 5 begins and ends within them.",
        day="2026-06-30",
        residents="""
            person | commune | sex
            1      | 31117   | male
            2      | 31117   | female
            3      | 31117   | female
            4      | 31117   | male
            5      | 31120   | male
        """,
        spells="""
            person | from       | to
            1      | 2025-07-01 | 2026-06-30
            2      | 2025-07-03 | 2026-07-02
            3      | 2026-07-03 | 2027-07-02
            4      | 2026-07-04 | 2027-07-03
            5      | 2026-07-01 | 2026-07-01
        """,
        question=Outlook(date(2026, 6, 30), days=3),
        answer="""
            commune | sex    | day        | begun | ended
            31117   | female | 2026-07-02 | 0     | 1
            31117   | female | 2026-07-03 | 1     | 0
            31117   | male   | 2026-06-30 | 0     | 1
            31120   | male   | 2026-07-01 | 1     | 1
        """,
    ),
    Case(
        "Whoever has renewed neither ends nor begins",
        "Person 1's next card begins the day after. Person 2 leaves a day without: an end, and a beginning. Of person "
        "3, whose insurance has no end, there is nothing to tell.",
        day="2026-06-30",
        residents="""
            person | commune | sex
            1      | 31117   | male
            2      | 31117   | male
            3      | 31117   | male
        """,
        spells="""
            person | from       | to
            1      | 2025-08-01 | 2026-07-31
            1      | 2026-08-01 | 2027-07-31
            2      | 2025-08-01 | 2026-07-31
            2      | 2026-08-02 | 2027-07-31
            3      | 2020-01-01 |
        """,
        question=Outlook(date(2026, 7, 1)),
        answer="""
            commune | sex  | day        | begun | ended
            31117   | male | 2026-07-31 | 0     | 1
            31117   | male | 2026-08-02 | 1     | 0
        """,
    ),
]
