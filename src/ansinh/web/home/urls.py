from django.urls import path

from ansinh.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("language/", views.speak, name="speak"),
]
