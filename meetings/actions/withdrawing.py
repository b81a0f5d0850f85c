"""Withdrawing what was published of an agenda, with the reason that the public reads."""

from django.db import transaction

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import Refused, require, stopped
from foundation.library import publishing as library
from foundation.library.models import Publication
from meetings.actions.publishing import publications_of
from meetings.models import Meeting, Placement
from meetings.policies import may_publish


def withdraw_paper(*, placement: Placement, reason: str, by: User) -> None:
    """Take one paper back. The pack holds its words too, so the pack is withdrawn with it."""
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=placement.item.meeting_id)
        require(may_publish(by, meeting))
        if placement.delivery == Placement.Delivery.WITHDRAWN:
            raise Refused(stopped("This paper is withdrawn already."))
        standing = publications_of(meeting)
        own = [each for each in standing if each.source_ref == placement.ref]
        if not own:
            raise Refused(stopped("This paper is not public, so there is nothing to withdraw."))
        for publication in own:
            library.withdraw(publication=publication, reason=reason, by=by, scope=meeting.scope)
        for pack in (each for each in standing if each.kind == Publication.Kind.PACK):
            said = f"It holds a paper that was withdrawn: {placement.paper.title}"
            library.withdraw(publication=pack, reason=said[:600], by=by, scope=meeting.scope)
        Placement.objects.filter(pk=placement.pk).update(delivery=Placement.Delivery.WITHDRAWN)
        placement.delivery = Placement.Delivery.WITHDRAWN


def withdraw_agenda(*, meeting: Meeting, reason: str, by: User) -> None:
    """Take back the agenda with its papers and its pack; the record of what was public stays."""
    with transaction.atomic():
        meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update())
        require(may_publish(by, meeting))
        standing = publications_of(meeting)
        if not standing:
            raise Refused(stopped("Nothing of this agenda is public."))
        for publication in standing:
            library.withdraw(publication=publication, reason=reason, by=by, scope=meeting.scope)
        record("agenda withdrawn", meeting, by=by, scope=meeting.scope, note=reason)
