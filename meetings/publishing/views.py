"""The proof before publishing, the act itself, and taking something back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history import clock
from foundation.history.findings import require
from foundation.ui.acts import is_done
from meetings.agenda.views import AgendaForm
from meetings.common import policies
from meetings.common.notice import is_withdrawn
from meetings.models import Find, Meeting, Pack, Placement
from meetings.packs.actions import requesting
from meetings.packs.views.pack import draft_meeting_or_404
from meetings.papers.forms.acts import AgainForm, ReasonForm
from meetings.publishing.actions import publishing, withdrawing
from meetings.publishing.forms import LateReasonForm, OverruleFindForm
from meetings.publishing.pages import FindsPage, TakenBack, find_row, to_notify
from meetings.publishing.proof import Proof
from meetings.restricted import actions
from meetings.restricted.kept import Kept
from meetings.restricted.policies import may_overrule
from meetings.restricted.views import MeetingForm, draft_meeting


@signed_in
def proof(request: SignedInRequest, pk: int) -> HttpResponse:
    """What becomes public, what is withheld, what to correct and where, and the one button."""
    meeting = draft_meeting_or_404(request, pk)
    if meeting.agenda_status == Meeting.Agenda.PUBLISHED:
        return redirect("meetings:pack", pk)
    form = LateReasonForm(initial={"late_reason": meeting.late_notice_reason})
    return _proof(request, meeting, form)


def _proof(request: SignedInRequest, meeting: Meeting, form: LateReasonForm) -> HttpResponse:
    found = Proof.of(meeting, clock.now(), Kept.of(request.user, meeting))
    if found.search is not None:
        actions.keep_finds(meeting=meeting, way="agenda", search=found.search)
    context = {
        "meeting": meeting,
        "proof": found,
        "form": form,
        "is_withdrawn": is_withdrawn(meeting),
        "now": timezone.now(),
        "may_publish": policies.may_publish(request.user, meeting),
    }
    return render(request, "meetings/publishing/proof.html", context)


@require_POST
@signed_in
def late_reason(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the reason for publishing late, and build the pack that prints it."""
    meeting = draft_meeting_or_404(request, pk)
    require(policies.may_publish(request.user, meeting))
    form = LateReasonForm(request.POST)
    if not form.is_valid():
        return _proof(request, meeting, form)
    publishing.give_late_reason(meeting=meeting, reason=form.cleaned_data["late_reason"], by=request.user)
    requesting.ask_for_pack(meeting=meeting, kind=Pack.Kind.AGENDA, by=request.user)
    return redirect("meetings:proof", pk)


@require_POST
@signed_in
def agenda_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish agenda and pack as the final check showed them, and go on to who is to be notified."""
    meeting = draft_meeting_or_404(request, pk)
    seen = request.POST.get("proof") or "none"
    published = publishing.publish_agenda(meeting=meeting, by=request.user, proof=seen)
    pack = to_notify(published, "pack")
    if pack is None:
        return redirect("meetings:pack", pk)
    return redirect("meetings:despatch", pk, "agenda", pack.ref)


@signed_in
def agenda_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back the agenda, its papers and its pack, with the reason; afterwards, who had fetched it."""
    meeting = draft_meeting_or_404(request, pk)
    require(policies.may_publish(request.user, meeting))
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        withdrawing.withdraw_agenda(meeting=meeting, reason=form.cleaned_data["reason"], by=request.user)
        return redirect("meetings:agenda_withdraw", pk)
    context: dict[str, object] = {"meeting": meeting, "form": form}
    context |= {"what": _("the agenda, its papers and the pack")}
    taken = TakenBack.of_agenda(meeting)
    context |= {"taken": taken, "placement": None, "is_withdrawn": taken.is_withdrawn}
    return render(request, "meetings/publishing/paper_withdraw.html", context)


