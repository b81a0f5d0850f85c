"""May this user do this now? The secretariat writes; members read drafts and agreed terms alike."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.history.findings import Finding, met, stopped
from panels.models import Body
from panels.policies import SECRETARIAT, AnyUser, bodies_served, needs
from scrutiny.models import Inquiry, Part, Session, Witness

# What may change while an agreed version stands; the printed terms stay as they were agreed.
KEPT_UP = (Session, Witness)


def bodies_to_inquire(user: AnyUser) -> QuerySet[Body]:
    """The bodies for which this user opens inquiries."""
    served = bodies_served(user, timezone.localdate())
    return Body.objects.filter(pk__in=served).prefetch_related("dated_settings")


def may_open(user: AnyUser, body: Body) -> Finding:
    """May this user open an inquiry of this body?"""
    return needs(user, body, SECRETARIAT, _("open an inquiry"))


def may_keep(user: AnyUser, inquiry: Inquiry) -> Finding:
    """May this user keep the record of this inquiry: sessions, witnesses, placing its terms?"""
    return needs(user, inquiry.body, SECRETARIAT, _("change this inquiry"))


def may_edit_terms(user: AnyUser, inquiry: Inquiry) -> Finding:
    """May this user change what the terms say now?"""
    served = may_keep(user, inquiry)
    if not served.is_met:
        return served
    if inquiry.draft is None:
        return stopped(
            _("These terms have been agreed and can no longer be changed."),
            remedy=_("Start an amended draft."),
        )
    return met()


def may_change_part(user: AnyUser, inquiry: Inquiry, model: type[Part]) -> Finding:
    """May this user change this kind of record now?"""
    return may_keep(user, inquiry) if issubclass(model, KEPT_UP) else may_edit_terms(user, inquiry)


def may_amend(user: AnyUser, inquiry: Inquiry) -> Finding:
    """May this user start an amended draft?"""
    served = may_keep(user, inquiry)
    if not served.is_met:
        return served
    if inquiry.draft is not None:
        return stopped(_("A draft is already open."))
    return met()
