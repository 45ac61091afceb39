"""--on: the day a question about places is asked of."""

from datetime import date

from django.utils import timezone

from ansinh.cli.bilingual import option
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import parse_date

ON = option("--on", metavar="DATE", says=_("The day; today when not given."))


def day_of(on: str | None) -> date:
    return parse_date(on) if on else timezone.localdate()
