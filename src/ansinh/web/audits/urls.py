from django.urls import path

from ansinh.web.audits import views

urlpatterns = [path("audit/", views.audit, name="audit")]
