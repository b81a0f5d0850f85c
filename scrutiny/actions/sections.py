"""Writing, adding, dropping and moving sections of the terms."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import require
from scrutiny import policies
from scrutiny.models import Inquiry, Section, SectionVersion
from scrutiny.order import moved
from scrutiny.rules import without_own_numbers


def _locked(inquiry_pk: int, by: User) -> Inquiry:
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry_pk)
    require(policies.may_edit_terms(by, inquiry))
    return inquiry


def _keep(section: Section, by: User) -> None:
    """Save the section as the newest version, and keep that version."""
    section.saved_at, section.saved_by = timezone.now(), by.printed_name
    section.full_clean()
    section.save()
    SectionVersion.objects.create(
        section=section,
        number=section.version,
        heading=section.heading,
        text=section.text,
        saved_at=section.saved_at,
        saved_by=section.saved_by,
    )


@transaction.atomic
def save_section(
    *, section: Section, heading: str, text: str, shows: str, based_on: int, by: User
) -> Section:
    """Save a section; `based_on` is the version it was opened with. Raises `NewerVersion`."""
    inquiry = _locked(section.inquiry_id, by)
    locked = Section.objects.select_for_update().get(pk=section.pk)
    text, heading = without_own_numbers(text.replace("\r\n", "\n").strip()), heading.strip()
    if (locked.heading, locked.text, locked.shows) == (heading, text, shows):
        return locked
    if locked.version != based_on:
        raise NewerVersion(locked.saved_by, locked.saved_at, locked.version, locked.text, text)
    locked.heading, locked.text, locked.shows = heading, text, shows
    locked.version += 1
    _keep(locked, by)
    record("section saved", locked, by=by, scope=inquiry.scope, data={"version": locked.version})
    return locked


@transaction.atomic
def add_section(*, inquiry: Inquiry, heading: str, by: User, text: str = "", shows: str = "") -> Section:
    """Add a section at the end."""
    locked = _locked(inquiry.pk, by)
    last = locked.sections.aggregate(last=Max("position"))["last"]
    section = Section(
        inquiry=locked,
        position=0 if last is None else last + 1,
        heading=heading.strip(),
        text=without_own_numbers(text.replace("\r\n", "\n").strip()),
        shows=shows,
    )
    _keep(section, by)
    record("section added", section, by=by, scope=locked.scope)
    return section


@transaction.atomic
def drop_section(*, section: Section, by: User) -> None:
    """Leave a section out of the terms; its last text stays in the history."""
    inquiry = _locked(section.inquiry_id, by)
    record("section dropped", section, by=by, scope=inquiry.scope, note=section.text)
    section.delete()


@transaction.atomic
def move_section(*, section: Section, where: str, by: User) -> None:
    """Move a section one place "up" or "down"; the numbers follow."""
    inquiry = _locked(section.inquiry_id, by)
    for position, each in enumerate(moved(list(inquiry.sections.all()), section.pk, where)):
        Section.objects.filter(pk=each.pk).update(position=position)
    record("section moved", section, by=by, scope=inquiry.scope, data={"where": where})
