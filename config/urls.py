"""Every address of the site, room by room."""

from django.urls import URLPattern, URLResolver, include, path

from config import views
from panels.views.addresses import my_address

handler400 = views.cannot_be_read
handler500 = views.went_wrong
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    # The library's own page would let a signed-in browser add an address nobody is told of.
    path("accounts/email/", my_address, name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("", include("foundation.accounts.urls")),
    path("", include("foundation.jobs.urls")),
    path("", include("foundation.ui.urls")),
    path("", include("foundation.library.urls")),
    path("guessing/", views.guessing, name="guessing"),
    path("setup/", include("config.setup.urls")),
    path("help/", include("config.help.urls")),
    path("handover/<int:body_id>/", views.handover, name="handover"),
    path("handover/<int:body_id>/handover.pdf", views.handover_pdf, name="handover_pdf"),
    path("server/", views.server, name="server"),
    path("release/", views.release, name="release"),
    path("panels/", include("panels.urls")),
    path("", include("meetings.urls")),
    path("partnerships/", include("partnerships.urls")),
    path("scrutiny/", include("scrutiny.urls")),
]
