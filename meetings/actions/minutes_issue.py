"""Issuing minutes: publish them as a draft, and again after changes."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.history.findings import Finding, met, refuse, require, stopped
from foundation.library import publishing as library
from foundation.library.models import Publication, PublicMeeting
from meetings import policies
from meetings.actions.finds import keeping_finds
from meetings.actions.leaks import require_announceable, require_no_leak
from meetings.actions.public_facts import tell_public
from meetings.documents.minutes import MinutesDocument
from meetings.documents.minutes_published import working_of
from meetings.documents.minutes_record import Record, printed_words, record_of
from meetings.lifecycles import MINUTES
from meetings.minutes_check import check
from meetings.models import Meeting, Minute, Minutes, ParagraphNumber
from meetings.rules.convened import day_finding
from meetings.rules.numbering import clashes

# How the databases name the constraints that keep a number from being used twice.
_NUMBER_TAKEN = (
    "one_minute_per_number_and_period",
    "issued_label",
    "one_paragraph_per_number_and_period",
    "paragraphnumber.label",
)


@keeping_finds
def publish_minutes(*, minutes: Minutes, by: User) -> Publication:
    """Publish the minutes as a draft, or again after changes; the numbers are issued the first time.

    Raises `Refused`, also when another clerk issued the same number in the same second.
    """
    try:
        return _publish(minutes, by)
    except IntegrityError as clash:
        if not any(name in str(clash) for name in _NUMBER_TAKEN):
            raise
        refuse(
            "Other minutes took the same numbers a moment ago. Nothing of these is lost.",
            remedy="Open the minutes again to see the numbers that follow, then publish.",
            code="number",
        )


@transaction.atomic
def _publish(minutes: Minutes, by: User) -> Publication:
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    again = locked.status == Minutes.Status.PUBLISHED
    require(policies.may_write_minutes(by, locked.meeting), policies.may_publish(by, locked.meeting))
    require(_something_to_publish(locked))
    require(day_finding(is_to_be_confirmed=locked.meeting.is_to_be_confirmed))
    gathered = record_of(locked)
    require(*(each.finding for each in check(gathered) if each.is_in_the_way))
    _issue_numbers(gathered)
    if not again:
        Minutes.objects.filter(pk=locked.pk).update(published_at=timezone.now(), published_by=by.printed_name)
    MINUTES.move(locked, "publish_again" if again else "publish", by=by, scope=locked.scope)
    document = working_of(record_of(locked)).document
    published = to_library(locked, document, by, "Draft, to be confirmed")
    _hold_on(gathered)
    library.supersede(
        source_ref=f"{locked.meeting.ref}-decisions",
        kind=Publication.Kind.DECISIONS,
        by_publication=published,
    )
    return published


def _hold_on(record: Record) -> None:
    """Keep the sentences of the record as they are published now; later facts do not reach them."""
    for held in record.entries:
        Minute.objects.filter(pk=held.minute.pk).update(
            published_words={"opening": held.written.opening, "resolved": held.written.resolved},
            published_version=held.minute.version,
        )
    Minutes.objects.filter(pk=record.minutes.pk).update(head_follows=False)


def _something_to_publish(minutes: Minutes) -> Finding:
    if minutes.entries.exists():
        return met()
    return stopped("There is no minute to publish yet.", remedy="Start the minutes from the agenda.")


def _issue_numbers(record: Record) -> None:
    """Write each number down for good, with the period in which it is unique."""
    taken = set(record.taken_labels)
    if double := clashes(record.labels, taken):
        refuse(
            f"Another minute has the number {double[0]} already.",
            remedy="Choose another first number.",
            code="number",
        )
    if record.numbering.is_by_paragraph:
        _issue_paragraphs(record)
        return
    for entry in record.entries:
        if entry.label and not entry.minute.issued_label:
            Minute.objects.filter(pk=entry.minute.pk).update(
                issued_label=entry.label, issued_period=record.numbering.period
            )


def _issue_paragraphs(record: Record) -> None:
    """Write down the number of each paragraph that has none, and which words each number now stands before.

    The number of a paragraph that was taken out stays spent.
    """
    for entry in record.entries:
        known = {number.label: number for number in entry.minute.paragraph_numbers.all()}
        gone = [number.pk for label, number in known.items() if label not in entry.paragraphs]
        ParagraphNumber.objects.filter(pk__in=gone).update(words="")
        for place, (label, words) in enumerate(zip(entry.paragraphs, printed_words(entry), strict=True)):
            if label in known:
                ParagraphNumber.objects.filter(pk=known[label].pk).update(position=place, words=words)
                continue
            ParagraphNumber.objects.create(
                minute=entry.minute,
                position=place,
                label=label,
                period=record.numbering.period,
                words=words,
            )


def to_library(minutes: Minutes, document: MinutesDocument, by: User, status_label: str) -> Publication:
    """Freeze the document with its page and its PDF in the public record, searched for restricted words."""
    laid_out = render.pdf(document)
    published = library.publish(
        document=document,
        kind=Publication.Kind.MINUTES,
        source_ref=minutes.ref,
        by=by,
        meeting=public_meeting(minutes.meeting, by),
        file=laid_out.file,
        file_name=f"minutes-{minutes.meeting.day:%Y-%m-%d}.pdf",
        status_label=status_label,
        scope=minutes.scope,
        elsewhere_at=minutes.meeting.minutes_elsewhere_at,
    )
    require_no_leak(way="minutes", meeting=minutes.meeting, published=[published])
    return published


def public_meeting(meeting: Meeting, by: User) -> PublicMeeting:
    """The meeting as the public knows it; announced now when nobody has done so."""
    known = PublicMeeting.objects.filter(ref=meeting.ref).first()
    if known is not None:
        return known
    announced = tell_public(meeting, by)
    require_announceable(meeting, announced)
    return announced
