"""The register's terms as people say them."""

from datetime import date

from ansinh.cli.registers.own import own_groups
from ansinh.cli.registers.sheets import Word
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.registers.questions import Dimension, Reason
from ansinh.registers.records import Scheme, Sex

SCHEMES: dict[Scheme, Message] = {
    Scheme.BHYT: _("health insurance"),
    Scheme.COMPULSORY: _("compulsory social insurance"),
    Scheme.VOLUNTARY: _("voluntary social insurance"),
    Scheme.UNEMPLOYMENT: _("unemployment insurance"),
    Scheme.ANY: _("at least one of the four"),
}
DIMENSIONS: dict[Dimension, Message] = {
    Dimension.COMMUNE: _("Unit"),
    Dimension.GROUP: _("Payer group"),
    Dimension.SEX: _("Sex"),
    Dimension.AGE: _("Age"),
}
SEXES: dict[Sex, Message] = {
    Sex.MALE: _("male"),
    Sex.FEMALE: _("female"),
    Sex.UNKNOWN: _("not known"),
}
REASONS: dict[Reason, Message] = {
    Reason.NEVER: _("never insured"),
    Reason.LAPSED: _("lapsed"),
    Reason.CHANGED_GROUP: _("changed group"),
}
LISTS = {
    "residents": _("list of residents"),
    "spells": _("list of the insured"),
}
NOT_KNOWN = _("not known")


def sex_word(sex: Sex) -> Word:
    return Word(sex.value, SEXES[sex])


def reason_word(reason: Reason) -> Word:
    return Word(reason.value, REASONS[reason])


def age_word(age: int, ages: tuple[int, ...]) -> Word:
    """A band by its lowest age: 6 is "6–14"."""
    if age < 0:
        return Word(str(age), NOT_KNOWN)
    above = [one for one in ages if one > age]
    return Word(str(age), f"{age}–{above[0] - 1}" if above else _("{age} and over", age=age))


def group_word(code: str, day: date) -> Word:
    """With its name on the day, where it has one."""
    if not code:
        return Word("", NOT_KNOWN)
    group = own_groups(day).get(code)
    return Word(code, f"{code} {group.text()}" if group else code)


def list_word(register: str) -> Word:
    return Word(register, LISTS[register])
