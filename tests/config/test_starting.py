"""What Panelbook does not start with, and what it says at a start."""

import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from config import setup, starting
from tests.builders.panels import make_administrator

STRONG = "kZr8vX2mQp4Lw9Ys6Tb1Nd7Hc3Jf5Gg0"


@pytest.mark.parametrize(
    ("key", "is_debug", "ids"),
    [
        (STRONG, False, []),
        (STRONG[:31], False, ["config.E003"]),
        ("changeme" * 8, False, ["config.E003"]),
        (f"django-insecure-{STRONG}", False, ["config.E003"]),
        ("changeme", True, []),
    ],
)
def test_a_key_that_can_be_guessed_is_refused_but_for_debugging(
    settings: Settings, key: str, is_debug: bool, ids: list[str]
) -> None:
    settings.SECRET_KEY, settings.DEBUG = key, is_debug
    assert [each.id for each in starting.faults()] == ids


def test_the_web_server_does_not_start_and_says_what_to_do(settings: Settings) -> None:
    settings.SECRET_KEY = "changeme"
    with pytest.raises(ImproperlyConfigured, match=r"can be guessed\. Set SECRET_KEY to"):
        starting.refuse_or_start()


@pytest.mark.parametrize(
    ("is_said", "address", "ids"),
    [
        (False, "http://localhost:8000", ["config.W001"]),
        (True, "http://localhost:8000", []),
        (True, "http://panel.example.gov.uk", ["config.W002"]),
        (True, "https://panel.example.gov.uk", []),
    ],
)
def test_an_address_that_is_not_said_or_not_encrypted_is_warned_of(
    settings: Settings, is_said: bool, address: str, ids: list[str]
) -> None:
    settings.IS_ADDRESS_SAID, settings.SITE_ADDRESS = is_said, address
    settings.IS_HTTPS = address.startswith("https")
    assert [each.id for each in starting.warnings()] == ids


@pytest.mark.django_db
def test_the_server_writes_the_set_up_code_into_its_log_while_nobody_can_sign_in(
    caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    settings.IS_ADDRESS_SAID = True
    said = f"No one can sign in yet. The set-up code is {setup.code()}"
    with caplog.at_level(logging.WARNING, "panelbook.starting"):
        starting.refuse_or_start()
        make_administrator()
        starting.refuse_or_start()
    assert [record.message for record in caplog.records if record.name == "panelbook.starting"] == [said]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nothing/", "/accounts/login/", "/accounts/password/reset/", "/setup/"])
def test_pages_of_passwords_and_of_what_went_wrong_are_kept_by_no_cache(address: str) -> None:
    client = Client(raise_request_exception=False)
    assert "no-store" in client.get(address).headers["Cache-Control"]
