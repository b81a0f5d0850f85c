"""What the record says of a minute, and the words of its paragraphs, for acts that need them."""

from meetings.minutes.documents.record import record_of, record_words
from meetings.minutes.documents.text import blocks
from meetings.models import Minute


def facts_now(minute: Minute) -> str:
    """What the record says of this minute at this moment."""
    entries = record_of(minute.minutes).entries
    return next(record_words(entry.written) for entry in entries if entry.minute.pk == minute.pk)


def words_at(minute: Minute, stands: str) -> str:
    """The words of the paragraph that something stands after; nothing when it stands nowhere."""
    return next((words for key, words in blocks(minute.text) if key == stands), "")
