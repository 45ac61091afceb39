"""A browser of somebody with a role at a unit, in one line."""

from datetime import date
from itertools import count

from django.conf import settings
from django.test import Client

from ansinh.accounts.actions import assign, create_user
from ansinh.accounts.managing import Operator
from ansinh.accounts.roles import Role
from ansinh.kernel.language import Language
from ansinh.places.models import Unit

BY = Operator("tests")
PASSWORD = "a long enough one 7"

_persons = count(1)


def signed_in(role: Role, of: Unit, *, username: str = "", language: Language = "en") -> Client:
    user = create_user(by=BY, username=username or f"{role}-{next(_persons)}", full_name="Lan Trần", password=PASSWORD)
    assign(by=BY, user=user, role=role, unit=of, valid_from=date(2020, 1, 1))
    client = Client()
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client
