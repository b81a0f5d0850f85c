"""What is recorded of the item that is shown: its words, an action, a vote."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.ui.acts import is_done
from foundation.ui.words import whole_number
from meetings.attendance.record import DayRecord
from meetings.day import forms
from meetings.day.actions import writing
from meetings.day.pages.item import links_of, words_of
from meetings.day.views.day import answer, done, given, is_script, wrong
from meetings.minutes.actions import writing as minutes_writing
from meetings.restricted.business import Restricted
from meetings.restricted.kept import Kept
from meetings.restricted.views import MeetingForm
from meetings.votes.actions import voting
from meetings.votes.choices import VoteDesk
from meetings.votes.views import vote_page
from meetings.wording.house import house_words


@signed_in
@require_POST
def day_words(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Save what was said on an item and what was decided; begin another where its button was pressed.

    This is the way without a script; with one the words are saved while they are typed.
    """
    meeting, made = given(request, pk)
    record: DayRecord = made["record"]
    item = next((each for each in record.items if each.pk == item_pk), None)
    restricted = Restricted.of(meeting)
    kept = Kept.of(request.user, meeting)
    house = house_words(meeting, record.settings)
    words = (
        words_of(item, record, restricted, kept, request.POST, links=links_of(item), house=house)
        if item
        else None
    )
    if item is None or words is None:
        raise Http404("No such page")
    if not words.form.is_valid():
        page = MeetingForm(
            f"Item {record.item_labels.get(item.pk, '')}".strip(),
            _("Save"),
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
    meeting, made = given(request, pk)
    first = {"item": whole_number(request.GET.get("item", ""))}
    form = forms.ActionForm(request.POST or None, auto_id="action_%s", initial=first, **made)

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
    return answer(
        request, form, act, meeting, _("Add an action"), _("Record the action"), item=whole_number(asked)
    )


@signed_in
@require_POST
def day_vote(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """A vote on the item that is shown; what it needs beyond the screen of the day has a page of its own."""
    meeting, __ = given(request, pk)
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
        return wrong(form)
    return vote_page(request, form, _("Record a vote"))
