"""A document that is not made yet: the request answers at once, the worker makes it, the address gives it."""

import io
import subprocess
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from foundation.documents.layout import render
from foundation.documents.models import RenderedComponent
from foundation.history.models import Event
from foundation.jobs import queue, waiting
from foundation.jobs.middleware import BROKE_DOWN, GOES_ON
from foundation.jobs.models import Job
from foundation.library.models import Publication
from meetings import actions
from meetings.models import Minutes, Pack
from tests.builders.life import brought
from tests.builders.meetings import add_items, make_meeting
from tests.builders.minutes import Held, held_meeting, minuted
from tests.builders.minutes import add_items as add_business
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.builders.papers import agree, build, make_paper, place
from tests.sweep.test_role_ended import end_every_role
from tests.sweep.typed import forms_of
from tests.waiting import worker_made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.at_once]


@pytest.fixture
def held() -> Held:
    found = held_meeting()
    add_business(found, 1)
    minuted(found)
    return found


def write(held: Held, text: str) -> None:
    minute = held.meeting.minutes.entries.get()
    actions.save_minute(minute=minute, text=f"<p>{text}</p>", based_on=minute.version, by=held.secretary)


def words(data: bytes) -> str:
    told = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(told.stdout.decode().split())


def draft(held: Held) -> str:
    return f"/meetings/{held.meeting.pk}/minutes/draft.pdf"


def test_the_first_answer_comes_at_once_and_asks_the_worker_once(held: Held) -> None:
    client = signed_in(held.secretary)
    pages = [client.get(draft(held)) for _ in range(2)]
    assert [page.status_code for page in pages] == [202, 202]
    assert "Your file is being prepared" in pages[0].content.decode()
    assert "Waiting to start" in pages[0].content.decode()
    assert '<meta http-equiv="refresh" content="2">' in pages[0].content.decode()
    assert pages[0]["Cache-Control"] == "private, no-store"
    assert (Job.objects.filter(kind=render.LAY_OUT).count(), RenderedComponent.objects.count()) == (1, 0)


def test_the_same_address_gives_the_file_once_it_is_made(held: Held) -> None:
    client = signed_in(held.secretary)
    client.get(draft(held))
    assert worker_made() == 1
    answer = client.get(draft(held))
    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (
        200,
        "application/pdf",
        b"%PDF-",
    )
    assert answer["Content-Disposition"] == f'inline; filename="minutes-{held.meeting.day:%Y-%m-%d}.pdf"'
    assert worker_made() == 0


def test_the_row_of_the_work_keeps_no_words_afterwards(held: Held) -> None:
    signed_in(held.secretary).get(draft(held))
    assert "document" in Job.objects.get(kind=render.LAY_OUT).arguments
    worker_made()
    assert Job.objects.get(kind=render.LAY_OUT).arguments == {}


def test_words_that_change_meanwhile_are_not_answered_with_the_old_ones(held: Held) -> None:
    client = signed_in(held.secretary)
    client.get(draft(held))
    write(held, "The panel heard of new words.")
    worker_made()
    assert client.get(draft(held)).status_code == 202
    worker_made()
    assert "heard of new words" in words(client.get(draft(held)).content)


def test_who_lost_the_role_meanwhile_does_not_get_the_file(held: Held) -> None:
    client = signed_in(held.secretary)
    client.get(draft(held))
    worker_made()
    end_every_role(held.secretary)
    assert client.get(draft(held)).status_code == 404


