"""Who is insured, in which group, until when."""

import re
from collections import Counter
from datetime import date

LIVE = "valid_from <= DATE '2026-06-30' AND (valid_to IS NULL OR valid_to >= DATE '2026-06-30')"
CARD = re.compile(r"(?P<group>[A-Z]{2})(?P<benefit>[1-5])(?P<province>\d{2})(?P<number>\d{10})")
LOWEST = {"GD", "GB", "CN"}


def _insured(simulating, scheme: str) -> float:
    holders = simulating.value(f"SELECT count(DISTINCT bhxh_no) FROM spells WHERE scheme = '{scheme}' AND {LIVE}")
    return holders / 60_000


def test_schemes_have_the_shares_of_viet_nam(simulating) -> None:
    assert 0.92 < _insured(simulating, "bhyt") < 0.945
    assert 0.165 < _insured(simulating, "bhxh_compulsory") < 0.20
    assert 0.015 < _insured(simulating, "bhxh_voluntary") < 0.025
    assert 0.14 < _insured(simulating, "bhtn") < 0.18


def test_nobody_is_in_both_compulsory_and_voluntary_at_a_time(simulating) -> None:
    both = simulating.value(
        f"""SELECT count(*) FROM (SELECT bhxh_no FROM spells WHERE scheme LIKE 'bhxh%' AND {LIVE} GROUP BY 1
        HAVING count(DISTINCT scheme) > 1)"""
    )
    assert both == 0


def test_groups_have_plausible_shares(simulating) -> None:
    groups = dict(simulating.rows("""SELECT "group", count(*) / 60000 FROM residents GROUP BY 1"""))
    assert 0.085 < groups["TE"] < 0.11
    assert 0.09 < groups["HS"] < 0.18
    assert 0.09 < groups["DN"] < 0.17
    assert 0.2 < groups["GD"] < 0.32
    assert 0.02 < groups["HT"] < 0.05
    assert 0.02 < groups[None] < 0.03
    assert {"CH", "HC", "SV", "HN", "CN", "DT", "DK", "BT", "GB", "CK", "CB", "TN"} <= groups.keys()


def test_a_group_stated_has_its_evidence(simulating) -> None:
    assert simulating.value('SELECT count(*) FROM residents WHERE "group" IS NULL AND evidence IS NOT NULL') == 0
    evidence = simulating.rows('SELECT DISTINCT "group", evidence FROM residents WHERE evidence IS NOT NULL')
    assert ("TE", "Giấy khai sinh") in evidence
    assert max(Counter(group for group, _ in evidence).values()) == 1


def test_children_under_six_and_nobody_else_are_te(simulating) -> None:
    counts = simulating.rows(
        """SELECT coalesce("group", 'TE') = 'TE', birth > DATE '2020-06-30', count(*) FROM residents
        WHERE "group" IS NOT NULL AND NOT EXISTS (FROM truth WHERE kind = 'birth_swapped'
            AND truth.person_id = residents.person_id) GROUP BY ALL"""
    )
    assert {(is_te, is_small) for is_te, is_small, _ in counts} == {(True, True), (False, False)}


def test_families_paying_themselves_and_near_poor_are_insured_least(simulating) -> None:
    shares = simulating.rows(
        f"""WITH held AS (SELECT DISTINCT coalesce(person_id, -bhxh_no) AS who FROM spells
            WHERE scheme = 'bhyt' AND {LIVE})
        SELECT "group", avg((person_id IN (SELECT who FROM held) OR -bhxh_no IN (SELECT who FROM held))::INTEGER)
        FROM residents WHERE "group" IN ('GD', 'GB', 'CN', 'HN', 'DT', 'TE', 'HS', 'DN', 'HT') GROUP BY 1"""
    )
    by_share = [group for group, _ in sorted(shares, key=lambda row: row[1])]
    assert set(by_share[:3]) == LOWEST


def test_poverty_differs_by_commune(simulating) -> None:
    poor = dict(
        simulating.rows(
            """SELECT left(commune, 2) = '03', avg((coalesce("group", '') IN ('HN', 'CN', 'DT', 'DK'))::INTEGER)
        FROM residents
        WHERE commune <> '99999' GROUP BY 1"""
        )
    )
    assert poor[True] > 0.4 > 0.15 > poor[False]


