"""What must be right before Panelbook opens its door: asked by every command and the web server."""

import logging
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from foundation.accounts.visitors import proxies_of

log = logging.getLogger("panelbook.starting")
NAME_PROXIES = (
    "Set TRUSTED_PROXIES to the networks of the proxies in front, such as 127.0.0.1,10.1.2.0/24, "
    "or to “unix” where the proxy talks through a unix socket."
)


@register()
def everything_is_set(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """An error for each setting with which nobody should start."""
    return list(faults())


def faults() -> list[Error]:
    """What stands in the way of starting, with what to do."""
    return [*_of_proxies()]


def refuse_or_start() -> None:
    """Raise for the first fault: a web server that is set wrongly does not start."""
    for fault in faults():
        raise ImproperlyConfigured(f"{fault.msg} {fault.hint}")


def _of_proxies() -> list[Error]:
    """Behind a proxy limits can count visitors only when it is known whose word is taken."""
    proxies, wrong = proxies_of(settings.TRUSTED_PROXIES)
    found = [Error(sentence, hint=NAME_PROXIES, id="config.E001") for sentence in wrong]
    if settings.BEHIND_HTTPS_PROXY and not (proxies.networks or proxies.is_unix or wrong):
        said = (
            "BEHIND_HTTPS_PROXY is set, but no proxy is trusted: everybody would count as one visitor, "
            "and one person's wrong passwords would shut all out."
        )
        found.append(Error(said, hint=NAME_PROXIES, id="config.E002"))
    return found
