"""From empty: the first administrator, the panel, its members, and no way back in."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from config import setup
from config.setup.actions import make_first_administrator
from foundation.accounts.models import User
from foundation.history.findings import Refused
from foundation.history.walking import broken_links
from meetings.models import AgendaTemplate
from panels.models import Assignment, Body, Venue
from panels.roll import members_on
from tests.builders.panels import make_administrator, make_panel, make_secretary
from tests.going_on import Browser

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
YOU = {
    "code": setup.code(),
    "name": "Ellen Marsh",
    "email": "Ellen@wessex.example",
    "password": "correct horse battery",
}
PANEL = {
    "name": "Wessex Police and Crime Panel",
    "jurisdiction": "england",
    "commissioner_title": "Police and Crime Commissioner",
    "contact_name": "Ellen Marsh",
    "contact_email": "ellen@wessex.example",
    "venue": "Council Chamber, County Hall, Ambermere",
}
MEMBERS = (
    "Cllr Ada Fern\tAmbermere City Council\nVacancy\tCranmere Borough Council\nMs Una Pike\t\tIndependent"
)


def begin(client: Client) -> Body:
    client.post(reverse("setup:start"), YOU)
    client.post(reverse("setup:panel"), PANEL)
    return Body.objects.get()


@pytest.mark.parametrize(
    ("venue", "name", "address"),
    [
        ("Council Chamber, County Hall, Ambermere", "Council Chamber", "County Hall, Ambermere"),
        ("The Hall (Room 1, 2nd floor), Teme Street", "The Hall (Room 1, 2nd floor)", "Teme Street"),
        ("The Hall", "The Hall", ""),
    ],
)
def test_the_name_of_the_meeting_place_ends_at_the_first_comma_outside_brackets(
    client: Browser, venue: str, name: str, address: str
) -> None:
    client.post(reverse("setup:start"), YOU)
    client.post(reverse("setup:panel"), {**PANEL, "venue": venue})
    place = Venue.objects.get()
    assert (place.name, place.address) == (name, address)


def test_it_is_needed_until_somebody_can_sign_in() -> None:
    before = (setup.needed(), setup.is_unfinished())
    make_administrator()
    assert (before, setup.needed(), setup.is_unfinished()) == ((True, True), False, True)


def test_the_first_person_becomes_administrator_and_is_signed_in(client: Browser) -> None:
    assertRedirects(client.post(reverse("setup:start"), YOU), reverse("setup:panel"))
    user = User.objects.get()
    assert (user.email, user.is_administrator, client.session["_auth_user_id"]) == (
        "ellen@wessex.example",
        True,
        str(user.pk),
    )


def test_the_code_is_read_with_small_letters_and_without_dashes() -> None:
    assert [setup.is_code(each) for each in (setup.code().lower(), setup.code().replace("-", " "), "")] == [
        True,
        True,
        False,
    ]


def test_the_server_says_the_code_until_somebody_can_sign_in() -> None:
    said = StringIO()
    call_command("setup_code", stdout=said)
    make_administrator()
    call_command("setup_code", stdout=said)
    assert said.getvalue().count(f"Set-up code: {setup.code()}") == 1


def test_there_is_no_such_page_once_somebody_can_sign_in(client: Browser) -> None:
    make_administrator()
    assert [
        client.get(reverse("setup:start")).status_code,
        client.post(reverse("setup:start"), YOU).status_code,
    ] == [
        404,
        404,
    ]
    assert User.objects.count() == 1


def test_of_two_who_try_at_once_the_second_is_refused() -> None:
    make_first_administrator(name="Ellen Marsh", email="ellen@wessex.example", password="x")
    with pytest.raises(Refused, match="installation has already been set up"):
        make_first_administrator(name="Mallory", email="mallory@wessex.example", password="x")
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "AAAA-BBBB-CCCC"},
        {"code": ""},
        {"password": "short"},
        {"password": "password1234"},
        {"email": "ellen"},
        {"name": ""},
    ],
)
def test_what_is_wrong_about_the_first_person_is_said_and_the_rest_kept(
    client: Browser, wrong: dict[str, str]
) -> None:
    page = client.post(reverse("setup:start"), YOU | wrong)
    assert list(page.context["form"].errors) == list(wrong)
    assertContains(page, 'value="Ellen' if "name" not in wrong else 'value="Ellen@')
    assert User.objects.count() == 0


def test_the_panel_begins_with_its_secretary_its_place_and_its_templates(client: Browser) -> None:
    body = begin(client)
    settings = body.dated_settings.get()
    assert (settings.clear_days, settings.accent_colour, bool(settings.filming_notice)) == (
        5,
        "#4b2549",
        True,
    )
    assert [str(a) for a in Assignment.objects.all()] == ["Ellen Marsh, secretariat"]
    assert [str(v) for v in Venue.objects.all()] == ["Council Chamber, County Hall, Ambermere"]
    assert AgendaTemplate.objects.filter(body=body).exists()


def test_in_wales_notice_is_three_clear_days(client: Browser) -> None:
    client.post(reverse("setup:start"), YOU)
    client.post(reverse("setup:panel"), PANEL | {"jurisdiction": "wales"})
    assert Body.objects.get().dated_settings.get().clear_days == 3


def test_a_panel_without_a_name_keeps_what_was_typed(client: Browser) -> None:
    client.post(reverse("setup:start"), YOU)
    page = client.post(reverse("setup:panel"), PANEL | {"name": ""})
    assert list(page.context["form"].errors) == ["name"]
    assertContains(page, 'value="Council Chamber, County Hall, Ambermere"')


def test_a_name_of_ten_thousand_characters_is_said_to_be_too_long(client: Browser) -> None:
    client.post(reverse("setup:start"), YOU)
    page = client.post(reverse("setup:panel"), PANEL | {"name": "W" * 10_000})
    assert list(page.context["form"].errors) == ["name"]
    assertContains(page, "200 characters or fewer")
    assert Body.objects.count() == 0


def test_members_are_shown_then_saved_then_the_next_step_is_named(client: Browser) -> None:
    body = begin(client)
    address = reverse("setup:members", args=[body.pk])
    shown = client.post(address, {"text": MEMBERS, "read": "yes"})
    seen = shown.context["form"].fingerprint
    saved = client.post(address, {"text": MEMBERS, "seen": seen, "save": "yes"})
    assertRedirects(saved, reverse("setup:done", args=[body.pk]))
    day = body.dated_settings.get().starts_on
    assert [line.name for line in members_on(body, day)] == ["Cllr Ada Fern", "Ms Una Pike", "Vacancy"]
    assertContains(client.get(saved.headers["Location"]), "3\u00a0seats recorded")


def test_the_later_steps_are_for_administrators_only(client: Browser) -> None:
    body = make_panel()
    addresses = [
        reverse("setup:panel"),
        *(reverse(f"setup:{n}", args=[body.pk]) for n in ("members", "done")),
    ]
    as_visitor = [client.get(address).status_code for address in addresses]
    client.force_login(make_secretary(body))
    as_secretary = [client.get(address).status_code for address in addresses]
    assert (as_visitor, as_secretary) == ([302] * 3, [403] * 3)


def test_from_empty_to_the_members_takes_fewer_than_twenty_fields(client: Browser) -> None:
    pages = [client.get(reverse("setup:start"))]
    client.post(reverse("setup:start"), YOU)
    pages.append(client.get(reverse("setup:panel")))
    client.post(reverse("setup:panel"), PANEL)
    pages.append(client.get(reverse("setup:members", args=[Body.objects.get().pk])))
    assert [len([f for f in page.context["form"] if not f.is_hidden]) for page in pages] == [4, 10, 2]


def test_every_step_is_in_the_history_and_its_chain_holds(client: Browser) -> None:
    begin(client)
    assert list(broken_links()) == []


def test_the_front_page_of_an_empty_site_leads_to_each_step(client: Browser) -> None:
    as_visitor = client.get("/")
    client.post(reverse("setup:start"), YOU)
    as_administrator = client.get("/")
    client.post(reverse("setup:panel"), PANEL)
    assert [as_visitor.headers["Location"], as_administrator.headers["Location"]] == [
        reverse("setup:start"),
        reverse("setup:panel"),
    ]
    assert client.get("/").status_code == 200
