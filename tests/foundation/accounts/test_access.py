"""Who may open a view, and what happens to one that does not say so."""

import pytest
from django.core.checks import Error
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path

from foundation.accounts import access
from foundation.accounts.checks import every_view_says_who_may_see_it
from foundation.accounts.middleware import deny_by_default, is_declared
from foundation.accounts.models import User


def page(request):
    return HttpResponse("Words")


def careless(request):
    return HttpResponse("Words nobody should see")


class urls:
    """Addresses for these tests only."""

    urlpatterns = [
        path("accounts/", include("allauth.urls")),
        path("public/", access.public(page)),
        path("mine/", access.signed_in(page)),
        path("ours/", access.administrators(page)),
        path("careless/", careless),
    ]


@pytest.fixture
def site(db):
    with override_settings(ROOT_URLCONF=urls):
        yield


@pytest.fixture
def member(site):
    return User.objects.create_user("member@wessexpcp.example", "Aisha Rahman")


@pytest.fixture
def administrator(site):
    return User.objects.create_user("admin@wessexpcp.example", "Ellen Marsh", is_administrator=True)


def test_the_check_names_a_view_that_does_not_say_who_may_see_it(site):
    assert every_view_says_who_may_see_it(None) == [
        Error("The view at /careless/ does not say who may see it.", id="accounts.E001")
    ]


def test_every_view_of_this_site_says_who_may_see_it():
    assert every_view_says_who_may_see_it(None) == []


def test_a_view_that_does_not_say_is_refused_even_to_an_administrator(rf, administrator):
    request = rf.get("/careless/")
    request.user = administrator
    with pytest.raises(PermissionDenied):
        deny_by_default(page).process_view(request, careless, (), {})


@pytest.mark.parametrize("address", ["/mine/", "/ours/"])
def test_a_visitor_is_asked_to_sign_in_first(client, site, address):
    assert client.get(address).url == f"/accounts/login/?next={address}"


def test_a_visitor_may_open_what_is_public(client, site):
    answer = client.get("/public/")
    assert (answer.content, answer.has_header("Cache-Control")) == (b"Words", False)


def test_what_a_user_sees_is_kept_by_nobody(client, member):
    client.force_login(member)
    answer = client.get("/mine/")
    assert (answer.content, answer["Cache-Control"]) == (b"Words", "private, no-store")


def test_only_an_administrator_opens_what_is_theirs(rf, member, administrator):
    request = rf.get("/ours/")
    request.user = administrator
    assert urls.urlpatterns[3].callback(request).status_code == 200
    request.user = member
    with pytest.raises(PermissionDenied):
        urls.urlpatterns[3].callback(request)


def test_views_of_libraries_that_guard_themselves_are_trusted():
    from allauth.account.views import login

    assert (is_declared(login), is_declared(careless)) == (True, False)
