from django.urls import path

from ansinh.web.dashboards import views

urlpatterns = [path("<kind:kind>/<str:key>/<period:period>/", views.dashboard, name="dashboard")]
