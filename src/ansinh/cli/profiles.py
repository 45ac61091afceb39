"""Answers about foreign layouts, kept for the next file of the same."""

import click
from django.conf import settings

from ansinh.cli.bilingual import Command, Group, command
from ansinh.cli.entry import print_error
from ansinh.cli.output import CSV, JSON, TABLE, format_option, print_rows, say
from ansinh.imports.layout.profiles import Profile, forget, profile_called, profiles, spoilt
from ansinh.kernel.language import message as _


def _columns(profile: Profile) -> tuple[str, ...]:
    answers = profile.answers
    return (
        profile.name,
        profile.sender,
        answers.measure,
        "; ".join(f"{line} = {answer}" for line, answer in answers.lines.items()),
        str(len(profile.headers)),
    )


@command("list", _("List the layouts that answers are kept about."))
@format_option(TABLE, JSON, CSV)
def list_profiles(form: str) -> None:
    known = profiles(settings.ENVIRONMENT.profiles)
    for error in spoilt(settings.ENVIRONMENT.profiles):
        print_error(error)
    if not known and form == TABLE:
        say(_("No answers are kept yet: they are when a file that leaves something open is imported with answers."))
        return
    headings = (_("Profile"), _("Unit"), _("Measure"), _("Columns and rows"), _("Headers"))
    print_rows(form, ("profile", "unit", "measure", "lines", "headers"), headings, [_columns(one) for one in known])


@command("show", _("Print a profile, as the YAML file that it is."))
@click.argument("name")
def show(name: str) -> None:
    profile = profile_called(name, settings.ENVIRONMENT.profiles)
    path = settings.ENVIRONMENT.profiles / f"{profile.name}.yaml"
    say(f"# {path}\n{path.read_text(encoding='utf-8').rstrip()}")


@command("forget", _("Delete a profile: the next file of the layout is asked about again."))
@click.argument("name")
def forget_one(name: str) -> None:
    forget(settings.ENVIRONMENT.profiles, name)
    say(_("Forgotten: {name}.", name=name))


PROFILES: list[Command] = [list_profiles, show, forget_one]
group = Group("profiles", _("Answers kept about the layouts of offices."), PROFILES)
