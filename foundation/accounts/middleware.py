"""The gate that stands before every view of our own, and what caches may keep."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

# Views of libraries that guard themselves; everything else must carry one of our decorators.
TRUSTED_MODULES = ("allauth.", "django.views.i18n", "django.contrib.staticfiles.", "django.views.static")


def is_declared(view: Callable[..., Any]) -> bool:
    """True when the view says who may open it, or belongs to a library that guards itself."""
    module = getattr(view, "__module__", "") or ""
    return hasattr(view, "access") or module.startswith(TRUSTED_MODULES)


class deny_by_default(MiddlewareMixin):
    """Refuse any view that does not say who may open it."""

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Stop before the view runs."""
        if not is_declared(view):
            raise PermissionDenied("This page does not say who may see it.")


# Pages with passwords, codes and personal links, whoever opens them.
NEVER_KEPT = ("/accounts/", "/setup/", "/link/", "/confirm/")


class keep_to_yourself(MiddlewareMixin):
    """Pages of signing in and of what went wrong are kept by no cache, unless they say otherwise."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Look at what came of it."""
        is_meant = response.status_code >= 400 or request.path.startswith(NEVER_KEPT)
        if is_meant and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response
