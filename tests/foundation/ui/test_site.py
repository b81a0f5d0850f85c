"""What every page knows of the site: whose it is, in which colour, where one can go, at what price."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from config.context import Site
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.library.models import PublicMeeting
from panels.models import Assignment, Body, BodySettings

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def site_of(user: User | AnonymousUser, path: str = "/") -> Site:
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


def test_the_secretary_sees_the_panel_as_it_is_set_today(
    panel: Body, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
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
            ["Today", "Meetings", "Papers", "Partnerships", "Actions", "Inquiries", "Panel", "Published"],
        )


def test_someone_of_a_partnership_is_not_led_to_the_panels_own_pages(panel: Body) -> None:
    jo = User.objects.create_user("jo@cranmere.example", "Jo Tarrant")
    site = site_of(jo)
    assert site.body is None
    assert [item.label for item in site.nav] == ["Today", "Briefing notes", "Papers", "Published"]


def test_a_visitor_sees_what_was_published(
    panel: Body, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
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
    with django_assert_num_queries(2):
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


def two_panels() -> tuple[Body, Body]:
    """Wessex and Mercia, each with a meeting that the public knows of."""
    found = []
    for slug, name, colour in (("wessex", "Wessex Panel", "#4b2549"), ("mercia", "Mercia Panel", "#1d70b8")):
        body = Body.objects.create(slug=slug, kind=Body.Kind.PANEL)
        BodySettings.objects.create(
            body=body,
            starts_on=date(2020, 4, 1),
            name=name,
            accent_colour=colour,
            footer_block=f"Hall of {name}",
            contact_email=f"{slug}@example.org",
        )
        PublicMeeting.objects.create(
            ref=slug,
            body_ref=body.ref,
            body_name=name,
            accent_colour=colour,
            name="Ordinary meeting",
            starts_at=datetime(2026, 12, 4, 13, 30, tzinfo=UTC),
            contact={"email": f"{slug}@example.org"},
            footer=f"Hall of {name}",
        )
        found.append(body)
    return found[0], found[1]


def test_each_page_carries_the_name_colour_and_address_of_its_own_body() -> None:
    wessex, mercia = two_panels()
    ada = User.objects.create_user("ada@wessex.example", "Ada Field", is_administrator=True)
    for body, name, colour in ((wessex, "Wessex Panel", "#4b2549"), (mercia, "Mercia Panel", "#1d70b8")):
        site = site_of(ada)
        site.look_at({"body": body})
        assert everything(site)[:3] == (name, colour, f"Hall of {name}")


def test_a_public_page_carries_the_body_of_its_meeting_and_a_list_of_several_the_sites_name() -> None:
    two_panels()
    for slug, name, colour in (("wessex", "Wessex Panel", "#4b2549"), ("mercia", "Mercia Panel", "#1d70b8")):
        site = site_of(AnonymousUser())
        site.look_at({"meeting": PublicMeeting.objects.get(ref=slug)})
        assert everything(site)[:4] == (name, colour, f"Hall of {name}", f"{slug}@example.org")
    assert everything(site_of(AnonymousUser()))[:4] == ("Panelbook", "#4b2549", "", "")


def test_a_visitor_is_not_shown_the_settings_of_a_body_that_a_page_names() -> None:
    wessex, _ = two_panels()
    site = site_of(AnonymousUser())
    site.look_at({"body": wessex})
    assert site.name == "Panelbook"


@pytest.mark.parametrize("slug", ["wessex", "mercia"])
def test_the_pages_of_a_second_panel_stand_under_its_name(client: Client, slug: str) -> None:
    two_panels()
    body = Body.objects.get(slug=slug)
    client.force_login(User.objects.create_user("ada@wessex.example", "Ada Field", is_administrator=True))
    page = client.get(reverse("panels:body", args=[body.pk])).content.decode()
    name = body.settings_on(date(2026, 11, 24)).name
    assert f'class="govuk-generic-header__homepage-link">{name}</a>' in page
    assert f"Hall of {name}" in page
    assert ">Add a panel</a>" in page
