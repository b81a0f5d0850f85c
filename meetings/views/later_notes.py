"""What was learnt after minutes were confirmed: the page beside them, publishing, withdrawing."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.accounts.models import User
from foundation.history.findings import require
from meetings import actions
from meetings.forms.later_notes import PUBLIC, LaterNoteForm, WithdrawLaterNoteForm
from meetings.later_notes import is_public, may_read, rows_of
from meetings.models import LaterNote, Minutes
from meetings.policies.life import may_add_later_note
from meetings.views.pages import MeetingForm, is_done


@signed_in
def later_notes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything that was added beside the minutes of a meeting, and the form to add more."""
    rows = Minutes.objects.visible_to(request.user).select_related("meeting__body")
    found = get_object_or_404(rows, meeting=pk)
    may_add = may_add_later_note(request.user, found)
    data = request.POST if request.method == "POST" else None
    if data is not None:
        require(may_add)
    form = LaterNoteForm(data, minutes=found, by=request.user)
    if is_done(form, lambda: _add(request.user, found, form)):
        return redirect(_page(pk))
    context: dict[str, Any] = {
        "meeting": found.meeting,
        "minutes": found,
        "form": form,
        "rows": rows_of(found, request.user, timezone.localdate()),
        "may_add": may_add,
    }
    return render(request, "meetings/later_notes.html", context)


def _add(user: User, found: Minutes, form: LaterNoteForm) -> None:
    words = form.cleaned_data
    actions.add_later_note(
        minutes=found,
        about=form.chosen(),
        words=words["words"],
        source=words["source"],
        source_address=words["source_address"],
        learnt_on=words["learnt_on"],
        is_public=words["is_public"] == PUBLIC,
        by=user,
    )


def _page(pk: int) -> str:
    return f"{reverse('meetings:later_notes', args=[pk])}#later"


def _note(user: User, ref: str) -> LaterNote:
    """A note this user may read, or a page that does not exist."""
    note = get_object_or_404(LaterNote.objects.visible_to(user).whole(), ref=ref)
    if not may_read(user, note, timezone.localdate()):
        raise Http404("No such page")
    return note


@signed_in
@require_POST
def later_note_publish(request: SignedInRequest, ref: str) -> HttpResponse:
    """Let the public read a note beside the minutes."""
    note = _note(request.user, ref)
    actions.publish_later_note(note=note, by=request.user)
    return redirect(_page(note.minutes.meeting_id))


@signed_in
def later_note_withdraw(request: SignedInRequest, ref: str) -> HttpResponse:
    """Take a note back, with the reason."""
    note = _note(request.user, ref)
    require(may_add_later_note(request.user, note.minutes))
    form = WithdrawLaterNoteForm(request.POST or None)
    if is_done(
        form, lambda: actions.withdraw_later_note(note=note, by=request.user, **form.cleaned_data), "reason"
    ):
        return redirect(_page(note.minutes.meeting_id))
    page = MeetingForm(
        heading="Withdraw what was added later",
        button="Withdraw it",
        back=resolve_url("meetings:later_notes", note.minutes.meeting_id),
        back_words="Back without saving",
        tab="minutes",
        template="meetings/later_note_withdraw.html",
    )
    about = {"meeting": note.minutes.meeting, "note": note, "is_public": is_public(note)}
    return page.show(request, form, **about)
