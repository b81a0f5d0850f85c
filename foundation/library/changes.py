"""What changed on a meeting's page, in sentences, the newest first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from foundation.library.models import Publication
from foundation.ui.words import counted, joined

ORDER = [
    Publication.Kind.NOTICE,
    Publication.Kind.AGENDA,
    Publication.Kind.PACK,
    Publication.Kind.SUPPLEMENT,
    Publication.Kind.PAPER,
    Publication.Kind.DOCUMENT,
    Publication.Kind.MINUTES,
]


@dataclass(frozen=True, slots=True)
class Change:
    """What became public, or was taken back, on one day."""

    day: date
    sentence: str


def changes(publications: Iterable[Publication]) -> list[Change]:
    """One sentence a day and kind of change, from the publications of a meeting."""
    groups: dict[tuple[date, str], list[Publication]] = defaultdict(list)
    for publication in publications:
        verb = "published" if publication.version == 1 else "replaced by a newer version"
        groups[timezone.localtime(publication.published_at).date(), verb].append(publication)
        if publication.withdrawn_at:
            groups[timezone.localtime(publication.withdrawn_at).date(), "withdrawn"].append(publication)
    found = [Change(day, f"{_named(group)} {verb}.") for (day, verb), group in groups.items()]
    return sorted(found, key=lambda change: change.day, reverse=True)


def _named(group: list[Publication]) -> str:
    """ "Agenda, agenda pack and 8 papers"; a single paper by its title."""
    words = []
    for kind in ORDER:
        of_kind = [each for each in group if each.kind == kind]
        if len(of_kind) == 1 and kind in (Publication.Kind.PAPER, Publication.Kind.DOCUMENT):
            only = of_kind[0]
            words.append(f"a {only.shown_title.lower()}" if only.is_withheld else f"“{only.title}”")
        elif len(of_kind) == 1 or kind == Publication.Kind.MINUTES and of_kind:
            words.append(str(kind.label).lower())
        elif of_kind:
            words.append(counted(len(of_kind), str(kind.label).lower()))
    sentence = joined(words)
    return sentence[:1].upper() + sentence[1:]
