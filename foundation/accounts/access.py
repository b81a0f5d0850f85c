"""Who may open a view. Every view says so; one that does not is refused, and a system check names it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from foundation.accounts import kept, links
from foundation.accounts.models import PersonalLink, User
from foundation.ui import once

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC, SIGNED_IN, ADMINISTRATORS, BY_LINK = "public", "signed in", "administrators", "by link"


class SignedInRequest(HttpRequest):
    """A request whose user is known to be signed in."""

    user: User


class LinkRequest(HttpRequest):
    """A request of somebody who followed a personal link to this very thing."""

    link: PersonalLink


def public(view: View) -> View:
    """Anyone may open this view, without signing in: it must read publications only."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Only someone signed in may open this view; what they see comes from `visible_to` and the policies."""
    guarded = _after_sign_in(_private(view))
    guarded.access = SIGNED_IN  # type: ignore[attr-defined]
    return cast(View, guarded)


def administrators(view: View) -> View:
    """Only an administrator of this installation may open this view."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not getattr(request.user, "is_administrator", False):
            raise PermissionDenied("Only an administrator can see this page.")
        return cast(HttpResponse, _private(view)(request, *args, **kwargs))

    checked = _after_sign_in(guarded)
    checked.access = ADMINISTRATORS  # type: ignore[attr-defined]
    return cast(View, checked)


def by_link(purpose: str) -> Callable[[View], View]:
    """Only the holder of an open personal link of this purpose may open this view, and only of its own thing.

    The thing is the `ref` in the address; the database is asked at every request. Gives `request.link`.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, ref: str, **kwargs: Any) -> HttpResponse:
            link = links.held_by(request, purpose, ref)
            if link is None:
                return link_closed(request)
            request.link = link  # type: ignore[attr-defined]
            return cast(HttpResponse, view(request, *args, ref=ref, **kwargs))

        checked = _private(guarded)
        checked.access = BY_LINK  # type: ignore[attr-defined]
        return cast(View, checked)

    return guard


def link_closed(request: HttpRequest) -> HttpResponse:
    """One answer for a link that never was, that is too old and that was revoked: what to do now."""
    context = {"words": kept.typed_words(list(request.POST.lists())), "has_files": bool(request.FILES)}
    return render(request, "accounts/link_closed.html", context, status=404)


def _after_sign_in(view: Callable[..., Any]) -> Callable[..., Any]:
    """Ask for the sign-in first; a form that comes after it has ended is kept and given back after it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(_where_to_go_on(request))
        response = cast(HttpResponse, view(request, *args, **kwargs))
        if response.status_code == 302 and once.GIVEN_BACK in request.POST:
            kept.forget(request)
        return response

    return guarded


def _where_to_go_on(request: HttpRequest) -> str:
    """The page after signing in: this one, or for a form the page that gives it back."""
    if request.method != "POST":
        return request.get_full_path()
    form = kept.keep(request)
    return reverse("accounts:kept", args=[form.pk]) if form else request.get_full_path()


def _private(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answers for one person are never kept by a shared cache."""

    @wraps(view)
    def uncached(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return cast(HttpResponse, response)

    return uncached
