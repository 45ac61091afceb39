from collections.abc import Sequence

from ansinh.kernel.errors import ConflictError, InputError, NotFoundError, RefusedError
from ansinh.kernel.language import Either, Message, Speaks
from ansinh.kernel.language import message as _


class NothingThereError(NotFoundError):
    """Of what is not there as of what is not this reader's to see: nobody learns which. It says nothing of either."""

    def __init__(self) -> None:
        super().__init__(
            _("There is nothing here, or nothing that you may see."),
            _("Choose from what the menu shows; whoever manages the accounts can say what your role reaches."),
        )


class AccountUnknownError(NotFoundError):
    def __init__(self, username: str) -> None:
        super().__init__(
            _("There is no account “{username}”.", username=username),
            _("`ansinh accounts list` lists them."),
        )


class AssignmentUnknownError(NotFoundError):
    def __init__(self, number: int) -> None:
        super().__init__(
            _("There is no assignment {number}.", number=number),
            _("`ansinh accounts list` shows the number of each."),
        )


class UsernameWrongError(InputError):
    def __init__(self, username: str) -> None:
        super().__init__(
            _("“{username}” cannot be the name of an account.", username=username),
            _("Use letters and digits, with single dots, hyphens or underscores between them: lan.tran."),
        )


class FullNameMissingError(InputError):
    def __init__(self) -> None:
        super().__init__(
            _("An account needs the full name of the person."),
            _("Give it as it stands under documents: Trần Thị Lan."),
        )


class AccountExistsError(ConflictError):
    def __init__(self, username: str) -> None:
        super().__init__(
            _("There is an account “{username}” already.", username=username),
            _("Choose another name: names in the ledger are never given to somebody else."),
        )


_OBJECTIONS = {
    "password_too_short": _("it is too short"),
    "password_too_common": _("many people have it"),
    "password_entirely_numeric": _("it is all digits"),
    "password_too_similar": _("it is like the name of the account"),
}


class PasswordWeakError(InputError):
    """``objections``: the codes of Django's validators."""

    def __init__(self, objections: Sequence[str | None]) -> None:
        reasons = [_OBJECTIONS.get(code or "", _("it breaks a rule of this installation")) for code in objections]
        super().__init__(
            _("This password is not taken: {reasons}.", reasons=Either(reasons)),
            _("Choose ten characters or more: a few words that do not belong together are easy to keep in mind."),
        )


class DatesOutOfOrderError(InputError):
    def __init__(self) -> None:
        super().__init__(
            _("The last day is before the first."),
            _("Give a last day that is the first day or later."),
        )


class AssignedAlreadyError(ConflictError):
    def __init__(self, username: str, role: Message, unit: Speaks) -> None:
        super().__init__(
            _("“{username}” is {role} of {unit} in that time already.", username=username, role=role, unit=unit),
            _("End the other assignment first, or choose days after it."),
        )


class EndedAlreadyError(ConflictError):
    def __init__(self, number: int) -> None:
        super().__init__(
            _("Assignment {number} has an end already.", number=number),
            _("Nothing was changed."),
        )


class OneselfError(RefusedError):
    def __init__(self) -> None:
        super().__init__(
            _("Nobody gives, takes or closes what is their own: roles, password or account."),
            _("Ask another administrator; your own password you change under your account."),
        )


class OutOfReachError(RefusedError):
    def __init__(self) -> None:
        super().__init__(
            _("You manage accounts within your own unit only."),
            _("Ask an administrator of the unit above."),
        )


class AdministratorExistsError(RefusedError):
    def __init__(self, usernames: Sequence[str]) -> None:
        super().__init__(
            _("There is an administrator already: {usernames}.", usernames=", ".join(usernames)),
            _("Further accounts: `ansinh accounts add`; a new password: `ansinh accounts password`."),
        )
