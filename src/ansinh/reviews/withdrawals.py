"""A register that was loaded by mistake is taken out of use: said beside it, and in the audit log."""

from django.db import transaction
from django.utils import timezone

from ansinh.audit.actions import record
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.registers.snapshots.store import Registers, Snapshot
from ansinh.registers.snapshots.withdrawal import Withdrawal
from ansinh.reviews.purposes import LONGEST, actor, holds_number_of_a_person, tidy

ACTION = "register.withdrawn"


class WithdrawalError(InputError):
    """Everybody who asks for the register reads who withdrew it and why."""

    def __init__(self, cause: Message) -> None:
        super().__init__(cause, _("Write in a few words what is wrong with its lists; name no person, give no number."))


def withdraw(registers: Registers, name: str, *, reason: str, by: str) -> Snapshot:
    """Raises WithdrawalError for a reason that says nothing or holds a number of a person, ActorError, and whatever
    Registers.withdraw raises."""
    who, why = actor(by), _checked(reason)
    if holds_number_of_a_person(who):
        raise WithdrawalError(_("The name of who withdraws it holds a number that may be a person's."))
    with transaction.atomic():
        record(by=who, action=ACTION, subject=f"register {name}", reason=why)
        return registers.withdraw(name, Withdrawal(why, who, timezone.localtime().replace(microsecond=0)))


def _checked(reason: str) -> str:
    said = tidy(reason)
    if not any(map(str.isalpha, said)):
        raise WithdrawalError(_("No reason is given."))
    if holds_number_of_a_person(said):
        raise WithdrawalError(_("The reason holds a number that may be a person's."))
    if len(said) > LONGEST:
        raise WithdrawalError(_("The reason is too long: at most {most} letters.", most=LONGEST))
    return said