def test_a_file_that_cannot_be_made_says_why_until_its_words_change(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, lay_out = signed_in(held.secretary), render._lay_out

    def too_long(question: tuple[str, dict[str, str]]) -> tuple[bytes, int]:
        if "Much too long" in question[0]:
            raise render.CannotLayOut(render.TOO_MUCH)
        return lay_out(question)

    monkeypatch.setattr(render, "_lay_out", too_long)
    write(held, "Much too long.")
    client.get(draft(held))
    worker_made()
    page = client.get(draft(held))
    assert page.status_code == 409
    assert "A file could not be created" in page.content.decode()
    assert render.TOO_MUCH in page.content.decode()
    assert Job.objects.get().arguments == {}
    write(held, "Short enough.")
    assert client.get(draft(held)).status_code == 202


def test_what_stopped_is_tried_again_when_somebody_asks(held: Held) -> None:
    client = signed_in(held.secretary)
    client.get(draft(held))
    Job.objects.update(status=Job.Status.FAILED, error="The worker stopped in the middle of it.")
    page = client.get(draft(held)).content.decode()
    assert "The worker stopped in the middle of it." in page
    again = f"{draft(held)}?make_again=1"
    assert again in page
    assert client.get(again)["Location"] == draft(held)
    worker_made()
    assert client.get(draft(held)).status_code == 200


def test_a_page_that_waits_long_says_that_the_worker_may_not_run(
    held: Held, clock: time_machine.Traveller
) -> None:
    client = signed_in(held.secretary)
    client.get(draft(held))
    clock.shift(timedelta(minutes=2))
    page = client.get(draft(held)).content.decode()
    assert "the background worker is not running" in page
    assert '<meta http-equiv="refresh" content="5">' in page


def test_an_act_that_nobody_works_on_is_done_without_the_worker(clock: time_machine.Traveller) -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting, client = make_meeting(body, clerk), signed_in(clerk)
    act = reverse("meetings:notice_publish", args=[meeting.pk])
    client.post(act)
    clock.shift(timedelta(minutes=2))
    page = client.post(act)
    assert (page.status_code, GOES_ON.sentence in page.content.decode()) == (202, True)
    [form] = [each for each in forms_of(act, page) if each.action == act]
    assert client.post(act, form.values).status_code == 302
    assert Publication.objects.get().kind == Publication.Kind.NOTICE


def test_an_act_whose_file_is_being_made_waits_for_the_worker(clock: time_machine.Traveller) -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting, client = make_meeting(body, clerk), signed_in(clerk)
    act = reverse("meetings:notice_publish", args=[meeting.pk])
    client.post(act)
    clock.shift(timedelta(minutes=2))
    lease = timezone.now() + timedelta(seconds=30)
    Job.objects.update(status=Job.Status.RUNNING, step="Being laid out", lease_until=lease)
    page = client.post(act)
    assert (GOES_ON.sentence in page.content.decode(), "Being laid out" in page.content.decode()) == (
        False,
        True,
    )
    [form] = [each for each in forms_of(act, page) if each.action == act]
    assert str(form.values["waited"])[:2] == "1:"


def test_what_the_worker_made_where_the_site_does_not_look_is_asked_for_once(
    held: Held, clock: time_machine.Traveller, tmp_path: Path, settings
) -> None:
    client, folder = signed_in(held.secretary), settings.FILES_DIR
    client.get(draft(held))
    settings.FILES_DIR = tmp_path / "the folder of the worker"
    worker_made()
    settings.FILES_DIR = folder
    assert "Almost ready" in client.get(draft(held)).content.decode()
    clock.shift(timedelta(minutes=1))
    pages = [client.get(draft(held)) for _ in range(2)]
    assert [(page.status_code, waiting.NOT_FOUND in page.content.decode()) for page in pages] == [
        (409, True)
    ] * 2
    assert Job.objects.filter(kind=render.LAY_OUT).count() == 1
    client.get(f"{draft(held)}?make_again=1")
    worker_made()
    assert client.get(draft(held)).status_code == 200


def test_what_broke_down_is_told_without_the_name_of_a_fault(held: Held) -> None:
    client = signed_in(held.secretary)
    client.get(draft(held))
    Job.objects.update(status=Job.Status.FAILED, attempts=3, error="KeyError: 'words of an exempt item'")
    page = client.get(draft(held)).content.decode()
    assert (BROKE_DOWN in page, "KeyError" in page, "exempt item" in page) == (True, False, False)


def test_a_page_says_how_much_is_before_it(held: Held) -> None:
    client = signed_in(held.secretary)
    client.get(draft(held))
    write(held, "Other words.")
    assert "Waiting to start: 1 before it" in client.get(draft(held)).content.decode()


def test_a_word_file_is_written_by_the_worker_and_saved(held: Held) -> None:
    client, address = signed_in(held.secretary), reverse("meetings:minutes_docx", args=[held.meeting.pk])
    page = client.get(address)
    assert (page.status_code, "Your browser will save the file" in page.content.decode()) == (202, True)
    worker_made()
    with zipfile.ZipFile(io.BytesIO(client.get(address).content)) as found:
        assert "word/document.xml" in found.namelist()


def test_an_act_that_needs_a_file_changes_nothing_until_it_is_there() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting, client = make_meeting(body, clerk), signed_in(clerk)
    address = reverse("meetings:notice_publish", args=[meeting.pk])
    events = Event.objects.count()
    page = client.post(address, {"words": ["One", "Two"], "once_key": "kept"})
    meeting.refresh_from_db()
    assert (page.status_code, meeting.announced_at) == (202, None)
    assert (Publication.objects.count(), Event.objects.count()) == (0, events)
    assert "Nothing has been changed yet." in page.content.decode()
    for name, value in (("words", "One"), ("words", "Two"), ("once_key", "kept")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page.content.decode()
    worker_made()
    assert client.post(address).status_code == 302
    assert Publication.objects.get().kind == Publication.Kind.NOTICE


def test_an_act_sent_twice_while_its_file_is_made_is_done_once() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting, client = make_meeting(body, clerk), signed_in(clerk)
    place, act = (reverse(f"meetings:{name}", args=[meeting.pk]) for name in ("notice", "notice_publish"))
    form = next(each for each in forms_of(place, client.get(place)) if each.action == act)
    assert [client.post(act, form.keyed).status_code for _ in range(2)] == [202, 202]
    worker_made()
    done = [(client.post(act, form.keyed).status_code, Event.objects.count()) for _ in range(2)]
    assert done == [(302, done[0][1])] * 2


def test_an_export_counts_the_files_that_are_still_to_be_written() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    meeting.items.all().delete()
    [item] = add_items(meeting, clerk, "Knife crime")
    place(item, make_paper(body, clerk), clerk)
    agree(meeting, clerk)
    build(meeting, clerk, Pack.Kind.AGENDA)
    actions.publish_agenda(meeting=meeting, by=clerk)
    client, address = signed_in(clerk), reverse("meetings:meeting_export", args=[meeting.pk])
    assert "0 of 2 files ready" in client.get(address).content.decode()
    queue.run_next("me", lane=queue.AT_A_SCREEN)
    assert "1 of 2 files ready" in client.get(address).content.decode()
    queue.run_next("me", lane=queue.AT_A_SCREEN)
    data = b"".join(client.get(address).streaming_content)
    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        assert len([name for name in folder.namelist() if name.endswith(".docx")]) == 2


@pytest.mark.parametrize(("waited", "status"), [("20:", 302), ("19:", 202), ("x:y", 202), ("9" * 30, 202)])
def test_an_act_that_asked_for_another_file_each_time_makes_it_in_the_end(waited: str, status: int) -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting, client = make_meeting(body, clerk), signed_in(clerk)
    act = reverse("meetings:notice_publish", args=[meeting.pk])
    assert client.post(act, {"waited": waited}).status_code == status


def test_a_form_that_waits_counts_only_what_it_had_not_asked_for_before() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting, client = make_meeting(body, clerk), signed_in(clerk)
    act = reverse("meetings:notice_publish", args=[meeting.pk])

    def sent(waited: str) -> str:
        [form] = [each for each in forms_of(act, client.post(act, {"waited": waited})) if each.action == act]
        return str(form.values["waited"])

    first = sent("")
    assert (first[:2], sent(first)) == ("1:", first)
    actions.change_meeting(meeting=meeting, by=clerk, title="", venue="Town Hall")
    assert sent(first)[:2] == "2:"


def rounds(act: Callable[[], object], clock: time_machine.Traveller) -> int:
    """How often an act waits for the worker, while time goes on as it does between two looks."""
    for count in range(4):
        try:
            with waiting.answering_at_once():
                act()
        except waiting.NotMadeYet as needed:
            for each in needed.wanted:
                waiting.ask(each, timezone.now())
            worker_made()
            clock.shift(timedelta(seconds=4))
        else:
            return count
    raise AssertionError("It asks for another file each time")


def test_what_an_act_prints_is_the_same_a_moment_later(clock: time_machine.Traveller) -> None:
    scene = brought()
    found = [rounds(scene.confirm, clock)]
    minutes, day = Minutes.objects.get(pk=scene.minutes.pk), scene.later.meeting.day
    signed = {"signed_by": "The Chair", "signed_on": day, "manner": "paper"}
    found.append(rounds(lambda: actions.sign_minutes(minutes=minutes, by=scene.clerk, **signed), clock))
    fact = {"words": "A fact.", "source": "A letter", "learnt_on": day, "is_public": True}
    found.append(rounds(lambda: actions.add_later_note(minutes=minutes, by=scene.clerk, **fact), clock))
    assert found == [1, 1, 1]
