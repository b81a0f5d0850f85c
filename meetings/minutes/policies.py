"""Policies of minutes that are about parts of them: confirmation elsewhere, words used again and again."""

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.findings import Finding, met, stopped
from meetings.minutes.documents.kept import has_private_part
from meetings.minutes.documents.record import Record
from meetings.models import Decision, Meeting
from meetings.restricted.readers import Reader
from panels.models import Body
from panels.policies import SECRETARIAT, AnyUser, needs


def may_confirm_elsewhere(user: AnyUser, decision: Decision) -> Finding:
    """May this user record that a decision was confirmed by those it waited for?"""
    body = decision.minute.minutes.meeting.body
    served = needs(user, body, SECRETARIAT, _("record a confirmation"))
    if not served.is_met:
        return served
    if not decision.confirmation_by:
        return stopped(_("This decision does not need to be confirmed elsewhere."))
    return served


def may_keep_words(user: AnyUser, body: Body) -> Finding:
    """May this user change the words that this body uses again and again?"""
    return needs(user, body, SECRETARIAT, _("change the standard wording"))


def readable_private_minutes(user: User, record: Record) -> frozenset[int]:
    """The minutes whose private part this user may read, by primary key.

    As for restricted papers: not where they have an interest, and for members once the papers are handed out.
    """
    reader = Reader.of(user, record.minutes.meeting, timezone.localdate())
    found = set()
    for entry in record.entries:
        if not has_private_part(entry):
            continue
        of_items = [reader.may_read(item, [record.restricted.on_item(item)]).is_met for item in entry.items]
        if all(of_items) if of_items else reader.reads_what_has_no_item:
            found.add(entry.minute.pk)
    return frozenset(found)


def may_publish_decisions(user: AnyUser, meeting: Meeting) -> Finding:
    """May this user publish what was decided, before the minutes are out?"""
    served = needs(user, meeting.body, SECRETARIAT, _("publish decisions"))
    if not served.is_met:
        return served
    if meeting.is_private:
        return stopped(_("This meeting is private, so its decisions are not published."))
    if meeting.has_published_minutes:
        return stopped(_("The minutes have been published and include the decisions."))
    return met()
