"""What a later meeting does with minutes: confirms them with its corrections, defers them, notes them."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from foundation.library.models import Publication
from meetings.attendance.record import in_chair
from meetings.common import policies
from meetings.common.lifecycles import MINUTES
from meetings.confirming.policies import may_bring_minutes, may_correct_minutes
from meetings.minutes.actions.issuing import to_library
from meetings.minutes.documents import standing
from meetings.minutes.documents.corrected import paragraphs, with_corrections
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.published import published_minutes
from meetings.models import Correction, Meeting, Minute, Minutes, MinutesApproval
from meetings.restricted import hands_off
from meetings.restricted.actions import keeping_finds
from meetings.wording.corrections import CorrectionFacts, words_finding

_Outcome = MinutesApproval.Outcome


@keeping_finds
@transaction.atomic
def confirm_minutes(*, minutes: Minutes, at: Meeting, by: User) -> Minutes:
    """Record that a later meeting confirmed the minutes, with the corrections written down for it.

    What is confirmed is what was published. Confirming a second time at the same meeting changes nothing.
    """
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    if _is_done(locked, at):
        minutes.refresh_from_db()
        return minutes
    require(policies.may_confirm_minutes(by, locked), later_meeting(locked.meeting, at, timezone.localdate()))
    draft = _draft(locked)
    require(_as_published(locked, draft))
    corrections = list(locked.corrections.waiting().filter(at=at).select_related("minute", "at"))
    require(_none_for_others(locked, at))
    Minutes.objects.filter(pk=locked.pk).update(
        confirmed_at_meeting=at, confirmed_on=at.day, confirmed_by=by.printed_name
    )
    data = {"at": at.ref, "on": at.day.isoformat(), "corrections": len(corrections)}
    MINUTES.move(locked, "confirm", by=by, scope=locked.scope, data=data)
    _approve(locked, at, _Outcome.CONFIRMED, "", by)
    document = standing.confirmed(
        draft, day=at.day, ref=locked.ref, corrections=_facts(corrections), chair=presiding(at)
    )
    _apply(corrections, by)
    seal(locked, to_library(locked, document, by, _label(at.day, len(corrections))), by)
    minutes.refresh_from_db()
    return minutes


@keeping_finds
def confirm_several(*, minutes: Sequence[Minutes], at: Meeting, by: User) -> None:
    """Record that one meeting confirmed the minutes of several, all or none of them."""
    with transaction.atomic():
        for each in minutes:
            confirm_minutes(minutes=each, at=at, by=by)


@transaction.atomic
def bring_minutes(
    *, minutes: Minutes, at: Meeting, outcome: str, by: User, reason: str = ""
) -> MinutesApproval:
    """Record that a later meeting deferred the minutes because they were not ready, or noted them only."""
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    require(may_bring_minutes(by, locked), later_meeting(locked.meeting, at, timezone.localdate()))
    require(_not_confirming(outcome))
    approval = _approve(locked, at, outcome, " ".join(reason.split()), by)
    data = {"at": at.ref, "outcome": outcome}
    record(f"minutes {'deferred' if outcome == _Outcome.DEFERRED else 'noted only'}", locked, by=by,
           scope=locked.scope, note=approval.reason, data=data)  # fmt: skip
    return approval


@transaction.atomic
def write_correction(
    *,
    minutes: Minutes,
    minute: Minute | None,
    at: Meeting,
    original: str,
    corrected: str,
    by: User,
    reason: str = "",
    asked_by: str = "",
) -> Correction:
    """Write down one correction that a later meeting made; it is shown once the minutes are confirmed.

    Confirmed minutes are corrected by a meeting after the one that confirmed them.
    """
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    require(may_correct_minutes(by, locked), later_meeting(locked.meeting, at, timezone.localdate()))
    require(_after_confirming(locked, at), _of_these(locked, minute))
    hands_off.require_open(by, *filter(None, [minute]))
    facts = CorrectionFacts(
        minute_ref=minute.ref if minute else "",
        original=" ".join(original.split()),
        corrected=" ".join(corrected.split()),
        day=at.day,
        asked_by=" ".join(asked_by.split()),
        reason=" ".join(reason.split()),
    )
    known = locked.corrections.waiting().select_related("minute", "at")
    if same := next((each for each in known if standing.facts_of(each) == facts), None):
        return same
    reads = _as_it_reads(locked, known)
    where = (
        _("minute {issued_label}").format(issued_label=minute.issued_label or minute.title)
        if minute
        else _("the list of those present")
    )
    require(words_finding(facts.original, facts.corrected, paragraphs(reads, facts.minute_ref), where))
    made = Correction.objects.create(
        minutes=locked,
        minute=minute,
        at=at,
        original=facts.original,
        corrected=facts.corrected,
        reason=facts.reason,
        asked_by=facts.asked_by,
        recorded_at=timezone.now(),
        recorded_by=by.printed_name,
    )
    record("correction written down", locked, by=by, scope=locked.scope, data={"at": at.ref, "id": made.pk})
    return made


@transaction.atomic
def drop_correction(*, correction: Correction, by: User) -> None:
    """Take back a correction that is not part of the minutes yet."""
    locked = Minutes.objects.select_for_update().get(pk=correction.minutes_id)
    require(may_correct_minutes(by, locked))
    dropped, __ = locked.corrections.waiting().filter(pk=correction.pk).delete()
    if not dropped:
        refuse(_("This correction is included in the confirmed minutes, so it cannot be removed."))
    record("correction taken back", locked, by=by, scope=locked.scope, data={"id": correction.pk})


@keeping_finds
@transaction.atomic
def correct_confirmed_minutes(*, minutes: Minutes, at: Meeting, by: User) -> Publication:
    """Publish confirmed minutes with the further corrections that a later meeting made."""
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    require(may_correct_minutes(by, locked), _after_confirming(locked, at))
    corrections = list(locked.corrections.waiting().filter(at=at).select_related("minute", "at"))
    if not corrections:
        refuse(_("No correction is recorded for this meeting."), code="at")
    MINUTES.move(locked, "correct", by=by, scope=locked.scope, data={"at": at.ref})
    document = standing.corrected_again(_draft(locked), ref=locked.ref, corrections=_facts(corrections))
    _apply(corrections, by)
    assert locked.confirmed_on is not None
    label = _("Confirmed {confirmed_on}, corrected {at_day}").format(
        confirmed_on=f"{locked.confirmed_on:%-d %B %Y}", at_day=f"{at.day:%-d %B %Y}"
    )
    return seal(locked, to_library(locked, document, by, label), by)


def later_meeting(first: Meeting, at: Meeting, today: date) -> Finding:
    """Minutes are confirmed by a later meeting of the same body, on its day or afterwards."""
    if at.body_id != first.body_id:
        return stopped(_("Select a meeting of the same body."), code="at")
    if at.starts_at <= first.starts_at:
        return stopped(_("Select a meeting after this one."), code="at")
    if at.day > today:
        return stopped(
            _("The meeting on {at_day} has not been held yet.").format(at_day=f"{at.day:%-d %B %Y}"),
            code="at",
        )
    return met()


def presiding(meeting: Meeting) -> str:
    """Who presided at a meeting, as printed; nothing when nobody is recorded in the chair."""
    found = in_chair(meeting)
    return found.printed_name if found else ""


def _is_done(minutes: Minutes, at: Meeting) -> bool:
    """True for the second click: these minutes are confirmed by this very meeting, and nothing waits."""
    return minutes.status == Minutes.Status.CONFIRMED and minutes.confirmed_at_meeting_id == at.pk


def _draft(minutes: Minutes) -> MinutesDocument:
    """What was published last: it alone can be confirmed and corrected."""
    found = published_minutes(minutes)
    if found is None:
        refuse(_("These minutes are not currently published."), remedy=_("Publish them again first."))
    return found


def _as_published(minutes: Minutes, found: MinutesDocument) -> Finding:
    """Members confirm what they could read; words changed since then are no part of it."""
    changed = standing.differing(standing.standing_minutes(minutes), found)
    if not changed:
        return met()
    names = ", ".join(changed[:6])
    return stopped(
        _("Changed after the draft was published: {names}.").format(names=names),
        remedy=_("Publish the draft again first, or undo the change and record it as a correction."),
        code="changed",
    )


def _as_it_reads(minutes: Minutes, waiting: Iterable[Correction]) -> MinutesDocument:
    """The published words with the corrections that wait already in their places."""
    return with_corrections(_draft(minutes), _facts(waiting))


def _facts(corrections: Iterable[Correction]) -> list[CorrectionFacts]:
    return [standing.facts_of(each) for each in corrections]


def _apply(corrections: Sequence[Correction], by: User) -> None:
    rows = Correction.objects.filter(pk__in=[each.pk for each in corrections])
    rows.update(applied_at=timezone.now(), applied_by=by.printed_name)


def _approve(minutes: Minutes, at: Meeting, outcome: str, reason: str, by: User) -> MinutesApproval:
    values = {
        "outcome": outcome,
        "reason": reason,
        "recorded_at": timezone.now(),
        "recorded_by": by.printed_name,
    }
    approval, __ = MinutesApproval.objects.update_or_create(minutes=minutes, at=at, defaults=values)
    return approval


def _label(day: date, corrections: int) -> str:
    said = _("Confirmed on {day}").format(day=f"{day:%-d %B %Y}")
    if not corrections:
        return said
    return _("{said} with {corrections} correction{number}").format(
        said=said, corrections=corrections, number="s" * (corrections > 1)
    )


def seal(minutes: Minutes, publication: Publication, by: User) -> Publication:
    """Write the hashes of what was published into the history, whose chain nobody can change unseen."""
    data = {
        "ref": publication.ref,
        "version": publication.version,
        "hash": publication.hash,
        "file": publication.file.hash if publication.file else "",
        "words": str(publication.data.get("seal", "")),
    }
    record("minutes sealed", minutes, by=by, scope=minutes.scope, data=data)
    return publication


def _none_for_others(minutes: Minutes, at: Meeting) -> Finding:
    other = minutes.corrections.waiting().exclude(at=at).select_related("at").first()
    if other is None:
        return met()
    return stopped(
        _("A correction is recorded for the meeting of {at_day}.").format(at_day=f"{other.at.day:%-d %B %Y}"),
        remedy=_("Remove the correction, or confirm the minutes at that meeting."),
        code="at",
    )


def _not_confirming(outcome: str) -> Finding:
    if outcome in (_Outcome.DEFERRED, _Outcome.NOTED):
        return met()
    return stopped(_("Select whether the minutes were deferred or only noted."), code="outcome")


def _after_confirming(minutes: Minutes, at: Meeting) -> Finding:
    """Confirmed minutes change only by a meeting after the one that confirmed them."""
    confirming = minutes.confirmed_at_meeting
    if confirming is None or at.starts_at > confirming.starts_at:
        return met()
    return stopped(
        _("These minutes were confirmed on {confirming_day}. Only a later meeting can correct them.").format(
            confirming_day=f"{confirming.day:%-d %B %Y}"
        ),
        code="at",
    )


def _of_these(minutes: Minutes, minute: Minute | None) -> Finding:
    if minute is None or minute.minutes_id == minutes.pk:
        return met()
    return stopped(_("This minute is part of the minutes of another meeting."), code="minute")
