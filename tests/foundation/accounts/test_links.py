"""Personal links: one named person, one page of one thing, until a day; only the hash is kept."""

import hashlib
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path, reverse

from foundation.accounts import access, links
from foundation.accounts.models import PersonalLink, User
from foundation.accounts.redaction import HideSecrets, without_secrets
from foundation.history.actors import SYSTEM
from foundation.history.events import record
from foundation.jobs import outbox, queue
from foundation.jobs.models import OutgoingMail
from tests.going_on import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PURPOSE = "tests.page"


@access.by_link(PURPOSE)
def page(request: Any, ref: str) -> HttpResponse:
    return HttpResponse(f"{request.link.name} at {ref}")


class urls:
    """Addresses for these tests only."""

    urlpatterns = [
        path("accounts/", include("allauth.urls")),
        path("", include("foundation.accounts.urls")),
        path("", include("foundation.ui.urls")),
        path("", include("foundation.library.urls")),
        path("page/<slug:ref>/", page, name="page"),
        path("home/", access.public(page), name="home"),
    ]


@pytest.fixture(autouse=True)
def site() -> Iterator[None]:
    known = dict(links._pages)
    links.purpose(PURPOSE, page="page")
    with override_settings(ROOT_URLCONF=urls):
        yield
    links._pages.clear()
    links._pages.update(known)


def make(target: str = "abc", **fields: Any) -> tuple[PersonalLink, str]:
    usual: dict[str, Any] = {
        "name": "Farah Siddiqui",
        "email": "farah@opcc.example",
        "by": SYSTEM,
        "days": 30,
    }
    address = links.make(purpose=PURPOSE, target=target, **{**usual, **fields})
    return PersonalLink.objects.latest("pk"), address.split("/")[-2]


def test_a_link_leads_to_its_page_and_the_secret_stays_behind(client: Browser) -> None:
    _, secret = make()
    answer = client.get(f"/link/{secret}/")
    assert (answer.status_code, answer["Location"]) == (302, "/page/abc/")
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("no-referrer", "private, no-store")
    shown = client.get(answer["Location"])
    assert (shown.content, shown["Cache-Control"]) == (b"Farah Siddiqui at abc", "private, no-store")


def test_only_the_hash_is_kept() -> None:
    link, secret = make()
    assert len(secret) >= 43
    kept = repr(PersonalLink.objects.values_list().get())
    assert secret not in kept
    assert link.digest == hashlib.sha256(secret.encode()).hexdigest()


@pytest.mark.shows("R-1")
def test_a_link_opens_its_own_thing_and_no_other(client: Browser) -> None:
    _, secret = make()
    make("xyz")
    links.make(purpose=PURPOSE, target="third", name="Jo", email="jo@x.example", by=SYSTEM, days=1)
    client.get(f"/link/{secret}/")
    assert [client.get(f"/page/{ref}/").status_code for ref in ("abc", "xyz", "third")] == [200, 404, 404]


def test_a_link_of_another_purpose_opens_nothing_of_this_one(client: Browser) -> None:
    links.purpose("tests.other", page="page")
    other = links.make(purpose="tests.other", target="abc", name="Jo", email="a@b.example", by=SYSTEM, days=1)
    assert client.get(other)["Location"] == "/page/abc/"
    assert client.get("/page/abc/").status_code == 404


@pytest.mark.shows("R-16")
def test_unknown_expired_and_revoked_are_answered_alike(
    client: Browser, clock: time_machine.Traveller
) -> None:
    (_, expired), (_, revoked) = make(days=1), make("xyz")
    links.revoke(purpose=PURPOSE, target="xyz", by=SYSTEM)
    clock.shift(timedelta(days=1, seconds=1))
    answers = [client.get(f"/link/{secret}/") for secret in ("nobody-knows-this", expired, revoked)]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert answers[0].content == answers[1].content == answers[2].content
    assert "ask for a new link" in answers[0].content.decode()
    assert answers[2]["Referrer-Policy"] == "no-referrer"


