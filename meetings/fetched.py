"""Who read what is being taken back, for the page on which it is withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from foundation.library.fetches import Fetched, who_fetched
from foundation.library.models import Publication
from meetings.models import Meeting, Placement

_Kind = Publication.Kind
WITH_PAGES_OF_PAPERS = (_Kind.PACK, _Kind.SUPPLEMENT)


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
