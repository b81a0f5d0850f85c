"""Who may open a view, and what happens to one that does not say so."""

from collections.abc import Iterator

import pytest
from django.core.checks import Error
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import include, path

from foundation.accounts import access
from foundation.accounts.checks import every_view_says_who_may_see_it
from foundation.accounts.middleware import deny_by_default, is_declared
from foundation.accounts.models import User
from tests.going_on import Browser


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Words")


def careless(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Words nobody should see")


ours = access.administrators(page)


class urls:
    """Addresses for these tests only."""

    urlpatterns = [
        path("accounts/", include("allauth.urls")),
        path("public/", access.public(page)),
        path("mine/", access.signed_in(page)),
        path("ours/", ours),
        path("careless/", careless),
    ]


@pytest.fixture
def site(db: None) -> Iterator[None]:
    with override_settings(ROOT_URLCONF=urls):
        yield


@pytest.fixture
def member(site: None) -> User:
    return User.objects.create_user("member@wessexpcp.example", "Aisha Rahman")


@pytest.fixture
def administrator(site: None) -> User:
    return User.objects.create_user("admin@wessexpcp.example", "Ellen Marsh", is_administrator=True)


def test_the_check_names_a_view_that_does_not_say_who_may_see_it(site: None) -> None:
    assert every_view_says_who_may_see_it(None) == [
        Error("The view at /careless/ does not say who may see it.", id="accounts.E001")
    ]


def test_every_view_of_this_site_says_who_may_see_it() -> None:
    assert every_view_says_who_may_see_it(None) == []


def test_a_view_that_does_not_say_is_refused_even_to_an_administrator(
    rf: RequestFactory, administrator: User
) -> None:
    request = rf.get("/careless/")
    request.user = administrator
    with pytest.raises(PermissionDenied):
        deny_by_default(page).process_view(request, careless, (), {})


@pytest.mark.parametrize("address", ["/mine/", "/ours/"])
def test_a_visitor_is_asked_to_sign_in_first(client: Browser, site: None, address: str) -> None:
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_a_visitor_may_open_what_is_public(client: Browser, site: None) -> None:
    answer = client.get("/public/")
    assert (answer.content, answer.has_header("Cache-Control")) == (b"Words", False)


def test_what_a_user_sees_is_kept_by_nobody(client: Browser, member: User) -> None:
    client.force_login(member)
    answer = client.get("/mine/")
    assert (answer.content, answer["Cache-Control"]) == (b"Words", "private, no-store")


def test_only_an_administrator_opens_what_is_theirs(
    rf: RequestFactory, member: User, administrator: User
) -> None:
    request = rf.get("/ours/")
    request.user = administrator
    assert ours(request).status_code == 200
    request.user = member
    with pytest.raises(PermissionDenied):
        ours(request)


def test_views_of_libraries_that_guard_themselves_are_trusted() -> None:
    from allauth.account.views import login

    assert (is_declared(login), is_declared(careless)) == (True, False)
