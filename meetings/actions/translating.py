"""Writing the heading and the text of a minute in the body's second language."""

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.documents.text import richtext
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import refuse, require
from meetings import policies
from meetings.models import Minute, Translation
from meetings.second_language import seen_of, translation_of


@transaction.atomic
def write_second_language(*, minute: Minute, title: str, text: str, seen: str, by: User) -> None:
    """Write both; empty words take the translation away. `seen` is what the page showed before.

    Raises `NewerVersion` with both texts where somebody else wrote in the meantime.
    """
    locked = Minute.objects.select_for_update().get(pk=minute.pk)
    meeting = locked.minutes.meeting
    require(policies.may_write_minutes(by, meeting))
    language = meeting.settings.second_language
    if not language:
        refuse("This body has no second language. It is named in the settings.")
    wanted = {"title": " ".join(title.split()), "text": richtext.clean(text)}
    current = translation_of(locked, language)
    if wanted == current:
        return
    if seen != seen_of(current):
        row = Translation.objects.filter(ref=locked.ref, language=language).order_by("-saved_at").first()
        raise NewerVersion(
            saved_by=row.saved_by if row else "",
            saved_at=row.saved_at if row else timezone.now(),
            number=locked.version,
            theirs=_plain(current),
            yours=_plain(wanted),
        )
    for field, words in wanted.items():
        rows = Translation.objects.filter(ref=locked.ref, field=field, language=language)
        if not words:
            rows.delete()
            continue
        values = {"text": words, "saved_at": timezone.now(), "saved_by": by.printed_name}
        Translation.objects.update_or_create(ref=locked.ref, field=field, language=language, defaults=values)
    data = {"language": language}
    record("minute written in the second language", locked, by=by, scope=locked.minutes.scope, data=data)


def _plain(words: dict[str, str]) -> str:
    return "\n".join(filter(None, [words["title"], richtext.plain(words["text"]) if words["text"] else ""]))
