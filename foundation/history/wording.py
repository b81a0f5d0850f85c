"""Events as sentences: "agenda published" by Ellen Marsh reads "Ellen Marsh published the agenda"."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext, gettext_noop, override

# What a form says beside a reason that goes into the history; no page takes it out again.
KEPT_REASON = gettext_noop(
    "The reason is kept in the history and cannot be changed later. Leave out anything private."
)
# What each verb says after a name, as a whole phrase. It begins with “recorded” where somebody else acted:
# the meeting confirms minutes, the secretariat records that it did. Rooms add theirs in their `phrases`.
# A verb is never changed, for it is in the chain: its phrase is, so that old events read right as well.
PHRASES: dict[str, str] = {
    "history key changed": gettext_noop("changed the key of the history"),
    "history key lost": gettext_noop("recorded that a key of the history was lost"),
    "note erased": gettext_noop("erased a note in the history"),
}


def say(phrases: Mapping[str, str]) -> None:
    """Add the phrases of a room."""
    PHRASES.update(phrases)


def in_english(label: object) -> str:
    """A label as a verb is made of it: verbs are kept and looked up, so no other language comes into them."""
    with override(settings.LANGUAGE_CODE):
        return str(label)


def told(actor: str, verb: str) -> str:
    """Who did what, in the past tense; a verb without a phrase follows the name as it was recorded."""
    phrase = gettext(PHRASES[verb]) if verb in PHRASES else gettext("recorded: {verb}").format(verb=verb)
    return f"{actor} {phrase}"
