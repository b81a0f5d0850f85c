"""Who asks: behind proxies, through a socket, and whatever somebody writes into the header."""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from config.starting import faults
from foundation.accounts.models import User
from foundation.accounts.visitors import UNIX, address_of, network_of
from tests.going_on import Browser

PROXY, VISITOR, OTHER = "10.1.2.3", "203.0.113.9", "198.51.100.7"
EMAIL, PASSWORD = "ellen@wessexpcp.example", "a long sentence to remember"


def asked(peer: str, forwarded: str | None = None) -> str:
    more: dict[str, Any] = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return address_of(RequestFactory().get("/", REMOTE_ADDR=peer, **more))


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        (VISITOR, None, VISITOR),
        (PROXY, VISITOR, VISITOR),
        (PROXY, f"{OTHER}, {VISITOR}", VISITOR),
        (PROXY, f"{OTHER}, {VISITOR}, 10.9.9.9", VISITOR),
        (PROXY, f"nonsense, {VISITOR}", VISITOR),
        (PROXY, f"{VISITOR}, nonsense", PROXY),
        (PROXY, f"{VISITOR}:4711", VISITOR),
        (PROXY, "[2001:db8::7]:443", "2001:db8::7"),
        (PROXY, f"::ffff:{VISITOR}", VISITOR),
        (PROXY, "10.4.4.4", "10.4.4.4"),
        (PROXY, "", PROXY),
        (PROXY, None, PROXY),
        # Somebody who reaches the server past the proxy is counted, whatever they claim.
        (VISITOR, OTHER, VISITOR),
        # A unix socket, whose other end is no address.
        ("", f"{OTHER}, {VISITOR}", VISITOR),
        ("", None, UNIX),
    ],
)
def test_the_last_address_that_is_no_trusted_proxy_is_the_visitor(
    settings: Settings, peer: str, forwarded: str | None, found: str
) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "unix"]
    assert asked(peer, forwarded) == found


def test_without_trusted_proxies_nobodys_header_counts(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = []
    assert [asked(PROXY, VISITOR), asked("", VISITOR)] == [PROXY, UNIX]


def test_one_connection_of_the_newer_kind_is_one_visitor() -> None:
    found = [network_of(each) for each in ("2001:db8:1:2::7", "2001:db8:1:2:ffff::8", VISITOR, UNIX)]
    assert found == ["2001:db8:1:2::", "2001:db8:1:2::", VISITOR, UNIX]


@pytest.mark.parametrize(
    ("is_behind", "said", "ids"),
    [
        (False, [], []),
        (True, ["127.0.0.1", "2001:db8::/32"], []),
        (True, ["unix"], []),
        (True, [], ["config.E002"]),
        (True, [" "], ["config.E002"]),
        (False, ["10.0.0.0/40"], ["config.E001"]),
        (True, ["localhost", "10.0.0.1/8", "unix"], ["config.E001", "config.E001"]),
        (True, ["0.0.0.0/0"], ["config.E001"]),
    ],
)
def test_a_start_with_wrong_proxies_is_refused_with_what_to_do(
    settings: Settings, is_behind: bool, said: list[str], ids: list[str]
) -> None:
    settings.BEHIND_HTTPS_PROXY, settings.TRUSTED_PROXIES = is_behind, said
    found = faults()
    assert [each.id for each in found] == ids
    assert all("Set TRUSTED_PROXIES to the networks" in (each.hint or "") for each in found)


@pytest.fixture
def ellen(settings: Settings) -> User:
    settings.LOGIN_REDIRECT_URL = "/"
    settings.TRUSTED_PROXIES = ["unix"]
    cache.clear()
    return User.objects.create_user(EMAIL, "Ellen Marsh", PASSWORD)


def tries(
    client: Browser, visitor: str, password: str = "wrong", address: str = EMAIL, times: int = 1
) -> bool:
    """Whether the last of some tries through the socket of a proxy let in."""
    for _ in range(times):
        client.logout()
        answer = client.post(
            reverse("account_login"),
            {"login": address, "password": password},
            REMOTE_ADDR="",
            HTTP_X_FORWARDED_FOR=visitor,
        )
        assert answer.status_code in (200, 302)
    return "_auth_user_id" in client.session


@pytest.mark.django_db
def test_ten_wrong_passwords_shut_out_whoever_typed_them_and_nobody_else(
    client: Browser, ellen: User
) -> None:
    User.objects.create_user("tom@wessexpcp.example", "Tom Birch", PASSWORD)
    tries(client, VISITOR, times=10)
    assert tries(client, VISITOR, PASSWORD) is False
    assert tries(client, VISITOR, PASSWORD, "tom@wessexpcp.example") is True
    assert tries(client, OTHER, PASSWORD) is True
    assert tries(client, f"{OTHER}, {VISITOR}", PASSWORD) is False


@pytest.mark.django_db
def test_many_who_guess_together_do_not_shut_out_who_signed_in_from_here_before(
    client: Browser, ellen: User, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed_account": "6/h/key"}
    assert tries(client, OTHER, PASSWORD) is True
    for number in range(6):
        tries(client, f"203.0.113.{number}")
    assert tries(client, "192.0.2.1", PASSWORD) is False
    assert tries(client, OTHER, PASSWORD) is True


def codes_asked(visitor: str, address: str = EMAIL) -> bool:
    answer = Client().post(
        reverse("account_request_login_code"),
        {"email": address},
        HTTP_X_FORWARDED_FOR=visitor,
        REMOTE_ADDR="",
    )
    return answer.status_code == 302


@pytest.mark.django_db
def test_who_asks_again_and_again_for_somebodys_code_stops_only_themselves(
    ellen: User, mailoutbox: list[EmailMessage]
) -> None:
    assert [codes_asked(VISITOR) for _ in range(4)] == [True, True, True, False]
    assert codes_asked(OTHER) is True
    assert {message.subject for message in mailoutbox} == {"Your code to sign in"}


@pytest.mark.django_db
def test_an_address_without_an_account_is_told_so_once_without_anybodys_words(
    client: Browser, ellen: User, mailoutbox: list[EmailMessage]
) -> None:
    address = "buy-my-pills@stranger.example"
    for visitor in (VISITOR, OTHER):
        codes_asked(visitor, address)
        client.post(
            reverse("account_reset_password"),
            {"email": address},
            HTTP_X_FORWARDED_FOR=visitor,
            REMOTE_ADDR="",
        )
    assert [message.to for message in mailoutbox] == [[address]]
    assert "pills" not in mailoutbox[0].body
