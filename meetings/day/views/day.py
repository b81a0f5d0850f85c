"""The screen of the meeting day, and the one address to which its buttons post."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.accounts.asked_once import reading
from foundation.accounts.models import User
from foundation.history.findings import Finding, Refused, require
from foundation.history.practice import is_practice
from foundation.ui.acts import is_done
from foundation.ui.dates import clock_time
from foundation.ui.words import whole_number
from meetings.attendance.policies import may_record_day
from meetings.attendance.record import DayRecord, record_shown
from meetings.common import policies
from meetings.day import forms
from meetings.day.buttons import TIMED, VERBS, carry_out
from meetings.day.pages.day import DayPage, stamp_of
from meetings.models import DayEntry, Interest, Meeting
from meetings.restricted.kept import Kept
from meetings.restricted.views import MeetingForm, visible_meeting
from panels.models import Person

SCRIPT = "X-Panelbook-Day"


def recorded_meeting(user: User, pk: int) -> Meeting:
    """A meeting whose record this user may read, or a page that does not exist."""
    meeting = visible_meeting(user, pk)
    if not policies.may_read_minutes(user, meeting).is_met:
        raise Http404("No such page")
    return meeting


def is_script(request: HttpRequest) -> bool:
    """True for what the page's own script sends: it wants the parts of the page, not the whole."""
    return request.headers.get(SCRIPT) == "1"


@signed_in
def day(request: SignedInRequest, pk: int) -> HttpResponse:
    """The one screen from which a meeting is recorded; nothing for a script that has seen the newest."""
    # Nothing is recorded here: what this reader may do is asked once for the page.
    with reading():
        meeting = recorded_meeting(request.user, pk)
        if is_script(request) and request.GET.get("since") == stamp_of(meeting):
            return HttpResponse(status=204)
        return whole(request, meeting)


def whole(request: SignedInRequest, meeting: Meeting, asked: str = "") -> HttpResponse:
    """The screen, or only its parts for the script."""
    asked = request.GET.get("item", "") or asked
    page = DayPage.of(meeting, request.user, timezone.localdate(), whole_number(asked))
    made: dict[str, Any] = {"record": page.record, "now": timezone.now()}
    may_record = may_record_day(request.user, meeting)
    context = {
        "meeting": meeting,
        "page": page,
        "may_record": may_record,
        "may_practise": _may_practise(request.user, page, may_record),
        "interest_form": forms.InterestForm(auto_id="interest_%s", **made),
        "add_form": forms.AddForm(auto_id="add_%s", **made),
        "action_form": forms.ActionForm(
            auto_id="action_%s", initial={"item": page.shown.pk if page.shown else None}, **made
        ),
    }
    return render(
        request, "meetings/day/day_parts.html" if is_script(request) else "meetings/day/day.html", context
    )


def _may_practise(user: User, page: DayPage, may_record: Finding) -> bool:
    """Is somebody here who will record this meeting, and could try it before with one that is made up?"""
    if page.is_started or is_practice():
        return False
    return may_record.is_met or (
        page.is_to_come and policies.may_write_minutes(user, page.record.meeting).is_met
    )


def done(request: SignedInRequest, pk: int, item: int | None = None) -> HttpResponse:
    """Back to the screen as it stands now, which says when it was recorded."""
    if is_script(request):
        return whole(request, recorded_meeting(request.user, pk), str(item or ""))
    messages.success(request, _("Recorded at {time}.").format(time=clock_time(timezone.localtime())))
    return redirect(f"{resolve_url('meetings:day', pk)}{f'?item={item}' if item else ''}")


def refused(found: Refused) -> JsonResponse:
    """The refusal as the script shows it: which field, and the sentence."""
    return JsonResponse({"errors": [[each.code, each.sentence] for each in found.findings]}, status=422)


