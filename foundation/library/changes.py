"""What changed on a meeting's page, in sentences, the newest first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.library.models import Publication, PublicMeeting
from foundation.ui.dates import day_and_time
from foundation.ui.words import counted, joined

ORDER = [
    Publication.Kind.NOTICE,
    Publication.Kind.AGENDA,
    Publication.Kind.PACK,
    Publication.Kind.SUPPLEMENT,
    Publication.Kind.PAPER,
    Publication.Kind.DOCUMENT,
    Publication.Kind.MINUTES,
    Publication.Kind.LATER_NOTE,
]


@dataclass(frozen=True, slots=True)
class Change:
    """What became public, or was taken back, on one day."""

    day: date
    sentence: str


def changes(publications: Iterable[Publication], told: Iterable[Mapping[str, str]] = ()) -> list[Change]:
    """One sentence a day and kind of change, from the publications of a meeting and from what `told` says."""
    groups: dict[tuple[date, str], list[Publication]] = defaultdict(list)
    publications = list(publications)
    files = {(each.source_ref, each.kind, each.version): each.file_id for each in publications}
    gone = {(each.source_ref, each.kind, each.version) for each in publications if each.withdrawn_at}
    for publication in publications:
        before = (publication.source_ref, publication.kind, publication.version - 1)
        verb = "published" if publication.version == 1 else _("replaced by a newer version")
        if publication.file_id and publication.file_id == files.get(before):
            verb = _("published again, unchanged")
        elif before in gone:
            verb = _("published again")
        groups[timezone.localtime(publication.published_at).date(), verb].append(publication)
        if publication.elsewhere_at and publication.version == 1:
            day = timezone.localtime(publication.elsewhere_at).date()
            groups[day, "published elsewhere"].append(publication)
        if publication.withdrawn_at:
            groups[timezone.localtime(publication.withdrawn_at).date(), "withdrawn"].append(publication)
    found = [Change(day, f"{_named(group)} {verb}.") for (day, verb), group in groups.items()]
    found += [Change(_day_of(each["at"]), each["sentence"]) for each in told]
    return sorted(found, key=lambda change: change.day, reverse=True)


def facts_changed(known: PublicMeeting, now: Mapping[str, Any]) -> list[str]:
    """What changed about an announced meeting that somebody who comes must know, in sentences."""
    found = []
    if now["name"] != known.name:
        found.append(
            _("The meeting is now called “{name}”. It was called “{known}”.").format(
                name=now["name"], known=known.name
            )
        )
    if now["starts_at"] != known.starts_at:
        was, becomes = day_and_time(known.starts_at), day_and_time(now["starts_at"])
        found.append(_("Moved from {was} to {becomes}.").format(was=was, becomes=becomes))
    if now["venue"] != known.venue and known.venue:
        found.append(
            _("The venue is now {venue}. It was {was}.").format(
                venue=now["venue"] or _("not known yet"), was=known.venue
            )
        )
    elif now["venue"] != known.venue:
        found.append(_("The venue is {venue}.").format(venue=now["venue"]))
    if now["state"] != known.state and now["state"] in PublicMeeting.CALLED_OFF:
        found.append(_("Meeting cancelled.") if now["state"] == "cancelled" else _("Meeting not held."))
    return found


def _day_of(at: str) -> date:
    return timezone.localtime(datetime.fromisoformat(at)).date()


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
