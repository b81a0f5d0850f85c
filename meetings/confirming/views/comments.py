"""Comments on draft minutes: the secretary's page, and the one a member reads, signed in or by link."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import LinkRequest, SignedInRequest, by_link, signed_in
from foundation.accounts.models import PersonalLink, User
from foundation.documents.layout.document import to_data
from foundation.history.findings import require
from foundation.ui.acts import is_done
from foundation.ui.said import say_done
from meetings.confirming.actions import commenting, noting
from meetings.confirming.forms import (
    PUBLIC,
    AnswerForm,
    CirculateForm,
    CommentForm,
    LaterNoteForm,
    WithdrawLaterNoteForm,
)
from meetings.confirming.pages import WHOLE, entries_of
from meetings.confirming.policies import (
    DRAFT_LINK,
    may_add_later_note,
    may_answer_comments,
    may_circulate_minutes,
    may_comment,
)
from meetings.minutes.documents.standing import standing_minutes
from meetings.minutes.later_notes import is_public, later_note_rows, may_read
from meetings.models import DraftComment, DraftReader, LaterNote, Minutes
from meetings.restricted.kept import Kept
from meetings.restricted.views import MeetingForm


def _minutes(user: User, pk: int) -> Minutes:
    return get_object_or_404(Minutes.objects.visible_to(user).select_related("meeting__body"), meeting=pk)


@signed_in
def minutes_comments(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes as they stand, each comment beside its paragraph; and sending them round."""
    found = _minutes(request.user, pk)
    return _comments_page(request, found, CirculateForm(initial=_usual_day(found)))


def _usual_day(found: Minutes) -> dict[str, date]:
    return {"due_on": timezone.localdate() + timedelta(days=found.meeting.settings.comment_days)}


def _comments_page(
    request: SignedInRequest,
    found: Minutes,
    form: CirculateForm,
    *,
    answer: AnswerForm | None = None,
    answered: int | None = None,
) -> HttpResponse:
    """The page of the comments, with the forms as they were typed, the answer beside its comment."""
    comments = list(DraftComment.objects.visible_to(request.user).on(found))
    kept = Kept.of(request.user, found.meeting).minutes.values()
    last = found.draft_rounds.prefetch_related("readers").first()
    context: dict[str, Any] = {
        "meeting": found.meeting,
        "minutes": found,
        "entries": entries_of(to_data(standing_minutes(found)), comments, kept),
        "round": last,
        "without_mail": [each.name for each in last.readers.all() if not each.has_mail] if last else [],
        "open": sum(each.outcome == "open" for each in comments),
        "count": len(comments),
        "form": form,
        "answer": answer,
        "answered": answered,
        "may_circulate": may_circulate_minutes(request.user, found),
        "may_answer": may_answer_comments(request.user, found),
    }
    return render(request, "meetings/confirming/comments.html", context)


@signed_in
@require_POST
def minutes_circulate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the draft to the members for comments."""
    found = _minutes(request.user, pk)
    form = CirculateForm(request.POST)
    require(may_circulate_minutes(request.user, found))
    if is_done(
        form,
        lambda: commenting.circulate_minutes(
            minutes=found, due_on=form.cleaned_data["due_on"], by=request.user
        ),
        "due_on",
    ):
        say_done(request, _("Draft sent to members"))
        return redirect("meetings:minutes_comments", pk)
    return _comments_page(request, found, form)


@signed_in
@require_POST
def comment_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what was done about a comment."""
    comment = get_object_or_404(DraftComment.objects.visible_to(request.user), pk=pk)
    found, form = comment.round.minutes, AnswerForm(request.POST, auto_id=False)
    require(may_answer_comments(request.user, found))
    if is_done(
        form,
        lambda: commenting.answer_comment(comment=comment, by=request.user, **form.cleaned_data),
        "reply",
    ):
        say_done(request, _("Reply saved"))
        return redirect("meetings:minutes_comments", found.meeting_id)
    circulate = CirculateForm(initial=_usual_day(found))
    return _comments_page(request, found, circulate, answer=form, answered=comment.pk)


@signed_in
def draft_mine(request: SignedInRequest, pk: int) -> HttpResponse:
    """The draft that was sent to a member who signs in."""
    readers = DraftReader.objects.of_user(request.user).of_meeting(pk).newest_first()
    readers = readers.still_members(timezone.localdate())
    return _draft(request, get_object_or_404(readers[:1]), request.user)


@by_link(DRAFT_LINK)
def draft_by_link(request: LinkRequest, ref: str) -> HttpResponse:
    """The draft that was sent to a member without an account."""
    readers = DraftReader.objects.opened_by(request.link).newest_first()
    readers = readers.still_members(timezone.localdate())
    return _draft(request, get_object_or_404(readers), request.link)


def _draft(request: HttpRequest, reader: DraftReader, by: User | PersonalLink) -> HttpResponse:
    """Every paragraph with the member's own comments and room for another."""
    may = may_comment(reader)
    form = CommentForm(request.POST if request.method == "POST" else None, auto_id=False)
    if request.method == "POST":
        require(may)
        if is_done(form, lambda: commenting.comment(reader=reader, by=by, **form.cleaned_data), "text"):
            say_done(request, _("Comment sent to the secretariat"))
            return redirect(f"{request.path}#{form.cleaned_data['minute_ref']}")
    own = list(DraftComment.objects.by_reader(reader))
    kept = Kept.of(reader.person, reader.round.minutes.meeting).minutes.values()
    context = {
        "reader": reader,
        "round": reader.round,
        "meeting": reader.round.minutes.meeting,
        "entries": entries_of(reader.round.document, own, kept),
        "whole": WHOLE,
        "form": form,
        "may": may,
        "is_late": timezone.localdate() > reader.round.due_on,
        "body_name": reader.round.minutes.meeting.settings.name,
    }
    return render(request, "meetings/confirming/comments_own.html", context)


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
        say_done(request, _("Note added"))
        return redirect(_page(pk))
    context: dict[str, Any] = {
        "meeting": found.meeting,
        "minutes": found,
        "form": form,
        "rows": later_note_rows(found, request.user, timezone.localdate()),
        "may_add": may_add,
    }
    return render(request, "meetings/confirming/later_notes.html", context)


def _add(user: User, found: Minutes, form: LaterNoteForm) -> None:
    words = form.cleaned_data
    noting.add_later_note(
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
    noting.publish_later_note(note=note, by=request.user)
    say_done(request, _("Note published"))
    return redirect(_page(note.minutes.meeting_id))


@signed_in
def later_note_withdraw(request: SignedInRequest, ref: str) -> HttpResponse:
    """Take a note back, with the reason."""
    note = _note(request.user, ref)
    require(may_add_later_note(request.user, note.minutes))
    form = WithdrawLaterNoteForm(request.POST or None)
    if is_done(
        form, lambda: noting.withdraw_later_note(note=note, by=request.user, **form.cleaned_data), "reason"
    ):
        say_done(request, _("Note withdrawn"))
        return redirect(_page(note.minutes.meeting_id))
    page = MeetingForm(
        heading=_("Withdraw this note"),
        button=_("Withdraw the note"),
        back=resolve_url("meetings:later_notes", note.minutes.meeting_id),
        back_words=_("Cancel"),
        tab="minutes",
        template="meetings/confirming/later_note_withdraw.html",
    )
    about = {"meeting": note.minutes.meeting, "note": note, "is_public": is_public(note)}
    return page.show(request, form, **about)
