"""What templates say with one word. Built in: no template loads it."""

from typing import cast

from django import template
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ansinh.web.pages import Request
from ansinh.web.surroundings import Entry, PeriodChoice, menu, period_choice

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite: an ornament beside words, or with a label of its own where it stands alone."""
    shown = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" width="20" height="20" {}><use href="{}#{}"/></svg>', shown, static("vendor/icons.svg"), name
    )


@register.simple_tag(takes_context=True)
def main_menu(context: RequestContext) -> list[Entry]:
    """Empty before one is signed in."""
    request = cast(Request, context.request)
    return menu(request, context.get("look")) if hasattr(request, "actor") else []


@register.simple_tag(takes_context=True)
def periods(context: RequestContext) -> PeriodChoice:
    """Of a page that looks at a unit in a period."""
    return period_choice(context.request, context["look"])
