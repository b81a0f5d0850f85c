"""Files dropped on the papers board: kept until a person has confirmed which paper each of them is."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.documents.incoming import sent
from foundation.documents.models import SentFile
from foundation.documents.vetting import uploads
from foundation.history.findings import require
from meetings.common.policies import may_edit_agenda
from meetings.models import Meeting, Paper
from meetings.packs.forms import NOT_USED
from meetings.packs.matching import title_of
from meetings.papers import overview
from meetings.papers.actions.sent_files import NEW, REPLACE


def keep_dropped(*, meeting: Meeting, file: "UploadedFile[bytes]", is_word: bool, by: User) -> str:
    """Keep a file for the papers of a meeting; says why it cannot be used, or nothing."""
    require(may_edit_agenda(by, meeting))
    arguments = {"body": meeting.body_id, "title": title_of(file.name or "") or "Paper", "author": None}
    try:
        sent.keep_aside(
            NEW,
            by=by,
            file=file,
            is_word=is_word,
            arguments={**arguments, "item": None, "meeting": meeting.pk},
            address=reverse("meetings:paper_upload"),
            # Not in the history of the meeting: twelve files say nothing there until they are papers.
            scope=meeting.body.scope,
            now=timezone.now(),
        )
    except uploads.NotAccepted as error:
        return error.sentence
    return ""


def use_dropped(*, file: SentFile, meeting: Meeting, place: str, title: str, by: User) -> None:
    """Have a dropped file checked and used: as a paper that is there, as a new one, or not at all."""
    require(may_edit_agenda(by, meeting))
    kind, _, pk = place.partition(":")
    if kind == NOT_USED:
        board = reverse("meetings:meeting_papers", args=[meeting.pk])
        sent.discard_kept(file, by=by, now=timezone.now(), to=board)
    elif kind == "paper":
        _use_as(file, Paper.objects.get(pk=pk), meeting, by)
    else:
        _use_as_new(file, meeting, int(pk) if pk else None, title, by)


def _use_as(file: SentFile, paper: Paper, meeting: Meeting, by: User) -> None:
    newest = overview.newest_version(paper)
    sent.use_kept(
        file,
        REPLACE,
        by=by,
        arguments={"paper": paper.pk, "based_on": newest.number if newest else 0, "meeting": meeting.pk},
        typed=[],
        address=reverse("meetings:paper_replace", args=[paper.pk]),
    )


def _use_as_new(file: SentFile, meeting: Meeting, item: int | None, title: str, by: User) -> None:
    upload = reverse("meetings:paper_upload")
    typed: list[tuple[str, list[Any]]] = [("title", [title]), ("body", [str(meeting.body_id)])]
    sent.use_kept(
        file,
        NEW,
        by=by,
        arguments={
            "body": meeting.body_id,
            "title": title,
            "author": None,
            "item": item,
            "meeting": meeting.pk,
        },  # fmt: skip
        typed=typed,
        address=f"{upload}?item={item}" if item else upload,
    )
