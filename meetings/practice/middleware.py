"""Addresses below /practice/ show the practice of whoever is signed in, and nothing of the real database."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse, set_script_prefix

from foundation.accounts.models import User
from foundation.history import clock
from foundation.history.practice import PracticeGone
from meetings.practice.places import Practice, practice_of

PREFIX = "/practice"
# What somebody practises: the rooms whose pages open. Of the others only reading is any use.
PRACTISED = ("meetings.day.", "meetings.attendance.", "meetings.votes.", "meetings.minutes.")
READ = ("meetings.practice.", "meetings.agenda.", "meetings.papers.", "foundation.ui.", "config.help.")
SAFE = ("GET", "HEAD")


class open_practice:  # noqa: N801  (named as a verb: it reads as one in the settings)
    """Open the practice of this person for one request; links then lead on within it by themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on what is no practice; who signs in or out does so for real."""
        if not request.path_info.startswith(f"{PREFIX}/"):
            return self.get_response(request)
        inner = request.path_info.removeprefix(PREFIX)
        if inner.startswith("/accounts/"):
            request.path_info = inner
            return self.get_response(request)
        user = request.user
        if not isinstance(user, User):
            sign_in = reverse("account_login")
            return redirect(f"{sign_in}?{urlencode({'next': request.get_full_path()})}")
        practice = practice_of(user, clock.now())
        if practice is None:
            return self._over(request)
        try:
            return self._within(request, practice, inner)
        except PracticeGone:
            # Another window deleted it in this moment.
            return self._over(request)

    def _over(self, request: HttpRequest) -> HttpResponse:
        return render(request, "meetings/practice/over.html", status=404)

    def _within(self, request: HttpRequest, practice: Practice, inner: str) -> HttpResponse:
        real = get_script_prefix()
        request.practice, request.left_practice = practice, real  # type: ignore[attr-defined]
        request.path_info = inner
        set_script_prefix(f"{real.rstrip('/')}{PREFIX}/")
        try:
            with practice.opened():
                return self.get_response(request)
        finally:
            set_script_prefix(real)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """In practice no page opens that has to do with anything but the day of a meeting."""
        if not hasattr(request, "practice"):
            return None
        module = getattr(view, "__module__", "")
        if module.startswith(PRACTISED) or (module.startswith(READ) and request.method in SAFE):
            return None
        return render(request, "meetings/practice/not_here.html", status=404)
