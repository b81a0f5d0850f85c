"""Writing, approving and publishing a statement."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import require
from foundation.library import publishing as library
from foundation.library.models import Publication
from meetings.models import Meeting, Statement
from meetings.restricted.actions import keeping_finds, require_no_leak
from meetings.statements import rules
from meetings.statements.documents import StatementDocument
from meetings.statements.policies import may_keep_statements
from panels.models import Body


def facts_of(body: Body) -> rules.Facts:
    """What the drafts of a body are made of, by its settings of today."""
    settings = body.settings_on(timezone.localdate())
    return rules.Facts(
        body=settings.name,
        office=settings.commissioner_title,
        contact=settings.contact_name,
        email=settings.contact_email,
        phone=settings.contact_phone,
        deletes_addresses_after=settings.question_keep_days,
    )


def draft_of(body: Body, kind: str) -> Statement:
    """The statement as it was saved last, or the draft it begins with, which is not stored."""
    known = Statement.objects.select_related("body").filter(body=body, kind=kind).first()
    return known or Statement(body=body, kind=kind, version=0, sections=rules.drafted(kind, facts_of(body)))


@transaction.atomic
def save_statement(
    *, body: Body, kind: str, controller: str, sections: Mapping[str, str], opened: int, by: User
) -> Statement:
    """Save the text; what the public reads does not change.

    `opened`: the version that was shown, 0 for the first draft. Raises `NewerVersion` when another person has
    saved since.
    """
    require(may_keep_statements(by, body))
    Body.objects.select_for_update().get(pk=body.pk)
    found = draft_of(body, kind)
    if found.version != opened:
        raise NewerVersion(
            saved_by=found.saved_by,
            saved_at=found.saved_at,
            number=found.version,
            theirs="",
            yours="",
        )
    found.controller = " ".join(controller.split())
    found.sections = {section.key: sections[section.key].strip() for section in rules.SECTIONS[kind]}
    found.version, found.saved_at, found.saved_by, found.editor = (
        opened + 1,
        timezone.now(),
        by.printed_name,
        by,
    )
    found.save()
    record("statement saved", found, by=by, scope=f"body:{body.pk}", data={"kind": kind})
    return found


@keeping_finds
@transaction.atomic
def publish_statement(
    *, statement: Statement, approver: str, approved_on: date | None, review_on: date | None, by: User
) -> Publication:
    """Publish what was saved last, as approved by a named person on a day; it replaces the version before."""
    found = Statement.objects.select_for_update().get(pk=statement.pk)
    require(
        may_keep_statements(by, found.body),
        rules.completeness(found.kind, found.sections, found.controller),
        rules.approval(approver, approved_on, review_on, timezone.localdate()),
    )
    found.approver, found.approved_on, found.review_on = " ".join(approver.split()), approved_on, review_on
    document = StatementDocument.of(found, facts_of(found.body).body)
    published = library.publish(
        document=document,
        kind=Publication.Kind.STATEMENT,
        source_ref=found.source_ref,
        by=by,
        scope=f"body:{found.body_id}",
    )
    # A body without a meeting has nothing that is restricted.
    if (meeting := Meeting.objects.filter(body=found.body).order_by("-starts_at").first()) is not None:
        require_no_leak(way="statement", meeting=meeting, published=[published])
    found.published_at, found.published_by = published.published_at, by.printed_name
    found.published_version = found.version
    found.save()
    return published
