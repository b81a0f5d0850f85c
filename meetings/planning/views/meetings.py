"""The list of meetings, planning one, its overview, and what can happen to it."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from foundation.history.models import Event
from foundation.ui.acts import is_done, outcome
from foundation.ui.said import say_done
from meetings.common import policies
from meetings.common.lifecycles import MEETING
from meetings.common.notice import last_publication_day
from meetings.models import Meeting
from meetings.planning.actions import planning
from meetings.planning.forms.meetings import ChangeForm, EndForm, MoveForm, PlanForm, ReasonForm
from meetings.planning.moving import move_preview
from meetings.planning.pages.meeting import overview
from meetings.restricted.kept import Kept
from meetings.restricted.views import FactsForm, draft_meeting, visible_meeting
from panels.models import Body
from panels.policies import bodies_served

A_PAGE = 30


@signed_in
def meetings(request: SignedInRequest) -> HttpResponse:
    """Coming meetings, then past ones, of every body the reader belongs to."""
    today = timezone.localdate()
    mine = Meeting.objects.visible_to(request.user).with_settings()
    past = Paginator(mine.past(today), A_PAGE).get_page(request.GET.get("page"))
    coming = [(meeting, last_publication_day(meeting)) for meeting in mine.coming(today)]
    found = Body.objects.visible_to(request.user, today).prefetch_related("dated_settings")
    served = bodies_served(request.user, today)
    context = {
        "coming": coming if past.number == 1 else [],
        "past": past,
        "may_plan": bool(served),
        "served": [(body, body.settings_on(today).name) for body in found if body.pk in served],
        "known": [(body, body.settings_on(today).name) for body in found],
        "is_one_body": len(found) < 2,
    }
    return render(request, "meetings/planning/list.html", context)


@signed_in
def plan(request: SignedInRequest) -> HttpResponse:
    """Plan a meeting; its agenda starts from the template of its type."""
    today = timezone.localdate()
    found = Body.objects.visible_to(request.user, today).prefetch_related("dated_settings")
    served = bodies_served(request.user, today)
    bodies = [(body, body.settings_on(today).name) for body in found if body.pk in served]
    if not bodies:
        raise Http404("No body to schedule for")
    form = PlanForm(request.POST or None, bodies=bodies)
    if made := outcome(form, lambda: planning.create_meeting(by=request.user, **form.facts())):
        say_done(request, _("Meeting scheduled"))
        return redirect("meetings:meeting", made.pk)
    return render(request, "meetings/planning/meeting_plan.html", {"form": form})


@signed_in
def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """One meeting at a glance: facts, due dates, what can be done, what happened."""
    found = visible_meeting(request.user, pk)
    page = overview(found, request.user, timezone.now(), timezone.localdate())
    return render(
        request,
        "meetings/planning/meeting.html",
        {"meeting": found, "page": page, "today": timezone.localdate()},
    )


@signed_in
def meeting_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything that happened to a meeting, the newest first."""
    found = draft_meeting(request.user, pk)
    events = Paginator(Event.objects.within(found.scope).select_related("note"), 100)
    page = events.get_page(request.GET.get("page"))
    rows = Kept.of(request.user, found).events(list(page))
    context = {"meeting": found, "events": page, "rows": rows}
    return render(request, "meetings/planning/meeting_history.html", context)


@signed_in
def meeting_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change venue, title or contact."""
    found = visible_meeting(request.user, pk)
    require(policies.may_plan(request.user, found.body))
    names = ("title", "venue", "start_condition", "contact_name", "contact_phone", "contact_email")
    form = ChangeForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if form.is_valid():
        planning.change_meeting(meeting=found, by=request.user, **form.facts())
        say_done(request, _("Saved"))
        return redirect("meetings:meeting", pk)
    page = FactsForm(_("Change venue, title or contact"), _("Save"), resolve_url("meetings:meeting", pk))
    return page.show(request, form, meeting=found)


def _changes(meeting: Meeting, form: MoveForm) -> bool:
    """Would the meeting be at another time, or somewhere else?"""
    place = form.place() or meeting.venue
    return form.cleaned_data["starts_at"] != meeting.starts_at or str(place) != str(meeting.venue)


@signed_in
def meeting_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what a move changes and breaks, then move the meeting, with the reason."""
    found = visible_meeting(request.user, pk)
    require(policies.may_plan(request.user, found.body), MEETING.finding(found, "move"))
    local = timezone.localtime(found.starts_at)
    initial = {"day": local.date(), "time": local.time(), "venue": found.venue, "tell": True}
    form = MoveForm(request.POST or None, initial=initial)
    preview = None
    if form.is_valid() and not _changes(found, form):
        form.add_error(
            "day", _("This is the date, time and venue it already has. Change at least one of them.")
        )
    elif form.is_valid():
        facts = {"starts_at": form.cleaned_data["starts_at"], "venue": form.place()}
        now = timezone.now()
        preview = move_preview(found, **facts, by_pk=request.user.pk, now=now)
        is_seen = request.POST.get("seen") == preview.seen
        facts |= {"reason": form.cleaned_data["reason"], "tell": form.cleaned_data["tell"]}
        if is_seen and is_done(
            form, lambda: planning.move_meeting(meeting=found, by=request.user, **facts), "reason"
        ):
            say_done(request, _("Meeting moved"))
            return redirect("meetings:meeting", pk)
    return render(
        request, "meetings/planning/meeting_move.html", {"meeting": found, "form": form, "preview": preview}
    )


@signed_in
def meeting_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cancel a meeting, with the reason."""
    found = visible_meeting(request.user, pk)
    require(policies.may_plan(request.user, found.body), MEETING.finding(found, "cancel"))
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = _("Reason for cancelling")
    page = FactsForm(
        heading=_("Cancel the meeting"),
        lead=_("Its agenda and papers are kept but can no longer be changed."),
        button=_("Cancel the meeting"),
        done=_("Meeting cancelled"),
        is_warning=True,
        back=resolve_url("meetings:meeting", pk),
    )
    return page.answer(
        request,
        form,
        lambda: planning.cancel_meeting(meeting=found, by=request.user, **form.cleaned_data),
        "reason",
        meeting=found,
    )


@signed_in
def meeting_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a meeting was adjourned, or could not go on."""
    found = visible_meeting(request.user, pk)
    require(policies.may_hold(request.user, found, timezone.localdate()))
    form = EndForm(request.POST or None)
    form.fields["reason"].label = _("What the public needs to know")
    back = resolve_url("meetings:meeting", pk)
    page = FactsForm(_("How the meeting ended"), _("Record how it ended"), back, done=_("Recorded"))
    return page.answer(
        request,
        form,
        lambda: planning.end_without_business(meeting=found, by=request.user, **form.cleaned_data),
        "verb",
        meeting=found,
    )


@signed_in
@require_POST
def meeting_announce(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish the facts of a meeting."""
    planning.announce_meeting(meeting=visible_meeting(request.user, pk), by=request.user)
    say_done(request, _("Meeting announced on the public pages"))
    return redirect("meetings:meeting", pk)


@signed_in
@require_POST
def meeting_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Confirm day and place."""
    planning.confirm_meeting(meeting=visible_meeting(request.user, pk), by=request.user)
    say_done(request, _("Date and venue confirmed"))
    return redirect("meetings:meeting", pk)


@signed_in
@require_POST
def meeting_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that the meeting was held."""
    planning.hold_meeting(meeting=visible_meeting(request.user, pk), by=request.user)
    say_done(request, _("Recorded that the meeting was held"))
    return redirect("meetings:meeting", pk)
