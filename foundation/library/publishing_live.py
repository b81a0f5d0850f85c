"""The publish act of live facts: what a meeting is at now."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string

from foundation.history.actors import Actor
from foundation.history.events import record
from foundation.history.practice import refuse_in_practice
from foundation.library.models import LivePage, PublicMeeting

FIELDS = ("is_on", "state", "label", "title", "since", "lines")


@dataclass(frozen=True, kw_only=True, slots=True)
class LiveFacts:
    """What the public is told of a meeting that goes on; each of `lines` has a label, a title and a state."""

    ref: str
    is_on: bool
    state: str
    label: str = ""
    title: str = ""
    since: datetime | None = None
    lines: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic
def tell_live(*, facts: LiveFacts, now: datetime, by: Actor, scope: str = "") -> LivePage:
    """Publish what is on now; saying the same again changes nothing."""
    refuse_in_practice()
    meeting = PublicMeeting.objects.get(ref=facts.ref)
    page = LivePage.objects.select_for_update().filter(meeting=meeting).first()
    page = page or LivePage(meeting=meeting, changed_at=now, changed_by=by.printed_name)
    changed = [name for name in FIELDS if getattr(page, name) != getattr(facts, name)]
    if page.pk and not changed:
        return page
    for name in FIELDS:
        setattr(page, name, getattr(facts, name))
    page.version += 1
    page.changed_at, page.changed_by = now, by.printed_name
    page.heading = page.words()
    page.html = render_to_string("library/parts/live.html", {"live": page})
    page.save()
    data = {"is_on": facts.is_on, "state": facts.state, "label": facts.label}
    record("live page published", page.meeting, by=by, scope=scope, data=data)
    return page


def is_live(ref: str) -> bool:
    """True while the public can watch this meeting's page."""
    return LivePage.objects.filter(meeting__ref=ref, is_on=True).exists()