@pytest.mark.shows("R-16")
def test_revoking_and_expiring_work_at_the_next_request(
    client: Browser, clock: time_machine.Traveller
) -> None:
    for secret in (make()[1], make("xyz", days=2)[1]):
        client.get(f"/link/{secret}/")
    assert links.revoke(purpose=PURPOSE, target="abc", by=SYSTEM) == 1
    assert [client.get(f"/page/{ref}/").status_code for ref in ("abc", "xyz")] == [404, 200]
    clock.shift(timedelta(days=3))
    assert client.get("/page/xyz/").status_code == 404


def test_a_session_planted_by_somebody_else_does_not_come_in(client: Browser) -> None:
    client.get("/page/abc/")
    client.session.save()
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key or ""
    client.cookies["sessionid"] = planted
    client.get(f"/link/{make()[1]}/")
    assert client.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/page/abc/").status_code == 404
    assert client.get("/page/abc/").status_code == 200


def test_two_links_in_one_browser_open_both_things(client: Browser) -> None:
    for target in ("abc", "xyz"):
        client.get(f"/link/{make(target)[1]}/")
    assert [client.get(f"/page/{ref}/").status_code for ref in ("abc", "xyz")] == [200, 200]


def test_a_user_who_follows_a_link_stays_signed_in(client: Browser) -> None:
    user = User.objects.create_user("ellen@wessexpcp.example", "Ellen Marsh")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(f"/link/{make()[1]}/")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_first_use_is_kept(client: Browser, clock: time_machine.Traveller) -> None:
    link, secret = make()
    client.get(f"/link/{secret}/")
    link.refresh_from_db()
    first = link.first_used_at
    clock.shift(timedelta(hours=1))
    client.get(f"/link/{secret}/")
    link.refresh_from_db()
    assert link.first_used_at == first is not None


def test_a_purpose_nobody_registered_makes_no_link() -> None:
    with pytest.raises(LookupError):
        links.make(purpose="tests.unknown", target="a", name="A", email="a@b.example", by=SYSTEM, days=1)
    assert PersonalLink.objects.count() == 0


def test_history_does_not_take_a_link_for_the_user_of_its_number() -> None:
    link, _ = make()
    event = record("thing done", link, by=link)
    assert (event.actor_id, event.actor_name) == (f"link-{link.pk}", "Farah Siddiqui (by personal link)")


@pytest.mark.shows("R-16")
def test_no_log_holds_a_secret(client: Browser, caplog: pytest.LogCaptureFixture) -> None:
    secret = make()[1]
    links.revoke(purpose=PURPOSE, target="abc", by=SYSTEM)
    client.get(f"/link/{secret}/")
    (line,) = [each for each in caplog.records if each.name == "django.request"]
    assert line.getMessage() == "Not Found: /link/…/"
    access_line = logging.LogRecord(
        "gunicorn.access", 20, "", 1, "%(r)s", ({"r": f"GET /link/{secret}/ 200"},), None
    )
    assert HideSecrets().filter(access_line)
    assert access_line.getMessage() == "GET /link/…/ 200"


def test_no_log_holds_the_link_to_a_new_password(client: Browser, caplog: pytest.LogCaptureFixture) -> None:
    User.objects.create_user("ellen@wessex.example", "Ellen Marsh")
    client.post(reverse("account_reset_password"), {"email": "ellen@wessex.example"})
    (path,) = re.findall(r"http://testserver(\S+)", str(mail.outbox[-1].body))[:1]
    assert client.get(path).status_code == 302
    line = logging.LogRecord("gunicorn.access", 20, "", 1, "GET %s 302", (path,), None)
    assert HideSecrets().filter(line)
    assert line.getMessage() == "GET /accounts/password/reset/key/…/ 302"


def test_the_mail_keeps_the_secret_only_until_it_is_sent() -> None:
    address = links.page_address("accounts:link", make()[1])
    outbox.send("farah@opcc.example", "A paper", f"Write here: {address}")
    queue.run_pending()
    assert mail.outbox[0].body == f"Write here: {address}"
    assert OutgoingMail.objects.get().body == f"Write here: {without_secrets(address)}"
    assert without_secrets(address).endswith("/link/…/")
