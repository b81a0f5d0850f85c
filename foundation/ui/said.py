"""What a page says after an act: that it is done, when, and what comes next."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from foundation.ui.dates import clock_time


def say_done(request: HttpRequest, done: str, *, url: str = "", link: str = "") -> None:
    """Say on the next page what was done, at which time, and lead to the next step where there is one."""
    words = f"{done} at {clock_time(timezone.localtime())}."
    if url:
        words = format_html('{} <a class="govuk-link" href="{}">{}</a>', words, url, link)
    messages.success(request, words)
