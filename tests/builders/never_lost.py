"""A minute that two people write, and what their pages post."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from foundation.accounts.models import User
from meetings import actions
from meetings.minutes import content
from meetings.models import Minute
from tests.builders.minutes import Held, add_items, held_meeting
from tests.builders.panels import make_secretary

BASE = "<p>One was said.</p><p>Two was said.</p><ol><li><p>Three was said.</p></li></ol>"


@dataclass
class Desk:
    """A held meeting whose first minute has words, and the two who write it."""

    held: Held
    minute: Minute
    ellen: User
    owen: User
    clients: dict[User, Client] = field(default_factory=dict)

    def client(self, user: User) -> Client:
        """The browser of one of them, signed in."""
        if user not in self.clients:
            self.clients[user] = Client()
            self.clients[user].force_login(user)
        return self.clients[user]

    def now(self) -> Minute:
        """The minute as it stands."""
        return Minute.objects.get(pk=self.minute.pk)

    def words(self) -> list[str]:
        """The paragraphs of its text as they stand."""
        return [block.text for block in content.pieces("text", content.content_of(self.now()))]

    def data(self, text: str | None = None, **more: Any) -> dict[str, Any]:
        """What the page of the minute posts when it was opened now and this was typed."""
        now = self.now()
        rows = list(now.follow_ups.all())
        limbs = [limb for decision in now.decisions.all() for limb in decision.limbs.all()]
        data: dict[str, Any] = {
            "title": now.title,
            "opening": now.opening,
            "text": now.text if text is None else text,
            "based_on": str(now.version),
            "items": [str(pk) for pk in now.minute_items.values_list("item_id", flat=True)],
            "limbs-TOTAL_FORMS": str(len(limbs) + 2),
            "limbs-INITIAL_FORMS": str(len(limbs)),
            "follow-TOTAL_FORMS": str(len(rows) + 1),
            "follow-INITIAL_FORMS": str(len(rows)),
        }
        for place, limb in enumerate(limbs):
            data |= {f"limbs-{place}-kind": limb.decision.kind, f"limbs-{place}-text": limb.text}
        for place, row in enumerate(rows):
            data |= {f"follow-{place}-text": row.text, f"follow-{place}-pk": str(row.pk)}
            data |= {f"follow-{place}-kind": row.kind, f"follow-{place}-owner": row.owner}
        return {**data, **more}

    def post(self, user: User, act: str, data: dict[str, Any]) -> Any:
        """Send a page."""
        return self.client(user).post(f"/minutes/{self.minute.pk}/{act}/", data)

    def autosave(self, user: User, data: dict[str, Any], editor: str) -> dict[str, Any]:
        """Let a page save by itself; gives back what it is told."""
        answer = self.post(user, "autosave", {**data, "editor": editor})
        return {"status": answer.status_code, **answer.json()}


def a_desk(text: str = BASE, **settings: Any) -> Desk:
    """A minute with three paragraphs, Ellen Marsh and Owen Tate."""
    held = held_meeting(**settings)
    add_items(held, 2)
    minutes = actions.start_minutes(meeting=held.meeting, by=held.secretary)
    minute = minutes.entries.all()[0]
    owen = make_secretary(held.body, "Owen Tate")
    actions.save_minute(minute=minute, text=text, based_on=1, by=owen)
    return Desk(held, minute, held.secretary, owen)
