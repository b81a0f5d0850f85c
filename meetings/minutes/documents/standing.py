"""Minutes as they stand: a draft follows its record; what is confirmed stays as it was published."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.documents.layout.document import fingerprint, to_data
from foundation.ui.words import counted
from meetings.minutes.documents.corrected import paragraphs, with_corrections
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.published import published_minutes, working_of
from meetings.minutes.documents.record import record_of
from meetings.models import Correction, Minutes, SignedCopy
from meetings.wording.corrections import CorrectionFacts
from meetings.wording.meeting import day_words


def standing_minutes(minutes: Minutes) -> MinutesDocument:
    """The minutes as they stand now."""
    if minutes.status == Minutes.Status.CONFIRMED and (kept := published_minutes(minutes)):
        return kept
    return working_of(record_of(minutes)).document


def facts_of(correction: Correction) -> CorrectionFacts:
    """A correction as the rules and the document see it."""
    return CorrectionFacts(
        minute_ref=correction.minute.ref if correction.minute else "",
        original=correction.original,
        corrected=correction.corrected,
        day=correction.at.day,
        asked_by=correction.asked_by,
        reason=correction.reason,
    )


def confirmed(
    document: MinutesDocument, *, day: date, ref: str, corrections: Iterable[CorrectionFacts], chair: str = ""
) -> MinutesDocument:
    """The published draft as a meeting confirmed it, with its corrections shown."""
    found = list(corrections)
    number = counted(len(found), "correction")
    told = ngettext(
        "with {number}, shown in its place", "with {number}, shown in their places", len(found)
    ).format(number=number)
    ready = replace(
        with_corrections(document, found),
        status="Confirmed",
        status_note=f"on {day_words(day)} {told if found else _('without correction')}.",
        is_confirmed=True,
        signed=chair,
    )
    return sealed(ready, ref)


def corrected_again(
    document: MinutesDocument, *, ref: str, corrections: Iterable[CorrectionFacts]
) -> MinutesDocument:
    """Confirmed minutes after a later meeting corrected them once more."""
    found = list(corrections)
    days = " and ".join(dict.fromkeys(day_words(each.day) for each in found))
    note = _("{status_note} Corrected again on {days}, shown in its place.").format(
        status_note=document.status_note, days=days
    )
    return sealed(replace(with_corrections(document, found), status_note=note), ref)


def signed(document: MinutesDocument, copy: SignedCopy, ref: str) -> MinutesDocument:
    """Confirmed minutes with the name and the day under which they were signed."""
    how = "electronically " if copy.manner == SignedCopy.Manner.ELECTRONIC else ""
    line = _("{signed_by}. Signed {how}on {day}").format(
        signed_by=copy.signed_by, how=how, day=day_words(copy.signed_on)
    )
    return sealed(replace(document, signed=line), ref)


def sealed(document: MinutesDocument, ref: str) -> MinutesDocument:
    """The document with the seal of its own words printed at its foot."""
    bare = replace(document, seal="", seal_address="")
    digest = fingerprint(to_data(bare))
    grouped = " ".join(digest[n : n + 4] for n in range(0, 32, 4))
    address = f"{settings.SITE_ADDRESS}/r/{ref}".removeprefix("https://")
    return replace(bare, seal=grouped, seal_address=address)


def differing(one: MinutesDocument, other: MinutesDocument) -> list[str]:
    """The names of the minutes whose words are not the same in both, in the order of the first."""
    here, there = (
        {each.ref: paragraphs(document, each.ref) for each in document.minutes} for document in (one, other)
    )
    names = {each.ref: each.label or each.title for document in (other, one) for each in document.minutes}
    return [names[ref] for ref in dict.fromkeys([*here, *there]) if here.get(ref) != there.get(ref)]
