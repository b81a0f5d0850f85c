"""Agenda templates: the first set of a new panel, changing one, and filling a new agenda from it."""

from django.db import transaction

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import require, stopped
from meetings.actions.minutes_to_confirm import name_minutes
from meetings.models import AgendaItem, AgendaTemplate, AgendaTemplateLine, Meeting
from meetings.models.agenda import Business
from meetings.policies import may_plan
from meetings.rules.agenda import TypedLine, read_lines, with_words
from meetings.rules.standing import TEMPLATES
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
