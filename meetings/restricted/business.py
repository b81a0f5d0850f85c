"""The one truth of what is kept from the public at a meeting: items, papers, appendices, and their names."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from foundation.history.findings import Finding
from foundation.history.models import Event
from foundation.history.together import Asking, answered
from meetings.common.rules.labels import labels
from meetings.models import AgendaItem, Meeting, Placement, Restriction
from meetings.restricted import rules
from meetings.restricted.rules import PrivateLine, RestrictionFacts

UNSIGNED = "restriction left unsigned"
A_PAPER = "A report"


@dataclass(frozen=True)
class Restricted:
    """What is kept from the public at one meeting, gathered in one query; all later questions are free.

    But why something goes unsigned, which only the findings say. An item keeps its papers, its sub-items and
    their papers with it.
    """

    meeting: Meeting
    items: Sequence[AgendaItem]
    by_item: Mapping[int, Restriction]
    by_placement: Mapping[int, Mapping[str, Restriction]]

    @classmethod
    def of(cls, meeting: Meeting) -> "Restricted":
        """What stands restricted on this meeting's agenda now."""
        return answered(cls.asking(meeting))

    @classmethod
    def asking(cls, meeting: Meeting) -> "Asking[Restricted]":
        """The same, for who asks for more at the same time."""
        standing, items = yield [standing_on(meeting.pk), meeting.items.order_by("position", "pk")]
        return cls.known(meeting, standing, items)

    @classmethod
    def known(
        cls, meeting: Meeting, standing: Iterable[Restriction], items: Iterable[AgendaItem]
    ) -> "Restricted":
        """The same from rows that were read: `standing_on` this meeting, and its items in order."""
        standing = list(standing)
        by_placement: dict[int, dict[str, Restriction]] = {}
        for each in standing:
            if each.placement_id:
                by_placement.setdefault(each.placement_id, {})[each.appendix] = each
        by_item = {each.item_id: each for each in standing if each.item_id}
        lines = list(items) if standing else []
        return cls(meeting, lines, by_item, by_placement)

    @property
    def every(self) -> list[Restriction]:
        """Every standing restriction, in the order of the agenda; an item before its papers."""
        order = {item.pk: place for place, item in enumerate(self.items)}
        found = [*self.by_item.values(), *(r for rows in self.by_placement.values() for r in rows.values())]
        return sorted(found, key=lambda r: (order.get(self._item_of(r), 0), r.placement_id or 0, r.appendix))

    def __bool__(self) -> bool:
        return bool(self.by_item or self.by_placement)

    def on_item(self, item: AgendaItem) -> Restriction | None:
        """What keeps this line from the public: its own restriction, or that of the line above it."""
        return self.by_item.get(item.pk) or self.by_item.get(item.parent_id or 0)

    def on(self, placement: Placement) -> Restriction | None:
        """What keeps this whole paper from the public: its own restriction, or that of its item."""
        item = self._by_pk.get(placement.item_id)
        own = self.by_placement.get(placement.pk, {}).get("")
        return own or (self.on_item(item) if item else None)

    def appendices(self, placement: Placement) -> frozenset[str]:
        """The labels of the appendices of this paper that are kept from the public, others not."""
        return frozenset(self.by_placement.get(placement.pk, {})) - {""}

    def on_appendix(self, placement: Placement, label: str) -> Restriction | None:
        """What keeps one appendix from the public."""
        return self.by_placement.get(placement.pk, {}).get(label)

    def hides_title(self, item: AgendaItem) -> bool:
        """True when the public may not read the title of this line, nor who presents it and why."""
        found = self.on_item(item)
        return found is not None and not found.shows_title

    def public_title_of(self, item: AgendaItem) -> str:
        """What the public reads as the title of this line."""
        found = self.on_item(item)
        if found is None or found.shows_title:
            return item.title
        own = found.public_title if found.item_id == item.pk else ""
        return own or rules.GENERIC_TITLES[found.ground]

    def public_names(self, items: Iterable[AgendaItem], labels: Mapping[int, str]) -> dict[int, str]:
        """What the public calls each of these lines: its number, or its title where it has none."""
        return {item.pk: labels.get(item.pk) or self.public_title_of(item) for item in items}

    def public_title_of_paper(self, placement: Placement) -> str:
        """What the public reads as the title of this paper; under a restricted item papers have no name."""
        found = self.on(placement)
        if found is None:
            return placement.paper.title
        if found.placement_id != placement.pk:
            return A_PAPER
        return placement.paper.title if found.shows_title else found.public_title or A_PAPER

    def public_title_of_appendix(self, placement: Placement, label: str, title: str) -> str:
        """What follows the label of a restricted appendix in the list of appendices; often nothing."""
        found = self.on_appendix(placement, label)
        if found is None or found.shows_title:
            return title
        return found.public_title

    def words(self, found: Restriction) -> str:
        """The ground as the public reads it, without a full stop."""
        return rules.ground_words(found.ground, found.paragraphs, self.jurisdiction, found.provision)

    @cached_property
    def jurisdiction(self) -> str:
        """Whose paragraphs count: England or Wales."""
        return self.meeting.settings.jurisdiction

    @cached_property
    def labels(self) -> dict[int, str]:
        """The number of every line."""
        return labels(self.items)

    def label_of(self, found: Restriction) -> str:
        """The number of the line it stands on."""
        return self.labels.get(self._item_of(found), "")

    def name_of(self, found: Restriction) -> str:
        """What those within call a restricted thing: "Item 9", "Appendix B of item 8"."""
        label = self.labels.get(self._item_of(found), "")
        item = _("item {label}").format(label=label) if label else _("an item without a number")
        if found.placement is None:
            return item[:1].upper() + item[1:]
        what = found.appendix or f"“{found.placement.paper.title}”"
        return f"{what} of {item}"

    def facts_of(self, found: Restriction) -> RestrictionFacts:
        """A restriction as the rules look at it."""
        return RestrictionFacts(
            name=self.name_of(found),
            ground=found.ground,
            jurisdiction=self.jurisdiction,
            paragraphs=tuple(found.paragraphs),
            public_interest_reason=found.public_interest_reason,
            imposed_by=found.imposed_by,
            provision=found.provision,
            is_signed=found.signed_at is not None,
            unsigned_reason=self._unsigned_reasons.get(found.pk, ""),
            is_resolved=found.resolved_at is not None,
            resolved_paragraphs=tuple(found.resolved_paragraphs),
        )

    def findings(self) -> list[Finding]:
        """What the restrictions lack and what is unusual about them, in the order of the agenda."""
        return [found for each in self.every for found in rules.findings(self.facts_of(each))]

    def private_lines(self) -> list[PrivateLine]:
        """The table of private business, with nothing in it that the public may not read."""
        return [self._private_line(each) for each in self.every]

    def resolution_for(self, resolved: Collection[Restriction]) -> str:
        """The resolution to exclude the public for these, as the agenda words it; empty if none needs one."""
        chosen = {each.pk for each in resolved}
        lines = [self._private_line(each) for each in self.every if each.pk in chosen]
        return rules.exclusion_words(lines, self.jurisdiction)

    def _private_line(self, found: Restriction) -> PrivateLine:
        return PrivateLine(
            label=self.labels.get(self._item_of(found), ""),
            what=found.appendix or (A_PAPER if found.placement_id else ""),
            ground=found.ground,
            paragraphs=tuple(found.paragraphs),
            provision=found.provision,
        )

    @cached_property
    def _by_pk(self) -> dict[int, AgendaItem]:
        return {item.pk: item for item in self.items}

    @cached_property
    def _unsigned_reasons(self) -> Mapping[int, str]:
        """Why restrictions go unsigned, from their own history."""
        open_ones = [str(each.pk) for each in self.every if each.signed_at is None]
        if not open_ones:
            return {}
        events = Event.objects.filter(
            subject_type="meetings.restriction", subject_id__in=open_ones, verb=UNSIGNED
        )
        rows = events.select_related("note").order_by("number")
        return {int(e.subject_id): e.note.text for e in rows if hasattr(e, "note")}

    @staticmethod
    def _item_of(found: Restriction) -> int:
        return found.item_id or (found.placement.item_id if found.placement else 0)


def standing_on(meeting_id: int) -> QuerySet[Restriction]:
    """What is restricted on the agenda of a meeting, each with what it is on: see `Restricted.known`."""
    rows = Restriction.objects.standing().of_meeting(meeting_id)
    return rows.select_related("placement__paper", "placement__item", "item")
