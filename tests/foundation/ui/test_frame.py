"""The frame of every page: the body's colour, refusals, errors, the gallery's door."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from foundation.accounts.models import User
from foundation.documents.processes import limits
from foundation.history.findings import Refused, stopped
from foundation.ui import colours
from foundation.ui.middleware import page_before, show_refusals


def test_a_colour_that_cannot_be_read_on_white_is_replaced() -> None:
    assert colours.readable("#4B2549") == "#4b2549"
    assert [colours.readable(c) for c in ("#ffff00", "red", "#12345", "#4b2549;}")] == [colours.DEFAULT] * 4
    assert round(colours.contrast_on_white("#000000")) == 21
    assert round(colours.contrast_on_white("#ffffff")) == 1


def test_the_tint_of_a_colour_leaves_the_colour_readable() -> None:
    for colour in ("#4b2549", "#767676", "#1d70b8"):
        tint = colours.properties(colour)["--accent-tint"]
        contrast = colours.contrast_on_white(colour) / colours.contrast_on_white(tint)
        assert contrast >= colours.LEAST_CONTRAST


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "accent"), [("1d70b8", "#1d70b8"), ("ffff00", "#4b2549"), ("x}y", "#4b2549")]
)
def test_the_stylesheet_of_a_colour_is_kept_for_ever(client: Client, asked: str, accent: str) -> None:
    answer = client.get(f"/theme/{asked}.css")
    assert answer.status_code == 200
    assert answer.content.decode().startswith(f":root{{--accent:{accent};")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Type"] == "text/css; charset=utf-8"


@pytest.mark.django_db
def test_the_gallery_is_for_those_signed_in(client: Client) -> None:
    answer = client.get("/ui/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/ui/")


def refused(request: HttpRequest) -> HttpResponse:
    raise Refused(
        stopped("The Chair has not agreed the agenda.", source="Standing order 4", remedy="Send it.")
    )


@pytest.mark.django_db
def test_a_refused_act_becomes_a_page_that_says_why_and_leads_back() -> None:
    request = RequestFactory().post(
        "/meetings/1/agenda/publish/", headers={"referer": "http://testserver/m/"}
    )
    request.user = User.objects.create_user("ellen@wessex.example", "Ellen Marsh")
    middleware = show_refusals(refused)
    answer = middleware.process_exception(request, Refused(stopped("Not yet.", source="Standing order 4")))
    assert answer is not None
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Cannot continue:</span> Not yet." in page
    assert "Standing order 4" in page
    assert 'href="/m/"' in page
    assert middleware.process_exception(request, ValueError()) is None


@pytest.mark.django_db
def test_the_page_before_is_shown_only_when_it_is_ours() -> None:
    request = RequestFactory().post("/x/", headers={"referer": "https://elsewhere.example/m/"})
    request.user = User.objects.create_user("ellen@wessex.example", "Ellen Marsh")
    answer = show_refusals(refused).process_exception(request, Refused(stopped("Not yet.")))
    assert answer is not None
    assert "elsewhere" not in answer.content.decode()


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "///evil.example/"])
def test_the_page_before_never_leads_elsewhere(path: str) -> None:
    request = RequestFactory().post("/x/", headers={"referer": f"http://testserver{path}"})
    assert page_before(request) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("length", ["136314881", "9" * 30, "-1", "many"])
def test_what_no_form_can_be_is_refused_before_it_is_read(client: Client, length: str) -> None:
    answer = client.post("/accounts/login/", {"login": "x"}, CONTENT_LENGTH=length)
    assert (answer.status_code, "larger than 130 MB" in answer.content.decode()) == (413, True)


@pytest.mark.django_db
def test_the_largest_file_with_the_longest_text_is_not_too_much(client: Client) -> None:
    assert settings.REQUEST_LIMIT_BYTES > limits.UPLOAD_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert client.post("/accounts/login/", {"login": "x"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("limit", "most"), [("DATA_UPLOAD_MAX_MEMORY_SIZE", 1024 * 1024), ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 3)]
)
def test_a_form_that_holds_too_much_is_told_as_what_it_is(
    client: Client, settings: Settings, limit: str, most: int
) -> None:
    setattr(settings, limit, most)
    answer = client.post("/accounts/login/", {f"field {number}": "x" * 300_000 for number in range(4)})
    assert (answer.status_code, "Make the pictures smaller" in answer.content.decode()) == (413, True)


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_plainly(client: Client) -> None:
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()
