"""Everything in one file, and back."""

import os
from pathlib import Path

import click
from django.conf import settings

from ansinh.backups.making import REGISTERS, make_backup
from ansinh.backups.restoring import restore_backup
from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ledger_place, prepare, ready
from ansinh.cli.output import say
from ansinh.kernel.language import message as _

OWNER_ONLY = 0o077  # a ledger says who asked for whom and why


@command("backup", _("Copy the whole installation into one file, at any time."))
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
@option("--registers", is_flag=True, says=_("Registers of persons too."))
def backup(target: Path, registers: bool) -> None:
    ready()
    made = make_backup(target, settings.ENVIRONMENT.home, registers=registers)
    say(
        _(
            "Made {file}: rows: {rows}, files: {files}, bytes: {size}.",
            file=target,
            rows=made.rows,
            files=made.files,
            size=made.size,
        )
    )
    if not registers and (settings.ENVIRONMENT.home / REGISTERS).is_dir():
        say(_("Registers of persons are not in it (`--registers`)."))
    say(_("It holds password hashes and second factors: keep it as the ledger itself. The secret key is not in it."))


@command("restore", _("Take a backup back, into an empty directory and database."))
@click.argument("backup_file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(backup_file: Path) -> None:
    os.umask(OWNER_ONLY)
    restored = restore_backup(backup_file, settings.ENVIRONMENT.home)
    if restored.was_older:
        prepare()
    contents = restored.contents
    say(
        _(
            "Restored what was saved at {moment} by version {version}: {place}.",
            moment=contents.made_at,
            version=contents.version,
            place=ledger_place(),
        )
    )
