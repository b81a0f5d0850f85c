"""Drafts and replaced builds go after a month; what is published, named or still used stays for good."""

import os
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.documents.layout import render
from foundation.documents.models import RenderedComponent, StoredFile
from foundation.documents.store import checking, files, housekeeping
from foundation.history.events import record
from foundation.history.models import Event
from foundation.jobs import holding, queue
from foundation.jobs.models import Job
from foundation.library.evidence import evidence_of
from foundation.library.models import Publication
from meetings import actions
from meetings.models import Meeting, Pack, ScheduledPublication
from meetings.packs.actions.requesting import REPLACED, let_go_of_replaced_packs
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.builders.papers import agree, build, make_paper, make_report, place
from tests.builders.supplements import build_supplement, issue_supplement, published_agenda

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db]
MONTH = timedelta(days=31)


class Written:
    """A meeting with one written paper, looked at and built again and again."""

    def __init__(self, clock: Any) -> None:
        self.clock = clock
        self.body = make_panel()
        self.clerk = make_secretary(self.body)
        self.meeting: Meeting = make_meeting(self.body, self.clerk)
        self.meeting.items.all().delete()
        (item,) = add_items(self.meeting, self.clerk, "Knife crime")
        self.paper = place(item, make_paper(self.body, self.clerk), self.clerk)

    def save(self, words: str) -> None:
        """Save other words in the paper."""
        newest = self.paper.versions.count()
        report = make_report(self.paper.title, body=f"<p>{words}</p>")
        actions.save_paper(paper=self.paper, report=report, based_on=newest, by=self.clerk)

    def look(self) -> bytes:
        """Open the paper as a PDF, as its author does."""
        client = signed_in(self.clerk)
        answer = client.get(reverse("meetings:paper_pdf", args=[self.paper.pk]))
        if answer.status_code == 202:
            queue.run_pending()
            answer = client.get(reverse("meetings:paper_pdf", args=[self.paper.pk]))
        return bytes(answer.content)

    def month_later(self) -> None:
        """A month goes by."""
        month_later(self.clock)


def month_later(clock: Any) -> None:
    """A month goes by, and then the worker keeps house, twice: bytes go a day after their rows."""
    for days in (MONTH, timedelta(days=2)):
        for stored in StoredFile.objects.all():
            # The clock of a test is not that of the disk.
            os.utime(files.path(stored), (0, 0))
        clock.shift(days)
        queue.schedule_periodic()
        queue.run_pending()


@pytest.fixture
def written(clock) -> Written:
    return Written(clock)


def on_disk() -> set[str]:
    return files.hashes_on_disk()


def test_a_draft_that_nobody_uses_goes_and_is_laid_out_again_when_somebody_asks(written) -> None:
    first = written.look()
    assert (RenderedComponent.objects.count(), len(on_disk())) == (1, 1)
    written.month_later()
    assert (RenderedComponent.objects.count(), StoredFile.objects.count(), on_disk()) == (0, 0, set())
    assert first[:5] == written.look()[:5] == b"%PDF-"


def test_a_draft_of_this_month_stays_and_bytes_go_a_day_after_their_row(written) -> None:
    written.look()
    (stored,) = StoredFile.objects.all()
    os.utime(files.path(stored), (0, 0))
    now = timezone.now()
    assert (housekeeping.tidy(now + timedelta(days=29)), housekeeping.tidy(now + MONTH)) == (0, 1)
    assert (StoredFile.objects.count(), on_disk()) == (0, {stored.hash})
    job = Job.objects.get(kind=housekeeping.SWEEP)
    assert job.run_after == now + MONTH + timedelta(days=1)
    housekeeping.sweep(job.arguments["digests"], job.run_after)
    assert on_disk() == set()


def test_bytes_that_somebody_needs_again_before_they_go_stay(written) -> None:
    written.look()
    (stored,) = StoredFile.objects.all()
    now = timezone.now()
    housekeeping.tidy(now + MONTH)
    data = files.read_hash(stored.hash)
    again = files.store(data, stored.content_type)
    housekeeping.sweep([stored.hash], now + MONTH + timedelta(days=1))
    assert files.is_whole(again)


def test_a_replaced_build_goes_and_the_newest_one_its_row_and_its_history_stay(written) -> None:
    old = build(written.meeting, written.clerk)
    written.save("Other words.")
    new = build(written.meeting, written.clerk)
    gone = {old.file.hash}
    written.month_later()
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, old.failure, old.file, old.screen_file) == ("failed", REPLACED, None, None)
    assert (new.status, files.is_whole(new.file), gone & on_disk()) == ("whole", True, set())
    client = signed_in(written.clerk)
    shown = [client.get(reverse("meetings:pack_file", args=[written.meeting.pk, n])) for n in (1, 2)]
    assert [answer.status_code for answer in shown] == [404, 200]
    assert client.get(reverse("meetings:pack", args=[written.meeting.pk])).status_code == 200
    assert Event.objects.of(old).first().verb == "old pack file removed"
    # Work left over from it builds nothing.
    queue.enqueue("meetings.build_pack", key="left over", arguments={"pack": old.pk})
    queue.run_pending()
    old.refresh_from_db()
    assert old.status == "failed"


