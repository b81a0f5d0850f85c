"""What somebody still has to do, over all meetings one serves; and one follow-up with its whole life."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.accounts.models import User
from foundation.documents.saving import together
from foundation.history.findings import require
from foundation.history.models import Event
from foundation.ui.form_page import FormPage
from foundation.ui.said import say_done
from meetings.common import policies
from meetings.ledger import actions
from meetings.ledger.forms import (
    AnswerForm,
    AskForm,
    CloseForm,
    OwnUpdateForm,
    ReasonForm,
    RespondForm,
    SettleForm,
    UpdateForm,
)
from meetings.ledger.pages import SHOWS, asked_for_later, ledger_page, ledger_rows
from meetings.ledger.policies import (
    may_discharge,
    may_keep_ledger,
    may_reopen,
    may_update,
    owes_response,
)
from meetings.models import FollowUp
from meetings.restricted.views import place_on_agenda


def follow_up_or_404(request: SignedInRequest, pk: int) -> FollowUp:
    """The follow-up, if this user may read it."""
    return get_object_or_404(FollowUp.objects.visible_to(request.user).whole(), pk=pk)


@signed_in
def follow_ups(request: SignedInRequest) -> HttpResponse:
    """The ledger: what is outstanding, the longest due on top, or what was asked for."""
    today = timezone.localdate()
    page = ledger_page(request.user, today, request.GET.dict())
    context = {"page": page, "shows": SHOWS, "kinds": FollowUp.Kind.choices, "today": today}
    return render(request, "meetings/ledger/ledger.html", context)


@signed_in
def follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """One follow-up: where it came from, who answers, what was heard, what came back, how it ended."""
    row = follow_up_or_404(request, pk)
    shown = ledger_rows([row], request.user, timezone.localdate())[0]
    drafts = policies.may_read_drafts(request.user, row.meeting).is_met
    owes = owes_response(request.user, row)
    context = {
        "shown": shown,
        "row": row,
        "response": row.response_or_none,
        "updates": list(row.updates.all()),
        "arising": [
            (each.meeting.day, place_on_agenda(each.meeting, each.item_id, reads_drafts=drafts))
            for each in row.arising.select_related("meeting")
        ],
        "events": list(Event.objects.of(row).with_notes()) if shown.may_keep else [],
        "form": _update_form(row, keeps=shown.may_keep),
        "asked": asked_for_later(row),
        "may_reopen": may_reopen(request.user, row),
        "respond": RespondForm(auto_id="respond_%s") if owes and not shown.may_keep else None,
    }
    return render(request, "meetings/ledger/follow_up.html", context)


@signed_in
@require_POST
def follow_up_discharge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a follow-up was done today."""
    row = follow_up_or_404(request, pk)
    actions.discharge_follow_up(follow_up=row, on=timezone.localdate(), by=request.user)
    say_done(request, _("{name} recorded as done").format(name=_name(row)))
    return redirect("meetings:follow_ups")


def _name(row: FollowUp) -> str:
    """What the log calls it: "Action 12"."""
    return f"{row.get_kind_display()} {row.number}"


def _said(request: SignedInRequest, done: str, act: Callable[[], object]) -> Callable[[], object]:
    """The act, and afterwards what is said of it."""

    def acted() -> object:
        made = act()
        say_done(request, done)
        return made

    return acted


def _page(row: FollowUp, heading: str, button: str) -> FormPage:
    """A page with one form about one follow-up."""
    back = resolve_url("meetings:follow_up", row.pk)
    return FormPage(heading, button, back, sentence=row.text, template="meetings/ledger/follow_up_form.html")


def _update_form(row: FollowUp, data: Any = None, *, keeps: bool) -> UpdateForm:
    """The form of the secretariat, or that of an owner."""
    form = UpdateForm if keeps else OwnUpdateForm
    return form(data, initial={"based_on": row.version})


