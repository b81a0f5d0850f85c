"""What changes after an agenda is published: late papers, newer versions, new items, withdrawals.

Nothing here is public yet: the next supplement brings it, with what it replaces and why.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.vetting import uploads
from foundation.history.events import record
from foundation.history.findings import Finding, Refused, met, refuse, require, stopped
from meetings.agenda.actions.editing import place_line
from meetings.agenda.rules.agenda import presenter_finding, title_finding
from meetings.common.lifecycles import PAPER
from meetings.common.locks import lock, lock_item
from meetings.common.notice import finding_for
from meetings.common.policies import may_file_papers, may_supplement, may_withdraw_item
from meetings.models import AgendaItem, Meeting, PackEntry, Paper, Placement
from meetings.models.agenda import Business
from meetings.papers.actions.preparing import clear_paper, reopen_paper, replace_file, upload_paper
from meetings.papers.policies import may_place_paper
from meetings.restricted import hands_off
from meetings.supplements.rules import added_label, late_finding, urgency_finding

_Delivery = Placement.Delivery
REASON_LIMIT = 600
Pdf = bytes | uploads.Vetted


def is_in_time(meeting: Meeting) -> bool:
    """True while what becomes public now still leaves the clear days; later, new business is urgent."""
    return finding_for(meeting, timezone.now()).is_met


@transaction.atomic
def bring_late_paper(
    *, placement: Placement, by: User, data: Pdf | None = None, reason: str = ""
) -> Placement:
    """A listed paper has come: it goes into the next supplement. `data` is its PDF, if it is not here yet."""
    meeting = lock_item(placement.item)
    require(may_supplement(by, meeting), _not_issued(placement), _stands(placement.item))
    _require_late_reason(meeting, reason)
    if data is not None:
        _take_in(placement.paper, data, by)
    require(_has_text(placement.paper))
    return _bring(placement, reason, by, "late paper brought")


@transaction.atomic
def add_late_paper(
    *,
    item: AgendaItem,
    by: User,
    title: str = "",
    data: Pdf | None = None,
    paper: Paper | None = None,
    reason: str = "",
) -> Placement:
    """A further paper for a listed item: a PDF with its title, or a paper that is here already."""
    meeting = lock_item(item)
    require(may_supplement(by, meeting), _stands(item), _can_hold_papers(item))
    if not item.is_added:
        _require_late_reason(meeting, reason)
    placement = _placed(item, _paper(meeting, title, data, paper, by))
    require(_has_text(placement.paper))
    return _bring(placement, reason, by, "late paper brought")


@transaction.atomic
def replace_issued_paper(*, placement: Placement, note: str, by: User, data: Pdf | None = None) -> Placement:
    """A newer version takes the place of an issued paper; `note` says what was corrected.

    Without `data` the version written here is taken. It goes out once it is cleared.
    """
    meeting = lock_item(placement.item)
    require(may_supplement(by, meeting), _is_issued(placement), _stands(placement.item))
    if not note.strip():
        refuse(_("Enter what was corrected. It is printed in the supplement."), code="note")
    issued = _issued_entry(placement)
    if data is not None:
        _take_in(placement.paper, data, by)
    newest = placement.paper.versions.order_by("-number").first()
    if newest is None or (issued and issued.paper_version and newest.hash == issued.paper_version.hash):
        refuse(_("This version has already been published. There is no newer version."), code="file")
    return _bring(placement, note, by, "issued paper replaced")


@transaction.atomic
def take_back_paper(*, placement: Placement, by: User) -> None:
    """Leave a late paper or a newer version out of the next supplement after all."""
    meeting = lock_item(placement.item)
    placement.refresh_from_db()
    require(may_supplement(by, meeting))
    if placement.delivery != _Delivery.SUPPLEMENT:
        refuse(_("This paper is not in the next supplement."))
    issued = _issued_entry(placement)
    if issued and issued.pack.supplement_number:
        delivery = _Delivery.SUPPLEMENT
    else:
        delivery = _Delivery.WITH_AGENDA if issued else _Delivery.TO_FOLLOW
    placement.delivery, placement.late_reason = delivery, ""
    placement.save(update_fields=["delivery", "late_reason"])
    record("paper left out of the supplement", placement, by=by, scope=meeting.scope)


@transaction.atomic
def add_item_after_publication(
    *,
    meeting: Meeting,
    title: str,
    by: User,
    presenter: str = "",
    business: str = Business.REPORT,
    parent: AgendaItem | None = None,
    after: AgendaItem | None = None,
    urgent_reason: str = "",
    opinion_by: str = "",
    opinion_on: date | None = None,
    is_to_note: bool = False,
) -> AgendaItem:
    """A new item: business of the meeting while notice can be given, urgent business after that.

    Too late and without the chair's opinion it is refused; with `is_to_note` it is noted for a later meeting.
    """
    lock(meeting)
    require(may_supplement(by, meeting), title_finding(title), presenter_finding(presenter))
    if not is_to_note:
        _require_urgency(meeting, urgent_reason, opinion_by, opinion_on)
    label = _label_for_added(meeting, parent, after)
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=meeting.items.count() + 1,
        title=title.strip(),
        presenter=presenter.strip(),
        business=business,
        label_override=label,
        is_added=True,
        is_to_note=is_to_note,
        urgent_reason="" if is_to_note else urgent_reason.strip(),
        urgent_opinion_by="" if is_to_note else opinion_by.strip(),
        urgent_opinion_on=None if is_to_note else opinion_on,
    )
    place_line(item, f"under-{parent.pk}" if parent else f"after-{after.pk}" if after else "")
    data = {"label": label, "is_to_note": is_to_note, "opinion_by": item.urgent_opinion_by}
    record(
        "item added after publication", item, by=by, scope=meeting.scope, data=data, note=item.urgent_reason
    )
    return item


def _label_for_added(meeting: Meeting, parent: AgendaItem | None, after: AgendaItem | None) -> str:
    """The number of its own that a new line takes where it stands; no other number changes."""
    return added_label(
        list(meeting.items.order_by("position", "pk")),
        style=meeting.settings.added_item_label,
        parent=parent.pk if parent else None,
        after=(after.parent_id or after.pk) if after else None,
    )


@transaction.atomic
def give_urgency(
    *,
    item: AgendaItem,
    by: User,
    urgent_reason: str = "",
    opinion_by: str = "",
    opinion_on: date | None = None,
    is_to_note: bool = False,
) -> AgendaItem:
    """Say of an added item that waits how it comes: urgent, with its reasons, or only to be noted."""
    meeting = lock_item(item)
    require(may_supplement(by, meeting), _waits(item))
    if not is_to_note:
        _require_urgency(meeting, urgent_reason, opinion_by, opinion_on)
    item.is_to_note = is_to_note
    item.urgent_reason = "" if is_to_note else urgent_reason.strip()
    item.urgent_opinion_by = "" if is_to_note else opinion_by.strip()
    item.urgent_opinion_on = None if is_to_note else opinion_on
    item.save(update_fields=["is_to_note", "urgent_reason", "urgent_opinion_by", "urgent_opinion_on"])
    record("urgency of item given", item, by=by, scope=meeting.scope, note=item.urgent_reason)
    return item


@transaction.atomic
def withdraw_item(*, item: AgendaItem, reason: str, by: User) -> None:
    """Take an item off the business of the meeting; it keeps its number and says why.

    An added item that nobody was given yet goes without a trace on the agenda.
    """
    meeting = lock_item(item)
    require(may_withdraw_item(by, meeting), _stands(item))
    hands_off.require_whole(by, item)
    reason = " ".join(reason.split())
    if not reason or len(reason) > REASON_LIMIT:
        said = _("Enter the reason in at most {reason_limit} characters. The public will read it.").format(
            reason_limit=REASON_LIMIT
        )
        refuse(said, code="reason")
    record("item withdrawn", item, by=by, scope=meeting.scope, note=reason)
    if item.is_added and not item.issued_label:
        # Only supplements that never went out can name its papers.
        PackEntry.objects.filter(placement__item=item, pack__issued_at__isnull=True).delete()
        item.delete()
        return
    rows = AgendaItem.objects.filter(pk__in=[item.pk, *item.subitems.values_list("pk", flat=True)])
    rows.filter(withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now(), withdrawn_by=by.printed_name, withdrawn_reason=reason
    )
    item.refresh_from_db()


@transaction.atomic
def file_paper(
    *,
    item: AgendaItem,
    by: User,
    received_at: datetime,
    title: str = "",
    data: Pdf | None = None,
    paper: Paper | None = None,
    is_tabled: bool = True,
) -> Placement:
    """Record a paper tabled at the meeting, or filed with its minutes afterwards, and when it came."""
    meeting = lock_item(item)
    require(may_file_papers(by, meeting), _stands(item), _can_hold_papers(item))
    placement = _placed(item, _paper(meeting, title, data, paper, by))
    require(_not_issued(placement))
    Paper.objects.filter(pk=placement.paper_id, received_at__isnull=True).update(
        received_at=received_at, received_by=by.printed_name
    )
    placement.delivery = _Delivery.TABLED if is_tabled else _Delivery.FILED_AFTERWARDS
    placement.save(update_fields=["delivery"])
    verb = "paper tabled" if is_tabled else "paper filed afterwards"
    record(verb, placement, by=by, scope=meeting.scope, data={"received_at": received_at.isoformat()})
    return placement


def _bring(placement: Placement, reason: str, by: User, verb: str) -> Placement:
    """Let a paper go into the next supplement; clear it where nothing stands against that."""
    reason = " ".join(reason.split())
    if len(reason) > REASON_LIMIT:
        refuse(
            _("The reason is longer than {reason_limit} characters.").format(reason_limit=REASON_LIMIT),
            code="reason",
        )
    placement.delivery, placement.late_reason = _Delivery.SUPPLEMENT, reason
    placement.save(update_fields=["delivery", "late_reason"])
    record(verb, placement, by=by, scope=placement.item.meeting.scope, note=reason)
    if PAPER.allows(placement.paper, "clear"):
        try:
            with transaction.atomic():
                clear_paper(paper=placement.paper, by=by)
        except Refused:
            # It stays to be cleared by hand; the proof says so.
            placement.paper.refresh_from_db()
    return placement


def _take_in(paper: Paper, data: Pdf, by: User) -> None:
    if PAPER.allows(paper, "reopen"):
        reopen_paper(paper=paper, by=by)
    replace_file(paper=paper, data=data, by=by)
    paper.refresh_from_db()


def _paper(meeting: Meeting, title: str, data: Pdf | None, paper: Paper | None, by: User) -> Paper:
    """The paper to place: one that is here, or a new one from a PDF."""
    if paper is not None:
        require(may_place_paper(by, paper))
        return paper
    require(title_finding(title))
    if data is None:
        refuse(_("Select the PDF."), code="file")
    return upload_paper(body=meeting.body, title=title.strip(), data=data, by=by)


def _placed(item: AgendaItem, paper: Paper) -> Placement:
    found, __ = Placement.objects.get_or_create(
        item=item,
        paper=paper,
        defaults={"position": item.placements.count(), "delivery": _Delivery.TO_FOLLOW},
    )
    return found


def _issued_entry(placement: Placement) -> PackEntry | None:
    entries = PackEntry.objects.filter(placement=placement, pack__issued_at__isnull=False)
    public = entries.filter(pack__kind__in=("agenda", "supplement"), first_page__isnull=False)
    return public.select_related("pack", "paper_version").order_by("-pack__issued_at", "-pk").first()


def _not_issued(placement: Placement) -> Finding:
    if _issued_entry(placement) is None:
        return met()
    return stopped(
        _("This paper has already been published."), remedy=_("Replace it with the newer version.")
    )


def _is_issued(placement: Placement) -> Finding:
    if placement.delivery == _Delivery.WITHDRAWN:
        return stopped(_("This paper has been withdrawn."))
    return met() if _issued_entry(placement) else stopped(_("This paper has not been published yet."))


def _stands(item: AgendaItem) -> Finding:
    return stopped(_("This item has been withdrawn.")) if item.withdrawn_at else met()


def _waits(item: AgendaItem) -> Finding:
    if item.is_added and not item.issued_label:
        return met()
    return stopped(_("This item has been published, so the reason for urgency can no longer be changed."))


def _can_hold_papers(item: AgendaItem) -> Finding:
    if item.is_item:
        return met()
    return stopped(_("A heading or a note cannot have papers."))


def _has_text(paper: Paper) -> Finding:
    if paper.versions.exists():
        return met()
    return stopped(_("This paper has no text yet. Select the PDF."), code="file")


def late(meeting: Meeting, reason: str) -> Finding:
    """A paper that comes after the last day of notice says why."""
    return late_finding(is_in_time=is_in_time(meeting), reason=reason)


def _require_late_reason(meeting: Meeting, reason: str) -> None:
    require(late(meeting, reason))


def _require_urgency(meeting: Meeting, reason: str, opinion_by: str, opinion_on: date | None) -> None:
    require(
        urgency_finding(
            is_in_time=is_in_time(meeting),
            reason=reason,
            opinion_by=opinion_by,
            has_day=opinion_on is not None,
        )
    )
