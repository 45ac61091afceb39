"""Who is insured and who is not, counted."""

from datetime import date

from ansinh.registers.questions import Coverage, Dimension
from ansinh.registers.records import Scheme
from tests.spec.register_questions.case import Case, Change

TITLE = "Coverage and gap"
TEXT = """
`Coverage` counts the residents and those of them who are insured, by scheme and by the dimensions asked for: commune,
payer group, sex, age band. The gap is residents less insured. Only combinations with a resident have a row.
"""
DAY = date(2026, 6, 30)
BY_COMMUNE = Coverage(DAY, by=(Dimension.COMMUNE,))

CASES = [
    Case(
        "Both the first and the last day of a card count",
        "Person 1's card begins on the day, person 2's ends on it; person 3's ended the day before, person 4's "
        "begins the day after.",
        day="2026-06-30",
        residents="""
            person | commune
            1      | 31117
            2      | 31117
            3      | 31117
            4      | 31117
        """,
        spells="""
            person | from       | to
            1      | 2026-06-30 | 2026-12-31
            2      | 2025-07-01 | 2026-06-30
            3      | 2025-06-30 | 2026-06-29
            4      | 2026-07-01 | 2027-06-30
        """,
        question=BY_COMMUNE,
        answer="""
            scheme | commune | residents | insured | uninsured
            bhyt   | 31117   | 4         | 2       | 2
        """,
    ),
    Case(
        "Insured anywhere counts",
        "The place of issue does not matter: person 1 works in Hồ Chí Minh City and has the card from there. "
        "Leaving such people out is the usual error in the new-rural criterion.",
        day="2026-06-30",
        residents="""
            person | commune | group
            1      | 31117   | DN
            2      | 31117   | GD
        """,
        spells="""
            person | group | issued_in | from       | to
            1      | DN    | 79        | 2026-01-01 | 2026-12-31
        """,
        question=Coverage(DAY),
        answer="""
            scheme | commune | group | residents | insured
            bhyt   | 31117   | DN    | 1         | 1
            bhyt   | 31117   | GD    | 1         | 0
        """,
    ),
    Case(
        "A person counts once",
        "Two cards valid at once are one insured person, and a resident who stands in the list twice is one "
        "resident. The line of the lower commune code is kept; the other is among the rejected lines.",
        day="2026-06-30",
        residents="""
            person | commune
            1      | 31120
            1      | 31117
        """,
        spells="""
            person | group | from       | to
            1      | HS    | 2026-01-01 | 2026-12-31
            1      | GD    | 2026-03-01 | 2027-02-28
        """,
        question=BY_COMMUNE,
        answer="""
            scheme | commune | residents | insured
            bhyt   | 31117   | 1         | 1
        """,
    ),
    Case(
        "Who belongs together: the personal ID, else the BHXH number",
        "Person 1's card has the number only, but the list of residents has both. Resident 2 has no ID there, but a "
        "card has both. Number 3 stands beside two IDs, so that it proves nothing: the card with number 3 alone is "
        "nobody's.",
        day="2026-06-30",
        residents="""
            person | number | commune | name
            1      | 1      | 31117   | An
            -      | 2      | 31117   | Bình
            3      | 3      | 31117   | Chi
            4      | 3      | 31117   | Dung
        """,
        spells="""
            person | number | from       | to
            -      | 1      | 2026-01-01 | 2026-12-31
            2      | 2      | 2026-01-01 | 2026-12-31
            -      | 3      | 2026-01-01 | 2026-12-31
        """,
        question=BY_COMMUNE,
        answer="""
            scheme | commune | residents | insured
            bhyt   | 31117   | 4         | 2
        """,
    ),
    Case(
        "Cards of people who are no residents do not count",
        "Person 2 lives elsewhere, person 3 has left, person 4 has died: none of them is a resident here.",
        day="2026-06-30",
        residents="""
            person | commune | status
            1      | 31117   | resident
            3      | 31117   | left
            4      | 31117   | died
        """,
        spells="""
            person | from       | to
            2      | 2026-01-01 | 2026-12-31
            3      | 2026-01-01 | 2026-12-31
            4      | 2026-01-01 | 2026-12-31
        """,
        question=BY_COMMUNE,
        answer="""
            scheme | commune | residents | insured
            bhyt   | 31117   | 1         | 0
        """,
    ),
    Case(
        "The four schemes, and in any of them",
        "`any` counts whoever is in at least one scheme: its gap are the people in no scheme at all.",
        day="2026-06-30",
        residents="""
            person | commune
            1      | 31117
            2      | 31117
            3      | 31117
        """,
        spells="""
            person | scheme          | from       | to
            1      | bhyt            | 2026-01-01 | 2026-12-31
            1      | bhxh_compulsory | 2020-01-01 |
            1      | bhtn            | 2020-01-01 |
            2      | bhxh_voluntary  | 2024-05-01 |
        """,
        question=Coverage(
            DAY,
            schemes=(Scheme.BHYT, Scheme.COMPULSORY, Scheme.VOLUNTARY, Scheme.UNEMPLOYMENT, Scheme.ANY),
            by=(),
        ),
        answer="""
            scheme          | residents | insured | uninsured
            any             | 3         | 2       | 1
            bhtn            | 3         | 1       | 2
            bhxh_compulsory | 3         | 1       | 2
            bhxh_voluntary  | 3         | 1       | 2
            bhyt            | 3         | 1       | 2
        """,
    ),
    Case(
        "The group is the one stated; else that of the card that ends last",
        "Person 1 is stated to be in GD, whatever the card says. Of person 2 no group is stated: that of the card. "
        "Person 3's card has lapsed, and its group is still what is known. Of person 4 nothing is known, and the "
        "group is empty.",
        day="2026-06-30",
        residents="""
            person | commune | group
            1      | 31117   | GD
            2      | 31117   |
            3      | 31117   |
            4      | 31117   |
        """,
        spells="""
            person | group | from       | to
            1      | DN    | 2026-01-01 | 2026-12-31
            2      | HX    | 2026-01-01 | 2026-12-31
            3      | HS    | 2024-01-01 | 2024-12-31
            3      | DN    | 2025-01-01 | 2026-03-31
        """,
        question=Coverage(DAY, by=(Dimension.GROUP,)),
        answer="""
            scheme | group | residents | insured
            bhyt   |       | 1         | 0
            bhyt   | DN    | 1         | 0
            bhyt   | GD    | 1         | 1
            bhyt   | HX    | 1         | 1
        """,
    ),
    Case(
        "Age in completed years on the day",
        "Bands are named by their lowest age; −1 is who has no birth date. Person 1 turns six on the day, person 2 "
        "the day after. Who was born on 29 February completes a year on 1 March where there is no such day.",
        day="2026-02-28",
        residents="""
            person | commune | sex    | birth
            1      | 31117   | female | 2020-02-28
            2      | 31117   | female | 2020-03-01
            3      | 31117   | male   | 2020-02-29
            4      | 31117   | male   |
        """,
        question=Coverage(date(2026, 2, 28), by=(Dimension.SEX, Dimension.AGE), ages=(0, 6, 15, 60)),
        answer="""
            scheme | sex    | age | residents
            bhyt   | female | 0   | 1
            bhyt   | female | 6   | 1
            bhyt   | male   | -1  | 1
            bhyt   | male   | 0   | 1
        """,
    ),
    Case(
        "Days ahead: as if nobody renewed",
        "Asked of a later day the register tells who is insured by what is known today. Person 1's card ends "
        "before; person 2 has the next card already; person 3's begins only after a gap.",
        day="2026-06-30",
        residents="""
            person | commune
            1      | 31117
            2      | 31117
            3      | 31117
        """,
        spells="""
            person | from       | to
            1      | 2025-09-01 | 2026-08-31
            2      | 2025-09-01 | 2026-08-31
            2      | 2026-09-01 | 2027-08-31
            3      | 2025-09-01 | 2026-08-31
            3      | 2026-10-01 | 2027-09-30
        """,
        question=Coverage(date(2026, 9, 30), by=()),
        answer="""
            scheme | residents | insured
            bhyt   | 3         | 1
        """,
    ),
    Case(
        "Known by the number, until a card bears both",
        "The list of residents has person 1's number only; so have the cards until June. July's card bears the ID "
        "too, and from then on both are one person, insured.",
        day="2026-06-30",
        residents="""
            person | number | commune | name
            -      | 1      | 31117   | An
        """,
        spells="""
            person | number | from       | to
            -      | 1      | 2025-07-01 | 2026-06-30
        """,
        changes=[
            Change(
                "2026-07-31",
                spells="""
                    person | number | from       | to
                    1      | 1      | 2026-07-01 | 2027-06-30
                """,
            )
        ],
        question=Coverage(date(2026, 7, 31), by=(Dimension.COMMUNE,)),
        answer="""
            scheme | commune | residents | insured
            bhyt   | 31117   | 1         | 1
        """,
    ),
    Case(
        "A month later, by what changed",
        "The files of July name only whoever changed: person 1 has renewed, person 2 has moved, person 3 has died, "
        "person 5 is new. Person 4 is not named, and the card has run out meanwhile.",
        day="2026-06-30",
        residents="""
            person | commune | group
            1      | 31117   | GD
            2      | 31117   | GD
            3      | 31117   | GD
            4      | 31117   | GD
        """,
        spells="""
            person | from       | to
            1      | 2025-07-01 | 2026-06-30
            2      | 2026-01-01 | 2026-12-31
            3      | 2026-01-01 | 2026-12-31
            4      | 2025-07-16 | 2026-07-15
        """,
        changes=[
            Change(
                "2026-07-31",
                residents="""
                    person | commune | group | status
                    2      | 31120   | GD    | resident
                    3      | 31117   | GD    | died
                    5      | 31120   | TE    | resident
                """,
                spells="""
                    person | from       | to
                    1      | 2025-07-01 | 2026-06-30
                    1      | 2026-07-01 | 2027-06-30
                    5      | 2026-07-20 | 2032-07-20
                """,
            )
        ],
        question=Coverage(date(2026, 7, 31)),
        answer="""
            scheme | commune | group | residents | insured
            bhyt   | 31117   | GD    | 2         | 1
            bhyt   | 31120   | GD    | 1         | 1
            bhyt   | 31120   | TE    | 1         | 1
        """,
    ),
]
