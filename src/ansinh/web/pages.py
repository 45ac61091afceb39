"""What every page is answered with: the request with its actor, a template with one documented content."""

from dataclasses import fields, is_dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ansinh.accounts.access import Actor


class Request(HttpRequest):
    """Of somebody signed in (middleware ``Acting``)."""

    actor: Actor


def page(request: HttpRequest, template: str, content: Any = None, status: int = 200) -> HttpResponse:
    """``content``: a frozen dataclass; its fields are the whole context that the template gets."""
    context = {one.name: getattr(content, one.name) for one in fields(content)} if is_dataclass(content) else {}
    return render(request, template, context, status=status)
