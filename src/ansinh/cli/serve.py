"""The web application in production."""

import errno
import os
import socket
import sys
from io import StringIO
from ipaddress import ip_address

import click
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from ansinh.accounts.reads import people
from ansinh.accounts.roles import Role
from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import say
from ansinh.config.environment import HOSTS, HTTPS
from ansinh.config.logging import logging_to_stderr
from ansinh.config.serving import secret_key
from ansinh.kernel.errors import ConflictError, RefusedError, SettingError
from ansinh.kernel.language import message as _

APPLICATION = "ansinh.web.wsgi:application"
LOOPBACK, PORT = "127.0.0.1", 8000
NEEDED = "ansinh/ansinh.css"  # one of the files that are brought when the package is built
STOPPING = 10  # seconds within which requests that have begun are answered


class OpenToOthersError(SettingError):
    def __init__(self, missing: str) -> None:
        super().__init__(
            _("Others would reach the application, and {setting} is not set.", setting=missing),
            _(
                "Set it (docs/how-to/server.md), or listen on 127.0.0.1 only. Inside a network where nobody can listen "
                "in, `--plain-http` goes without HTTPS."
            ),
        )


class DemonstrationOpenError(RefusedError):
    def __init__(self) -> None:
        super().__init__(
            _("A demonstration lets anybody sign in as anybody: it is served to this machine only."),
            _("Listen on 127.0.0.1 and leave ANSINH_HOSTS empty, or serve a data directory of your own."),
        )


class PortTakenError(ConflictError):
    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            _("Another program listens on {host}:{port}.", host=host, port=port),
            _("Stop it, or choose another port: `ansinh serve --port {other}`.", other=port + 1),
        )


class NotThisMachineError(SettingError):
    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            _("It cannot listen on {host}:{port}: {reason}.", host=host, port=port, reason=reason),
            _("Give an address of this machine, and a port from 1024 on: `--host 127.0.0.1 --port 8000`."),
        )


class FilesMissingError(RefusedError):
    def __init__(self) -> None:
        super().__init__(
            _("The web application's own files are missing."),
            _("Install the package again: they are brought when it is built."),
        )


@command("serve", _("Run the web application."))
@option("--host", default=LOOPBACK, show_default=True, metavar="ADDRESS", says=_("Address to listen on."))
@option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), says=_("Port to listen on."))
@option(
    "--workers",
    type=click.IntRange(1, 64),
    metavar="N",
    says=_("Processes that answer. Usually as many as there are processors."),
)
@option("--plain-http", is_flag=True, says=_("Let others reach it without HTTPS: whoever listens in reads all."))
def serve(host: str, port: int, workers: int | None, plain_http: bool) -> None:
    _refuse_unsafe(host, plain_http)
    serve_on(host, port, workers)


def serve_on(host: str, port: int, workers: int | None = None) -> None:
    """Until it is stopped. Raises PortTakenError, NotThisMachineError, FilesMissingError, SettingError."""
    _refuse_taken(host, port)
    ready()
    secret_key(settings.ENVIRONMENT)
    if not finders.find(NEEDED):
        raise FilesMissingError
    call_command("check", stdout=StringIO())  # and loads the application, once for all workers
    _warn_without_administrator()
    connections.close_all()  # no process inherits the connection of another
    say(_("Ansinh answers at {address}. Ctrl-C stops it.", address=_address(host, port)))
    _server(host, port, workers or _processors()).serve()


def _processors() -> int:
    """Those that this process may use, where the system says so."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _warn_without_administrator() -> None:
    accounts = people(timezone.localdate())
    if not any(held.role is Role.ADMINISTRATOR for one in accounts if one.is_active for held in one.roles):
        text = _("Nobody can make accounts yet. Make the first: `ansinh setup --administrator USERNAME`.")
        sys.stderr.write(f"{text}\n")


def _server(host: str, port: int, workers: int) -> MPServer:
    return MPServer(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,  # more of them wait for each other; measured
        respawn_failed_workers=True,
        workers_kill_timeout=STOPPING,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=logging_to_stderr(),
    )


def _address(host: str, port: int) -> str:
    names = settings.ENVIRONMENT.hosts
    if settings.ENVIRONMENT.https and names:
        return f"https://{names[0]}/"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _refuse_unsafe(host: str, plain_http: bool) -> None:
    """Behind a proxy it listens on this machine only, and is reached from elsewhere all the same. A demonstration,
    which lets anybody in, is for this machine."""
    environment = settings.ENVIRONMENT
    if environment.is_demonstration and (environment.hosts or not _is_of_this_machine(host)):
        raise DemonstrationOpenError
    if not _is_of_this_machine(host) and not environment.hosts:
        raise OpenToOthersError(HOSTS.name)
    if environment.hosts and not environment.https and not plain_http:
        raise OpenToOthersError(HTTPS.name)


def _is_of_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_taken(host: str, port: int) -> None:
    """Granian would only say so after it has started."""
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(host, port) from None
        raise NotThisMachineError(host, port, error.strerror or "") from None
