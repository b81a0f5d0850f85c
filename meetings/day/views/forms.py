"""The forms of the meeting day: interests, people, who presides, the public, breaks, times."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.access import SignedInRequest, signed_in
from meetings.attendance.actions import entries
from meetings.attendance.record import DayRecord
from meetings.attendance.sentences import entry_sentence
from meetings.day import forms
from meetings.day.actions import adjourning, marking, recording
from meetings.day.views.day import answer, done, given
from meetings.restricted.business import Restricted
from panels.models import Person


@signed_in
def day_interest(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody declares an interest."""
    meeting, made = given(request, pk)
    form = forms.InterestForm(request.POST or None, auto_id="interest_%s", **made)

    def act() -> object:
        data = form.cleaned_data
        person = Person.objects.get(pk=data["person"]) if data["person"] else None
        return adjourning.declare_interest(
            person=person, name=data["name"], by=request.user, **form.facts(), **form.common()
        )

    return answer(request, form, act, meeting, _("Declare an interest"), _("Record the interest"))


@signed_in
def day_interest_change(request: SignedInRequest, pk: int, interest_pk: int) -> HttpResponse:
    """Set a declaration right."""
    meeting, made = given(request, pk)
    interest = get_object_or_404(meeting.interests.prefetch_related("items"), pk=interest_pk)
    names = ("nature", "kind", "consequence", "dispensation", "is_standing")
    initial = {name: getattr(interest, name) for name in names}
    initial["comes_later"] = not interest.nature
    initial["items_chosen"] = [str(item.pk) for item in interest.items.all()]
    form = forms.InterestForm(request.POST or None, initial=initial, **made)
    for name in ("person", "name"):
        del form.fields[name]

    def act() -> object:
        key = form.common()["key"]
        return adjourning.change_interest(interest=interest, by=request.user, key=key, **form.facts())

    return answer(
        request,
        form,
        act,
        meeting,
        _("Interest of {interest}").format(interest=interest.printed_name),
        _("Save the interest"),
    )


@signed_in
def day_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody joins who is no member."""
    meeting, made = given(request, pk)
    form = forms.AddForm(request.POST or None, auto_id="add_%s", **made)

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

    return answer(request, form, act, meeting, _("Add someone"), _("Add to attendance"))


@signed_in
def day_person(request: SignedInRequest, pk: int, person_pk: int) -> HttpResponse:
    """One person: how they are marked, and a time at which they came or went."""
    meeting, made = given(request, pk)
    row = get_object_or_404(meeting.attendances.select_related("person"), person=person_pk)
    is_move = request.GET.get("what") == "move"
    if is_move:
        move = forms.MoveForm(request.POST or None, **made)

        def go() -> object:
            kind = move.cleaned_data["kind"]
            return marking.come_or_go(
                person=row.person, kind=kind, at=move.when(), by=request.user, **move.common()
            )

        return answer(
            request,
            move,
            go,
            meeting,
            _("{printed_name}: arrived or left").format(printed_name=row.printed_name),
            _("Record it"),
        )
    initial = {"mark": row.mark, "mode": row.mode}
    form = forms.PersonForm(request.POST or None, initial=initial, **made)

    def act() -> object:
        data = form.cleaned_data
        return marking.mark_attendance(
            person=row.person, mark=data["mark"], mode=data["mode"], by=request.user, **form.common()
        )

    move_url = f"{request.path}?what=move"
    return answer(request, form, act, meeting, row.printed_name, _("Save the mark"), move_url)


@signed_in
def day_chair(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody takes the chair."""
    meeting, made = given(request, pk)
    form = forms.ChairForm(request.POST or None, **made)

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

    return answer(request, form, act, meeting, _("Who presides"), _("Record who presides"))


@signed_in
def day_private(request: SignedInRequest, pk: int) -> HttpResponse:
    """The public goes out, by a resolution."""
    meeting, made = given(request, pk)
    restricted = Restricted.of(meeting)
    found = [(each, f"{restricted.name_of(each)}: {restricted.words(each)}") for each in restricted.every]
    form = forms.PublicOutForm(request.POST or None, restrictions=found, **made)

    def act() -> object:
        return recording.exclude_public(
            resolved=form.resolutions(),
            words=form.cleaned_data["words"],
            at=form.when(),
            by=request.user,
            **form.common(),
        )

    return answer(request, form, act, meeting, _("Exclude the public"), _("Exclude the public"))


@signed_in
def day_adjourn(request: SignedInRequest, pk: int) -> HttpResponse:
    """A break, or the rest on another day."""
    meeting, made = given(request, pk)
    form = forms.AdjournForm(request.POST or None, **made)

    def act() -> object:
        data = form.cleaned_data
        common = {"at": form.when(), "by": request.user, **form.common()}
        if data["until"] == "later":
            return recording.adjourn_meeting(words=data["words"], **common)
        return adjourning.adjourn_to_day(reason=data["words"], starts_at=form.starts_at(), **common)

    return answer(request, form, act, meeting, _("Adjourn the meeting"), _("Adjourn"))


@signed_in
def day_reconvene(request: SignedInRequest, pk: int) -> HttpResponse:
    """A meeting that was adjourned, or not quorate, goes on at a day that is known now."""
    meeting, made = given(request, pk)
    form = forms.ReconveneForm(request.POST or None, **made)

    def act() -> object:
        return adjourning.reconvene(
            starts_at=form.starts_at(), key=form.common()["key"], meeting=meeting, by=request.user
        )

    return answer(request, form, act, meeting, _("Set the date to resume"), _("Save the date"))


@signed_in
def day_times(request: SignedInRequest, pk: int) -> HttpResponse:
    """When the meeting began and ended, set right."""
    meeting, made = given(request, pk)
    minutes = meeting.minutes_or_none
    initial = {"started": minutes.started_at, "ended": minutes.ended_at} if minutes else {}
    form = forms.TimesForm(request.POST or None, initial=initial, **made)

    def act() -> object:
        return recording.correct_times(by=request.user, **form.times(), **form.common())

    return answer(request, form, act, meeting, _("Start and end"), _("Save the times"))


@signed_in
def day_entry(request: SignedInRequest, pk: int, entry_pk: int) -> HttpResponse:
    """One thing recorded: its time set right, or struck out."""
    meeting, made = given(request, pk)
    entry = get_object_or_404(meeting.day_entries.all(), pk=entry_pk)
    if entry.struck_at is not None:
        # Pressed twice: it is struck out, and that is all that was wanted.
        return done(request, pk)
    if request.POST.get("strike"):
        entries.strike_out(entry=entry, by=request.user)
        return redirect("meetings:day", pk)
    record: DayRecord = made["record"]
    form = forms.EntryForm(request.POST or None, initial={"at": timezone.localtime(entry.at).time()}, **made)
    shown = next((each for each in record.entries if each.pk == entry.pk), entry)
    title = entry_sentence(shown, record.item_labels.get(entry.item_id or 0, "")).rstrip(".")

    def act() -> object:
        at = form.when()
        return (
            entries.correct_time(entry=entry, at=at, by=request.user, key=form.common()["key"])
            if at
            else None
        )

    return answer(request, form, act, meeting, title, _("Save the time"), entry=entry)
