"""What made the number of one month that of the next."""

from ansinh.registers.questions import Dimension, Movement
from ansinh.registers.records import Scheme
from tests.spec.register_questions.case import Case, Change

TITLE = "Movement between two registers"
TEXT = """
`Movement` explains the change in the number of insured residents from an earlier register, on its day, to a later one,
on its day. Each person has one cause, so that in every row

    insured_before + joined + arrived + born + moved_in + regrouped_in
    − lapsed − left − died − moved_out − regrouped_out = insured_after
"""

CASES = [
    Case(
        "Joined and lapsed; left and died; born and arrived",
        "All in one commune and group. Person 1 joins, person 2 lapses without a line in July's files, person 3 "
        "leaves, person 4 dies, person 5 is born, person 6 arrives; person 7 stays insured.",
        day="2026-06-30",
        residents="""
            person | commune | group
            1      | 31117   | GD
            2      | 31117   | GD
            3      | 31117   | GD
            4      | 31117   | GD
            7      | 31117   | GD
        """,
        spells="""
            person | from       | to
            2      | 2025-07-16 | 2026-07-15
            3      | 2026-01-01 | 2026-12-31
            4      | 2026-01-01 | 2026-12-31
            7      | 2026-01-01 | 2026-12-31
        """,
        changes=[
            Change(
                "2026-07-31",
                residents="""
                    person | commune | group | birth      | status
                    3      | 31117   | GD    |            | left
                    4      | 31117   | GD    |            | died
                    5      | 31117   | GD    | 2026-07-10 | resident
                    6      | 31117   | GD    | 1990-01-01 | resident
                """,
                spells="""
                    person | from       | to
                    1      | 2026-07-20 | 2027-07-19
                    5      | 2026-07-10 | 2032-07-10
                    6      | 2026-01-01 | 2026-12-31
                """,
            )
        ],
        question=Movement(),
        answer="""
            commune | group | insured_before | joined | arrived | born | lapsed | left | died | insured_after
            31117   | GD    | 4              | 1      | 1       | 1    | 1      | 1    | 1    | 4
        """,
    ),
    Case(
        "Moved and regrouped",
        "Person 1 moves, person 2 changes group in the same commune, person 3 does both and has moved. All stay "
        "insured.",
        day="2026-06-30",
        residents="""
            person | commune | group
            1      | 31117   | GD
            2      | 31117   | GD
            3      | 31117   | GD
        """,
        spells="""
            person | from       | to
            1      | 2026-01-01 | 2026-12-31
            2      | 2026-01-01 | 2026-12-31
            3      | 2026-01-01 | 2026-12-31
        """,
        changes=[
            Change(
                "2026-07-31",
                residents="""
                    person | commune | group
                    1      | 31120   | GD
                    2      | 31117   | HN
                    3      | 31120   | HN
                """,
            )
        ],
        question=Movement(),
        answer="""
            commune | group | insured_before | moved_in | regrouped_in | moved_out | regrouped_out | insured_after
            31117   | GD    | 3              | 0        | 0            | 2         | 1             | 0
            31117   | HN    | 0              | 0        | 1            | 0         | 0             | 1
            31120   | GD    | 0              | 1        | 0            | 0         | 0             | 1
            31120   | HN    | 0              | 1        | 0            | 0         | 0             | 1
        """,
    ),
    Case(
        "In all: nobody moves, nobody is regrouped",
        "Asked without commune and group the same people are just insured at both times. Who moved and lapsed has "
        "lapsed.",
        day="2026-06-30",
        residents="""
            person | commune | group
            1      | 31117   | GD
            2      | 31117   | GD
        """,
        spells="""
            person | from       | to
            1      | 2026-01-01 | 2026-12-31
            2      | 2025-07-16 | 2026-07-15
        """,
        changes=[
            Change(
                "2026-07-31",
                residents="""
                    person | commune | group
                    1      | 31120   | HN
                    2      | 31120   | GD
                """,
            )
        ],
        question=Movement(by=()),
        answer="""
            insured_before | lapsed | moved_in | moved_out | insured_after
            2              | 1      | 0        | 0         | 1
        """,
    ),
    Case(
        "In another scheme, by commune",
        "Person 1 left the job at the end of June and is in voluntary insurance since: joined there.",
        day="2026-06-30",
        residents="""
            person | commune
            1      | 31117
            2      | 31117
        """,
        spells="""
            person | scheme          | from       | to
            1      | bhxh_compulsory | 2020-01-01 | 2026-06-30
            2      | bhxh_voluntary  | 2024-01-01 |
        """,
        changes=[
            Change(
                "2026-07-31",
                spells="""
                    person | scheme         | from       | to
                    1      | bhxh_voluntary | 2026-07-01 |
                """,
            )
        ],
        question=Movement(Scheme.VOLUNTARY, by=(Dimension.COMMUNE,)),
        answer="""
            commune | insured_before | joined | insured_after
            31117   | 1              | 1      | 2
        """,
    ),
]
