from django.urls import path

from ansinh.web.leagues import views

urlpatterns = [path("<kind:kind>/<str:key>/<period:period>/league/", views.league, name="league")]