def test_card_codes_are_well_formed_and_say_what_the_columns_say(simulating) -> None:
    cards = simulating.rows("""SELECT card, "group", benefit, issued_in, bhxh_no FROM spells WHERE scheme = 'bhyt'""")
    short = 0
    for card, group, benefit, issued_in, number in cards:
        if len(card) == 10:
            short += 1
            assert int(card) == number
            continue
        found = CARD.fullmatch(card)
        assert found
        assert (found["group"], int(found["benefit"])) == (group, benefit)
        assert (found["province"], int(found["number"])) == (issued_in, number)
    assert 0.13 < short / len(cards) < 0.17


def test_schemes_without_cards_have_none(simulating) -> None:
    assert (
        simulating.value(
            """SELECT count(*) FROM spells WHERE scheme <> 'bhyt'
        AND (card IS NOT NULL OR "group" IS NOT NULL OR benefit IS NOT NULL)"""
        )
        == 0
    )


def test_near_poor_cards_have_digit_3_before_2026_and_2_from_then_on(simulating) -> None:
    digits = simulating.rows(
        """SELECT DISTINCT valid_from >= DATE '2026-01-01', benefit FROM spells WHERE "group" = 'CN' AND NOT EXISTS
        (FROM truth WHERE kind = 'wrong_benefit' AND truth.bhxh_no = spells.bhxh_no)"""
    )
    assert set(digits) == {(False, 3), (True, 2)}


def test_a_quarter_of_employees_cards_are_issued_elsewhere(simulating) -> None:
    share = simulating.value(
        f"""SELECT avg((issued_in::INTEGER <> bhxh_no // 100000000)::INTEGER) FROM spells
        WHERE "group" = 'DN' AND {LIVE}"""
    )
    assert 0.2 < share < 0.3


def test_household_cards_run_3_6_or_12_months_from_the_first_of_any_month(simulating) -> None:
    terms = simulating.rows(
        f"""SELECT date_diff('month', valid_from, valid_to + 1), month(valid_from), day(valid_from), count(*)
        FROM spells
        WHERE "group" = 'GD' AND {LIVE} AND NOT EXISTS (FROM truth WHERE kind = 'double_card'
            AND truth.bhxh_no = spells.bhxh_no) GROUP BY ALL"""
    )
    assert {months for months, *_ in terms} == {3, 6, 12}
    assert {month for _, month, *_ in terms} == set(range(1, 13))
    assert {day for _, _, day, _ in terms} == {1}


def test_school_cards_end_with_december_or_september(simulating) -> None:
    ends = {
        end for (end,) in simulating.rows(f"""SELECT DISTINCT valid_to FROM spells WHERE "group" = 'HS' AND {LIVE}""")
    }
    assert {date(2026, 9, 30), date(2026, 12, 31)} == {end for end in ends if end < date(2027, 1, 1)}


def test_cards_of_the_poor_end_with_december(simulating) -> None:
    ends = simulating.rows(
        f"""SELECT DISTINCT valid_to FROM spells WHERE "group" IN ('HN', 'CN')
        AND valid_from > DATE '2025-12-31' AND {LIVE}"""
    )
    assert set(ends) == {(date(2026, 12, 31),)}


def test_childrens_cards_run_to_72_months(simulating) -> None:
    wrong = simulating.value(
        f"""SELECT count(*) FROM spells WHERE "group" = 'TE' AND {LIVE}
        AND valid_to <> valid_from + INTERVAL 72 MONTH - INTERVAL 1 DAY"""
    )
    assert wrong == 0


def test_there_are_open_spells_ended_ones_and_ones_to_come(simulating) -> None:
    kinds = dict(
        simulating.rows(
            """SELECT CASE WHEN valid_to IS NULL THEN 'open' WHEN valid_to < DATE '2026-06-30' THEN 'ended'
            WHEN valid_from > DATE '2026-06-30' THEN 'ahead' ELSE 'held' END, count(*) FROM spells GROUP BY 1"""
        )
    )
    assert min(kinds.values()) > 300
    assert kinds["held"] > kinds["open"] > kinds["ended"] > kinds["ahead"]


def test_some_of_the_uninsured_had_a_card_of_another_group(simulating) -> None:
    others = simulating.value(
        f"""SELECT count(*) FROM residents JOIN spells USING (person_id) WHERE scheme = 'bhyt'
        AND residents."group" <> spells."group" AND NOT EXISTS (FROM spells AS held
            WHERE held.scheme = 'bhyt' AND held.bhxh_no = spells.bhxh_no AND {LIVE})"""
    )
    assert others > 200
