"""Keeping business from the public: on which ground, signed and resolved by whom, lifted why."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from foundation.ui.dates import long_day
from meetings.attendance.actions.live import refresh_live
from meetings.common.locks import lock
from meetings.common.policies import may_restrict
from meetings.minutes.actions.writing import add_exclusion_minute
from meetings.models import AgendaItem, Meeting, NamedReader, Placement, Restriction, ShutOut
from meetings.papers.actions.preparing import report_of
from meetings.restricted import hands_off
from meetings.restricted.business import UNSIGNED
from meetings.restricted.policies import may_sign_this
from meetings.restricted.rules import CONFIDENTIAL, EXEMPT, STATUTE
from meetings.restricted.who_asked import CHANGED, KEPT, LIFTED, NAMED, RESOLVED, Askers
from meetings.withholding.actions.taking_back import take_back
from panels.models import Person
from panels.policies import roles_of

WORDS = {EXEMPT: ("public_interest_reason",), CONFIDENTIAL: ("imposed_by",), STATUTE: ("provision",)}


class Terms(TypedDict, total=False):
    """On which ground something is kept from the public, and what the public reads of it."""

    ground: str
    paragraphs: Sequence[int]
    public_interest_reason: str
    imposed_by: str
    provision: str
    shows_title: bool
    public_title: str


def terms_of(restriction: Restriction) -> Terms:
    """The ground of a restriction and what the public reads of it, for another that is like it."""
    return {
        "ground": restriction.ground,
        "paragraphs": list(restriction.paragraphs),
        "public_interest_reason": restriction.public_interest_reason,
        "imposed_by": restriction.imposed_by,
        "provision": restriction.provision,
        "shows_title": restriction.shows_title,
        "public_title": restriction.public_title,
    }


def restrict_item(*, item: AgendaItem, by: User, **terms: Unpack[Terms]) -> Restriction:
    """Keep a whole item from the public, with its sub-items and all their papers."""
    return _restrict(item.meeting, Restriction(item=item, shows_title=True), terms, by)


def restrict_paper(*, placement: Placement, by: User, **terms: Unpack[Terms]) -> Restriction:
    """Keep one paper from the public under an item that is open; its title too, unless that is shown."""
    row = Restriction(placement=placement, shows_title=False)
    return _restrict(placement.item.meeting, row, terms, by)


def restrict_appendix(
    *, placement: Placement, appendix: str, by: User, **terms: Unpack[Terms]
) -> Restriction:
    """Keep one appendix of an open report from the public; a line with the ground stands in its place."""
    require(_stands_by_itself(placement, appendix))
    row = Restriction(placement=placement, appendix=appendix, shows_title=False)
    return _restrict(placement.item.meeting, row, terms, by)


def change_restriction(*, restriction: Restriction, by: User, **terms: Unpack[Terms]) -> None:
    """Change the ground or what the public reads; what was signed was another thing, so it is signed anew."""
    with transaction.atomic():
        meeting = _locked(restriction)
        require(may_restrict(by, meeting), _stands(restriction))
        before = _values(restriction)
        _fill(restriction, terms)
        if _values(restriction) == before:
            return
        restriction.signed_at, restriction.signed_by = None, ""
        restriction.save()
        _tell(CHANGED, restriction, by)
        take_back(restriction, by=by)
        refresh_live(meeting, by)


def sign_restriction(*, restriction: Restriction, by: User) -> None:
    """The proper officer signs that it is withheld, on the ground that stands there now."""
    with transaction.atomic():
        meeting = _locked(restriction)
        asked = Askers.of(meeting, [restriction], timezone.localdate())
        may = may_sign_this(by, restriction, meeting, asked)
        require(may, _stands(restriction))
        if restriction.signed_at is None:
            restriction.signed_at, restriction.signed_by = timezone.now(), by.printed_name
            restriction.save(update_fields=["signed_at", "signed_by"])
            _tell("withholding signed", restriction, by, is_alone=may.code == "one_hand")


def leave_unsigned(*, restriction: Restriction, reason: str, by: User) -> None:
    """Let the rest be published although nobody signed yet; the reason is kept with the restriction."""
    with transaction.atomic():
        meeting = _locked(restriction)
        require(may_restrict(by, meeting), _stands(restriction), _given(reason))
        _tell(UNSIGNED, restriction, by, note=_plain(reason))


def record_resolution(
    *, restriction: Restriction, words: str, by: User, paragraphs: Sequence[int] = ()
) -> None:
    """Record the resolution as the meeting adopted it, before or after; unusual paragraphs stay as they are.

    What the proper officer signed stays beside it, also where the two differ.
    """
    with transaction.atomic():
        meeting = _locked(restriction)
        require(may_restrict(by, meeting), _stands(restriction))
        if not words.strip():
            refuse(_("Enter the resolution as it was adopted."), code="words")
        restriction.resolved_at, restriction.resolved_by = timezone.now(), by.printed_name
        restriction.resolved_words, restriction.resolved_paragraphs = words.strip(), sorted(set(paragraphs))
        fields = ["resolved_at", "resolved_by", "resolved_words", "resolved_paragraphs"]
        restriction.save(update_fields=fields)
        _tell(RESOLVED, restriction, by, note=restriction.resolved_words)
        add_exclusion_minute(meeting, by)


def lift_restriction(*, restriction: Restriction, reason: str, by: User) -> None:
    """Open to the public what was kept from it; it is published with the next pack or supplement."""
    with transaction.atomic():
        meeting = _locked(restriction)
        require(may_restrict(by, meeting), _stands(restriction), _given(reason))
        # Before it is open: afterwards nobody is shut out any more.
        hands_off.refuse(LIFTED, restriction, by)
        restriction.lifted_at, restriction.lifted_by = timezone.now(), by.printed_name
        restriction.lifted_reason = _plain(reason)
        restriction.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
        _tell(LIFTED, restriction, by, note=restriction.lifted_reason)


def shut_out(*, item: AgendaItem, person: Person, reason: str, by: User) -> ShutOut:
    """Keep the restricted papers of one item from a person with an interest, from the next request on."""
    with transaction.atomic():
        lock(item.meeting)
        require(may_restrict(by, item.meeting), _given(reason, limit=300))
        values = {"reason": _plain(reason), "made_at": timezone.now(), "made_by": by.printed_name}
        made, is_new = ShutOut.objects.get_or_create(item=item, person=person, defaults=values)
        if is_new:
            note = f"{person.printed_name}: {made.reason}"
            record("reader shut out", item, by=by, scope=item.meeting.scope, note=note)
    return made


def let_in(*, item: AgendaItem, person: Person, by: User) -> None:
    """Let somebody who was shut out read again."""
    with transaction.atomic():
        lock(item.meeting)
        require(may_restrict(by, item.meeting))
        # Nobody lets themselves in, nor anybody to a sub-item that they may not read.
        hands_off.require_whole(by, item)
        deleted, __ = ShutOut.objects.filter(item=item, person=person).delete()
        if deleted:
            record("reader let in", item, by=by, scope=item.meeting.scope, note=person.printed_name)


def name_reader(
    *, restriction: Restriction, reader: User, by: User, ends_on: date | None = None
) -> NamedReader:
    """Let a named officer read one restricted thing, until a last day or until they are taken off.

    It lasts no longer than their role for the body.
    """
    with transaction.atomic():
        meeting = _locked(restriction)
        require(may_restrict(by, meeting), _stands(restriction))
        today = timezone.localdate()
        require(_has_role(reader, meeting, today), _is_to_come(ends_on, today))
        for earlier in restriction.named.filter(user=reader, ended_at__isnull=True):
            _end(earlier, by)
        made = NamedReader.objects.create(
            restriction=restriction,
            user=reader,
            ends_on=ends_on,
            made_at=timezone.now(),
            made_by=by.printed_name,
        )
        until = _(", until {day}").format(day=long_day(ends_on)) if ends_on else ""
        _tell(NAMED, restriction, by, note=f"{reader.printed_name}{until}")
    return made


def drop_reader(*, restriction: Restriction, reader: User, by: User) -> None:
    """Take a named officer off one restricted thing."""
    with transaction.atomic():
        meeting = _locked(restriction)
        require(may_restrict(by, meeting))
        for grant in restriction.named.filter(user=reader, ended_at__isnull=True):
            _end(grant, by)
        _tell("reader taken off", restriction, by, note=reader.printed_name)


def _end(grant: NamedReader, by: User) -> None:
    grant.ended_at, grant.ended_by = timezone.now(), by.printed_name
    grant.save(update_fields=["ended_at", "ended_by"])


def _has_role(reader: User, meeting: Meeting, today: date) -> Finding:
    if roles_of(reader, meeting.body, today):
        return met()
    return stopped(
        _("{reader} has no role with this body today.").format(reader=reader.printed_name),
        remedy=_("Give them a role first, on the panel’s page."),
        code="reader",
    )


def _is_to_come(ends_on: date | None, today: date) -> Finding:
    return (
        met()
        if ends_on is None or ends_on >= today
        else stopped(_("Enter today or a later date."), code="ends_on")
    )


def _restrict(meeting: Meeting, row: Restriction, terms: Terms, by: User) -> Restriction:
    """Write down a restriction, and take at once from the public what it was given before."""
    with transaction.atomic():
        lock(meeting)
        require(may_restrict(by, meeting))
        same = Restriction.objects.standing().filter(
            item=row.item, placement=row.placement, appendix=row.appendix
        )
        if same.exists():
            refuse(_("This has already been marked as exempt or confidential. Change the ground instead."))
        _fill(row, terms)
        row.made_at, row.made_by = timezone.now(), by.printed_name
        row.save()
        _tell(KEPT, row, by)
        take_back(row, by=by)
        refresh_live(meeting, by)
    return row


def _fill(row: Restriction, terms: Terms) -> None:
    """Set what is given; words that belong to another ground are not kept."""
    for name, value in terms.items():
        setattr(row, name, _plain(value) if isinstance(value, str) else value)
    if row.ground not in Restriction.Ground.values:
        refuse(_("Select the ground: exempt or confidential."), code="ground")
    row.paragraphs = sorted({int(n) for n in row.paragraphs}) if row.ground == EXEMPT else []
    for ground, names in WORDS.items():
        for name in names if ground != row.ground else ():
            setattr(row, name, "")
    if row.shows_title:
        row.public_title = ""


def _values(row: Restriction) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in Terms.__annotations__)


def _tell(verb: str, row: Restriction, by: User, note: str = "", is_alone: bool = False) -> None:
    """One event without a word of what is restricted, apart from the note."""
    meeting = meeting_of(row)
    alone = {"by one hand": True} if is_alone else {}
    record(
        verb,
        row,
        by=by,
        scope=meeting.scope,
        note=note,
        data={"ref": row.ref, "ground": str(row.ground), "paragraphs": list(row.paragraphs), **alone},
    )


def meeting_of(row: Restriction) -> Meeting:
    """The meeting on whose agenda it stands."""
    item = row.item or (row.placement.item if row.placement else None)
    assert item is not None
    return item.meeting


def _locked(row: Restriction) -> Meeting:
    meeting = meeting_of(row)
    lock(meeting)
    row.refresh_from_db()
    return meeting_of(row)


def _stands(row: Restriction) -> Finding:
    return met() if row.lifted_at is None else stopped(_("This has already been made public."))


def _given(reason: str, limit: int = 600) -> Finding:
    if _plain(reason) and len(_plain(reason)) <= limit:
        return met()
    return stopped(_("Enter the reason in at most {limit} characters.").format(limit=limit), code="reason")


def _plain(text: str) -> str:
    return " ".join(text.split())


def appendices_of(placement: Placement) -> list[str]:
    """The labels of the appendices that can be kept from the public by themselves."""
    version = placement.paper.latest
    report = report_of(version) if version else None
    return [part.label for part in report.appendices] if report else []


def _stands_by_itself(placement: Placement, appendix: str) -> Finding:
    """Only an appendix that was written as one can be left out; no page is ever cut from a PDF."""
    if appendix in appendices_of(placement):
        return met()
    version = placement.paper.latest
    if version is None or report_of(version) is None:
        return stopped(
            _("This paper is a PDF, and pages cannot be removed from a PDF."),
            remedy=_(
                "Add the appendix as a separate paper, or mark the full paper as exempt or confidential."
            ),
            code="appendix",
        )
    return stopped(_("This report has no appendix of that name."), code="appendix")
