"""Issuing minutes: publish them as a draft, and again after changes."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.documents.pdf import overlay
from foundation.documents.store import files
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from foundation.library import publishing as library
from foundation.library.models import Publication, PublicMeeting
from meetings.common import policies
from meetings.common.lifecycles import MINUTES
from meetings.common.rules.days import day_finding
from meetings.minutes.check import check
from meetings.minutes.documents.minutes import MinutesDocument, PrivateMinutesDocument
from meetings.minutes.documents.published import Difference, working_of
from meetings.minutes.documents.record import Record, printed_words, record_of
from meetings.minutes.policies import readable_private_minutes
from meetings.models import Meeting, Minute, Minutes, ParagraphNumber
from meetings.public.actions.announcing import tell_public
from meetings.restricted import hands_off
from meetings.restricted.actions import keeping_finds, require_announceable, require_no_leak
from meetings.restricted.readers import copy_mark
from meetings.wording.numbering import clashes

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
            _("Other minutes were given the same numbers a moment ago. Nothing in these minutes is lost."),
            remedy=_("Open the minutes again to see the numbers that follow, then publish."),
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
    published = to_library(locked, document, by, _("Draft, to be confirmed"))
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
    return stopped(_("There are no minutes to publish yet."), remedy=_("Start the minutes from the agenda."))


def _issue_numbers(record: Record) -> None:
    """Write each number down for good, with the period in which it is unique."""
    taken = set(record.taken_labels)
    if double := clashes(record.labels, taken):
        refuse(
            _("Another minute already has the number {double}.").format(double=double[0]),
            remedy=_("Enter a different first number."),
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


def hand_out_private_minutes(*, minutes: Minutes, by: User) -> bytes:
    """The private parts this person may read, with their mark on every page. Every copy is an event."""
    gathered = record_of(minutes)
    document = PrivateMinutesDocument.of(gathered, readable_private_minutes(by, gathered))
    if not document.entries:
        refuse(_("These minutes have no private part that you can read."))
    data = overlay.personal_copy(files.read(render.pdf(document).file), copy_mark(by, timezone.localtime()))
    parts = {"parts": len(document.entries)}
    record("private minutes handed out", minutes, by=by, scope=minutes.scope, data=parts)
    return data


@transaction.atomic
def keep_published_words(*, minutes: Minutes, change: str, by: User) -> None:
    """The published words stay, whatever the facts say now. Raises `Refused` where the facts moved on."""
    locked, __, found = _open(minutes, change, by)
    if found.minute:
        Minute.objects.filter(pk=found.minute.pk).update(facts_kept=found.fingerprint)
    else:
        Minutes.objects.filter(pk=locked.pk).update(facts_kept=found.fingerprint)
    _recorded("published words kept", locked, found, by)


@transaction.atomic
def take_new_words(*, minutes: Minutes, change: str, by: User) -> None:
    """The new words come into the minutes, which are then published again. Raises `Refused`."""
    locked, gathered, found = _open(minutes, change, by)
    if found.minute:
        live = next(each for each in gathered.live if each.minute.pk == found.minute.pk)
        words = {"opening": live.written.opening, "resolved": live.written.resolved}
        Minute.objects.filter(pk=found.minute.pk).update(published_words=words, published_version=None)
    else:
        Minutes.objects.filter(pk=locked.pk).update(head_follows=True)
    _recorded("new words taken", locked, found, by)


def _open(minutes: Minutes, change: str, by: User) -> tuple[Minutes, Record, Difference]:
    """The change that was shown, if it is still the one that stands."""
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    require(policies.may_write_minutes(by, locked.meeting))
    gathered = record_of(locked)
    found = next((each for each in working_of(gathered).differences if each.fingerprint == change), None)
    if found is None:
        refuse(
            _("The record has changed again, or someone else has dealt with this change."),
            remedy=_("Check the minutes as they are now."),
            code="change",
        )
    hands_off.require_open(by, *filter(None, [found.minute]))
    return locked, gathered, found


def _recorded(verb: str, minutes: Minutes, found: Difference, by: User) -> None:
    data = {
        "where": found.minute.ref if found.minute else "",
        "published": list(found.published),
        "now": list(found.now),
    }
    record(verb, minutes, by=by, scope=minutes.scope, note=found.name, data=data)
