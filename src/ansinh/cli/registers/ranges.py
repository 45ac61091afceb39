"""Numbers within bounds, as options take them."""

from math import isnan
from typing import Any

import click

from ansinh.kernel.language import message as _


class FloatRange(click.FloatRange):
    """Click finds what is not a number (nan) in any range."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number = float(super().convert(value, param, ctx))
        if isnan(number):
            self.fail(str(_("“{text}” is not a number.", text=value)), param, ctx)
        return number
