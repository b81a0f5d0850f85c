"""Another key for the history, because the old one may be known to somebody, or because it is lost."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.history import anchors, keys
from foundation.history.actors import Actor
from foundation.history.events import record
from foundation.history.findings import refuse, require, stopped
from foundation.history.models import ChainHead, Event
from foundation.history.seals import KEY_CHANGED, KEY_LOST, Seals
from foundation.history.walking import broken_links


@transaction.atomic
def change_key(*, by: Actor) -> Event:
    """Seal with a new key from now on; what is sealed with an earlier one after this event is a fault.

    Keys of the file: a new one is made, and the earlier ones stay there to check with. Keys of the setting:
    the operator has put the new one first.
    """
    head = _locked()
    earlier = [key.name for key in keys.present()]
    if not settings.HISTORY_KEY:
        keys.put_new_first()
    else:
        earlier = earlier[1:]
    if not earlier:
        refuse(
            "HISTORY_KEY holds one key only, so there is nothing to change to.",
            remedy="Put the new key before the old one: HISTORY_KEY=new,old. Then run this again.",
        )
    return record(KEY_CHANGED, head, by=by, data={"replaced": earlier})


@transaction.atomic
def take_over(*, by: Actor) -> Event:
    """Vouch, with the key that is here, for events whose own key is lost: only if all else holds."""
    head = _locked()
    seals = Seals()
    faults = [*broken_links(seals), *anchors.faults_of(anchors.written_down())]
    if not seals.unknown:
        refuse(_("Every event is sealed with a key that is here, so nothing has to be taken over."))
    if faults:
        require(*(stopped(fault) for fault in faults))
    return record(KEY_LOST, head, by=by, data={"lost": sorted(seals.unknown), "up_to": head.number})


def _locked() -> ChainHead:
    ChainHead.objects.get_or_create(pk=1)
    return ChainHead.objects.select_for_update().get(pk=1)
