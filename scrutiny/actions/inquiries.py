"""Opening an inquiry, and changing what it is called and follows."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import refuse, require
from panels.models import Body
from scrutiny import policies
from scrutiny.models import Inquiry, Section, TermsOfReference
from scrutiny.template import STARTING_SECTIONS


@transaction.atomic
def open_inquiry(
    *,
    body: Body,
    title: str,
    by: User,
    predecessor: Inquiry | None = None,
    predecessor_words: str = "",
    report_month: date | None = None,
) -> Inquiry:
    """Open an inquiry with a first draft of its terms, laid out in the nine usual sections."""
    require(policies.may_open(by, body))
    now = timezone.now()
    inquiry = Inquiry(
        body=body,
        title=title.strip(),
        predecessor=predecessor,
        predecessor_words=predecessor_words.strip(),
        report_month=report_month,
        opened_at=now,
        opened_by=by.printed_name,
        saved_at=now,
        saved_by=by.printed_name,
    )
    inquiry.full_clean()
    inquiry.save()
    TermsOfReference.objects.create(inquiry=inquiry, number=1)
    Section.objects.bulk_create(
        Section(
            inquiry=inquiry,
            position=position,
            heading=each.heading,
            text=each.text,
            shows=each.shows,
            saved_at=now,
            saved_by=by.printed_name,
        )
        for position, each in enumerate(STARTING_SECTIONS)
    )
    record("inquiry opened", inquiry, by=by, scope=inquiry.scope)
    return inquiry


@transaction.atomic
def edit_inquiry(
    *,
    inquiry: Inquiry,
    title: str,
    based_on: int,
    by: User,
    predecessor: Inquiry | None = None,
    predecessor_words: str = "",
    report_month: date | None = None,
) -> Inquiry:
    """Change title, earlier report and the month the report is expected in. Raises `NewerVersion`."""
    locked = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    require(policies.may_edit_terms(by, locked))
    if predecessor and predecessor.pk == locked.pk:
        refuse(_("An inquiry cannot follow itself."))
    if locked.version != based_on:
        raise NewerVersion(locked.saved_by, locked.saved_at, locked.version, locked.title, title)
    locked.title, locked.predecessor = title.strip(), predecessor
    locked.predecessor_words, locked.report_month = predecessor_words.strip(), report_month
    locked.version += 1
    locked.saved_at, locked.saved_by = timezone.now(), by.printed_name
    locked.full_clean()
    locked.save()
    data = {"report_month": report_month.isoformat() if report_month else None}
    record("inquiry changed", locked, by=by, scope=locked.scope, data=data)
    return locked
