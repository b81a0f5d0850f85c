"""The notice of a meeting, a meeting called at short notice, and public questions."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import LinkRequest, SignedInRequest, by_link, public, signed_in
from foundation.documents.layout.render import screen
from foundation.documents.saving import together
from foundation.history.findings import require, stopped
from foundation.library.fetches import visitor_mark
from foundation.library.models import Publication, PublicMeeting
from foundation.ui.acts import is_done
from foundation.ui.form_page import MEASURE
from foundation.ui.forms import GovukForm
from foundation.ui.said import say_done
from meetings.common import policies
from meetings.common.notice import finding_for
from meetings.models import Meeting, PublicQuestion
from meetings.public.actions import answering, notices
from meetings.public.actions.announcing import public_facts
from meetings.public.actions.notices import notices_of
from meetings.public.documents import NoticeDocument
from meetings.public.forms import (
    AcceptForm,
    AnswerForm,
    ElsewhereForm,
    PutForm,
    RecordForm,
    RedirectForm,
    RejectForm,
    ShortNoticeForm,
)
from meetings.public.pages import points_of, questions_page
from meetings.public.policies import QUESTION_LINK, may_decide_questions, may_take_back
from meetings.public.question_days import deadline_of
from meetings.restricted.kept import Kept
from meetings.restricted.pages import Searched
from meetings.restricted.views import FactsForm, MeetingForm, draft_meeting, visible_meeting


@signed_in
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """The notice as it would go out now, beside the one that stands."""
    meeting = draft_meeting(request.user, pk)
    document = NoticeDocument.of(meeting, public_facts(meeting).state_sentence)
    context = {
        "meeting": meeting,
        "document": document,
        "body": screen(document),
        "standing": notices_of(meeting).first(),
        "clear_days": finding_for(meeting, timezone.now()),
        "may": policies.may_announce(request.user, meeting),
        "points": Kept.of(request.user, meeting).findings(
            Searched.of_document(meeting, Publication.Kind.NOTICE, document).points
        ),
    }
    return render(request, "meetings/public/notice.html", context)


@require_POST
@signed_in
def notice_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish the notice as it stands."""
    notices.publish_notice(meeting=draft_meeting(request.user, pk), by=request.user)
    say_done(request, _("Notice published"))
    return redirect("meetings:notice", pk)


