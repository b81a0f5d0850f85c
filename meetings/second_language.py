"""What a minute says in the second language of its body."""

import hashlib
import json

from meetings.models import Minute, Translation

FIELDS = ("title", "text")


def translation_of(minute: Minute, language: str) -> dict[str, str]:
    """Heading and text in this language; empty where nobody wrote them."""
    known = Translation.objects.of([minute.ref], language).get(minute.ref, {})
    return {field: known.get(field, "") for field in FIELDS}


def seen_of(words: dict[str, str]) -> str:
    """What a page says it showed, so that a newer text is noticed."""
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:16]
