"""What must be right before Panelbook opens its door: asked by every command and the web server."""

import logging
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from config import setup
from foundation.accounts.visitors import proxies_of

log = logging.getLogger("panelbook.starting")
SHORTEST_KEY, FEWEST_LETTERS = 32, 10
NAME_PROXIES = (
    "Set TRUSTED_PROXIES to the networks of the proxies in front, such as 127.0.0.1,10.1.2.0/24, "
    "or to “unix” where the proxy talks through a unix socket."
)
MAKE_KEY = (
    "Set SECRET_KEY to at least 32 random characters, such as those of `openssl rand -base64 48`, or leave "
    "it unset: a key is then made once and kept in the var folder. Everyone has to sign in again."
)
SAY_ADDRESS = "Set SITE_ADDRESS to the address that people type, such as https://panel.example.gov.uk."


@register()
def everything_is_set(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """An error for each setting with which nobody should start."""
    return list(faults())


@register(deploy=True)
def address_is_said(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A warning for an address with which only one's own machine should be used."""
    return list(warnings())


def faults() -> list[Error]:
    """What stands in the way of starting, with what to do."""
    return [*_of_proxies(), *_of_key()]


def warnings() -> list[Warning]:
    """What is worth a word at every start."""
    if not settings.IS_ADDRESS_SAID:
        said = (
            "SITE_ADDRESS is not set: links in mails lead to this machine, and signing in works only over "
            "https or on this machine."
        )
        return [Warning(said, hint=SAY_ADDRESS, id="config.W001")]
    here = ("http://localhost", "http://127.0.0.1", "http://[::1]")
    if not settings.IS_HTTPS and not settings.SITE_ADDRESS.startswith(here):
        said = "SITE_ADDRESS is no https address: passwords and papers travel unencrypted."
        return [Warning(said, hint=SAY_ADDRESS, id="config.W002")]
    return []


def refuse_or_start() -> None:
    """Raise for the first fault: a web server that is set wrongly does not start. Say the rest in the log."""
    for fault in faults():
        raise ImproperlyConfigured(f"{fault.msg} {fault.hint}")
    for warning in warnings():
        log.warning("%s %s", warning.msg, warning.hint)
    try:
        if setup.needed():
            log.warning("No one can sign in yet. The set-up code is %s", setup.code())
    except DatabaseError:
        log.warning("The database does not answer yet, or has no tables: run manage.py migrate.")


def _of_proxies() -> list[Error]:
    """Behind a proxy limits can count visitors only when it is known whose word is taken."""
    proxies, wrong = proxies_of(settings.TRUSTED_PROXIES)
    found = [Error(sentence, hint=NAME_PROXIES, id="config.E001") for sentence in wrong]
    if settings.BEHIND_HTTPS_PROXY and not (proxies.networks or proxies.is_unix or wrong):
        said = (
            "BEHIND_HTTPS_PROXY is set, but no proxy is trusted: everyone would count as one visitor, "
            "and one person's wrong passwords would lock everyone out."
        )
        found.append(Error(said, hint=NAME_PROXIES, id="config.E002"))
    return found


def _of_key() -> list[Error]:
    """Whoever knows the key can sign in as anybody, and a short or familiar one is found by trying."""
    key = settings.SECRET_KEY
    is_strong = (
        len(key) >= SHORTEST_KEY and len(set(key)) >= FEWEST_LETTERS and not key.startswith("django-insecure")
    )
    if is_strong or settings.DEBUG:
        return []
    return [Error("SECRET_KEY is weak: it can be guessed.", hint=MAKE_KEY, id="config.E003")]
