"""The yardstick: the least Django view that reads the same rows from the database and prints them."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config.urls import urlpatterns as whole_site
from foundation.accounts.access import public
from foundation.library.models import Publication, PublicMeeting

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


urlpatterns = [path("bare/<slug:ref>/", meeting), *whole_site]
