"""Django's settings, all from the environment (environment.py says which)."""

import os

from ansinh.config.environment import read_environment

ENVIRONMENT = read_environment(os.environ)

INSTALLED_APPS = [
    "ansinh.audit",
    "ansinh.places",
    "ansinh.indicators",
    "ansinh.ledger",
    "ansinh.reports",
]
DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_CODE = "en"  # Django's own (developer-facing) messages; ours speak through ansinh.kernel.language
USE_I18N = False
