"""SQL by which lines of a list of residents are read and checked."""

from ansinh.registers.loading.lines import BUCKET, KEYLESS, LINES, PREFIX_DIGIT, REJECTED, refusal, warning
from ansinh.registers.loading.reading import Cells
from ansinh.registers.records import Sex, Status
from ansinh.registers.schema import SEX_WORDS, STATUS_WORDS

REFUSALS = "\n".join(
    (
        refusal("unknown_commune", "commune", "found.commune IS NULL"),
        refusal("bad_id", "person_id", "has_id AND person_id IS NULL AND bhxh_no IS NULL"),
        refusal("bad_number", "bhxh_no", "has_number AND person_id IS NULL AND bhxh_no IS NULL"),
        refusal("nobody", "person_id", "person_id IS NULL AND bhxh_no IS NULL AND name = ''"),
        refusal("unknown_status", "status", "status IS NULL"),
    )
)
_BIRTH = "CASE WHEN birth BETWEEN DATE '1800-01-01' AND getvariable('day') THEN birth END"
_CENTURY_AND_SEX = f"(person_id // {PREFIX_DIGIT // 10}) % 10"
_YEAR_OF_ID = f"1900 + 100 * ({_CENTURY_AND_SEX} // 2) + (person_id // {PREFIX_DIGIT // 1000}) % 100"
WARNED = " + ".join(
    (
        warning("bad_id", "has_id AND person_id IS NULL"),
        warning("bad_number", "has_number AND bhxh_no IS NULL"),
        warning("id_prefix", "person_id IS NOT NULL AND prefixes.code IS NULL AND getvariable('checks_prefixes')"),
        warning(
            "id_sex",
            f"person_id IS NOT NULL AND sex = CASE WHEN {_CENTURY_AND_SEX} % 2 = 0 "
            f"THEN '{Sex.FEMALE}' ELSE '{Sex.MALE}' END",
        ),
        warning("id_birth_year", f"person_id IS NOT NULL AND year({_BIRTH}) <> {_YEAR_OF_ID}"),
        warning("birth_year_only", "is_year_only"),
        warning("sex_not_understood", "sex IS NULL"),
        warning("birth_left_out", f"has_birth AND {_BIRTH} IS NULL"),
        warning("unknown_group", """"group" <> '' AND groups.code IS NULL"""),
    )
)


def read_residents(cells: Cells, given: str, row: str) -> str:
    """``given``: the relation of the file's columns; ``row``: the SQL of a line as it was given."""
    read = f"""SELECT *,
        {cells.personal_id(_birth(cells))} AS person_id, {cells.is_given("person_id")} AS has_id,
        {cells.number()} AS bhxh_no, {cells.is_given("bhxh_no")} AS has_number,
        {cells.text("name")} AS name,
        {_birth(cells)} AS birth, {cells.is_given("birth")} AS has_birth, {cells.is_year_only("birth")} AS is_year_only,
        {cells.word("sex", SEX_WORDS, Sex.UNKNOWN)} AS sex,
        {cells.text("household")} AS household,
        {cells.code("commune", digits=5)} AS commune_given,
        {cells.code("group")} AS "group",
        {cells.text("evidence")} AS evidence,
        {cells.word("status", STATUS_WORDS, Status.RESIDENT)} AS status
        FROM ({given})"""
    checked = f"""SELECT read.*, found.commune, coalesce(groups.code, '') AS known_group,
        CASE {REFUSALS} END AS refusal, {WARNED} AS warnings
        FROM ({read}) AS read
        LEFT JOIN communes AS found ON found.given = commune_given
        LEFT JOIN groups ON groups.code = "group"
        LEFT JOIN prefixes ON prefixes.code = person_id // {PREFIX_DIGIT}"""
    taken = f"""SELECT * REPLACE (coalesce(sex, '{Sex.UNKNOWN}') AS sex, {_BIRTH} AS birth, known_group AS "group")
        FROM ({checked})"""
    keyed = f"""SELECT *,
        CASE WHEN person_id IS NOT NULL THEN person_id WHEN bhxh_no IS NULL THEN {KEYLESS} END AS person
        FROM ({taken})"""
    return f"""SELECT {", ".join(LINES["residents"])}, refusal,
        CASE WHEN refusal IS NOT NULL THEN {row} END AS row,
        CASE WHEN refusal IS NOT NULL THEN '{REJECTED}' ELSE {BUCKET} END AS bucket
        FROM ({keyed})"""


def _birth(cells: Cells) -> str:
    if cells.is_year_only("birth") == "false":
        return cells.day("birth")
    return f"""CASE WHEN {cells.is_year_only("birth")}
        THEN {cells.first_day_of_year("birth")} ELSE {cells.day("birth")} END"""