@signed_in
def agenda_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a published agenda, so that it, its papers and its pack can be published again."""
    meeting = draft_meeting_or_404(request, pk)
    require(policies.may_publish(request.user, meeting))
    form = AgainForm(request.POST or None)
    if is_done(
        form,
        lambda: publishing.open_agenda_again(meeting=meeting, by=request.user, **form.cleaned_data),
        "reason",
    ):
        return redirect("meetings:pack", pk)
    is_open = meeting.agenda_status != Meeting.Agenda.PUBLISHED
    page = AgendaForm(
        heading=_("Publish again"),
        lead=_(
            "The agenda is reopened. Correct it, build the pack, read the final check and publish. "
            "The numbers of items do not change. What is public now stays "
            "public until then. After that its old "
            "addresses lead to the new versions, and the new pack includes the papers of the supplements."
        ),
        button=_("Reopen the agenda"),
        back=resolve_url("meetings:agenda", pk),
        nothing=_("This agenda has already been reopened.") if is_open else "",
    )
    return page.show(request, form, meeting=meeting)


@require_POST
@signed_in
def paper_bring_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a withdrawn paper come with the agenda again."""
    placements = Placement.objects.visible_to(request.user).select_related("paper", "item__meeting__body")
    placement = get_object_or_404(placements, pk=pk)
    publishing.bring_paper_back(placement=placement, by=request.user)
    return redirect("meetings:pack", placement.item.meeting_id)


@signed_in
def paper_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back one paper, and the pack that holds it, with the reason; afterwards, who had fetched it."""
    placements = Placement.objects.visible_to(request.user).select_related("paper", "item__meeting__body")
    placement = get_object_or_404(placements, pk=pk)
    meeting = placement.item.meeting
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        withdrawing.withdraw_paper(placement=placement, reason=form.cleaned_data["reason"], by=request.user)
        return redirect("meetings:paper_withdraw", pk)
    context: dict[str, object] = {"meeting": meeting, "form": form}
    context |= {"what": _("“{paper}”, and the pack that holds it").format(paper=placement.paper)}
    context |= {
        "taken": TakenBack.of_paper(placement),
        "placement": placement,
        "is_withdrawn": placement.delivery == Placement.Delivery.WITHDRAWN,
    }
    return render(request, "meetings/publishing/paper_withdraw.html", context)


@signed_in
def found(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything that was found on the ways out of one meeting."""
    meeting = draft_meeting(request.user, pk)
    page = FindsPage.of(meeting, request.user, timezone.localdate())
    return render(request, "meetings/publishing/found.html", {"meeting": meeting, "page": page})


def _find(request: SignedInRequest, ref: str) -> Find:
    return get_object_or_404(Find.objects.visible_to(request.user).with_places(), ref=ref)


@signed_in
def find_overrule(request: SignedInRequest, ref: str) -> HttpResponse:
    """Say why a find is a false alarm, or why the risk is taken."""
    find = _find(request, ref)
    require(may_overrule(request.user, find))
    form = OverruleFindForm(request.POST or None)
    each = find_row(find, request.user)
    is_risk = find.kind == "unread"
    page = MeetingForm(
        heading=_("Accept the risk") if is_risk else _("Record a false alarm"),
        title=_("Accept the risk") if is_risk else _("A false alarm"),
        lead=each.title,
        button=_("Ask for confirmation") if each.needs_two else _("Allow publication"),
        back=resolve_url("meetings:found", find.meeting_id),
        tab="pack",
        template="meetings/publishing/find_overrule.html",
    )
    return page.answer(
        request,
        form,
        lambda: actions.ask_to_overrule(find=find, by=request.user, **form.cleaned_data),
        "reason",
        meeting=find.meeting,
        each=each,
    )


@require_POST
@signed_in
def find_confirm(request: SignedInRequest, ref: str) -> HttpResponse:
    """Confirm what another person asked for."""
    find = _find(request, ref)
    actions.confirm_overruling(find=find, by=request.user)
    return redirect("meetings:found", find.meeting_id)


@require_POST
@signed_in
def find_stop(request: SignedInRequest, ref: str) -> HttpResponse:
    """Let a find stop publishing again, or refuse what another asked for."""
    find = _find(request, ref)
    actions.let_find_stop(find=find, by=request.user)
    return redirect("meetings:found", find.meeting_id)
