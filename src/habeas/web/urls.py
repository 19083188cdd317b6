"""All addresses."""

from django.urls import include, path

urlpatterns = [
    path("staff/", include("habeas.web.console.urls")),
    path("", include("habeas.web.portal.urls")),
]
