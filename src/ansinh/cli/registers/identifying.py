"""Names and numbers of persons are masked, unless a purpose is given; it is recorded before anything is shown."""

from ansinh.cli.bilingual import option, options
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.reviews.purposes import Seen, record_purpose

PURPOSE = options(
    option(
        "--purpose",
        metavar="TEXT",
        says=_("Show names and numbers for this purpose, which is recorded; masked when not given."),
    ),
    option("--by", metavar="NAME", says=_("With --purpose: who asks.")),
)
MASKED = _("Names and numbers are masked. To see them: --purpose “what for” --by NAME; both are recorded.")
RECORDED = _("Names and numbers are shown; who asked for them and what for is recorded in the audit log.")


def check_purpose(purpose: str | None, by: str | None) -> None:
    """Before long work. Raises InputError where one of the two is missing."""
    if purpose is not None and not by:
        raise InputError(_("--purpose needs to know who asks."), _("Add --by NAME."))
    if by and purpose is None:
        raise InputError(_("--by goes with --purpose."), _("Add --purpose “what for”, or leave --by out."))


def shown_openly(purpose: str | None, by: str | None, seen: Seen) -> bool:
    """Whether to show what identifies; if so, it is recorded. Raises PurposeError for a purpose that says nothing."""
    if purpose is None or by is None:
        return False
    record_purpose(by=by, purpose=purpose, seen=seen)
    return True


def said_of(is_open: bool) -> Message:
    return RECORDED if is_open else MASKED
