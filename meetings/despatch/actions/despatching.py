"""Telling the people on a body's circulation list of what was published, and keeping that list."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts import links
from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from foundation.jobs import outbox
from foundation.jobs.models import OutgoingMail
from meetings.common.locks import lock
from meetings.common.policies import may_keep_circulation, may_publish
from meetings.despatch.pages import thing_of
from meetings.despatch.rules import LONGEST_SUBJECT, LONGEST_WORDS, NO_LONGER
from meetings.models import CirculationEntry, Despatch, DespatchMessage, Meeting, NamedReader, Restriction
from meetings.publishing.circulation import Recipient, circulation_of
from meetings.restricted.actions import keeping_finds, require_nothing_restricted
from meetings.restricted.leaks import Outgoing
from meetings.restricted.readers import is_handed_out
from panels.models import Body

RESTRICTED_LINE = gettext_noop("The pack for members only can be read after signing in:")


@keeping_finds
@transaction.atomic
def send_despatch(
    *, meeting: Meeting, kind: str, source_ref: str, by: User, subject: str, body: str
) -> Despatch:
    """Write one message to everybody who is on the list now and wants mail; sent once for each thing.

    `source_ref` is the reference of the publication it tells of. Sending again gives back the first despatch.
    """
    lock(meeting)
    require(may_publish(by, meeting))
    known = Despatch.objects.filter(kind=kind, source_ref=source_ref).first()
    if known is not None:
        return known
    thing = thing_of(meeting, kind, source_ref)
    if thing is None:
        refuse(_("There is nothing with that reference to notify anyone of."))
    subject, body = " ".join(subject.split()), body.strip()
    require(_has_words(subject, body))
    message = Outgoing(_("The message"), {"subject": subject, "body": body})
    require_nothing_restricted(way="despatch", meeting=meeting, outgoing=[message], only_words=True)
    today = timezone.localdate()
    recipients = [each for each in circulation_of(meeting.body, today, meeting) if each.gets_mail]
    if not recipients:
        refuse(
            _("No one on the circulation list has an email address."),
            remedy=_("Add an address to the circulation list."),
        )
    despatch = Despatch.objects.create(
        meeting=meeting,
        kind=kind,
        source_ref=source_ref,
        subject=subject,
        body_text=body,
        sent_at=timezone.now(),
        sent_by=by.printed_name,
    )
    extra, readers = _for_entitled(meeting)
    for recipient in recipients:
        _write(despatch, recipient, extra if recipient.user in readers else "")
    data = {"kind": kind, "ref": source_ref, "messages": len(recipients)}
    record("despatch sent", despatch, by=by, scope=meeting.scope, data=data)
    return despatch


def _write(despatch: Despatch, recipient: Recipient, extra: str) -> None:
    words = f"{despatch.body_text}\n\n{extra}" if extra else despatch.body_text
    mail = outbox.send(recipient.email, despatch.subject, f"{words}\n")
    DespatchMessage.objects.create(
        despatch=despatch, group=recipient.group, name=recipient.name[:200], mail=mail
    )


def _for_entitled(meeting: Meeting) -> tuple[str, set[int]]:
    """One more sentence for those who may read the restricted pack, and who they are; it names nothing.

    What each may read is asked afresh when they sign in.
    """
    if not is_handed_out(meeting):
        return "", set()
    people = circulation_of(meeting.body, timezone.localdate())
    inner = (CirculationEntry.Group.MEMBER, CirculationEntry.Group.OFFICER)
    users = {each.user for each in people if each.group in inner and each.user}
    standing = Restriction.objects.standing().of_meeting(meeting.pk)
    grants = NamedReader.objects.current_on(timezone.localdate()).filter(restriction__in=standing)
    address = links.page_address("meetings:restricted", meeting.pk)
    return f"{_(RESTRICTED_LINE)}\n{address}", users | set(grants.values_list("user_id", flat=True))


def _has_words(subject: str, body: str) -> Finding:
    if not subject:
        return stopped(_("Enter the subject."), code="subject")
    if len(subject) > LONGEST_SUBJECT:
        return stopped(
            _("The subject is longer than {longest_subject} characters.").format(
                longest_subject=LONGEST_SUBJECT
            ),
            code="subject",
        )
    if not body:
        return stopped(_("Enter the message."), code="body")
    if len(body) > LONGEST_WORDS:
        return stopped(
            _("The message is longer than {longest_words:,} characters.").format(longest_words=LONGEST_WORDS),
            code="body",
        )
    return met()


def keep_back(mail: OutgoingMail) -> str:
    """Why a message of a despatch is not sent after all: who left the list meanwhile is not written to."""
    rows = DespatchMessage.objects.filter(mail=mail).select_related("despatch__meeting__body")
    row = rows.first()
    if row is None:
        return ""
    meeting = row.despatch.meeting
    now = circulation_of(meeting.body, timezone.localdate(), meeting)
    is_on = any(each.gets_mail and each.email.casefold() == mail.recipient.casefold() for each in now)
    return "" if is_on else NO_LONGER


@transaction.atomic
def save_circulation_entry(
    *,
    body: Body,
    by: User,
    name: str,
    group: str,
    entry: CirculationEntry | None = None,
    organisation: str = "",
    email: str = "",
    wants_mail: bool = True,
    copies_on_paper: int = 0,
    paper_version: str = CirculationEntry.PaperVersion.PUBLIC,
) -> CirculationEntry:
    """Add somebody to a body's list, or change how they get their papers."""
    Body.objects.select_for_update().get(pk=body.pk)
    require(may_keep_circulation(by, body), _is_address(email), _is_free(body, email, entry))
    is_new = entry is None
    saved = entry or CirculationEntry(body=body)
    saved.name, saved.group = " ".join(name.split())[:200], group
    saved.organisation, saved.email = " ".join(organisation.split())[:200], email.strip()
    saved.wants_mail = wants_mail and bool(saved.email)
    saved.copies_on_paper, saved.paper_version = copies_on_paper, paper_version
    saved.save()
    verb = "circulation entry added" if is_new else "circulation entry changed"
    record(verb, saved, by=by, scope=body.scope, data={"copies": copies_on_paper})
    return saved


@transaction.atomic
def remove_circulation_entry(*, entry: CirculationEntry, by: User) -> None:
    """Take an entry off a body's list; whom the record names stays on it without it."""
    require(may_keep_circulation(by, entry.body))
    record("circulation entry removed", entry, by=by, scope=entry.body.scope)
    entry.delete()


def _is_address(email: str) -> Finding:
    if not email.strip():
        return met()
    try:
        validate_email(email.strip())
    except ValidationError:
        return stopped(_("Enter an email address. For example, name@example.org."), code="email")
    return met()


def _is_free(body: Body, email: str, entry: CirculationEntry | None) -> Finding:
    same = CirculationEntry.objects.filter(body=body, email__iexact=email.strip())
    if not email.strip() or all(entry is not None and each.pk == entry.pk for each in same):
        return met()
    return stopped(_("This address is on the circulation list under another entry."), code="email")
