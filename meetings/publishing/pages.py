"""What stands on the page that takes something back, and on that of what the search found."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Finding
from foundation.library.fetches import Fetched, who_fetched
from foundation.library.models import Publication
from meetings.models import Find, Meeting, Placement
from meetings.restricted.policies import may_confirm_overruling, may_overrule, may_see_find
from meetings.restricted.rules import chip_words, hands_needed
from meetings.restricted.ways_out import WAYS
from panels.models import Assignment

_Kind = Publication.Kind
WITH_PAGES_OF_PAPERS = (_Kind.PACK, _Kind.SUPPLEMENT)


def to_notify(published: Iterable[Publication], kind: str) -> Publication | None:
    """Of what was just published, the newest pack or supplement: the circulation list is notified of it."""
    found = [each for each in published if each.kind == kind and each.is_standing]
    return found[-1] if found else None


@dataclass(frozen=True)
class TakenBack:
    """What is, or was, taken back: its publications in all versions, and who read them."""

    publications: list[Publication]
    fetched: Fetched

    @property
    def is_withdrawn(self) -> bool:
        """True once nothing of it stands any more."""
        return bool(self.publications) and not any(each.is_standing for each in self.publications)

    @property
    def withdrawn(self) -> Publication | None:
        """The one whose withdrawal tells when, by whom and why."""
        return max(
            (each for each in self.publications if each.withdrawn_at),
            key=lambda each: (each.kind == _Kind.PAPER, each.withdrawn_at),
            default=None,
        )

    @classmethod
    def of_paper(cls, placement: Placement) -> "TakenBack":
        """One paper, with the packs that hold its pages."""
        sources = [(placement.ref, _Kind.PAPER), *_packs(placement.item.meeting)]
        return cls._of(sources)

    @classmethod
    def of_agenda(cls, meeting: Meeting) -> "TakenBack":
        """The agenda with its papers and packs."""
        placements = Placement.objects.filter(item__meeting=meeting).values_list("ref", flat=True)
        papers = [(ref, _Kind.PAPER) for ref in placements]
        return cls._of([(meeting.ref, _Kind.AGENDA), *papers, *_packs(meeting)])

    @classmethod
    def _of(cls, sources: Iterable[tuple[str, str]]) -> "TakenBack":
        found = list(Publication.objects.in_short().of_sources(sources).order_by("pk"))
        return cls(found, who_fetched(found))


def _packs(meeting: Meeting) -> list[tuple[str, str]]:
    """The packs of a meeting by source and kind; a supplement's source begins with the meeting's own."""
    found = Publication.objects.filter(meeting__ref=meeting.ref, kind__in=WITH_PAGES_OF_PAPERS)
    return list(found.order_by("pk").values_list("source_ref", "kind"))


WORDS_OF_KIND = {
    Find.Kind.WORDS: gettext_noop("Words of {kept}"),
    Find.Kind.PAGE: gettext_noop("{kept}, complete"),
    Find.Kind.PICTURE: gettext_noop("The image of {kept}"),
    Find.Kind.FILE: gettext_noop("{kept} itself"),
    Find.Kind.UNREAD: gettext_noop("{kept} cannot be read"),
}


@dataclass(frozen=True, slots=True)
class FindRow:
    """The same words in one or several places, as one reader sees them; `words` are empty for who may not."""

    first: Find
    title: str
    places: list[str]
    words: list[str]
    may_see: Finding
    may_overrule: Finding
    may_confirm: Finding
    needs_two: bool

    @property
    def is_overruled(self) -> bool:
        """True when it stops nothing any more."""
        return self.first.is_overruled

    @property
    def chip(self) -> str:
        """The ground on which the words are withheld."""
        found = self.first.restriction
        return chip_words(found.ground, found.paragraphs) if found else ""

    @property
    def kept(self) -> str:
        """Where the words are kept back."""
        where = f", {self.first.kept_where}" if self.first.kept_where else ""
        return f"{self.first.kept[:1].upper()}{self.first.kept[1:]}{where}"


@dataclass(frozen=True)
class FindsPage:
    """Everything of the page: what stops, what was overruled, whom to ask about the rest."""

    stopping: list[FindRow]
    overruled: list[FindRow]
    hidden: int
    ask: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, meeting: Meeting, user: User, today: date) -> "FindsPage":
        """What was found on the ways out of one meeting, as this user may see it."""
        finds = meeting.finds.with_places().order_by("kind", "kept", "kept_where", "words", "where", "pk")
        rows = [
            _row(list(same), user)
            for is_overruled in (False, True)
            for _, same in groupby(
                [each for each in finds if each.is_overruled == is_overruled], lambda each: each.group
            )
        ]
        seen = [row for row in rows if row.may_see.is_met]
        hidden = len(rows) - len(seen)
        return cls(
            [row for row in seen if not row.is_overruled],
            [row for row in seen if row.is_overruled],
            hidden,
            whom_to_ask(meeting, user, today) if hidden else [],
        )


def find_row(find: Find, user: User) -> FindRow:
    """One find with the same words in other places."""
    same = [each for each in find.meeting.finds.with_places() if each.group == find.group]
    return _row([each for each in same if each.is_overruled == find.is_overruled], user)


def _row(same: list[Find], user: User) -> FindRow:
    # One that somebody asked about speaks for the others.
    first = max(same, key=lambda each: each.asked_at is not None)
    may_see = may_see_find(user, first)
    title = WORDS_OF_KIND[Find.Kind(first.kind)].format(kept=first.kept)
    return FindRow(
        first=first,
        title=title[:1].upper() + title[1:],
        places=_places(same),
        words=first.words.splitlines() if may_see.is_met else [],
        may_see=may_see,
        may_overrule=may_overrule(user, first),
        may_confirm=may_confirm_overruling(user, first),
        needs_two=hands_needed(first.kind, first.ground) == 2,
    )


def _places(same: Iterable[Find]) -> list[str]:
    """Where the words would go out, each place once."""
    return list(dict.fromkeys(each.where or WAYS[each.way].words for each in same))


def whom_to_ask(meeting: Meeting, user: User, today: date) -> list[str]:
    """The monitoring officer and the secretariat of the body today, without the reader."""
    held = Assignment.objects.current_on(today).filter(
        body=meeting.body_id, role__in=[Role.MONITORING_OFFICER, Role.SECRETARIAT], user__is_active=True
    )
    names = [each.user.printed_name for each in held.select_related("user") if each.user_id != user.pk]
    return list(dict.fromkeys(names))
