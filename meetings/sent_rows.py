"""Where the sender of a file finds it again: on Today, and on the paper it was sent for."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from foundation.accounts.models import User
from foundation.documents.incoming.sent import Sender
from foundation.documents.models import SentFile
from foundation.ui.rows import TodoRow
from meetings import sent_for
from meetings.models import Paper


def sent_file_address(found: SentFile, name: str = "sent_file") -> str:
    """Where its sender sees how a file stands."""
    if found.link is not None:
        return reverse(f"meetings:author_{name}", args=[found.link.target, found.ref])
    return reverse(f"meetings:{name}", args=[found.ref])


def rows_about_sent_files(user: User, now: datetime) -> Iterable[TodoRow]:
    """Files of this user that were not used while they were away, and those that nobody else may use."""
    for each in SentFile.objects.not_used().of_or_kept(user).select_related("user", "link"):
        if sent_for.is_open_to(each, user, now):
            is_own = each.user_id == user.pk
            said = "was not used." if is_own else "was not used, and its sender no longer has access."
            yield _row(each, said, reverse("meetings:sent_file", args=[each.ref]))


def _row(each: SentFile, sentence: str, url: str) -> TodoRow:
    return TodoRow(when=None, subject=each.name or "A file", sentence=sentence, url=url, label="See why")


def of_paper(paper: Paper, by: Sender) -> tuple[str, str] | None:
    """How the last file stands that somebody sent for a paper, and its page; None where there is no news."""
    mine = SentFile.objects.of(by).for_paper(paper.pk).select_related("link")
    found = (mine.waiting() | mine.not_used()).last()
    if found is None:
        return None
    is_waiting = found.state == SentFile.State.WAITING
    said = "A file that you sent is being checked." if is_waiting else "A file that you sent was not used."
    return said, sent_file_address(found)