def test_a_build_of_a_supplement_that_was_replaced_before_the_issue_is_no_stop(clock) -> None:
    clerk, meeting, placed = published_agenda()
    actions.bring_late_paper(placement=placed["Rural crime"], by=clerk)
    old = build_supplement(meeting, clerk)
    actions.withdraw_item(item=placed["Budget"].item, reason="Later", by=clerk)
    issue_supplement(meeting, clerk)
    month_later(clock)
    old.refresh_from_db()
    page = signed_in(clerk).get(reverse("meetings:supplement", args=[meeting.pk]))
    assert (old.failure, page.context["page"].state.failed) == (REPLACED, None)
    assert "Cannot continue:" not in page.content.decode()


def test_what_was_published_replaced_and_withdrawn_stays_whole_and_the_record_holds(written) -> None:
    agree(written.meeting, written.clerk)
    build(written.meeting, written.clerk, Pack.Kind.AGENDA)
    actions.publish_agenda(meeting=written.meeting, by=written.clerk)
    actions.withdraw_agenda(meeting=written.meeting, reason="A wrong day.", by=written.clerk)
    published = {each.hash for each in StoredFile.objects.all() if _is_published(each)}
    assert len(published) > 2
    written.month_later()
    assert published <= on_disk()
    assert [fault for each in evidence_of(written.meeting.ref) for fault in each.faults] == []
    assert (checking.check().damaged, checking.check().orphans) == ([], [])
    said = StringIO()
    call_command("verify_history", stdout=said)
    assert "stored files, and each is what was stored." in said.getvalue()


def _is_published(stored: StoredFile) -> bool:
    rows = Publication.objects.all()
    return rows.filter(file=stored).exists() or rows.filter(screen_file=stored).exists()


def test_a_published_paper_is_still_read_by_the_public(written) -> None:
    agree(written.meeting, written.clerk)
    build(written.meeting, written.clerk, Pack.Kind.AGENDA)
    published = actions.publish_agenda(meeting=written.meeting, by=written.clerk)
    written.month_later()
    answers = [Client().get(each.file_url) for each in published]
    assert [answer.status_code for answer in answers] == [200] * len(published)


def test_a_file_that_the_history_names_stays_though_no_row_uses_it(written) -> None:
    written.look()
    (stored,) = StoredFile.objects.all()
    record("file shown", written.paper, by=written.clerk, data={"file": stored.hash})
    written.month_later()
    assert (StoredFile.objects.count(), on_disk()) == (1, {stored.hash})


def test_a_build_that_was_set_to_be_published_stays(written, clock) -> None:
    old = build(written.meeting, written.clerk)
    written.save("Other words.")
    build(written.meeting, written.clerk)
    now = timezone.now()
    ScheduledPublication.objects.create(
        pack=old, proof=old.file.hash, at=now, asked_at=now, asked_by=written.clerk
    )
    assert let_go_of_replaced_packs(now=now + MONTH) == 0


def test_a_copy_that_is_held_leaves_the_files_of_the_original_alone(written, monkeypatch) -> None:
    written.look()
    monkeypatch.setattr(holding, "_asked", [lambda: True])
    written.month_later()
    assert (RenderedComponent.objects.count(), len(on_disk())) == (1, 1)


def test_work_that_was_done_stays_a_month_and_what_stopped_half_a_year(clock) -> None:
    now = timezone.now()
    for days in (29, 31, 179, 181):
        for status in (Job.Status.DONE, Job.Status.FAILED):
            then = now - timedelta(days=days)
            Job.objects.create(
                kind=render.LAY_OUT,
                key=f"{status} {days}",
                status=status,
                run_after=then,
                asked_at=then,
                finished_at=then,
            )
    queue.schedule_periodic()
    queue.run_pending()
    left = Job.objects.filter(kind=render.LAY_OUT).values_list("key", flat=True)
    assert set(left) == {"done 29", "failed 29", "failed 31", "failed 179"}


def test_sessions_that_ran_out_go(clock) -> None:
    now = timezone.now()
    for name, days in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=name, session_data="", expire_date=now + timedelta(days=days))
    queue.schedule_periodic()
    queue.run_pending()
    assert [each.session_key for each in Session.objects.all()] == ["open"]
