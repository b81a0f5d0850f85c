"""The minutes of a meeting: the page, starting them, one minute, several at once, publishing, confirming."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.accounts.asked_once import reading
from foundation.documents.layout import render as layout
from foundation.documents.word.word_out import word_answer
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import require
from foundation.library.models import Publication
from foundation.ui.said import say_done
from foundation.ui.words import counted
from meetings.common import policies
from meetings.minutes import text_modules
from meetings.minutes.actions import deciding, writing
from meetings.minutes.documents.decisions import DecisionsDocument, source_of
from meetings.minutes.documents.entry import decision_head, entry_has_words
from meetings.minutes.documents.record import Entry, Record, record_of
from meetings.minutes.documents.standing import standing_minutes
from meetings.minutes.forms.acts import ConfirmForm, FirstNumberForm, NilForm
from meetings.minutes.forms.minutes import LinesForm, MinuteForms
from meetings.minutes.later_notes import later_note_rows
from meetings.minutes.nil_questions import questions_of
from meetings.minutes.pages.minutes import (
    items_to_minute,
    kept_in_browser,
    later_meetings,
    minutes_page,
    said_by,
    standing_publication,
)
from meetings.minutes.policies import may_publish_decisions
from meetings.minutes.rules.decisions_first import due_finding, last_day
from meetings.minutes.rules.due import DRAFT_MINUTES_AFTER, due_words
from meetings.minutes.shown import decisions_shown, minutes_shown, record_shown
from meetings.models import DraftReader, Meeting, Minute, Minutes
from meetings.restricted import actions
from meetings.restricted.kept import Kept
from meetings.restricted.pages import Searched
from meetings.restricted.views import readable_or_404, visible_meeting
from meetings.votes.documents import VoteBlock
from panels.calendar import excluded_around


@signed_in
def minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes with everything to look at before they go out; a member is led to what is published."""
    with reading():
        return _minutes_page(request, pk)


