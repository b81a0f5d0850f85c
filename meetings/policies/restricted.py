"""Who signs that business is kept from the public, and how a user stands to what is."""

from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Finding
from meetings.asking_hands import Askers
from meetings.models import Meeting, Restriction
from meetings.restricted_readers import Reader
from meetings.rules import restrictions as rules
from panels.policies import AnyUser, needs


def may_sign_restriction(user: AnyUser, meeting: Meeting) -> Finding:
    """May this user sign that business is withheld: the proper officer alone?"""
    return needs(user, meeting.body, frozenset({Role.MONITORING_OFFICER}), "sign that business is withheld")


def may_sign_this(user: AnyUser, restriction: Restriction, meeting: Meeting, asked: Askers) -> Finding:
    """May this user sign this very restriction: not what they asked for, while somebody else can sign it?"""
    officer = may_sign_restriction(user, meeting)
    if not officer.is_met:
        return officer
    return rules.signing_finding(
        is_separate=meeting.settings.separate_hands,
        is_own=asked.is_by(user, restriction),
        others=asked.others(restriction),
    )


def restricted_reader(user: User, meeting: Meeting) -> Reader:
    """How this user stands to the restricted papers of this meeting today."""
    return Reader.of(user, meeting, timezone.localdate())
