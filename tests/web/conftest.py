"""For tests of pages."""

import pytest
from pytest_django import Settings

SECOND_FACTOR = "ansinh.web.signing.middleware.SecondFactor"


@pytest.fixture
def without_second_factors(settings: Settings) -> None:
    """Approvers, signers and administrators are let in by the first alone."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != SECOND_FACTOR]


@pytest.fixture(autouse=True)
def _passwords_made_fast(settings: Settings) -> None:
    """What makes them hard to guess takes a third of a second each."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
