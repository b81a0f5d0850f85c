"""Matters arising: follow-ups of earlier meetings on this agenda, their discharge, and the action log."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.layout.render import pdf_answer
from foundation.history.findings import refuse, require, stopped
from foundation.ui.words import counted
from meetings.common import policies
from meetings.ledger import actions as ledger_actions
from meetings.ledger.forms import ChosenForm, LinkForm
from meetings.ledger.policies import may_bring_matters, may_keep_ledger
from meetings.matters import actions
from meetings.matters.arising import evidence_at, items_for_log, log_rows, matters_page, outstanding
from meetings.matters.documents import ActionLogDocument
from meetings.matters.story import earlier_business, linked_business, story_of
from meetings.models import AgendaItem, Meeting
from meetings.restricted.kept import Kept
from meetings.restricted.views import draft_meeting


def _kept(request: SignedInRequest, pk: int) -> Meeting:
    """A meeting whose follow-ups this user keeps."""
    meeting = draft_meeting(request.user, pk)
    require(may_bring_matters(request.user, meeting))
    return meeting


def _chosen(request: SignedInRequest, meeting: Meeting) -> ChosenForm:
    """What was ticked; nothing ticked is refused with a sentence."""
    form = ChosenForm(request.POST, rows=list(outstanding(meeting, request.user)))
    if not form.is_valid():
        require(*(stopped(str(words[0]), code=name) for name, words in form.errors.items()))
    return form


@signed_in
def matters(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is outstanding from earlier meetings, and what this meeting can do about it."""
    meeting = draft_meeting(request.user, pk)
    context = {
        "meeting": meeting,
        "page": matters_page(meeting, request.user, request.GET.get("page")),
        "may_keep": may_bring_matters(request.user, meeting),
        "may_edit": policies.may_edit_agenda(request.user, meeting),
        "is_held": meeting.day <= timezone.localdate(),
        "log_items": items_for_log(meeting, Kept.of(request.user, meeting)),
        "evidence": evidence_at(meeting),
    }
    return render(request, "meetings/matters/matters.html", context)


@signed_in
@require_POST
def matters_bring(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put what was ticked on the agenda."""
    meeting = _kept(request, pk)
    form = _chosen(request, meeting)
    made = actions.bring_matters(
        meeting=meeting,
        follow_ups=form.follow_ups(),
        under_minutes=form.cleaned_data["where"] == "minutes",
        by=request.user,
    )
    messages.info(request, _("{matters} added to the agenda.").format(matters=counted(len(made), "matter")))
    return redirect("meetings:matters", pk)


@signed_in
@require_POST
def matters_discharge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Discharge what was ticked at this meeting."""
    meeting = _kept(request, pk)
    form = _chosen(request, meeting)
    done = ledger_actions.discharge_several(
        follow_ups=form.follow_ups(), at=meeting, evidence=form.cleaned_data["evidence"], by=request.user
    )
    messages.info(
        request, _("{actions} recorded as done at this meeting.").format(actions=counted(len(done), "action"))
    )
    return redirect("meetings:matters", pk)


@signed_in
@require_POST
def action_log_place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Place the action log on an item, or bring the one that is there up to date."""
    meeting = _kept(request, pk)
    offered = [str(pk) for pk, __ in items_for_log(meeting, Kept.of(request.user, meeting))]
    asked = request.POST.get("item")
    item = next((each for each in meeting.items.all() if str(each.pk) == asked and asked in offered), None)
    if item is None:
        refuse(_("Select the item for the action log."), code="item")
    item.meeting = meeting
    is_landscape = request.POST.get("layout") != "portrait"
    actions.place_action_log(item=item, is_landscape=is_landscape, on=timezone.localdate(), by=request.user)
    messages.info(request, _("Today’s action log has been added to the agenda."))
    return redirect("meetings:matters", pk)


@signed_in
def action_log_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The action log as it would be placed today, as a PDF."""
    meeting = draft_meeting(request.user, pk)
    outstanding, closed = log_rows(meeting)
    is_landscape = request.GET.get("layout") != "portrait"
    document = ActionLogDocument.of(
        meeting, outstanding, closed, on=timezone.localdate(), is_landscape=is_landscape
    )
    return pdf_answer(document, f"action-log-{meeting.day:%Y-%m-%d}")


@signed_in
def story(request: SignedInRequest, ref: str) -> HttpResponse:
    """One page from the plan to the answer, as far as this reader may see it."""
    found = story_of(ref, request.user, timezone.localdate())
    if found is None:
        raise Http404("No such page")
    may_link = found.item is not None and may_keep_ledger(request.user, found.item.meeting.body).is_met
    form = LinkForm(earlier=earlier_business(found.item)) if may_link and found.item else None
    return render(request, "meetings/matters/story.html", {"story": found, "form": form})


@signed_in
@require_POST
def story_link(request: SignedInRequest, ref: str) -> HttpResponse:
    """Link an item to earlier business, or take the link back."""
    item = get_object_or_404(AgendaItem.objects.select_related("meeting__body"), ref=ref)
    if story_of(ref, request.user, timezone.localdate()) is None:
        raise Http404("No such page")
    require(may_keep_ledger(request.user, item.meeting.body))
    if link := linked_business(item, request.POST.get("unlink", "")):
        actions.unlink_item(link=link, by=request.user)
        return redirect("meetings:story", ref)
    form = LinkForm(request.POST, earlier=earlier_business(item))
    if not form.is_valid():
        refuse(_("Select the earlier business that this item continues."), code="earlier")
    actions.link_item(item=item, by=request.user, **form.facts())
    return redirect("meetings:story", ref)