@signed_in
@require_POST
def day_act(request: SignedInRequest, pk: int) -> HttpResponse:
    """One press of a button; the same press twice is one act."""
    meeting = recorded_meeting(request.user, pk)
    require(may_record_day(request.user, meeting))
    record = record_shown(DayRecord.of(meeting), Kept.of(request.user, meeting))
    form = forms.ButtonForm(request.POST, record=record, now=timezone.now())
    if not form.is_valid() and list(form.errors) == ["at"] and form.cleaned_data["act"] in TIMED:
        return _ask_time(request, form)
    if not form.is_valid() or form.cleaned_data["act"] not in VERBS:
        # Nothing a button of the page can send: the page is shown as it stands.
        return done(request, pk)
    act = form.cleaned_data["act"]
    try:
        carry_out(act, by=request.user, at=form.when(), **_about(form), **form.common())
    except Refused as found:
        if is_script(request):
            return refused(found)
        if act not in TIMED or meeting.day == timezone.localdate():
            raise
        return _ask_time(request, form, found)
    return done(request, pk, form.cleaned_data["item"] if act == "write" else None)


def _ask_time(request: SignedInRequest, form: forms.ButtonForm, found: Refused | None = None) -> HttpResponse:
    """The page that asks when it happened, for a button of a meeting on another day."""
    meeting, act = form.record.meeting, form.cleaned_data["act"]
    is_first = "at" not in request.POST
    for finding in found.findings if found else ():
        # The first press gave no time because the button has no field for one: that is no fault.
        if not (is_first and finding.code == "at"):
            form.add_error("at" if finding.code == "at" else None, finding.sentence)
    form.fields["at"].required = True
    person, item = form.cleaned_data.get("person"), form.chosen_item("item")
    about = dict(form.people()).get(str(person), "") or (item.title if item else "")
    title = f"{_(TIMED[act])}: {about}" if about else _(TIMED[act])
    page = MeetingForm(title, _("Record it"), resolve_url("meetings:day", meeting.pk), tab="day")
    return page.show(request, form, meeting=meeting)


def _about(form: forms.ButtonForm) -> dict[str, object]:
    """The person, the item and the declaration that the button names, if they belong to this meeting."""
    person, interest = form.cleaned_data.get("person"), form.cleaned_data.get("interest")
    known = {key for key, __ in form.people()}
    body = form.record.meeting.body_id
    return {
        "person": get_object_or_404(Person, pk=person) if str(person) in known else None,
        "item": form.chosen_item("item"),
        "interest": Interest.objects.of_body(body, interest),
    }


def given(request: SignedInRequest, pk: int) -> tuple[Meeting, dict[str, Any]]:
    """The meeting, and what every form of its day is made with."""
    meeting = recorded_meeting(request.user, pk)
    require(may_record_day(request.user, meeting))
    record = record_shown(DayRecord.of(meeting), Kept.of(request.user, meeting))
    return meeting, {"record": record, "now": timezone.now()}


def answer(
    request: SignedInRequest,
    form: forms.ActForm,
    act: Callable[[], object],
    meeting: Meeting,
    title: str,
    button: str,
    move_url: str = "",
    entry: DayEntry | None = None,
    item: int | None = None,
) -> HttpResponse:
    """Carry out what a valid form says; else show it again with everything that was typed."""
    if is_done(form, act):
        return done(request, meeting.pk, item)
    if form.is_bound and is_script(request):
        return wrong(form)
    back = resolve_url("meetings:day", meeting.pk)
    page = MeetingForm(title, button, back, tab="day", template="meetings/day/day_form.html")
    return page.show(request, form, meeting=meeting, move_url=move_url, entry=entry)


def wrong(form: BaseForm) -> JsonResponse:
    """What is wrong in a form as the script shows it, by the names of its fields."""
    errors = [
        [form.add_prefix(name) if name in form.fields else name, str(error)]
        for name, found in form.errors.items()
        for error in found
    ]
    return JsonResponse({"errors": errors}, status=422)
