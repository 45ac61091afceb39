from django.urls import path

from ansinh.web.series import views

urlpatterns = [
    path("<kind:kind>/<str:key>/<period:period>/series/", views.choose, name="series"),
    path("<kind:kind>/<str:key>/<period:period>/series/<slug:indicator>/", views.series, name="series"),
]
