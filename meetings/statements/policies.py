"""Who keeps the statements of a body."""

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.findings import Finding
from panels.models import Body
from panels.policies import SECRETARIAT, needs


def may_keep_statements(user: User, body: Body) -> Finding:
    """May this user write and publish the statements of this body?"""
    return needs(user, body, SECRETARIAT, _("change the panel’s statements"), timezone.localdate())
