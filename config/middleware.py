"""What a restored copy says of itself to search engines."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from config import restored


class hide_restored_copy:  # noqa: N801  (named as a verb: it reads as one in the settings)
    """Ask search engines to leave a restored copy alone, its files included: the real record is elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Every page and file carries it. Who asks is not looked at: that would make answers private."""
        response = self.get_response(request)
        # A page that is never to be found says so itself, and need not cost a question.
        if not response.has_header("X-Robots-Tag") and restored.of(request):
            response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response
