from django.urls import path

from ansinh.web.submissions import steps, views

urlpatterns = [
    path("submissions/", views.submissions, name="submissions"),
    path("submissions/<int:number>/", views.submission, name="submission"),
    path("submissions/<int:number>/file/", views.original, name="submission-file"),
    path("submissions/<int:number>/<str:step>/", steps.take, name="submission-step"),
    path("<kind:kind>/<str:key>/<period:period>/missing/", views.who_has_not_sent, name="missing"),
]
