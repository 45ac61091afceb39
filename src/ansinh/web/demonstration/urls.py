from django.urls import path

from ansinh.web.demonstration import views

urlpatterns = [path("demonstration/", views.choose, name="demonstration")]
