"""SQL by which lines of a list of spells are read and checked."""

from ansinh.registers.loading.lines import BUCKET, LINES, PREFIX_DIGIT, REJECTED, refusal, warning
from ansinh.registers.loading.reading import Cells
from ansinh.registers.records import OPEN_END, Scheme
from ansinh.registers.schema import SCHEME_WORDS


def _no_day(name: str) -> str:
    return f"{name} IS NULL OR {name} NOT BETWEEN DATE '1900-01-01' AND DATE '{OPEN_END}'"


REFUSALS = "\n".join(
    (
        refusal("unknown_scheme", "scheme", "scheme IS NULL"),
        refusal("bad_id", "person_id", "has_id AND person_id IS NULL AND bhxh_no IS NULL"),
        refusal("bad_number", "bhxh_no", "has_number AND person_id IS NULL AND bhxh_no IS NULL"),
        refusal("nobody", "person_id", "person_id IS NULL AND bhxh_no IS NULL"),
        refusal("bad_date", "valid_from", _no_day("valid_from")),
        refusal("bad_date", "valid_to", _no_day("valid_to")),
        refusal("ends_before_begins", "valid_to", "valid_to < valid_from"),
    )
)
WARNED = " + ".join(
    (
        warning("bad_id", "has_id AND person_id IS NULL"),
        warning("bad_number", "has_number AND number_given IS NULL"),
        warning("id_prefix", "person_id IS NOT NULL AND prefixes.code IS NULL AND getvariable('checks_prefixes')"),
        warning("bad_card", "card <> '' AND NOT is_long_card AND card_number IS NULL"),
        warning(
            "card_differs",
            """coalesce(number_given <> card_number, false) OR is_long_card AND (
                group_given NOT IN ('', card[1:2]) OR benefit_given NOT IN ('', card[3])
                OR place NOT IN ('', card[4:5]))""",
        ),
        warning(
            "benefit_not_allowed",
            f"scheme = '{Scheme.BHYT}' AND benefit IS NOT NULL "
            "AND getvariable('day') BETWEEN valid_from AND valid_to "
            "AND groups.digits <> '' AND NOT contains(groups.digits, benefit::VARCHAR)",
        ),
        warning("benefit_not_understood", "benefit_given <> '' AND NOT regexp_full_match(benefit_given, '[1-5]')"),
        warning("unknown_group", """"group" <> '' AND groups.code IS NULL"""),
        warning("place_not_understood", "place <> '' AND NOT regexp_full_match(place, '[0-9]{2}')"),
    )
)
_LONG_CARD = "[A-Z]{2}[1-5][0-9]{12}"


def read_spells(cells: Cells, given: str, row: str) -> str:
    """``given``: the relation of the file's columns; ``row``: the SQL of a line as it was given."""
    read = f"""SELECT *,
        {cells.word("scheme", SCHEME_WORDS)} AS scheme,
        {cells.personal_id()} AS person_id, {cells.is_given("person_id")} AS has_id,
        {cells.number()} AS number_given, {cells.is_given("bhxh_no")} AS has_number,
        {cells.code("card")} AS card,
        {cells.code("group")} AS group_given,
        {cells.code("benefit")} AS benefit_given,
        {cells.day("valid_from")} AS valid_from,
        CASE WHEN {cells.is_given("valid_to")} THEN {cells.day("valid_to")} ELSE DATE '{OPEN_END}' END AS valid_to,
        {cells.code("issued_in", digits=2)} AS place
        FROM ({given})"""
    carded = f"""SELECT *, regexp_full_match(card, '{_LONG_CARD}') AS is_long_card,
        CASE WHEN regexp_full_match(card, '{_LONG_CARD}|[0-9]{{10}}') THEN nullif(right(card, 10)::BIGINT, 0) END
            AS card_number
        FROM ({read})"""
    filled = f"""SELECT *, coalesce(number_given, card_number) AS bhxh_no,
        CASE WHEN group_given = '' AND is_long_card THEN card[1:2] ELSE group_given END AS "group",
        CASE WHEN regexp_full_match(benefit_given, '[1-5]') THEN benefit_given::TINYINT
            WHEN is_long_card THEN card[3]::TINYINT END AS benefit,
        CASE WHEN regexp_full_match(place, '[0-9]{{2}}') THEN place
            WHEN is_long_card THEN card[4:5] ELSE '' END AS issued_in
        FROM ({carded})"""
    checked = f"""SELECT filled.*, person_id AS person, coalesce(groups.code, '') AS known_group,
        CASE {REFUSALS} END AS refusal, {WARNED} AS warnings
        FROM ({filled}) AS filled
        LEFT JOIN groups ON groups.code = "group"
        LEFT JOIN prefixes ON prefixes.code = person_id // {PREFIX_DIGIT}"""
    return f"""SELECT {", ".join(LINES["spells"])}, refusal,
        CASE WHEN refusal IS NOT NULL THEN {row} END AS row,
        CASE WHEN refusal IS NOT NULL THEN '{REJECTED}' ELSE {BUCKET} END AS bucket
        FROM (SELECT * REPLACE (CASE WHEN is_long_card THEN card ELSE '' END AS card, known_group AS "group")
            FROM ({checked}))"""
