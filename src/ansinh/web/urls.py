"""Every address of the application; each package of pages names its own."""

from django.urls import URLPattern, URLResolver, include, path

from ansinh.web import converters

converters.register()

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ansinh.web.home.urls")),
    path("", include("ansinh.web.demonstration.urls")),
    path("account/", include("ansinh.web.signing.urls")),
    path("", include("ansinh.web.dashboards.urls")),
    path("", include("ansinh.web.leagues.urls")),
    path("", include("ansinh.web.series.urls")),
    path("", include("ansinh.web.facts.urls")),
    path("", include("ansinh.web.audits.urls")),
    path("", include("ansinh.web.submissions.urls")),
    path("pick/", include("ansinh.web.pickers.urls")),
    path("", include("ansinh.web.health.urls")),
]

handler404 = "ansinh.web.refusals.not_found"
handler403 = "ansinh.web.refusals.forbidden"
handler500 = "ansinh.web.refusals.broken"
