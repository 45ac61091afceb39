"""Django's settings, all from the environment (environment.py says which)."""

import os

from django.contrib.messages import constants
from django.utils.functional import lazy

from ansinh.config.environment import read_environment
from ansinh.config.logging import logging_to_stderr
from ansinh.config.serving import hosts, secret_key
from ansinh.kernel.language import LOCALE_DIRECTORY

ENVIRONMENT = read_environment(os.environ)

INSTALLED_APPS = [
    "ansinh.audit",
    "ansinh.places",
    "ansinh.accounts",
    "ansinh.indicators",
    "ansinh.ledger",
    "ansinh.reports",
    "ansinh.web",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # the page of sessions wants it
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_CODE = "vi"
LOCALE_PATHS = [str(LOCALE_DIRECTORY)]  # pages and program speak from one catalogue

ROOT_URLCONF = "ansinh.web.urls"
WSGI_APPLICATION = "ansinh.web.wsgi.application"
SECRET_KEY = lazy(secret_key, str)(ENVIRONMENT)  # read when a page needs it: most commands do not
ALLOWED_HOSTS = hosts(ENVIRONMENT)
LOGGING = logging_to_stderr()
MIDDLEWARE = [
    "ansinh.web.health.watching.Watching",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ansinh.web.middleware.Speaking",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ansinh.web.middleware.Acting",
    "ansinh.web.signing.middleware.SecondFactor",
    "ansinh.web.middleware.Refusing",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "ansinh.web.surroundings.surroundings",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "ansinh.web.templatetags.ansinh"],
        },
    }
]
MESSAGE_TAGS = {constants.ERROR: "danger"}  # as the style sheet calls them
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # no copy of the files is collected: they are served out of the wheel

_NOTHING_BUT_OURS = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [_NOTHING_BUT_OURS],
        "script-src": [_NOTHING_BUT_OURS],
        "style-src": [_NOTHING_BUT_OURS],
        "img-src": [_NOTHING_BUT_OURS, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [_NOTHING_BUT_OURS],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
# Behind a proxy on this machine, which alone speaks to browsers (docs/how-to/server.md).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ENVIRONMENT.https else 0
ALLAUTH_TRUSTED_PROXY_COUNT = int(ENVIRONMENT.https)
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "ansinh.web.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # offices have no mail server for it; an administrator sets a new password
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False  # the machines of an office are shared
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Ansinh"
# Shared by the processes that serve, so that attempts to log in are counted together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}}
