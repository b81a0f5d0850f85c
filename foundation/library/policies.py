"""What may be done to a publication; who may do it is decided by the room that owns its source."""

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, met, stopped
from foundation.library.models import Publication

REASON_GIVEN = met(code="reason")


def withdraw(publication: Publication) -> Finding:
    """A publication is withdrawn once; a replaced one may be withdrawn too, so that its old bytes go."""
    if publication.withdrawn_at is not None:
        return stopped(_("This has already been withdrawn."), code="withdrawn")
    return met(code="withdraw")
