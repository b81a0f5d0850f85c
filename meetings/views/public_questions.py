"""What the public puts to a meeting: the form, the thanks, and the asker's own page by personal link.

Words shown here come from what was announced of the meeting; the form only adds a row for the secretary.
"""

from contextlib import suppress
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import LinkRequest, by_link, public
from foundation.history.findings import stopped
from foundation.library.fetches import visitor_mark
from foundation.library.models import PublicMeeting
from meetings import actions
from meetings.forms.questions import PutForm
from meetings.models import Meeting, PublicQuestion
from meetings.policies.questions import QUESTION_LINK, may_take_back
from meetings.views.pages import is_done

MOST_IN_AN_HOUR = 10
HOUR_SECONDS = 3600


@public
def question_put(request: HttpRequest, ref: str) -> HttpResponse:
    """Put a question, statement or petition to a meeting, by the rules announced with it."""
    announced = get_object_or_404(PublicMeeting, ref=ref)
    if not announced.questions:
        raise Http404("This meeting takes no questions")
    context: dict[str, Any] = {
        "meeting": announced,
        "is_open": announced.takes_questions(timezone.now()),
        "too_many": [],
    }
    form = PutForm(request.POST or None, rules=announced.questions)
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program:
            return redirect("meetings:question_sent", ref)
        if _put(request) >= MOST_IN_AN_HOUR:
            sentence = "Many came from here within an hour. Wait an hour, or write to the contact below."
            context["too_many"] = [stopped(sentence)]
        elif is_done(form, lambda: _take(ref, form)):
            _count(request)
            return redirect("meetings:question_sent", ref)
    response = render(request, "meetings/question_put.html", {**context, "form": form})
    response["Cache-Control"] = "private, no-store"
    return response


def _take(ref: str, form: PutForm) -> None:
    meeting = get_object_or_404(Meeting.objects.open_to_the_public().with_settings(), ref=ref)
    actions.put_question(meeting=meeting, put=form.put(), form_key=form.cleaned_data["form_key"])


def _mark(request: HttpRequest) -> str:
    """What one visitor's questions are counted by; only a daily mark is kept, never an address."""
    return f"question:{visitor_mark(request, timezone.localdate())}"


def _put(request: HttpRequest) -> int:
    """How many came from one visitor within an hour; what was refused counts for nobody."""
    return int(cache.get(_mark(request), 0))


def _count(request: HttpRequest) -> None:
    cache.add(_mark(request), 0, HOUR_SECONDS)
    with suppress(ValueError):  # The count ran out in between: it begins anew.
        cache.incr(_mark(request))


@public
def question_sent(request: HttpRequest, ref: str) -> HttpResponse:
    """The step that is left: the address is to be confirmed."""
    announced = get_object_or_404(PublicMeeting, ref=ref)
    return render(request, "meetings/question_sent.html", {"meeting": announced})


@by_link(QUESTION_LINK)
def question_own(request: LinkRequest, ref: str) -> HttpResponse:
    """The asker's own page: what they put, what was decided, what was answered."""
    question = get_object_or_404(PublicQuestion.objects.opened_by(request.link).with_meeting())
    context = {"question": question, "may_take_back": may_take_back(request.link, question)}
    return render(request, "meetings/question_own.html", context)


@require_POST
@by_link(QUESTION_LINK)
def question_take_back(request: LinkRequest, ref: str) -> HttpResponse:
    """Take it back."""
    question = get_object_or_404(PublicQuestion.objects.opened_by(request.link))
    actions.take_back_question(question=question, link=request.link)
    return redirect("meetings:question_own", ref)
