"""The system check behind deny by default."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _

from foundation.accounts.middleware import is_declared


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every URL pattern of the site with its whole path."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, path)
        else:
            yield path, entry


@register()
def every_view_says_who_may_see_it(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """An error for each view that carries no access decorator."""
    return [
        Error(_("The view at /{path} does not say who may see it.").format(path=path), id="accounts.E001")
        for path, pattern in patterns()
        if not is_declared(pattern.callback)
    ]
