"""Around every request: in which language, by whom, from where; how a refusal is answered."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from ansinh.accounts.access import actor_of
from ansinh.accounts.models import User
from ansinh.audit.origin import acting_from
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.language import LANGUAGES, Language, speaking
from ansinh.web.pages import Request
from ansinh.web.refusals import refuse

Answer = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = settings.LANGUAGE_COOKIE_NAME


class Speaking:
    """The language of the reader: chosen in this browser, else of the account, else of the installation."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with speaking(language), translation.override(language):
            response = self.answer(request)
        response.headers.setdefault("Content-Language", language)
        return response


def language_of(request: HttpRequest) -> Language:
    account = "" if isinstance(request.user, AnonymousUser) else request.user.language
    wanted = (request.COOKIES.get(LANGUAGE_COOKIE), account)
    return next((known for one in wanted for known in LANGUAGES if known == one), settings.ENVIRONMENT.language)


class Acting:
    """Who acts, as ``request.actor`` (anonymous requests have none), and from where, for the audit log."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: Request) -> HttpResponse:
        if isinstance(request.user, User):
            request.actor = actor_of(request.user, timezone.localdate())
        with acting_from(get_adapter().get_client_ip(request)):
            return self.answer(request)


class Refusing:
    """Errors of ours are answered, not raised."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refuse(request, error) if isinstance(error, AnsinhError) else None
