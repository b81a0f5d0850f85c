"""Whether this installation is a restored copy, and what its release would set free."""

from django.http import HttpRequest
from django.utils.translation import gettext_noop

from config.models import RestoredCopy
from foundation.jobs.models import OutgoingMail

NOT_RESTORED = gettext_noop("This installation is not a restored copy, so there is nothing to release.")


def held() -> RestoredCopy | None:
    """The restoration that nobody has released yet, if there is one."""
    return RestoredCopy.objects.waiting().first()


def is_held() -> bool:
    """True while nobody has released this restored copy."""
    return RestoredCopy.objects.waiting().exists()


def of(request: HttpRequest) -> RestoredCopy | None:
    """The same for one request, asked once."""
    if not hasattr(request, "restored_copy"):
        request.restored_copy = held()  # type: ignore[attr-defined]
    found: RestoredCopy | None = request.restored_copy  # type: ignore[attr-defined]
    return found


def mail_waiting() -> int:
    """How many messages leave as soon as the copy is released."""
    return OutgoingMail.objects.waiting().count()
