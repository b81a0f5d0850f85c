"""What a restored copy says of itself to search engines."""

from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from config import restored


class hide_restored_copy(MiddlewareMixin):
    """Ask search engines to leave a restored copy alone, its files included: the real record is elsewhere."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Every page and file carries it. Who asks is not looked at: that would make answers private."""
        # A page that is never to be found says so itself, and need not cost a question.
        if not response.has_header("X-Robots-Tag") and restored.of(request):
            response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response
