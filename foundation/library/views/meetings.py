"""Public pages about meetings."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from foundation.accounts.access import public
from foundation.library.caching import kept_a_minute
from foundation.library.meeting_page import meeting_page
from foundation.library.models import Publication, PublicMeeting

PAST_ON_A_PAGE = 20


@public
@kept_a_minute
def home_public(request: HttpRequest) -> HttpResponse:
    """The next meeting, and what was published last."""
    now = timezone.now()
    coming = list(PublicMeeting.objects.upcoming(now).with_papers()[:3])
    newest = Publication.objects.in_short().standing().select_related("meeting").newest_first()
    context = {
        "coming": coming,
        "in_progress": [meeting for meeting in coming if meeting.is_in_progress(now)],
        "next": next((meeting for meeting in coming if not meeting.is_called_off), None),
        "papers": newest.of_kinds(Publication.Kind.PAPER, Publication.Kind.DOCUMENT)[:8],
        "minutes": newest.of_kinds(Publication.Kind.MINUTES)[:4],
    }
    return render(request, "library/home_public.html", context)


@public
@kept_a_minute
def meetings(request: HttpRequest) -> HttpResponse:
    """Every meeting: those to come, then the past ones a page at a time."""
    now = timezone.now()
    past = Paginator(PublicMeeting.objects.past(now).with_papers(), PAST_ON_A_PAGE)
    page = past.get_page(request.GET.get("page"))
    coming = list(PublicMeeting.objects.upcoming(now).with_papers()) if page.number == 1 else []
    several = len({meeting.body_ref for meeting in (*coming, *page)}) > 1
    in_progress = [meeting for meeting in coming if meeting.is_in_progress(now)]
    context = {"coming": coming, "in_progress": in_progress, "page": page, "has_several_bodies": several}
    return render(request, "library/meetings.html", context)


@public
@kept_a_minute
def meeting(request: HttpRequest, ref: str) -> HttpResponse:
    """One meeting: when and where, the agenda with its papers, what was decided."""
    found = get_object_or_404(PublicMeeting.objects.select_related("live"), ref=ref)
    return render(request, "library/meeting.html", {"page": meeting_page(found, timezone.now())})
