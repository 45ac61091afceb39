from django.urls import path

from ansinh.web.pickers import views

urlpatterns = [path("unit/", views.pick_unit, name="pick-unit")]
