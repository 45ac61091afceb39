from django.urls import path

from ansinh.web.facts import views

urlpatterns = [path("<kind:kind>/<str:key>/<period:period>/trace/<slug:indicator>/", views.trace, name="trace")]
