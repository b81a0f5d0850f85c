"""What is noticed about requests to the public site."""

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from foundation.library import guessing


class notice_guessing:  # noqa: N801  (named as a verb: it reads as one in the settings)
    """Count requests for papers that do not exist; the answer is the same for everybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and look at the status of the answer."""
        response = self.get_response(request)
        if guessing.is_guess(request.path, response.status_code):
            try:
                guessing.note_guess(request, timezone.now())
            except DatabaseError:
                guessing.log.exception("A guess could not be counted")
        return response
