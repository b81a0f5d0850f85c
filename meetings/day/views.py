"""The screen of the meeting day, and the one address to which its buttons post."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.accounts.models import User
from foundation.history.findings import Refused, require
from foundation.ui.acts import is_done
from foundation.ui.dates import clock_time
from foundation.ui.words import whole_number
from meetings.attendance.actions import entries
from meetings.attendance.policies import may_record_day
from meetings.attendance.record import DayRecord, record_shown
from meetings.attendance.sentences import entry_sentence
from meetings.common import policies
from meetings.day import forms
from meetings.day.actions import adjourning, marking, recording, writing
from meetings.day.buttons import TIMED, VERBS, carry_out
from meetings.day.pages.day import DayPage, stamp_of
from meetings.day.pages.item import words_of
from meetings.minutes.actions import writing as minutes_writing
from meetings.models import DayEntry, Interest, Meeting
from meetings.restricted.business import Restricted
from meetings.restricted.kept import Kept
from meetings.restricted.views import MeetingForm, visible_meeting
from meetings.votes.actions import voting
from meetings.votes.choices import VoteDesk
from meetings.votes.views import vote_page
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
    meeting = recorded_meeting(request.user, pk)
    if is_script(request) and request.GET.get("since") == stamp_of(meeting):
        return HttpResponse(status=204)
    return whole(request, meeting)


def whole(request: SignedInRequest, meeting: Meeting, asked: str = "") -> HttpResponse:
    """The screen, or only its parts for the script."""
    asked = request.GET.get("item", "") or asked
    page = DayPage.of(meeting, Kept.of(request.user, meeting), whole_number(asked))
    given: dict[str, Any] = {"record": page.record, "now": timezone.now()}
    context = {
        "meeting": meeting,
        "page": page,
        "may_record": may_record_day(request.user, meeting),
        "interest_form": forms.InterestForm(auto_id="interest_%s", **given),
        "add_form": forms.AddForm(auto_id="add_%s", **given),
        "action_form": forms.ActionForm(
            auto_id="action_%s", initial={"item": page.shown.pk if page.shown else None}, **given
        ),
    }
    return render(
        request, "meetings/day/day_parts.html" if is_script(request) else "meetings/day/day.html", context
    )


def done(request: SignedInRequest, pk: int, item: int | None = None) -> HttpResponse:
    """Back to the screen as it stands now, which says when it was recorded."""
    if is_script(request):
        return whole(request, recorded_meeting(request.user, pk), str(item or ""))
    messages.success(request, f"Recorded at {clock_time(timezone.localtime())}.")
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
    title = f"{TIMED[act]}: {about}" if about else TIMED[act]
    page = MeetingForm(title, "Record it", resolve_url("meetings:day", meeting.pk), tab="day")
    return page.show(request, form, meeting=meeting)


def _about(form: forms.ButtonForm) -> dict[str, object]:
    """The person, the item and the declaration that the button names, if they belong to this meeting."""
    person, interest = form.cleaned_data.get("person"), form.cleaned_data.get("interest")
    known = {key for key, _ in form.people()}
    body = form.record.meeting.body_id
    return {
        "person": get_object_or_404(Person, pk=person) if str(person) in known else None,
        "item": form.chosen_item("item"),
        "interest": Interest.objects.of_body(body, interest),
    }


def _given(request: SignedInRequest, pk: int) -> tuple[Meeting, dict[str, Any]]:
    """The meeting, and what every form of its day is made with."""
    meeting = recorded_meeting(request.user, pk)
    require(may_record_day(request.user, meeting))
    record = record_shown(DayRecord.of(meeting), Kept.of(request.user, meeting))
    return meeting, {"record": record, "now": timezone.now()}


def _answer(
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
        return _wrong(form)
    back = resolve_url("meetings:day", meeting.pk)
    page = MeetingForm(title, button, back, tab="day", template="meetings/day/day_form.html")
    return page.show(request, form, meeting=meeting, move_url=move_url, entry=entry)


def _wrong(form: BaseForm) -> JsonResponse:
    """What is wrong in a form as the script shows it, by the names of its fields."""
    errors = [
        [form.add_prefix(name) if name in form.fields else name, str(error)]
        for name, found in form.errors.items()
        for error in found
    ]
    return JsonResponse({"errors": errors}, status=422)


@signed_in
@require_POST
def day_words(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Save what was said on an item and what was decided; begin another where its button was pressed.

    This is the way without a script; with one the words are saved while they are typed.
    """
    meeting, given = _given(request, pk)
    record: DayRecord = given["record"]
    item = next((each for each in record.items if each.pk == item_pk), None)
    restricted = Restricted.of(meeting)
    kept = Kept.of(request.user, meeting)
    words = words_of(item, record, restricted, request.POST) if item and not kept.has(item) else None
    if item is None or words is None:
        raise Http404("No such page")
    if not words.form.is_valid():
        page = MeetingForm(
            f"Item {record.item_labels.get(item.pk, '')}".strip(),
            "Save",
            resolve_url("meetings:day", pk),
            tab="day",
        )
        return page.show(request, words.form, meeting=meeting)
    conflicts = (
        minutes_writing.save_several(texts=[words.form.minute_text()], by=request.user)
        if words.form.is_typed
        else {}
    )
    for conflict in conflicts.values():
        return redirect("meetings:minute_aside", conflict.kept_as)
    following = next((each for each in record.items if str(each.pk) == request.POST.get("begin")), None)
    if following is not None:
        key = request.POST.get("key", "")
        writing.take_item(meeting=meeting, item=following, by=request.user, key=key)
    return done(request, pk, following.pk if following else item.pk)


