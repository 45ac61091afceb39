"""A password is typed without echo, or read from a pipe; never an argument, which others on the machine could see."""

import sys

import click

from ansinh.kernel.language import message as _


def ask_password() -> str:
    """Twice at a terminal; else the first line of what is piped in."""
    if sys.stdin.isatty():
        answer: str = click.prompt(
            str(_("Password")), hide_input=True, confirmation_prompt=str(_("The same again")), err=True
        )
        return answer
    return sys.stdin.readline().rstrip("\r\n")
