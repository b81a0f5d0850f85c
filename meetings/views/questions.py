"""What the public put to a meeting, as its secretary decides on it and writes down the answers."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.saving import together
from foundation.history.findings import require
from foundation.ui.form_page import MEASURE
from foundation.ui.forms import GovukForm
from meetings import actions
from meetings.actions.public_facts import public_facts
from meetings.forms.questions import AcceptForm, AnswerForm, RecordForm, RedirectForm, RejectForm
from meetings.models import PublicQuestion
from meetings.policies.questions import may_decide_questions
from meetings.question_days import deadline_of
from meetings.questions_page import points_of, questions_page
from meetings.views.pages import MeetingForm, draft_meeting, is_done


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
    return render(request, "meetings/questions.html", context)


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
        heading="Write down what came by letter, e-mail or telephone",
        title="Write down a question",
        button="Save",
        back=resolve_url("meetings:questions", pk),
        back_words="Back without saving",
        width=MEASURE,
        tab="questions",
    )

    def act() -> object:
        typed = {name: form.cleaned_data[name] for name in ("form_key", "late_reason")}
        return actions.record_question(meeting=meeting, put=form.put(), by=request.user, **typed)

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
    return render(request, "meetings/question.html", {**context, **bound})


@signed_in
def question(request: SignedInRequest, pk: int) -> HttpResponse:
    """One question: the words, who put it, how it stands with the rules, and what can be done."""
    return _shown(request, _question(request, pk))


def _act(
    request: SignedInRequest, pk: int, name: str, form: GovukForm, act: Callable[..., object]
) -> HttpResponse:
    """Carry out one decision; a refused one comes back with what was typed."""
    found = _question(request, pk)
    require(may_decide_questions(request.user, found.meeting))
    if is_done(form, lambda: act(question=found, by=request.user, **form.cleaned_data)):
        return redirect("meetings:questions", found.meeting_id)
    return _shown(request, found, **{name: form})


@require_POST
@signed_in
def question_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it to the meeting."""
    return _act(request, pk, "accept_form", AcceptForm(request.POST), actions.accept_question)


@require_POST
@signed_in
def question_reject(request: SignedInRequest, pk: int) -> HttpResponse:
    """Refuse it, with a ground."""
    return _act(request, pk, "reject_form", RejectForm(request.POST), actions.reject_question)


@require_POST
@signed_in
def question_redirect(request: SignedInRequest, pk: int) -> HttpResponse:
    """Pass it on."""
    return _act(request, pk, "redirect_form", RedirectForm(request.POST), actions.redirect_question)


@require_POST
@signed_in
def question_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down the answer; over a newer version both are brought together."""

    def read() -> PublicQuestion:
        found = _question(request, pk)
        require(may_decide_questions(request.user, found.meeting))
        return found

    def act(found: PublicQuestion, form: AnswerForm) -> HttpResponse:
        actions.answer_question(question=found, by=request.user, **form.cleaned_data)
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
