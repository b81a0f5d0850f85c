"""What is noticed about requests to the public site."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from foundation.library import guessing


class notice_guessing(MiddlewareMixin):
    """Count requests for papers that do not exist; the answer is the same for everybody."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Look at the status of the answer."""
        if guessing.is_guess(request.path, response.status_code):
            try:
                guessing.note_guess(request, timezone.now())
            except DatabaseError:
                guessing.log.exception("A guess could not be counted")
        return response
