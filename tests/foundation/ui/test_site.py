"""What every page knows of the site: whose it is, in which colour, where one can go, at what price."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from config.context import Site
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.library.models import PublicMeeting
from panels.models import Assignment, Body, BodySettings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def site_of(user: Any, path: str = "/") -> Site:
    request = RequestFactory().get(path)
    request.user = user
    return Site(request)


def everything(site: Site) -> tuple[object, ...]:
    return (
        site.name,
        site.accent,
        site.footer,
        site.email,
        site.body,
        site.home,
        [i.label for i in site.nav],
    )


@pytest.fixture
def panel() -> Body:
    body = Body.objects.create(slug="wessex", kind=Body.Kind.PANEL)
    for day, colour in (
        (date(2020, 4, 1), "#1d70b8"),
        (date(2026, 4, 1), "#4b2549"),
        (date(2027, 4, 1), "#111111"),
    ):
        BodySettings.objects.create(
            body=body,
            starts_on=day,
            name="Wessex Police and Crime Panel",
            accent_colour=colour,
            footer_block="County Hall, Ambermere",
            contact_email="panel@wessexpcp.example",
        )
    return body


def test_the_secretary_sees_the_panel_as_it_is_set_today(panel: Body, django_assert_num_queries: Any) -> None:
    ellen = User.objects.create_user("ellen@wessex.example", "Ellen Marsh")
    Assignment.objects.create(body=panel, user=ellen, role=Role.SECRETARIAT, starts_on=date(2026, 1, 1))
    with django_assert_num_queries(1):
        assert everything(site_of(ellen)) == (
            "Wessex Police and Crime Panel",
            "#4b2549",
            "County Hall, Ambermere",
            "panel@wessexpcp.example",
            panel,
            "/",
            ["Today", "Meetings", "Papers", "Partnerships", "Follow-up", "Inquiries", "Panel", "Published"],
        )


def test_someone_of_a_partnership_is_not_led_to_the_panels_own_pages(panel: Body) -> None:
    jo = User.objects.create_user("jo@cranmere.example", "Jo Tarrant")
    site = site_of(jo)
    assert site.body is None
    assert [item.label for item in site.nav] == ["Today", "Briefing notes", "Papers", "Published"]


def test_a_visitor_sees_what_was_published(panel: Body, django_assert_num_queries: Any) -> None:
    PublicMeeting.objects.create(
        ref="m1",
        body_ref="b1",
        body_name="Wessex Police and Crime Panel",
        accent_colour="#ffff00",
        name="Ordinary meeting",
        starts_at=datetime(2026, 12, 4, 13, 30, tzinfo=UTC),
        contact={"email": "panel@wessexpcp.example"},
        footer="Write to panel@wessexpcp.example",
    )
    with django_assert_num_queries(1):
        name, accent, footer, email, *_ = everything(site_of(AnonymousUser()))
    assert (name, accent, footer, email) == (
        "Wessex Police and Crime Panel",
        "#4b2549",
        "Write to panel@wessexpcp.example",
        "",
    )


def test_a_page_below_a_link_marks_the_link(panel: Body) -> None:
    ellen = User.objects.create_user("ellen@wessex.example", "Ellen Marsh", is_administrator=True)
    assert [i.label for i in site_of(ellen, "/partnerships/rounds/1/").nav if i.is_current] == [
        "Partnerships"
    ]
    assert [i.label for i in site_of(ellen, "/").nav if i.is_current] == ["Today"]
    assert [i.label for i in site_of(ellen, "/ui/").nav if i.is_current] == []
