"""Withdrawing what was published of an agenda, with the reason that the public reads."""

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import refuse, require
from foundation.library import publishing as library
from foundation.library.models import Publication
from meetings.common.locks import lock, lock_item
from meetings.common.policies import may_publish
from meetings.models import Meeting, PackEntry, Placement
from meetings.publishing.actions.publishing import open_again, publications_of
from meetings.restricted import hands_off
from meetings.restricted.actions import keeping_finds, require_public_reason


@keeping_finds
def withdraw_paper(*, placement: Placement, reason: str, by: User) -> None:
    """Take one paper back in every version. The packs that hold its words are withdrawn with it."""
    with transaction.atomic():
        meeting = lock_item(placement.item)
        require(may_publish(by, meeting))
        # It is recorded of what was published, which stands under no line.
        hands_off.require_open(by, placement)
        if placement.delivery == Placement.Delivery.WITHDRAWN:
            refuse(_("This paper has already been withdrawn."))
        require_public_reason(meeting=meeting, reason=reason)
        standing = publications_of(meeting)
        if not any(each.source_ref == placement.ref for each in standing):
            refuse(_("This paper is not public, so there is nothing to withdraw."))
        every = Publication.objects.filter(source_ref=placement.ref, withdrawn_at__isnull=True)
        for publication in every.order_by("pk"):
            library.withdraw(publication=publication, reason=reason, by=by, scope=meeting.scope)
        for pack in (each for each in standing if _holds(each, placement)):
            # It does not say which: the title may become restricted later, and a reason is never changed.
            said = _("It holds a paper that was withdrawn.")
            library.withdraw(publication=pack, reason=said, by=by, scope=meeting.scope)
        Placement.objects.filter(pk=placement.pk).update(delivery=Placement.Delivery.WITHDRAWN)
        placement.delivery = Placement.Delivery.WITHDRAWN


def _holds(publication: Publication, placement: Placement) -> bool:
    """True for a pack or a supplement in which this paper stands."""
    if publication.kind not in (Publication.Kind.PACK, Publication.Kind.SUPPLEMENT):
        return False
    entries = PackEntry.objects.filter(placement=placement, first_page__isnull=False)
    return entries.filter(pack__file=publication.file_id, pack__issued_at__isnull=False).exists()


@keeping_finds
def withdraw_agenda(*, meeting: Meeting, reason: str, by: User) -> None:
    """Take back the agenda with its papers and its pack; the record of what was public stays."""
    with transaction.atomic():
        lock(meeting)
        require(may_publish(by, meeting))
        standing = publications_of(meeting)
        if not standing:
            refuse(_("Nothing of this agenda is public, so there is nothing to withdraw."))
        require_public_reason(meeting=meeting, reason=reason)
        # Earlier versions could still be reached at their own addresses.
        sources = {(each.source_ref, each.kind) for each in standing}
        every = Publication.objects.filter(
            source_ref__in={source for source, __ in sources}, withdrawn_at__isnull=True
        )
        for publication in [each for each in every if (each.source_ref, each.kind) in sources]:
            library.withdraw(publication=publication, reason=reason, by=by, scope=meeting.scope)
        record("agenda withdrawn", meeting, by=by, scope=meeting.scope, note=reason)
        if meeting.agenda_status == Meeting.Agenda.PUBLISHED:
            open_again(meeting, "", by)
