"""Recording that confirmed minutes were signed, and keeping the scan of the signed paper."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.store import files
from foundation.documents.vetting import uploads
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from foundation.library.models import Publication
from meetings.confirming.actions.confirming import seal
from meetings.confirming.policies import may_sign_minutes
from meetings.minutes.actions.issuing import to_library
from meetings.minutes.documents import standing as document_standing
from meetings.minutes.documents.published import published_minutes
from meetings.models import Minutes, SignedCopy
from meetings.restricted.actions import keeping_finds

PDF = "application/pdf"


@keeping_finds
def sign_minutes(
    *,
    minutes: Minutes,
    signed_by: str,
    signed_on: date,
    manner: str,
    by: User,
    scan: bytes | uploads.Vetted = b"",
) -> SignedCopy:
    """Record who signed the confirmed minutes, on which day and how; the scan of the paper is kept.

    The confirmed minutes are published again with the name and the day. Raises `uploads.NotAccepted`.
    """
    require(may_sign_minutes(by, minutes), _named(signed_by))
    vetted = uploads.vetted(scan) if scan else None
    with transaction.atomic():
        locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
        require(may_sign_minutes(by, locked), _day_can_be(locked, signed_on, timezone.localdate()))
        require(_not_twice(locked))
        standing = _standing(locked)
        copy = SignedCopy.objects.create(
            minutes=locked,
            manner=manner,
            signed_by=" ".join(signed_by.split()),
            signed_on=signed_on,
            publication_ref=standing.ref,
            file=files.store(vetted.data, PDF, vetted.pages) if vetted else None,
            notes=vetted.notes if vetted else [],
            recorded_at=timezone.now(),
            recorded_by=by.printed_name,
        )
        data = {"on": signed_on.isoformat(), "manner": manner, "file": copy.file.hash if copy.file else ""}
        record("minutes signed", locked, by=by, scope=locked.scope, data=data)
        kept = published_minutes(locked)
        assert kept is not None
        document = document_standing.signed(kept, copy, locked.ref)
        seal(locked, to_library(locked, document, by, standing.status_label), by)
    return copy


def append_copy(*, minutes: Minutes, scan: bytes | uploads.Vetted, by: User) -> SignedCopy:
    """Keep one more scan with the signed minutes: a missing page, or an appended copy."""
    require(may_sign_minutes(by, minutes))
    vetted = uploads.vetted(scan)
    with transaction.atomic():
        locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
        first = locked.signed_copies.first()
        if first is None:
            refuse(_("First record who signed these minutes, and when."))
        copy = SignedCopy.objects.create(
            minutes=locked,
            manner=first.manner,
            signed_by=first.signed_by,
            signed_on=first.signed_on,
            publication_ref=first.publication_ref,
            file=files.store(vetted.data, PDF, vetted.pages),
            notes=vetted.notes,
            recorded_at=timezone.now(),
            recorded_by=by.printed_name,
        )
        assert copy.file is not None
        record("signed copy added", locked, by=by, scope=locked.scope, data={"file": copy.file.hash})
    return copy


def _standing(minutes: Minutes) -> Publication:
    rows = Publication.objects.standing().filter(source_ref=minutes.ref, kind=Publication.Kind.MINUTES)
    found = rows.order_by("-version").first()
    if found is None:
        refuse(_("These minutes are not currently published."))
    return found


def _named(name: str) -> Finding:
    return (
        met()
        if name.strip()
        else stopped(_("Enter the name of the person who signed the minutes."), code="signed_by")
    )


def _day_can_be(minutes: Minutes, day: date, today: date) -> Finding:
    """Signed on the day they were confirmed or later, and not in the future."""
    assert minutes.confirmed_on is not None
    if day > today:
        return stopped(_("The date must be today or earlier."), code="signed_on")
    if day < minutes.confirmed_on:
        said = _("The date must be {confirmed_on} or later, when the minutes were confirmed.").format(
            confirmed_on=f"{minutes.confirmed_on:%-d %B %Y}"
        )
        return stopped(said, code="signed_on")
    return met()


def _not_twice(minutes: Minutes) -> Finding:
    first = minutes.signed_copies.first()
    if first is None:
        return met()
    return stopped(
        _("{recorded_by} has already recorded that {signed_by} signed these minutes.").format(
            recorded_by=first.recorded_by, signed_by=first.signed_by
        ),
        remedy=_("You can add another scan to the signed copy."),
    )