@signed_in
def published_elsewhere(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record when agenda and minutes of a past meeting were published elsewhere."""
    found = draft_meeting(request.user, pk)
    require(policies.may_publish(request.user, found))
    initial = {"agenda_on": found.agenda_elsewhere_on, "minutes_on": found.minutes_elsewhere_on}
    form = ElsewhereForm(request.POST or None, initial=initial)
    page = FactsForm(
        heading=_("Published elsewhere"),
        lead=_(
            "For a meeting whose agenda or minutes were first published on another website. "
            "Both dates are shown."
        ),
        button=_("Save"),
        back=resolve_url("meetings:meeting", pk),
    )
    return page.answer(
        request,
        form,
        lambda: notices.record_elsewhere(meeting=found, by=request.user, **form.cleaned_data),
        meeting=found,
    )


@signed_in
def short_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a meeting was called at short notice, when and why."""
    found = visible_meeting(request.user, pk)
    require(policies.may_plan(request.user, found.body))
    convened = timezone.localtime(found.convened_at) if found.convened_at else None
    initial = {
        "day": convened and convened.date(),
        "time": convened and convened.time(),
        "reason": found.late_notice_reason,
    }
    form = ShortNoticeForm(request.POST or None, initial=initial)
    page = FactsForm(
        heading=_("Convene at shorter notice"),
        lead=_(
            "For a meeting that is convened when the clear days can no longer be given. "
            "Its papers must then be open to the public from when it is convened."
        ),
        button=_("Save"),
        back=resolve_url("meetings:meeting", pk),
    )

    def act() -> object:
        typed = form.cleaned_data
        return notices.call_at_short_notice(
            meeting=found, convened_at=typed["convened_at"], reason=typed["reason"], by=request.user
        )

    return page.answer(request, form, act, "day", meeting=found)


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
            sentence = _(
                "Too many submissions from your network. Try again in an hour, or write to the contact below."
            )
            context["too_many"] = [stopped(sentence)]
        elif is_done(form, lambda: _take(ref, form)):
            _count(request)
            return redirect("meetings:question_sent", ref)
    response = render(request, "meetings/public/question_put.html", {**context, "form": form})
    response["Cache-Control"] = "private, no-store"
    return response


def _take(ref: str, form: PutForm) -> None:
    meeting = get_object_or_404(Meeting.objects.open_to_the_public().with_settings(), ref=ref)
    answering.put_question(meeting=meeting, put=form.put(), form_key=form.cleaned_data["form_key"])


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
    return render(request, "meetings/public/question_sent.html", {"meeting": announced})


@by_link(QUESTION_LINK)
def question_own(request: LinkRequest, ref: str) -> HttpResponse:
    """The asker's own page: what they put, what was decided, what was answered."""
    question = get_object_or_404(PublicQuestion.objects.opened_by(request.link).with_meeting())
    context = {"question": question, "may_take_back": may_take_back(request.link, question)}
    return render(request, "meetings/public/question_own.html", context)


@require_POST
@by_link(QUESTION_LINK)
def question_take_back(request: LinkRequest, ref: str) -> HttpResponse:
    """Take it back."""
    question = get_object_or_404(PublicQuestion.objects.opened_by(request.link))
    answering.take_back_question(question=question, link=request.link)
    say_done(request, "Withdrawn")
    return redirect("meetings:question_own", ref)


@signed_in
def questions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything the public put to this meeting, what is to be decided first."""
    meeting = draft_meeting(request.user, pk)
    context = {
        "meeting": meeting,
        "page": questions_page(meeting),
        "deadline": deadline_of(meeting),
        "may": may_decide_questions(request.user, meeting),
    }
    return render(request, "meetings/public/questions.html", context)


@signed_in
def question_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what came by letter, mail or telephone."""
    meeting = draft_meeting(request.user, pk)
    require(may_decide_questions(request.user, meeting))
    rules = public_facts(meeting).questions
    if not rules:
        return redirect("meetings:questions", pk)
    form = RecordForm(request.POST or None, rules=rules)
    page = MeetingForm(
        heading=_("Record what was received by letter, email or telephone"),
        title=_("Record a question"),
        button=_("Save"),
        back=resolve_url("meetings:questions", pk),
        back_words=_("Cancel"),
        width=MEASURE,
        tab="questions",
    )

    def act() -> object:
        typed = {name: form.cleaned_data[name] for name in ("form_key", "late_reason")}
        return answering.record_question(meeting=meeting, put=form.put(), by=request.user, **typed)

    return page.answer(request, form, act, "late_reason", meeting=meeting)


def _question(request: SignedInRequest, pk: int) -> PublicQuestion:
    return get_object_or_404(PublicQuestion.objects.visible_to(request.user).with_meeting(), pk=pk)


def _shown(request: SignedInRequest, question: PublicQuestion, **bound: object) -> HttpResponse:
    """The page of one question, with whichever form was just typed in."""
    context: dict[str, object] = {
        "meeting": question.meeting,
        "question": question,
        "points": points_of(question),
        "may": may_decide_questions(request.user, question.meeting),
        "accept_form": AcceptForm(initial={"printed_name": question.name}),
        "reject_form": RejectForm(),
        "redirect_form": RedirectForm(),
        "answer_form": together.opened(request, AnswerForm(question=question)),
        "is_to_decide": question.status == PublicQuestion.Status.RECEIVED,
        "is_taken": question.status == PublicQuestion.Status.ACCEPTED,
    }
    return render(request, "meetings/public/question.html", {**context, **bound})


@signed_in
def question(request: SignedInRequest, pk: int) -> HttpResponse:
    """One question: the words, who put it, how it stands with the rules, and what can be done."""
    return _shown(request, _question(request, pk))


def _act(
    request: SignedInRequest, pk: int, name: str, form: GovukForm, act: Callable[..., object], done: str
) -> HttpResponse:
    """Carry out one decision; a refused one comes back with what was typed."""
    found = _question(request, pk)
    require(may_decide_questions(request.user, found.meeting))
    if is_done(form, lambda: act(question=found, by=request.user, **form.cleaned_data)):
        say_done(request, f"{found.get_kind_display()} {done}")
        return redirect("meetings:questions", found.meeting_id)
    return _shown(request, found, **{name: form})


@require_POST
@signed_in
def question_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it to the meeting."""
    return _act(request, pk, "accept_form", AcceptForm(request.POST), answering.accept_question, "accepted")


@require_POST
@signed_in
def question_reject(request: SignedInRequest, pk: int) -> HttpResponse:
    """Refuse it, with a ground."""
    return _act(
        request, pk, "reject_form", RejectForm(request.POST), answering.reject_question, _("not accepted")
    )


@require_POST
@signed_in
def question_redirect(request: SignedInRequest, pk: int) -> HttpResponse:
    """Pass it on."""
    return _act(
        request, pk, "redirect_form", RedirectForm(request.POST), answering.redirect_question, "redirected"
    )


@require_POST
@signed_in
def question_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down the answer; over a newer version both are brought together."""

    def read() -> PublicQuestion:
        found = _question(request, pk)
        require(may_decide_questions(request.user, found.meeting))
        return found

    def act(found: PublicQuestion, form: AnswerForm) -> HttpResponse:
        answering.answer_question(question=found, by=request.user, **form.cleaned_data)
        say_done(request, _("Answer saved"))
        return redirect("meetings:questions", found.meeting_id)

    saved = together.save(
        request,
        read,
        lambda found, data: AnswerForm(data, question=found),
        act,
        field="answer",
        leave=reverse("meetings:question", args=[pk]),
    )
    return saved.answer or _shown(request, saved.found, answer_form=saved.form)
