"""Public addresses. Secrets in them are random and stand for nothing else."""

from django.urls import path

from habeas.web.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.notice, name="notice"),
    path("request/", views.ask, name="ask"),
    path("request/<str:link>/", views.status, name="status"),
    path("request/<str:link>/declaration/", views.declare, name="declare"),
    path("request/<str:link>/details/", views.details, name="details"),
    path("request/<str:link>/code/", views.code, name="code"),
    path("request/<str:link>/package/", views.package, name="package"),
    path("request/<str:link>/receipt/", views.receipt, name="receipt"),
    path("confirm/<str:link>/", views.confirm, name="confirm"),
    path("receipts/", views.about_receipts, name="about_receipts"),
    path("package-schema.json", views.package_schema, name="package_schema"),
    path("outbox/", views.outbox, name="outbox"),
    path("healthy/", views.healthy, name="healthy"),
]