@signed_in
def follow_up_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down how a follow-up stands."""

    def read() -> FollowUp:
        row = follow_up_or_404(request, pk)
        require(may_update(request.user, row))
        return row

    def form_of(row: FollowUp, data: Any) -> UpdateForm:
        return _update_form(row, data, keeps=may_keep_ledger(request.user, row.body).is_met)

    def act(row: FollowUp, form: UpdateForm) -> HttpResponse:
        actions.update_follow_up(follow_up=row, by=request.user, **form.cleaned_data)
        say_done(request, _("{name} updated").format(name=_name(row)))
        return redirect("meetings:follow_up", pk)

    saved = together.save(request, read, form_of, act, field="text")
    page = _page(saved.found, _("Update progress"), _("Save the update"))
    return saved.answer or page.show(request, saved.form, row=saved.found)


@signed_in
def follow_up_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who answers for a follow-up, and who may read of it."""

    def form_of(row: FollowUp, data: Any) -> SettleForm:
        return SettleForm(data, initial=SettleForm.initial_of(row), follow_up=row)

    def act(row: FollowUp, form: SettleForm) -> HttpResponse:
        actions.settle_follow_up(follow_up=row, by=request.user, **form.facts())
        say_done(request, _("{name} saved").format(name=_name(row)))
        return redirect("meetings:follow_up", pk)

    saved = together.save(request, lambda: _kept(request, pk), form_of, act)
    page = _page(saved.found, _("Owner and visibility"), _("Save"))
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
    return _page(row, _("Require a written response"), _("Record the request")).answer(
        request,
        form,
        _said(
            request,
            _("Request for {name} recorded").format(name=_name(row).lower()),
            lambda: actions.ask_for_response(follow_up=row, by=request.user, **form.cleaned_data),
        ),
        "asked_of",
        row=row,
    )


@signed_in
def follow_up_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record what came back, or where an item was raised and what was answered."""
    row = follow_up_or_404(request, pk)
    if owes_response(request.user, row) and not may_keep_ledger(request.user, row.body).is_met:
        return _respond(request, row)
    require(may_keep_ledger(request.user, row.body))
    form = AnswerForm(request.POST or None, initial={"received_on": timezone.localdate()}, follow_up=row)
    is_item = row.kind == FollowUp.Kind.ITEM_TO_RAISE
    heading = _("Raised and answered") if is_item else _("Record the response")
    return _page(row, heading, _("Record the answer")).answer(
        request,
        form,
        _said(
            request,
            _("Answer to {name} recorded").format(name=_name(row).lower()),
            lambda: actions.record_answer(follow_up=row, by=request.user, **form.cleaned_data),
        ),
        "text",
        row=row,
    )


def _respond(request: SignedInRequest, row: FollowUp) -> HttpResponse:
    """Send the written response that the panel requires."""
    form = RespondForm(request.POST or None)

    def act() -> FollowUp:
        today = timezone.localdate()
        return actions.record_answer(follow_up=row, received_on=today, by=request.user, **form.cleaned_data)

    done = _("Response to {name} sent to the secretariat").format(name=_name(row).lower())
    page = _page(row, _("Send your response"), _("Send the response"))
    return page.answer(request, form, _said(request, done, act), "text", row=row)


@signed_in
def follow_up_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record how a follow-up ended: done, or dropped with a reason."""
    row = follow_up_or_404(request, pk)
    require(may_discharge(request.user, row))
    form = CloseForm(request.POST or None, initial={"on": timezone.localdate()}, follow_up=row)
    return _page(row, _("Close"), _("Close")).answer(
        request,
        form,
        _said(
            request,
            _("{name} closed").format(name=_name(row)),
            lambda: _close(row, form.cleaned_data, request.user),
        ),
        "how",
        row=row,
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
    return _page(row, _("Reopen"), _("Reopen")).answer(
        request,
        form,
        _said(
            request,
            _("{name} reopened").format(name=_name(row)),
            lambda: actions.reopen_follow_up(follow_up=row, by=request.user, **form.cleaned_data),
        ),
        "reason",
        row=row,
    )


def _kept(request: SignedInRequest, pk: int) -> FollowUp:
    """A follow-up of a ledger this user keeps."""
    row = follow_up_or_404(request, pk)
    require(may_keep_ledger(request.user, row.body))
    return row