@signed_in
def day_action(request: SignedInRequest, pk: int) -> HttpResponse:
    """What somebody has to do, under the item that is shown."""
    meeting, given = _given(request, pk)
    first = {"item": whole_number(request.GET.get("item", ""))}
    form = forms.ActionForm(request.POST or None, auto_id="action_%s", initial=first, **given)

    def act() -> object:
        data = form.cleaned_data
        names = ("text", "kind", "owner", "due_on")
        return writing.add_action(
            item=form.chosen_item("item"),
            by=request.user,
            **{name: data[name] for name in names},
            **form.common(),
        )

    asked = request.POST.get("item", "")
    return _answer(
        request, form, act, meeting, "Add an action", "Record the action", item=whole_number(asked)
    )


@signed_in
@require_POST
def day_vote(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """A vote on the item that is shown; what it needs beyond the screen of the day has a page of its own."""
    meeting, _ = _given(request, pk)
    desk = VoteDesk.of(meeting, Kept.of(request.user, meeting), item_pk)
    if desk.item is None:
        raise Http404("No such page")
    form = forms.DayVoteForm(desk, request.POST)

    def act() -> object:
        return voting.record_vote(
            meeting=meeting, facts=form.facts(), form_key=form.cleaned_data["form_key"], by=request.user
        )

    if "look" not in request.POST and is_done(form, act):
        return done(request, pk, item_pk)
    if is_script(request):
        return _wrong(form)
    return vote_page(request, form, "Record a vote")


@signed_in
def day_interest(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody declares an interest."""
    meeting, given = _given(request, pk)
    form = forms.InterestForm(request.POST or None, auto_id="interest_%s", **given)

    def act() -> object:
        data = form.cleaned_data
        person = Person.objects.get(pk=data["person"]) if data["person"] else None
        return adjourning.declare_interest(
            person=person, name=data["name"], by=request.user, **form.facts(), **form.common()
        )

    return _answer(request, form, act, meeting, "Declare an interest", "Record the interest")


@signed_in
def day_interest_change(request: SignedInRequest, pk: int, interest_pk: int) -> HttpResponse:
    """Set a declaration right."""
    meeting, given = _given(request, pk)
    interest = get_object_or_404(meeting.interests.prefetch_related("items"), pk=interest_pk)
    names = ("nature", "kind", "consequence", "dispensation", "is_standing")
    initial = {name: getattr(interest, name) for name in names}
    initial["comes_later"] = not interest.nature
    initial["items_chosen"] = [str(item.pk) for item in interest.items.all()]
    form = forms.InterestForm(request.POST or None, initial=initial, **given)
    for name in ("person", "name"):
        del form.fields[name]

    def act() -> object:
        key = form.common()["key"]
        return adjourning.change_interest(interest=interest, by=request.user, key=key, **form.facts())

    return _answer(request, form, act, meeting, f"Interest of {interest.printed_name}", "Save the interest")


@signed_in
def day_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody joins who is no member."""
    meeting, given = _given(request, pk)
    form = forms.AddForm(request.POST or None, auto_id="add_%s", **given)

    def act() -> object:
        data = form.cleaned_data
        away = Person.objects.get(pk=data["substitute_for"]) if data["substitute_for"] else None
        return marking.add_to_roll(
            name=data["name"],
            post=data["post"],
            capacity=data["capacity"],
            substitute_for=away,
            mode=data["mode"],
            is_public_part_only=data["is_public_part_only"],
            from_item=form.chosen_item("from_item"),
            to_item=form.chosen_item("to_item"),
            at=form.when() if data["at"] else None,
            by=request.user,
            **form.common(),
        )

    return _answer(request, form, act, meeting, "Add someone", "Add to attendance")


@signed_in
def day_person(request: SignedInRequest, pk: int, person_pk: int) -> HttpResponse:
    """One person: how they are marked, and a time at which they came or went."""
    meeting, given = _given(request, pk)
    row = get_object_or_404(meeting.attendances.select_related("person"), person=person_pk)
    is_move = request.GET.get("what") == "move"
    if is_move:
        move = forms.MoveForm(request.POST or None, **given)

        def go() -> object:
            kind = move.cleaned_data["kind"]
            return marking.come_or_go(
                person=row.person, kind=kind, at=move.when(), by=request.user, **move.common()
            )

        return _answer(request, move, go, meeting, f"{row.printed_name}: arrived or left", "Record it")
    initial = {"mark": row.mark, "mode": row.mode}
    form = forms.PersonForm(request.POST or None, initial=initial, **given)

    def act() -> object:
        data = form.cleaned_data
        return marking.mark_attendance(
            person=row.person, mark=data["mark"], mode=data["mode"], by=request.user, **form.common()
        )

    move_url = f"{request.path}?what=move"
    return _answer(request, form, act, meeting, row.printed_name, "Save the mark", move_url)


@signed_in
def day_chair(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody takes the chair."""
    meeting, given = _given(request, pk)
    form = forms.ChairForm(request.POST or None, **given)

    def act() -> object:
        data = form.cleaned_data
        person = Person.objects.get(pk=data["person"]) if data["person"] else None
        return recording.take_the_chair(
            person=person,
            name=data["name"],
            words=data["words"],
            at=form.when(),
            by=request.user,
            **form.common(),
        )

    return _answer(request, form, act, meeting, "Who presides", "Record who presides")


@signed_in
def day_private(request: SignedInRequest, pk: int) -> HttpResponse:
    """The public goes out, by a resolution."""
    meeting, given = _given(request, pk)
    restricted = Restricted.of(meeting)
    found = [(each, f"{restricted.name_of(each)}: {restricted.words(each)}") for each in restricted.every]
    form = forms.PublicOutForm(request.POST or None, restrictions=found, **given)

    def act() -> object:
        return recording.exclude_public(
            resolved=form.resolutions(),
            words=form.cleaned_data["words"],
            at=form.when(),
            by=request.user,
            **form.common(),
        )

    return _answer(request, form, act, meeting, "Exclude the public", "Exclude the public")


@signed_in
def day_adjourn(request: SignedInRequest, pk: int) -> HttpResponse:
    """A break, or the rest on another day."""
    meeting, given = _given(request, pk)
    form = forms.AdjournForm(request.POST or None, **given)

    def act() -> object:
        data = form.cleaned_data
        common = {"at": form.when(), "by": request.user, **form.common()}
        if data["until"] == "later":
            return recording.adjourn_meeting(words=data["words"], **common)
        return adjourning.adjourn_to_day(reason=data["words"], starts_at=form.starts_at(), **common)

    return _answer(request, form, act, meeting, "Adjourn the meeting", "Adjourn")


@signed_in
def day_reconvene(request: SignedInRequest, pk: int) -> HttpResponse:
    """A meeting that was adjourned, or not quorate, goes on at a day that is known now."""
    meeting, given = _given(request, pk)
    form = forms.ReconveneForm(request.POST or None, **given)

    def act() -> object:
        return adjourning.reconvene(
            starts_at=form.starts_at(), key=form.common()["key"], meeting=meeting, by=request.user
        )

    return _answer(request, form, act, meeting, "Set the date to resume", "Save the date")


@signed_in
def day_times(request: SignedInRequest, pk: int) -> HttpResponse:
    """When the meeting began and ended, set right."""
    meeting, given = _given(request, pk)
    minutes = meeting.minutes_or_none
    initial = {"started": minutes.started_at, "ended": minutes.ended_at} if minutes else {}
    form = forms.TimesForm(request.POST or None, initial=initial, **given)

    def act() -> object:
        return recording.correct_times(by=request.user, **form.times(), **form.common())

    return _answer(request, form, act, meeting, "Start and end", "Save the times")


@signed_in
def day_entry(request: SignedInRequest, pk: int, entry_pk: int) -> HttpResponse:
    """One thing recorded: its time set right, or struck out."""
    meeting, given = _given(request, pk)
    entry = get_object_or_404(meeting.day_entries.all(), pk=entry_pk)
    if entry.struck_at is not None:
        # Pressed twice: it is struck out, and that is all that was wanted.
        return done(request, pk)
    if request.POST.get("strike"):
        entries.strike_out(entry=entry, by=request.user)
        return redirect("meetings:day", pk)
    record: DayRecord = given["record"]
    form = forms.EntryForm(request.POST or None, initial={"at": timezone.localtime(entry.at).time()}, **given)
    shown = next((each for each in record.entries if each.pk == entry.pk), entry)
    title = entry_sentence(shown, record.item_labels.get(entry.item_id or 0, "")).rstrip(".")

    def act() -> object:
        at = form.when()
        return (
            entries.correct_time(entry=entry, at=at, by=request.user, key=form.common()["key"])
            if at
            else None
        )

    return _answer(request, form, act, meeting, title, "Save the time", entry=entry)