def _minutes_page(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(
        Meeting.objects.visible_to(request.user).select_related("body", "venue", "minutes"), pk=pk
    )
    found = meeting.minutes_or_none
    serves = policies.may_publish(request.user, meeting)
    if not serves.is_met and not policies.may_read_minutes(request.user, meeting).is_met:
        return _published(request, meeting, found)
    may_write = policies.may_write_minutes(request.user, meeting)
    context: dict[str, Any] = {"meeting": meeting, "minutes": found, "may_write": may_write, "page": None}
    context["serves"] = serves
    if found is not None:
        is_folded, today = "all" not in request.GET, timezone.localdate()
        is_out = found.status == Minutes.Status.PUBLISHED
        is_confirmed = found.status == Minutes.Status.CONFIRMED
        context |= {
            "page": minutes_page(found, Kept.of(request.user, meeting), is_folded=is_folded),
            "is_folded": is_folded,
            "due": _due(found),
            "number_form": FirstNumberForm(initial={"first": found.first_number}),
            "confirm_form": ConfirmForm(meetings=later_meetings(found, today) if is_out else []),
            "is_held": meeting.day <= today,
            "later": later_note_rows(found, request.user, today) if is_confirmed else [],
            "may_confirm": policies.may_confirm_minutes(request.user, found),
        }
    return render(request, "meetings/minutes/minutes.html", context)


def _due(found: Minutes) -> str:
    """By when a draft is due; nothing once it is published, and nothing before the meeting."""
    today = timezone.localdate()
    if found.status != Minutes.Status.DRAFT or found.meeting.day > today:
        return ""
    return due_words(found.meeting.day + DRAFT_MINUTES_AFTER, today)


def _published(request: SignedInRequest, meeting: Meeting, found: Minutes | None) -> HttpResponse:
    """Lead a member to the public page of the minutes, and to a draft sent to them until it is confirmed."""
    publication = standing_publication(found) if found else None
    drafts = DraftReader.objects.of_user(request.user).of_meeting(meeting.pk)
    is_draft_open = found is not None and found.status != Minutes.Status.CONFIRMED
    has_draft = is_draft_open and drafts.still_members(timezone.localdate()).exists()
    if publication is None or has_draft:
        context = {"meeting": meeting, "publication": publication, "has_draft": has_draft}
        return render(request, "meetings/minutes/minutes_none.html", context)
    return redirect("library:publication", publication.ref)


@signed_in
def minutes_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """All minutes on one page as plain lines, saved together; a conflict keeps both texts of its minute."""
    found = get_object_or_404(Minutes.objects.visible_to(request.user), meeting=pk)
    whole = record_of(found)
    meeting = whole.minutes.meeting
    record = record_shown(whole, Kept.of(request.user, meeting))
    head = decision_head(record.settings, "resolved")
    data = request.POST if request.method == "POST" else None
    if data is not None:
        require(policies.may_write_minutes(request.user, meeting))
    forms = [LinesForm(data, entry=entry, head=head) for entry in record.entries]
    conflicts: dict[int, NewerVersion] = {}
    if data is not None and all([form.is_valid() for form in forms]):  # noqa: C419  (ask every form)
        texts = [form.minute_text() for form in forms if form.is_typed]
        conflicts = writing.save_several(texts=texts, by=request.user)
        if not conflicts:
            say_done(request, _("{minutes} saved").format(minutes=counted(len(texts), "minute")))
            return redirect("meetings:minutes", found.meeting_id)
    rows = [(form, conflicts.get(form.entry.minute.pk)) for form in forms]
    context = {"meeting": meeting, "rows": rows, "forms": forms, "conflicts": conflicts}
    context["may_write"] = policies.may_write_minutes(request.user, meeting)
    context["drafts"] = kept_in_browser(record)
    return render(request, "meetings/minutes/minutes_write.html", context)


@signed_in
def minutes_questions(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the record cannot know, asked once on one page; what is not answered prints nothing."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    readable_or_404(request.user, meeting)
    may_write = policies.may_write_minutes(request.user, meeting)
    found = get_object_or_404(Minutes, meeting=meeting)
    kept = Kept.of(request.user, meeting)
    questions = [each for each in questions_of(record_of(found)) if kept.named(each.text) == each.text]
    data = request.POST if request.method == "POST" else None
    if data is not None:
        require(may_write)
    form = NilForm(data, questions=[each for each in questions if not each.is_recorded])
    if data is not None and form.is_valid():
        writing.answer_questions(meeting=meeting, answers=form.cleaned_data, by=request.user)
        say_done(request, _("Answers saved"))
        return redirect("meetings:minutes", pk)
    context = {"meeting": meeting, "form": form, "questions": questions, "may_write": may_write}
    return render(request, "meetings/minutes/minutes_questions.html", context)


@signed_in
def minute_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One minute: its words, its decisions, its follow-ups; over a newer version both texts are shown."""
    minute = get_object_or_404(Minute.objects.visible_to(request.user).to_write(), pk=pk)
    record = record_of(minute.minutes)
    kept = Kept.of(request.user, record.minutes.meeting)
    entry = next(entry for entry in record.entries if entry.minute.pk == minute.pk)
    data = request.POST if request.method == "POST" else None
    if data is not None:
        require(policies.may_write_minutes(request.user, record.minutes.meeting))
    is_private = entry.is_restricted or bool(entry.minute.private_text)
    forms = MinuteForms(
        entry.minute, record.settings, items_to_minute(record, kept), data, is_private=is_private
    )
    if data is not None and "put_in" in data:
        forms.put_in(text_modules.html_of(data.get("words", ""), record))
    elif data is not None and forms.is_valid():
        conflict = _save(entry.minute, forms, request)
        if conflict is None:
            _say_saved(request, record, entry)
            return redirect(address_of(entry.minute))
        return redirect("meetings:minute_aside", conflict.kept_as)
    context = {
        "meeting": record.minutes.meeting,
        "entry": entry,
        "forms": forms,
        "saved": entry.minute.text_versions.first(),
        "words": text_modules.choices(record),
        "votes": votes_of(entry),
        "automatic": " ".join([*entry.written.opening, *entry.written.resolved]),
        "drafts": kept_in_browser(record),
        "may_write": policies.may_write_minutes(request.user, record.minutes.meeting),
    }
    return render(request, "meetings/minutes/minute_edit.html", context)


def _say_saved(request: SignedInRequest, record: Record, entry: Entry) -> None:
    """Say that the minute is saved, and lead to the next one that is not written."""
    kept = Kept.of(request.user, record.minutes.meeting)
    later = record.entries[record.entries.index(entry) + 1 :]
    following = next(
        (
            each
            for each in later
            if not entry_has_words(each, record.settings) and not kept.has_minute(each.minute)
        ),
        None,
    )
    url = reverse("meetings:minute_edit", args=[following.minute.pk]) if following else ""
    say_done(
        request,
        _("Minute {entry} saved").format(entry=entry.name),
        url=url,
        link=_("Write minute {following} next").format(following=following.name) if following else "",
    )


def _save(minute: Minute, forms: MinuteForms, request: SignedInRequest) -> NewerVersion | None:
    """Hand what was typed to the action; a newer version comes back instead of an error."""
    words = forms.words.cleaned_data
    try:
        writing.save_minute(
            minute=minute,
            title=words["title"],
            opening=words["opening"],
            text=words["text"],
            items=words["items"],
            decisions=forms.decisions(),
            follow_ups=forms.follow_up_rows(),
            based_on=words["based_on"],
            by=request.user,
            page=said_by(request.POST),
        )
    except NewerVersion as conflict:
        return conflict
    return None


def votes_of(entry: Entry) -> list[VoteBlock]:
    """What was moved and voted on under a minute, in the order in which it is printed."""
    decided = [block for each in entry.minute.decisions.all() for block in entry.votes.on_decision(each)]
    return [*entry.motions, *decided]


def address_of(minute: Minute) -> str:
    """Where the minute stands on the page of the minutes."""
    return f"{reverse('meetings:minutes', args=[minute.minutes.meeting_id])}#minute-{minute.pk}"


@signed_in
def minutes_docx(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes as they stand, as a Word file, once nothing restricted is found in them."""
    meeting = visible_meeting(request.user, pk)
    readable_or_404(request.user, meeting)
    found = get_object_or_404(Minutes, meeting=meeting)
    document = minutes_shown(standing_minutes(found), Kept.of(request.user, meeting))
    actions.require_word_file(meeting=meeting, document=document)
    return word_answer(document, f"Minutes {meeting.day.isoformat()}")


def _minutes(request: SignedInRequest, pk: int) -> Minutes:
    rows = Minutes.objects.visible_to(request.user).select_related("meeting__body")
    return get_object_or_404(rows, meeting=pk)


@signed_in
def decisions(request: SignedInRequest, pk: int) -> HttpResponse:
    """What would be published, by when, and what is out."""
    found = _minutes(request, pk)
    meeting, settings = found.meeting, found.meeting.settings
    document, kept = DecisionsDocument.of(found), Kept.of(request.user, meeting)
    out = Publication.objects.in_short().of_sources([(source_of(meeting), Publication.Kind.DECISIONS)])
    last = last_day(meeting.day, excluded_around(settings, meeting.day))
    newest = out.order_by("-version").first()
    context = {
        "meeting": meeting,
        "html": layout.screen(decisions_shown(document, kept)),
        "has_something": bool(document.minutes or document.has_people),
        "publication": newest,
        "due": due_finding(settings.jurisdiction, last, timezone.localdate(), is_out=newest is not None),
        "may_publish": may_publish_decisions(request.user, meeting),
        "points": kept.findings(Searched.of_document(meeting, Publication.Kind.DECISIONS, document).points),
    }
    return render(request, "meetings/minutes/decisions_first.html", context)


@signed_in
@require_POST
def decisions_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish the decisions recorded so far."""
    deciding.publish_decisions(minutes=_minutes(request, pk), by=request.user)
    say_done(request, _("Decisions published"))
    return redirect("meetings:decisions", pk)
