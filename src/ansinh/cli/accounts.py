"""Accounts and their roles, for the operator of the server. In the browser an administrator does the same."""

from datetime import timedelta

import click

from ansinh.accounts import actions
from ansinh.accounts.managing import Operator
from ansinh.accounts.reads import Held, Person, find_assignment, find_person, people
from ansinh.accounts.roles import ROLE_NAMES, Role
from ansinh.cli.bilingual import BY, Group, command, option
from ansinh.cli.days import day_of
from ansinh.cli.installation import ready
from ansinh.cli.output import CSV, JSON, TABLE, format_option, print_rows, say
from ansinh.cli.passwords import ask_password
from ansinh.kernel.language import LANGUAGES, Language
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import parse_date, short_date
from ansinh.places.finding import find_unit

COLUMNS = ("username", "full_name", "active", "assignment", "role", "unit", "from", "to")
HEADINGS = (
    _("Account"), _("Name"), _("Active"), _("Assignment"), _("Role"), _("Unit"), _("First day"), _("Last day"),
)  # fmt: skip
ROLE = click.Choice([role.value for role in Role])


@command("list", _("List accounts, with the roles of each that are not over."))
@format_option(TABLE, JSON, CSV)
def list_accounts(form: str) -> None:
    ready()
    row = _shown if form == TABLE else _exact
    rows = [row(person, held) for person in people(day_of(None)) for held in person.roles or (None,)]
    print_rows(form, COLUMNS, HEADINGS, rows)


def _exact(person: Person, held: Held | None) -> tuple[str, ...]:
    active = "yes" if person.is_active else "no"
    about = (person.username, person.full_name, active)
    if held is None:
        return (*about, "", "", "", "", "")
    last_day = held.last_day.isoformat() if held.last_day else ""
    return (*about, str(held.number), held.role.value, held.unit.key, held.valid_from.isoformat(), last_day)


def _shown(person: Person, held: Held | None) -> tuple[str, ...]:
    about = (person.username, person.full_name, str(_("yes") if person.is_active else _("no")))
    if held is None:
        return (*about, "", "", "", "", "")
    last_day = short_date(held.last_day) if held.last_day else ""
    unit = f"{held.unit.text()} ({held.unit.key})"
    return (*about, str(held.number), str(ROLE_NAMES[held.role]), unit, short_date(held.valid_from), last_day)


@command("add", _("Make an account; the password is asked for. It has no role until one is assigned."))
@click.argument("username")
@option("--name", "full_name", required=True, metavar="NAME", says=_("The full name of the person."))
@option("--email", default="", metavar="ADDRESS", says=_("Where to write to the person."))
@option("--speaks", type=click.Choice(LANGUAGES), default="vi", says=_("The language that the person reads."))
@BY
def add(username: str, full_name: str, email: str, speaks: Language, by: str) -> None:
    ready()
    user = actions.create_user(
        by=Operator(by), username=username, full_name=full_name, password=ask_password(), email=email, language=speaks
    )
    say(_("The account “{username}” was made.", username=user.username))


@command("assign", _("Give an account a role within a unit and what lies under it."))
@click.argument("username")
@click.argument("role", type=ROLE, metavar="ROLE")
@click.argument("unit")
@option("--from", "first", metavar="DATE", says=_("The first day on which it holds; today when not given."))
@option("--to", "last", metavar="DATE", says=_("The last day on which it holds; open when not given."))
@BY
def assign(username: str, role: str, unit: str, first: str | None, last: str | None, by: str) -> None:
    ready()
    made = actions.assign(
        by=Operator(by),
        user=find_person(username),
        role=Role(role),
        unit=find_unit(unit, day_of(None)),
        valid_from=day_of(first),
        last_day=parse_date(last) if last else None,
    )
    say(
        _(
            "Assignment {number}: “{username}” is {role} of {unit} from {day} on.",
            number=made.pk,
            username=made.user.username,
            role=ROLE_NAMES[Role(made.role)],
            unit=made.unit,
            day=short_date(made.valid_from),
        )
    )


@command("end", _("End an assignment: at once, or with its last day."))
@click.argument("assignment", type=int)
@option("--to", "last", metavar="DATE", says=_("The last day on which it holds; when not given it ends at once."))
@BY
def end(assignment: int, last: str | None, by: str) -> None:
    ready()
    ended_on = parse_date(last) + timedelta(days=1) if last else day_of(None)
    actions.end_assignment(by=Operator(by), assignment=find_assignment(assignment), ended_on=ended_on)
    say(_("Assignment {number} holds no more from {day} on.", number=assignment, day=short_date(ended_on)))


@command("deactivate", _("Close an account: no log-in, no role. Its name stays in the ledger."))
@click.argument("username")
@BY
def deactivate(username: str, by: str) -> None:
    ready()
    user = find_person(username)
    actions.set_active(by=Operator(by), user=user, active=False)
    say(_("The account “{username}” is closed.", username=user.username))


@command("activate", _("Open a closed account again, with the roles it has."))
@click.argument("username")
@BY
def activate(username: str, by: str) -> None:
    ready()
    user = find_person(username)
    actions.set_active(by=Operator(by), user=user, active=True)
    say(_("The account “{username}” is open.", username=user.username))


@command("password", _("Give an account a new password, which is asked for; its sessions end."))
@click.argument("username")
@BY
def password(username: str, by: str) -> None:
    ready()
    user = find_person(username)
    actions.set_password(by=Operator(by), user=user, password=ask_password())
    say(_("The account “{username}” has a new password.", username=user.username))


group = Group(
    "accounts",
    _("Accounts and their roles."),
    [list_accounts, add, assign, end, deactivate, activate, password],
)
