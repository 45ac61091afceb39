"""Who is not insured, one by one."""

from datetime import date

from ansinh.registers.questions import Uninsured
from ansinh.registers.records import Scheme
from tests.spec.register_questions.case import Case

TITLE = "The uninsured of one commune"
TEXT = """
`Uninsured` lists the residents of a commune without the scheme on a day, by household, and says why: `never` (no
insurance has begun by that day), `lapsed` (the last one ended, on the day named), `changed_group` (it ended and was of
another payer group than the resident belongs to now: a child who turned six, an employee who left the job).
"""
DAY = date(2026, 6, 30)

CASES = [
    Case(
        "Never, lapsed, changed group",
        "Person 4 is insured and is not listed, nor is person 5 of another commune. Person 3 was insured as an "
        "employee and belongs to a household now.",
        day="2026-06-30",
        residents="""
            person | household | commune | group
            1      | H1        | 31117   | GD
            2      | H1        | 31117   | GD
            3      | H2        | 31117   | GD
            4      | H2        | 31117   | GD
            5      | H3        | 31120   | GD
        """,
        spells="""
            person | group | from       | to
            2      | GD    | 2024-05-01 | 2025-04-30
            2      | GD    | 2025-06-01 | 2026-05-31
            3      | DN    | 2020-01-01 | 2026-03-31
            4      | GD    | 2026-01-01 | 2026-12-31
        """,
        question=Uninsured("31117", DAY),
        answer="""
            household | person | group | reason        | lapsed_on  | last_group
            H1        | 1      | GD    | never         |            |
            H1        | 2      | GD    | lapsed        | 2026-05-31 | GD
            H2        | 3      | GD    | changed_group | 2026-03-31 | DN
        """,
    ),
    Case(
        "A card that has not begun yet insures nobody",
        "Person 1 has a first card from next month: not insured, and never insured by the day.",
        day="2026-06-30",
        residents="""
            person | household | commune | group
            1      | H1        | 31117   | GD
        """,
        spells="""
            person | group | from       | to
            1      | GD    | 2026-07-15 | 2027-07-14
        """,
        question=Uninsured("31117", DAY),
        answer="""
            household | person | reason | lapsed_on
            H1        | 1      | never  |
        """,
    ),
    Case(
        "A gap of one day is a lapse",
        "A card that begins the day after the last one ended continues it. Person 1's was continued so and ran out "
        "in May; person 2 was without for a day in January, which does not matter for the reason now.",
        day="2026-06-30",
        residents="""
            person | household | commune | group
            1      | H1        | 31117   | GD
            2      | H2        | 31117   | GD
        """,
        spells="""
            person | group | from       | to
            1      | GD    | 2025-01-01 | 2025-12-31
            1      | GD    | 2026-01-01 | 2026-05-31
            2      | GD    | 2025-01-01 | 2025-12-31
            2      | GD    | 2026-01-02 | 2026-04-30
        """,
        question=Uninsured("31117", DAY),
        answer="""
            household | person | reason | lapsed_on
            H1        | 1      | lapsed | 2026-05-31
            H2        | 2      | lapsed | 2026-04-30
        """,
    ),
    Case(
        "Who will be uninsured",
        "Asked ahead the list is of those who will be without if nobody renews.",
        day="2026-06-30",
        residents="""
            person | household | commune | group
            1      | H1        | 31117   | HS
            2      | H1        | 31117   | GD
        """,
        spells="""
            person | group | from       | to
            1      | HS    | 2026-01-01 | 2026-12-31
            2      | GD    | 2025-10-01 | 2026-09-30
        """,
        question=Uninsured("31117", date(2026, 10, 1)),
        answer="""
            household | person | group | reason | lapsed_on
            H1        | 2      | GD    | lapsed | 2026-09-30
        """,
    ),
    Case(
        "In another scheme",
        "Of other schemes there is no card, and so no group it could have been of.",
        day="2026-06-30",
        residents="""
            person | household | commune | group
            1      | H1        | 31117   | GD
            2      | H1        | 31117   | DN
        """,
        spells="""
            person | scheme          | from       | to
            1      | bhxh_voluntary  | 2022-01-01 | 2025-12-31
            2      | bhxh_compulsory | 2022-01-01 |
        """,
        question=Uninsured("31117", DAY, Scheme.VOLUNTARY),
        answer="""
            household | person | reason | lapsed_on  | last_group
            H1        | 1      | lapsed | 2025-12-31 |
            H1        | 2      | never  |            |
        """,
    ),
]
