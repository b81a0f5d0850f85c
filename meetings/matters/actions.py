"""Bringing follow-ups of earlier meetings to an agenda, and the action log as a paper."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import Finding, met, require, stopped
from meetings.agenda.actions.editing import add_item
from meetings.common import policies
from meetings.common.locks import lock
from meetings.ledger.policies import may_bring_matters, may_keep_ledger
from meetings.matters.arising import TITLE, log_ref, log_rows
from meetings.matters.documents import ActionLogDocument, due_words, source_words
from meetings.models import AgendaItem, ArisingMatter, FollowUp, ItemLink, Meeting, Placement
from meetings.models.agenda import Business, LineKind
from meetings.papers.actions.placing import place_document

TEXT_SHOWN = 300


@transaction.atomic
def bring_matters(
    *, meeting: Meeting, follow_ups: Sequence[FollowUp], by: User, under_minutes: bool = False
) -> list[ArisingMatter]:
    """Put follow-ups of earlier meetings on this agenda, a line without a number for each.

    They stand under an item "Matters arising" behind the minutes, or under the minutes to confirm itself.
    What is on this agenda already is not brought twice. An agenda becomes public, so only what the public log
    shows can stand on it.
    """
    lock(meeting)
    require(may_bring_matters(by, meeting), policies.may_edit_agenda(by, meeting))
    wanted = FollowUp.objects.whole().filter(pk__in=[each.pk for each in follow_ups])
    rows = list(wanted.earlier_than(meeting).order_by("number"))
    require(_all_can_be_brought(follow_ups, rows))
    there = set(ArisingMatter.objects.filter(meeting=meeting).values_list("follow_up", flat=True))
    new = [row for row in rows if row.pk not in there]
    if not new:
        return []
    head = _head(meeting, by, under_minutes=under_minutes)
    made = []
    for row in new:
        line = add_item(
            meeting=meeting,
            title=title_of(row),
            kind=LineKind.UNNUMBERED,
            presenter=row.owner,
            purpose=purpose_of(row),
            parent=head,
            by=by,
        )
        made.append(ArisingMatter.objects.create(meeting=meeting, item=line, follow_up=row))
    data = {"follow_ups": [row.number for row in new]}
    record("matters arising brought", meeting, by=by, scope=meeting.scope, data=data)
    return made


@transaction.atomic
def place_action_log(*, item: AgendaItem, by: User, on: date, is_landscape: bool = True) -> Placement:
    """Place the action log as a paper on an item, or bring the one that is there up to date.

    It holds only what the public log shows, for the agenda it goes with is public.
    """
    meeting = item.meeting
    require(may_bring_matters(by, meeting))
    outstanding, closed = log_rows(meeting)
    document = ActionLogDocument.of(meeting, outstanding, closed, on=on, is_landscape=is_landscape)
    placement = place_document(item=item, document=document, source_ref=log_ref(meeting), by=by)
    record("action log placed", item, by=by, scope=meeting.scope, data={"rows": len(outstanding)})
    return placement


@transaction.atomic
def link_item(
    *,
    item: AgendaItem,
    earlier: AgendaItem | FollowUp,
    by: User,
    reason: str = ItemLink.Reason.PREDECESSOR,
) -> ItemLink:
    """Say that an item goes on from an earlier item or follow-up, so that both stand in one story."""
    require(may_keep_ledger(by, item.meeting.body), _is_earlier(item, earlier))
    values = {"reason": reason, "linked_by": by.printed_name}
    link, is_new = ItemLink.objects.get_or_create(item=item, earlier_ref=earlier.ref, defaults=values)
    if is_new:
        data = {"earlier": earlier.ref, "reason": str(reason)}
        record("item linked to earlier business", item, by=by, scope=item.meeting.scope, data=data)
    return link


@transaction.atomic
def unlink_item(*, link: ItemLink, by: User) -> None:
    """Take back that an item goes on from earlier business."""
    require(may_keep_ledger(by, link.item.meeting.body))
    record(
        "link to earlier business removed",
        link.item,
        by=by,
        scope=link.item.meeting.scope,
        data={"earlier": link.earlier_ref},
    )
    link.delete()


def title_of(row: FollowUp) -> str:
    """The line of a follow-up on an agenda: its number in the log, and what is to be done."""
    text = " ".join(row.text.split())
    text = text if len(text) <= TEXT_SHOWN else f"{text[: TEXT_SHOWN - 1].rstrip()}…"
    return f"{row.get_kind_display()} {row.number}: {text}"


def purpose_of(row: FollowUp) -> str:
    """What stands under that line: where it came from, and by when it is due."""
    due = due_words(row).removeprefix("by ") if row.due_day or row.due_words else ""
    return (
        _("{source}. Due: {due}.").format(source=source_words(row), due=due)
        if due
        else f"{source_words(row)}."
    )


def _head(meeting: Meeting, by: User, *, under_minutes: bool) -> AgendaItem:
    """The item the lines stand under: the minutes to confirm, or "Matters arising", made if missing."""
    items = meeting.items.filter(kind=LineKind.ITEM, parent__isnull=True)
    minutes = items.filter(business=Business.MINUTES).order_by("-position").first()
    if under_minutes and minutes:
        return minutes
    there = items.filter(title__iexact=TITLE).first()
    return there or add_item(meeting=meeting, title=_(TITLE), after=minutes, by=by)


def _all_can_be_brought(wanted: Sequence[FollowUp], rows: Sequence[FollowUp]) -> Finding:
    if not wanted:
        return stopped(_("Select at least one action."), code="follow_ups")
    open_ones = FollowUp.objects.filter(pk__in=[row.pk for row in rows]).on_public_log().count()
    if len(rows) == len({each.pk for each in wanted}) == open_ones:
        return met()
    return stopped(
        _("Only actions of earlier meetings that are on the public action log can be added to an agenda."),
        code="follow_ups",
    )


def _is_earlier(item: AgendaItem, earlier: AgendaItem | FollowUp) -> Finding:
    same_body = item.meeting.body_id == earlier.meeting.body_id
    if same_body and earlier.meeting.starts_at < item.meeting.starts_at:
        return met()
    return stopped(_("Select business of an earlier meeting of the same body."), code="earlier")
