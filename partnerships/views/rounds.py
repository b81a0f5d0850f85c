"""Rounds: opening one, seeing who is missing, reading answers side by side, placing the paper."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from foundation.ui.acts import outcome
from foundation.ui.dates import clock_time
from foundation.ui.middleware import page_before
from foundation.ui.words import called, counted, joined
from partnerships import actions, pages, policies, queries
from partnerships.documents import summary_of
from partnerships.forms import DueDayForm, ItemForm, RoundForm
from partnerships.models import BriefingNote, Round
from partnerships.views.forms import PartnersForm


def _round(request: SignedInRequest, pk: int) -> Round:
    return get_object_or_404(Round.objects.whole().visible_to(request.user), pk=pk)


@signed_in
def round_open(request: SignedInRequest) -> HttpResponse:
    """Ask every partnership for its note before a meeting."""
    if not policies.panels_served(request.user):
        raise Http404
    meetings = queries.meetings_to_ask_for(request.user, timezone.localdate())
    form = RoundForm(request.POST or None, meetings=meetings, initial=request.GET.dict())
    if opened := outcome(form, lambda: actions.open_round(by=request.user, **form.cleaned_data)):
        asked = counted(opened.notes.count(), "partnership")
        messages.info(request, _("Briefing notes requested. {asked} notified by email.").format(asked=asked))
        return redirect("partnerships:round", opened.pk)
    return PartnersForm(_("Ask for briefing notes"), _("Ask every partnership")).show(request, form)


@signed_in
def round_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is in and who is missing, with the answers to one theme side by side."""
    today = timezone.localdate()
    round = _round(request, pk)
    notes = list(BriefingNote.objects.whole().of_round(round).visible_to(request.user))
    readable = [note for note in notes if note.is_in and policies.may_read(request.user, note).is_met]
    context = {
        "round": round,
        "today": today,
        "rows": pages.round_rows(round, notes, today),
        "themes": pages.answers_side_by_side(round, readable, request.GET.get("theme", "1")),
        "heading": pages.round_heading(round),
        "may_run": policies.may_run_rounds(request.user, round.meeting.body),
        "may_place": policies.may_place(request.user, round),
        "placements": queries.placements_of(round),
        "missing": sum(1 for note in notes if not note.is_in),
        "time": pages.time_for_the_paper(round),
        "summary": summary_of(notes, today) if notes else "",
    }
    return render(request, "partnerships/round.html", context)


@signed_in
def round_due_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the due day by hand, or go back to the usual one."""
    round = _round(request, pk)
    require(policies.may_run_rounds(request.user, round.meeting.body))
    form = DueDayForm(request.POST or None, initial={"due_on": round.due_override})

    def act() -> None:
        actions.change_due_day(round=round, due_on=form.cleaned_data["due_on"], by=request.user)
        messages.info(
            request, _("The partnerships that have not submitted a note have been notified by email.")
        )

    back = resolve_url("partnerships:round", pk)
    page = PartnersForm(
        _("Date the notes are due"),
        _("Save and notify the partnerships"),
        back,
        template="partnerships/due_day.html",
    )
    return page.answer(request, form, act, time=pages.time_for_the_paper(round))


@signed_in
@require_POST
def round_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind everyone whose note is missing, and stay on the page where it was pressed."""
    round = _round(request, pk)
    sent = actions.remind_all(round=round, by=request.user)
    if sent.reminded:
        names = joined(called(name) for name in sent.reminded)
        messages.success(
            request, _("Reminder sent to {names} at {time}.").format(names=names, time=clock_time(sent.at))
        )
    for sentence in sent.refused:
        messages.warning(request, sentence)
    return redirect(page_before(request) or resolve_url("partnerships:round", pk))


@signed_in
@require_POST
def round_tell(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell the partnerships that the due day moved with the meeting."""
    actions.tell_due_day(round=_round(request, pk), by=request.user)
    messages.info(request, _("The partnerships that have not submitted a note have been notified by email."))
    return redirect("partnerships:round", pk)


@signed_in
def round_place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Place the collected notes on an agenda item, or bring the paper up to date."""
    round = _round(request, pk)
    require(policies.may_run_rounds(request.user, round.meeting.body))
    items = queries.items_to_place_on(round, request.user)
    form = ItemForm(
        request.POST or None,
        items=items,
        is_published=queries.is_agenda_published(round),
        initial={"item": queries.placed_item(round)},
    )

    def act() -> None:
        actions.place_notes(round=round, by=request.user, **form.cleaned_data)
        messages.info(request, pages.placed_words(is_published=queries.is_agenda_published(round)))

    page = PartnersForm(
        _("Add the notes to the agenda"),
        _("Add the paper to the agenda"),
        resolve_url("partnerships:round", pk),
        _("Cancel"),
        unsaved=_("The paper has not been added yet"),
        template="partnerships/place.html",
    )
    return page.answer(
        request,
        form,
        act,
        round=round,
        may_place=policies.may_place(request.user, round),
        rows=pages.round_rows(round, queries.notes_of(round), timezone.localdate()),
    )
