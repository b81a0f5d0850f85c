"""Policies of minutes that are about parts of them: confirmation elsewhere, words used again and again."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history.findings import Finding, stopped
from meetings.models import Decision
from panels.models import Body
from panels.policies import SECRETARIAT, needs, roles_of

AnyUser = User | AnonymousUser


def may_confirm_elsewhere(user: AnyUser, decision: Decision) -> Finding:
    """May this user record that a decision was confirmed by those it waited for?"""
    body = decision.minute.minutes.meeting.body
    served = needs(roles_of(user, body, timezone.localdate()), SECRETARIAT, "record a confirmation")
    if not served.is_met:
        return served
    if not decision.confirmation_by:
        return stopped("This decision waits for nobody’s confirmation.")
    if decision.confirmed_on is not None:
        return stopped("This confirmation is recorded already.")
    return served


def may_keep_words(user: AnyUser, body: Body) -> Finding:
    """May this user change the words that this body uses again and again?"""
    return needs(roles_of(user, body, timezone.localdate()), SECRETARIAT, "change the body’s own words")
