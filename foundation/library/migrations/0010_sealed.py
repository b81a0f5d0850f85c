"""The history of earlier versions is sealed: one event under the key vouches for all before it.

Their events hold no digests of what is fixed about a publication, so this one holds them for all of them.
"""

from datetime import UTC

from django.db import migrations
from django.utils import timezone

from foundation.history import keys
from foundation.history.hashing import hash_of_values
from foundation.library.facts import facts_of, withdrawal_of

VERB = "history sealed"


def seal(apps, schema_editor):
    Event = apps.get_model("history", "Event")
    Head = apps.get_model("history", "ChainHead")
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None or not head.number:
        return
    found = apps.get_model("library", "Publication").objects.select_related("file", "screen_file", "meeting")
    facts, withdrawals = {}, {}
    for publication in found.defer("data", "html").order_by("pk"):
        facts[publication.ref] = facts_of(publication)
        if publication.withdrawn_at:
            withdrawals[publication.ref] = withdrawal_of(publication)
    event = Event(
        number=head.number + 1,
        happened_at=timezone.now().astimezone(UTC),
        verb=VERB,
        actor_id="0",
        actor_name="Panelbook",
        subject_type="history.chainhead",
        subject_id="1",
        subject_label="The history of earlier versions",
        scope="",
        data={"up_to": head.number, "facts": facts, "withdrawals": withdrawals},
        note_digest="",
        previous_hash=head.hash,
    )
    event.hash = hash_of_values(
        [
            event.previous_hash,
            event.number,
            event.happened_at.isoformat(),
            event.verb,
            event.actor_id,
            event.actor_name,
            event.subject_type,
            event.subject_id,
            event.subject_label,
            event.scope,
            event.data,
            event.note_digest,
        ]
    )
    key = keys.in_use()
    event.key_name, event.seal = key.name, key.seal_of_event(event.number, event.hash)
    event.save(force_insert=True)
    head.number, head.hash = event.number, event.hash
    head.save()


def leave(apps, schema_editor):
    pass


class Migration(migrations.Migration):
    dependencies = [("library", "0009_elsewhere"), ("history", "0005_seals")]
    operations = [migrations.RunPython(seal, leave)]
