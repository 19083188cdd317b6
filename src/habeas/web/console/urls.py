"""Staff addresses."""

from django.contrib.auth import views as auth
from django.urls import path

from habeas.web.console import holds, kept, law, views

app_name = "console"
urlpatterns = [
    path(
        "login/",
        auth.LoginView.as_view(template_name="console/login.html", redirect_authenticated_user=True),
        name="login",
    ),
    path("logout/", auth.LogoutView.as_view(next_page="console:login"), name="logout"),
    path("", views.queue, name="queue"),
    path("answered/", views.answered, name="answered"),
    path("requests/<str:reference>/", views.detail, name="detail"),
    path("requests/<str:reference>/approve/", views.approve, name="approve"),
    path("requests/<str:reference>/deny/", views.deny, name="deny"),
    path("requests/<str:reference>/more/", views.more, name="more"),
    path("requests/<str:reference>/extend/", views.extend, name="extend"),
    path("requests/<str:reference>/vouch/", views.vouch, name="vouch"),
    path("requests/<str:reference>/retry/", views.retry, name="retry"),
    path("requests/<str:reference>/check/", views.check_again, name="check_again"),
    path("requests/<str:reference>/receipt/", views.receipt, name="receipt"),
    path("holds/", holds.holds, name="holds"),
    path("holds/<str:reference>/case/", holds.note_case, name="hold_case"),
    path("holds/<str:reference>/renew/", holds.renew, name="hold_renew"),
    path("holds/<str:reference>/release/", holds.release, name="hold_release"),
    path("kept/", kept.kept, name="kept"),
    path("ledger/", views.ledger, name="ledger"),
    path("law/", law.law, name="law"),
    path("staff/", views.staff, name="staff"),
]
