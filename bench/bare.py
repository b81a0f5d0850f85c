"""The yardstick: the least Django view that reads the same rows from the database and prints them."""

import itertools

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone

from config.urls import urlpatterns as whole_site
from foundation.accounts.access import public, signed_in
from foundation.library.models import Publication, PublicMeeting
from meetings.models import TextVersion

PAGE = """<!DOCTYPE html><html lang="en"><head><title>{{ meeting.name }}</title></head><body>
<h1>{{ meeting.starts_at }}</h1><p>{{ meeting.venue }}</p>
<ol>{% for line in lines %}<li>{{ line.label }} <strong>{{ line.title }}</strong> {{ line.presenter }} {{ line.note }}
{% for paper in line.papers %}<a href="/published/{{ paper.publication_ref }}/">{{ paper.title }}</a>{% endfor %}</li>
{% endfor %}</ol>
<ul>{% for p in publications %}<li><a href="/published/{{ p.ref }}/">{{ p.title }}</a> {{ p.pages }} {{ p.size }}</li>
{% endfor %}</ul></body></html>"""


@public
def meeting(request: HttpRequest, ref: str) -> HttpResponse:
    """The meeting, its publications and the lines of its agenda."""
    found = PublicMeeting.objects.get(ref=ref)
    publications = list(Publication.objects.filter(meeting=found).defer("html"))
    agenda = next(p for p in publications if p.kind == Publication.Kind.AGENDA)
    template = engines["django"].from_string(PAGE)
    context = {"meeting": found, "publications": publications, "lines": agenda.data["lines"]}
    return HttpResponse(template.render(context, request))


NUMBERS = itertools.count(1_000_000)


@signed_in
def minute(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one row that holds what was posted."""
    TextVersion.objects.create(
        minute_id=pk, number=next(NUMBERS), text=request.POST["text"], hash="", saved_at=timezone.now()
    )
    return HttpResponse("saved")


urlpatterns = [
    path("bare/minutes/<int:pk>/", minute),
    path("bare/<slug:ref>/", meeting),
    *whole_site,
]
