"""Who may open a view. Every view says so; one that does not is refused, and a system check names it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from foundation.accounts.models import User

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC, SIGNED_IN, ADMINISTRATORS = "public", "signed in", "administrators"


class SignedInRequest(HttpRequest):
    """A request whose user is known to be signed in."""

    user: User


def public(view: View) -> View:
    """Anyone may open this view, without signing in: it must read publications only."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Only someone signed in may open this view; what they see comes from `visible_to` and the policies."""
    guarded = login_required(_private(view))
    guarded.access = SIGNED_IN  # type: ignore[attr-defined]
    return cast(View, guarded)


def administrators(view: View) -> View:
    """Only an administrator of this installation may open this view."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not getattr(request.user, "is_administrator", False):
            raise PermissionDenied("Only an administrator may open this page.")
        return cast(HttpResponse, _private(view)(request, *args, **kwargs))

    checked = login_required(guarded)
    checked.access = ADMINISTRATORS  # type: ignore[attr-defined]
    return cast(View, checked)


def _private(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answers for one person are never kept by a shared cache."""

    @wraps(view)
    def uncached(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return cast(HttpResponse, response)

    return uncached
