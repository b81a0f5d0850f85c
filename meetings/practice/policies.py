"""May this user practise with a made-up meeting of a body?"""

from django.utils.translation import gettext as _

from foundation.history.findings import Finding
from panels.models import Body
from panels.policies import SECRETARIAT, AnyUser, needs


def may_practise(user: AnyUser, body: Body) -> Finding:
    """May this user practise: whoever would record the real meeting?"""
    return needs(user, body, SECRETARIAT, _("practise with a made-up meeting"))
