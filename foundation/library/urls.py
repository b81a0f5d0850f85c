"""The addresses of the public site."""

from django.urls import path

from foundation.library.views import items, live, meetings, publications

app_name = "library"

urlpatterns = [
    path("public/", meetings.home_public, name="home_public"),
    path("meeting/", meetings.meetings, name="meetings"),
    path("meeting/<slug:ref>/", meetings.meeting, name="meeting"),
    path("meeting/<slug:ref>/now/", live.live, name="live"),
    path("meeting/<slug:ref>/now/wall/", live.live_wall, name="live_wall"),
    path("meeting/<slug:ref>/item/<slug:item_ref>/", items.item, name="item"),
    path("meeting/<slug:ref>/pack.pdf", publications.pack, name="pack"),
    path("meeting/<slug:ref>/pack-screen.pdf", publications.pack_screen, name="pack_screen"),
    path("meeting/<slug:ref>/supplement-<int:number>.pdf", publications.supplement, name="supplement"),
    path(
        "meeting/<slug:ref>/supplement-<int:number>-screen.pdf",
        publications.supplement_screen,
        name="supplement_screen",
    ),
    path("published/<slug:ref>/", publications.publication, name="publication"),
    path("published/<slug:ref>/seal/", items.seal, name="seal"),
    path("published/<slug:ref>/<str:file_name>", publications.file, name="file"),
    path("accessibility/", publications.accessibility, name="accessibility"),
    path("privacy/", publications.privacy, name="privacy"),
    path("r/<slug:ref>", publications.reference, name="reference"),
]
