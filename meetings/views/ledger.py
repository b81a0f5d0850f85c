"""Keeping one follow-up: an update, who answers, what was asked and answered, how it ended."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.accounts.models import User
from foundation.documents.saving import together
from foundation.history.findings import require
from foundation.ui.form_page import FormPage
from meetings import actions
from meetings.forms.follow_ups import (
    AnswerForm,
    AskForm,
    CloseForm,
    ReasonForm,
    SettleForm,
    UpdateForm,
)
from meetings.models import FollowUp
from meetings.policies.follow_ups import may_discharge, may_keep_ledger, may_reopen, may_update
from meetings.views.follow_ups import follow_up_or_404


def _page(row: FollowUp, heading: str, button: str) -> FormPage:
    """A page with one form about one follow-up."""
    back = resolve_url("meetings:follow_up", row.pk)
    return FormPage(heading, button, back, sentence=row.text, template="meetings/follow_up_form.html")


@signed_in
def follow_up_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down how a follow-up stands."""

    def read() -> FollowUp:
        row = follow_up_or_404(request, pk)
        require(may_update(request.user, row))
        return row

    def form_of(row: FollowUp, data: Any) -> UpdateForm:
        return UpdateForm(data, initial={"based_on": row.version})

    def act(row: FollowUp, form: UpdateForm) -> HttpResponse:
        actions.update_follow_up(follow_up=row, by=request.user, **form.cleaned_data)
        return redirect("meetings:follow_up", pk)

    saved = together.save(request, read, form_of, act, field="text")
    page = _page(saved.found, "How it stands", "Save the update")
    return saved.answer or page.show(request, saved.form, row=saved.found)


@signed_in
def follow_up_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who answers for a follow-up, and who may read of it."""

    def form_of(row: FollowUp, data: Any) -> SettleForm:
        return SettleForm(data, initial=SettleForm.initial_of(row), follow_up=row)

    def act(row: FollowUp, form: SettleForm) -> HttpResponse:
        actions.settle_follow_up(follow_up=row, by=request.user, **form.facts())
        return redirect("meetings:follow_up", pk)

    saved = together.save(request, lambda: _kept(request, pk), form_of, act)
    page = _page(saved.found, "Who answers for it", "Save")
    return saved.answer or page.show(request, saved.form, row=saved.found)


@signed_in
def follow_up_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record of whom a response is asked and by when."""
    row = _kept(request, pk)
    known = row.response_or_none
    initial: dict[str, Any] = {"asked_of": row.who, "asked_on": timezone.localdate()}
    if known:
        initial |= {name: getattr(known, name) for name in AskForm.base_fields}
    form = AskForm(request.POST or None, initial=initial)
    return _page(row, "Ask for a response", "Record the request").answer(
        request,
        form,
        lambda: actions.ask_for_response(follow_up=row, by=request.user, **form.cleaned_data),
        "asked_of",
        row=row,
    )


@signed_in
def follow_up_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record what came back, or where an item was raised and what was answered."""
    row = _kept(request, pk)
    form = AnswerForm(request.POST or None, initial={"received_on": timezone.localdate()}, follow_up=row)
    is_item = row.kind == FollowUp.Kind.ITEM_TO_RAISE
    heading = "Raised and answered" if is_item else "Record the response"
    return _page(row, heading, "Record the answer").answer(
        request,
        form,
        lambda: actions.record_answer(follow_up=row, by=request.user, **form.cleaned_data),
        "text",
        row=row,
    )


@signed_in
def follow_up_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record how a follow-up ended: done, or dropped with a reason."""
    row = follow_up_or_404(request, pk)
    require(may_discharge(request.user, row))
    form = CloseForm(request.POST or None, initial={"on": timezone.localdate()}, follow_up=row)
    return _page(row, "Close it", "Close the follow-up").answer(
        request, form, lambda: _close(row, form.cleaned_data, request.user), "how", row=row
    )


def _close(row: FollowUp, typed: dict[str, Any], by: User) -> None:
    if typed["how"] == "dropped":
        actions.drop_follow_up(follow_up=row, reason=typed["reason"], by=by)
    else:
        actions.discharge_follow_up(
            follow_up=row, on=typed["on"], at=typed["at"], evidence=typed["evidence"], by=by
        )


@signed_in
def follow_up_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open an answered or closed follow-up again, with the reason."""
    row = follow_up_or_404(request, pk)
    require(may_reopen(request.user, row))
    form = ReasonForm(request.POST or None)
    return _page(row, "Open it again", "Open it again").answer(
        request,
        form,
        lambda: actions.reopen_follow_up(follow_up=row, by=request.user, **form.cleaned_data),
        "reason",
        row=row,
    )


def _kept(request: SignedInRequest, pk: int) -> FollowUp:
    """A follow-up of a ledger this user keeps."""
    row = follow_up_or_404(request, pk)
    require(may_keep_ledger(request.user, row.body))
    return row
