"""Agenda templates: the first set of a new panel, changing one, and filling a new agenda from it."""

from django.db import transaction

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import require, stopped
from meetings.agenda.actions.editing import reorder
from meetings.agenda.rules.agenda import TypedLine, read_lines, with_words
from meetings.agenda.rules.lint import TEMPLATES
from meetings.common.locks import lock
from meetings.common.policies import may_edit_agenda, may_plan
from meetings.minutes.actions.bringing import name_minutes
from meetings.models import AgendaItem, AgendaTemplate, AgendaTemplateLine, Meeting, ShutOut
from meetings.models.agenda import Business
from meetings.restricted.business import Restricted
from meetings.withholding.actions.restricting import restrict_item, shut_out, terms_of
from panels.models import Body


@transaction.atomic
def default_templates(*, body: Body, by: User) -> list[AgendaTemplate]:
    """Give a body the usual template of every meeting type that it has none for yet."""
    require(may_plan(by, body))
    there = set(AgendaTemplate.objects.filter(body=body).values_list("meeting_kind", flat=True))
    made = [_write(body, kind, read_lines(text)) for kind, text in TEMPLATES.items() if kind not in there]
    if made:
        record("agenda templates made", body, by=by, scope=body.scope, data={"count": len(made)})
    return made


@transaction.atomic
def save_template(*, body: Body, meeting_kind: str, text: str, by: User) -> AgendaTemplate:
    """Replace the lines of one type's template by these typed lines; no lines at all make it empty."""
    require(may_plan(by, body))
    lines = read_lines(text)
    problems = [stopped(f"{line.problem}.") for line in lines if line.problem]
    if problems:
        require(*problems)
    template = _write(body, meeting_kind, lines)
    record("agenda template changed", template, by=by, scope=body.scope, data={"lines": len(lines)})
    return template


def _write(body: Body, kind: str, lines: list[TypedLine]) -> AgendaTemplate:
    template, _ = AgendaTemplate.objects.select_for_update().get_or_create(body=body, meeting_kind=kind)
    template.lines.all().delete()
    AgendaTemplateLine.objects.bulk_create(
        AgendaTemplateLine(
            template=template,
            position=position,
            depth=int(line.is_sub),
            kind=line.kind,
            business=line.business,
            standing=line.standing,
            title=line.title,
            presenter=line.presenter,
        )
        for position, line in enumerate(lines, start=1)
    )
    return template


def fill_from_template(meeting: Meeting) -> None:
    """Write a new meeting's agenda from its body's template for its type; nothing when there is none."""
    lines = AgendaTemplateLine.objects.filter(
        template__body=meeting.body, template__meeting_kind=meeting.kind
    ).order_by("position", "pk")
    words = meeting.settings
    above: AgendaItem | None = None
    for position, line in enumerate(lines, start=1):
        item = AgendaItem.objects.create(
            meeting=meeting,
            parent=above if line.depth else None,
            position=position,
            kind=line.kind,
            business=line.business,
            standing=line.standing,
            title=with_words(line.title, chair=words.chair_style, deputy=words.deputy_title),
            presenter=line.presenter,
            purpose=line.purpose,
        )
        above = above if line.depth else item
        if item.business == Business.MINUTES:
            name_minutes(item)


@transaction.atomic
def copy_agenda(*, meeting: Meeting, source: Meeting, by: User) -> list[AgendaItem]:
    """Copy the lines of an earlier agenda to the end of this one, without those it has already.

    Papers and withdrawn items stay behind, and an item that confirms minutes brings those that wait now. What
    was kept from the public stays so, on the same ground, to be signed anew, and kept from the same people.
    """
    lock(meeting)
    require(may_edit_agenda(by, meeting))
    there = {_sameness(item) for item in meeting.items.all()}
    copies: dict[int, AgendaItem] = {}
    restricted = Restricted.of(source)
    for item in source.items.filter(withdrawn_at__isnull=True).order_by("position", "pk"):
        if _sameness(item) in there:
            continue
        copy = AgendaItem.objects.create(
            meeting=meeting,
            position=len(there) + len(copies) + 1,
            parent=copies.get(item.parent_id or 0),
            kind=item.kind,
            business=item.business,
            standing=item.standing,
            title=item.title,
            presenter=item.presenter,
            purpose=item.purpose,
            not_before=item.not_before,
        )
        if copy.business == Business.MINUTES:
            name_minutes(copy)
        found = restricted.on_item(item)
        # A sub-item that comes without the line above it brings what came from there.
        is_alone = copy.parent is None
        if found is not None and (is_alone or found.item_id == item.pk):
            restrict_item(item=copy, by=by, **terms_of(found))
        if found is not None:
            # The line above may be open, so that its copy keeps nobody out.
            lines = [item.pk, item.parent_id]
            for out in ShutOut.objects.filter(item__in=lines).select_related("person"):
                shut_out(item=copy, person=out.person, reason=out.reason, by=by)
        copies[item.pk] = copy
    reorder(meeting)
    data = {"from": source.ref, "count": len(copies)}
    record("items copied", meeting, by=by, scope=meeting.scope, data=data)
    return list(copies.values())


def _sameness(item: AgendaItem) -> str:
    if item.business == Business.MINUTES:
        return "minutes"
    return item.standing or item.title.casefold()
