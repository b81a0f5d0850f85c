"""What people read when the disk of the server is full: at uploads, at backups, and of background work."""

import errno
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from config.backup import take
from foundation.documents.store import files
from foundation.jobs import queue
from foundation.jobs.models import Job
from foundation.ui.full_disk import SENTENCE
from meetings.models import Paper
from tests.builders.panels import make_panel, make_secretary
from tests.builders.papers import make_pdf

pytestmark = pytest.mark.django_db


def full(*arguments: Any, **more: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_an_upload_says_that_there_is_no_room_and_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    body = make_panel()
    client = Client(raise_request_exception=False)
    client.force_login(make_secretary(body))
    monkeypatch.setattr(files, "_write", full)
    form = {"title": "Budget", "body": body.pk, "file": SimpleUploadedFile("a.pdf", make_pdf())}
    page = client.post(reverse("meetings:paper_upload"), form)
    assert (page.status_code, Paper.objects.count()) == (503, 0)
    assert "There is no space left on the server" in page.content.decode()


def test_any_other_fault_stays_what_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    body = make_panel()
    client = Client(raise_request_exception=False)
    client.force_login(make_secretary(body))
    monkeypatch.setattr(files, "_write", lambda *arguments: 1 / 0)
    form = {"title": "Budget", "body": body.pk, "file": SimpleUploadedFile("a.pdf", make_pdf())}
    page = client.post(reverse("meetings:paper_upload"), form)
    said = "Sorry, there is a problem with the service"
    assert (page.status_code, said in page.content.decode()) == (500, True)


def test_a_backup_ends_with_a_sentence_and_leaves_no_half_of_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    monkeypatch.setattr(take, "add_bytes", full)
    with pytest.raises(CommandError, match=f"{SENTENCE} There is no backup called monday.tar."):
        call_command("backup", str(folder / "monday.tar"))
    assert list(folder.iterdir()) == []


def test_work_in_the_background_says_why_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.reactions.react", full)
    queue.schedule_periodic()
    queue.run_pending()
    assert Job.objects.get(kind__endswith="config.jobs.react").error == SENTENCE
