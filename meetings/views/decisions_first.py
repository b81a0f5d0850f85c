"""The decisions of a meeting before its minutes: looked at, then published."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.layout import render as layout
from foundation.library.models import Publication
from meetings import actions
from meetings.documents.decisions import DecisionsDocument, source_of
from meetings.kept import Kept
from meetings.minutes_shown import decisions_shown
from meetings.models import Minutes
from meetings.policies.minutes import may_publish_decisions
from meetings.rules.decisions_first import due_finding, last_day
from meetings.searched import Searched
from panels.calendar import excluded_around


def _minutes(request: SignedInRequest, pk: int) -> Minutes:
    rows = Minutes.objects.visible_to(request.user).select_related("meeting__body")
    return get_object_or_404(rows, meeting=pk)


@signed_in
def decisions(request: SignedInRequest, pk: int) -> HttpResponse:
    """What would be published, by when, and what is out."""
    found = _minutes(request, pk)
    meeting, settings = found.meeting, found.meeting.settings
    document, kept = DecisionsDocument.of(found), Kept.of(request.user, meeting)
    out = Publication.objects.in_short().of_sources([(source_of(meeting), Publication.Kind.DECISIONS)])
    last = last_day(meeting.day, excluded_around(settings, meeting.day))
    newest = out.order_by("-version").first()
    context = {
        "meeting": meeting,
        "html": layout.screen(decisions_shown(document, kept)),
        "has_something": bool(document.minutes or document.has_people),
        "publication": newest,
        "due": due_finding(settings.jurisdiction, last, timezone.localdate(), is_out=newest is not None),
        "may_publish": may_publish_decisions(request.user, meeting),
        "points": kept.findings(Searched.of_document(meeting, Publication.Kind.DECISIONS, document).points),
    }
    return render(request, "meetings/decisions_first.html", context)


@signed_in
@require_POST
def decisions_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish the decisions recorded so far."""
    actions.publish_decisions(minutes=_minutes(request, pk), by=request.user)
    return redirect("meetings:decisions", pk)
