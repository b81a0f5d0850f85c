"""Publishing at a set time: never early, once, caught up after a sleep, and said when it fails."""

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs import queue, registry
from foundation.jobs.models import OutgoingMail
from foundation.library.models import Publication
from meetings import actions, jobs
from meetings.despatch.actions import scheduling
from meetings.despatch.forms import SetTimeForm
from meetings.despatch.pages import set_times
from meetings.models import Meeting, Pack, Paper, ScheduledPublication
from meetings.providers import todo_rows
from panels.models import Assignment
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.panels import make_chair, make_panel, make_secretary
from tests.builders.papers import agree, build, make_paper, make_report, place
from tests.builders.supplements import REASON, build_supplement, published_agenda

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NINE = london(2026, 11, 26, 9, 0)


@pytest.fixture
def ready() -> tuple:
    """A secretary, a meeting whose agenda is agreed, and the pack as the proof shows it."""
    return make_ready()


def make_ready(*, has_paper: bool = False) -> tuple:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    item = add_items(meeting, clerk, "Knife crime")[0]
    if has_paper:
        place(item, make_paper(body, clerk), clerk)
    agree(meeting, clerk)
    return clerk, meeting, build(meeting, clerk, Pack.Kind.AGENDA)


def set_for(ready: tuple, at: datetime = NINE) -> ScheduledPublication:
    clerk, _, pack = ready
    return actions.schedule_publication(pack=pack, at=at, proof=pack.file.hash, by=clerk)


def work() -> None:
    """What a worker does in half a minute."""
    jobs.catch_up_with_set_times()
    queue.run_pending()


def is_public(meeting: Meeting) -> bool:
    return Publication.objects.filter(source_ref=meeting.ref).exists()


@pytest.mark.shows("R-10")
def test_it_is_never_early_and_goes_out_at_the_first_look_after_its_time(clock, ready) -> None:
    row = set_for(ready)
    probes = [NINE - timedelta(seconds=s) for s in (46 * 3600, 3600, 60, 30, 5, 2, 1)]
    probes += [NINE - timedelta(microseconds=each) for each in (999_999, 1000, 1)]
    for probe in probes:
        clock.move_to(probe)
        work()
        assert actions.publish_scheduled(scheduled=row.pk) is False
        assert not is_public(ready[1])
    clock.move_to(NINE)
    work()
    assert is_public(ready[1])
    row.refresh_from_db()
    assert row.done_at == NINE
    assert {p.published_at for p in Publication.objects.all()} == {NINE}


TRUE_TIME = NINE


def true_time() -> datetime:
    """What the database's clock says while this process's own is wrong."""
    return TRUE_TIME


@pytest.mark.shows("R-10", "R-11")
@pytest.mark.parametrize("own", [NINE + timedelta(hours=2), NINE - timedelta(hours=2)])
def test_the_clock_of_the_worker_decides_nothing(clock, ready, settings, monkeypatch, own) -> None:
    row = set_for(ready)
    settings.TIME_SOURCE = f"{__name__}.true_time"
    clock.move_to(own)
    monkeypatch.setitem(globals(), "TRUE_TIME", NINE - timedelta(seconds=1))
    work()
    assert actions.publish_scheduled(scheduled=row.pk) is False
    assert not is_public(ready[1])
    monkeypatch.setitem(globals(), "TRUE_TIME", NINE)
    work()
    row.refresh_from_db()
    ready[1].refresh_from_db()
    written = {p.published_at for p in Publication.objects.all()} | {row.done_at, ready[1].published_at}
    written |= {each.happened_at for each in Event.objects.filter(verb__contains="published")}
    assert written == {NINE}


def test_what_has_a_set_time_waits_for_no_other_work() -> None:
    assert registry.work_of(scheduling.PUBLISH).lane == queue.ON_TIME
    assert jobs.catch_up_with_set_times.__name__ in str(registry.kinds_of(queue.ON_TIME))


@pytest.mark.shows("R-10")
def test_the_database_refuses_a_row_that_says_it_went_out_early(ready) -> None:
    row = set_for(ready)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScheduledPublication.objects.filter(pk=row.pk).update(done_at=NINE - timedelta(seconds=1))


@pytest.mark.shows("R-10")
def test_a_worker_that_slept_catches_up_once_and_the_secretariat_is_told(clock, ready) -> None:
    clerk, meeting, _ = ready
    set_for(ready)
    clock.move_to(NINE + timedelta(minutes=20))
    assert [r.sentence for r in todo_rows(clerk, timezone.localdate()) if "overdue" in r.sentence] == [
        "was scheduled for Thursday 26 November 2026 at 9 am and is overdue."
    ]
    for _ in range(3):
        work()
    assert Publication.objects.filter(kind="pack").count() == 1
    assert Event.objects.filter(verb="published at the set time").count() == 1
    assert Event.objects.filter(verb="publication at a set time was late").count() == 1
    assert [(m.to, m.subject) for m in mail.outbox] == [
        ([clerk.email], "Published late: agenda and papers of Friday 4 December 2026")
    ]
    late = [
        row.sentence for row in todo_rows(clerk, timezone.localdate()) if "published late" in row.sentence
    ]
    assert late == ["was scheduled for Thursday 26 November 2026 at 9 am and was published late."]


def test_the_one_who_asked_is_the_one_who_published(clock, ready) -> None:
    clerk, meeting, _ = ready
    set_for(ready)
    clock.move_to(NINE)
    work()
    event = Event.objects.get(verb="agenda published", subject_type="meetings.meeting")
    assert (event.actor_id, event.actor_name) == (str(clerk.pk), "Ellen Marsh")
    assert mail.outbox == []


@pytest.mark.shows("R-10", "R-30")
def test_what_changed_after_the_proof_does_not_go_out_and_the_mail_names_no_paper(clock) -> None:
    ready = clerk, meeting, _ = make_ready(has_paper=True)
    row = set_for(ready)
    paper = Paper.objects.get()
    actions.save_paper(paper=paper, report=make_report("qx900zq"), based_on=1, by=clerk)
    clock.move_to(NINE)
    work()
    work()
    assert not is_public(meeting)
    row.refresh_from_db()
    assert "has changed since this pack was built" in row.failure
    assert Event.objects.filter(verb="publication at a set time stopped").count() == 1
    (told,) = mail.outbox
    assert told.subject == "Not published: agenda and papers of Friday 4 December 2026"
    assert "qx900zq" not in told.subject + told.body
    sentences = [row.sentence for row in todo_rows(clerk, timezone.localdate())]
    assert "was scheduled for Thursday 26 November 2026 at 9 am and was not published." in sentences


def test_who_lost_their_role_publishes_nothing(clock, ready) -> None:
    clerk, meeting, _ = ready
    second = make_secretary(meeting.body, "Tom Reeve")
    row = set_for(ready)
    Assignment.objects.filter(user=clerk).update(ends_on=NINE.date() - timedelta(days=1))
    clock.move_to(NINE)
    work()
    row.refresh_from_db()
    assert (is_public(meeting), row.failure) == (False, "Only the secretariat can publish.")
    assert [m.to for m in mail.outbox] == [[second.email]]


def test_a_cancelled_meeting_publishes_nothing(clock, ready) -> None:
    clerk, meeting, _ = ready
    set_for(ready)
    actions.cancel_meeting(meeting=meeting, reason="There is no business.", by=clerk)
    clock.move_to(NINE)
    work()
    assert not Publication.objects.filter(kind="pack").exists()


def test_called_off_it_does_not_go_out(clock, ready) -> None:
    clerk, meeting, _ = ready
    row = set_for(ready)
    for _ in range(2):
        actions.call_off_publication(scheduled=row, by=clerk)
    assert Event.objects.filter(verb="publication at a set time called off").count() == 1
    clock.move_to(NINE + timedelta(hours=1))
    work()
    assert not is_public(meeting)
    assert (OutgoingMail.objects.count(), row.cancelled_by) == (0, "Ellen Marsh")
    set_for(ready, NINE + timedelta(hours=2))


def test_what_was_published_before_its_time_is_not_published_twice(clock, ready) -> None:
    clerk, meeting, pack = ready
    row = set_for(ready)
    actions.publish_agenda(meeting=meeting, by=clerk, proof=pack.file.hash)
    clock.move_to(NINE)
    work()
    row.refresh_from_db()
    assert (row.cancelled_by, row.failure, row.done_at) == ("Panelbook", "", None)
    assert Publication.objects.filter(kind="pack").count() == 1


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        (london(2026, 11, 24, 9, 0), "That time has passed"),
        (london(2026, 12, 4, 13, 30), "Enter a time before the meeting starts"),
        (london(2026, 11, 26, 17, 1), "leaves 4 clear days of the 5 needed"),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_a_sentence(ready, at, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        set_for(ready, at)
    assert ScheduledPublication.objects.count() == 0


def test_one_publication_waits_at_a_time_and_only_of_the_pack_that_was_read(ready) -> None:
    clerk, _, pack = ready
    with pytest.raises(Refused, match="has changed since you read the final check"):
        actions.schedule_publication(pack=pack, at=NINE, proof="0" * 64, by=clerk)
    set_for(ready)
    with pytest.raises(
        Refused, match="A publication has already been scheduled for Thursday 26 November 2026 at 9 am"
    ):
        set_for(ready)


def test_a_chair_sets_no_time(ready) -> None:
    _, meeting, pack = ready
    chair = make_chair(meeting.body)
    with pytest.raises(Refused, match="Only the secretariat can publish"):
        actions.schedule_publication(pack=pack, at=NINE, proof=pack.file.hash, by=chair)


def typed(day: str, month: str, year: str, time: str) -> SetTimeForm:
    form = SetTimeForm({"day_day": day, "day_month": month, "day_year": year, "time": time, "proof": ""})
    form.is_valid()
    return form


@pytest.mark.shows("R-41")
def test_the_wall_clock_counts_on_the_days_when_the_clocks_change() -> None:
    skipped = typed("28", "3", "2027", "1.30 am")
    assert skipped.errors == {"time": ["That time does not exist: the clocks go forward that night"]}
    twice = typed("31", "10", "2027", "1.30 am").cleaned_data["at"]
    assert twice.astimezone(tz=timezone.get_fixed_timezone(0)).hour == 1, "the later of the two hours"
    summer = typed("30", "3", "2027", "9 am").cleaned_data["at"]
    assert summer.utcoffset() == timedelta(hours=1)


@pytest.mark.shows("R-41")
def test_a_time_set_in_winter_for_a_day_in_summer_is_kept_on_the_wall(clock) -> None:
    clock.move_to("2027-03-22T10:00:00+00:00")
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk, starts_at=london(2027, 4, 16))
    add_items(meeting, clerk, "Knife crime")
    agree(meeting, clerk)
    pack = build(meeting, clerk, Pack.Kind.AGENDA)
    at = typed("30", "3", "2027", "9 am").cleaned_data["at"]
    actions.schedule_publication(pack=pack, at=at, proof=pack.file.hash, by=clerk)
    clock.move_to("2027-03-30T07:59:59+00:00")
    work()
    assert not is_public(meeting)
    clock.move_to("2027-03-30T08:00:00+00:00")
    work()
    assert is_public(meeting)


def test_from_the_proof_to_the_set_time_and_back(ready) -> None:
    clerk, meeting, pack = ready
    client = Client()
    client.force_login(clerk)
    proof = client.get(reverse("meetings:proof", args=[meeting.pk])).content.decode()
    url = re.search(r'href="([^"]+schedule[^"]+)"', proof)[1]
    page = client.get(url).content.decode()
    assert "Publish by Thursday 26 November 2026 at 5\xa0pm" in page
    fields = {"proof": pack.file.hash, "day_day": "27", "day_month": "11", "day_year": "2026", "time": "9 am"}
    late = client.post(url, fields).content.decode()
    assert "leaves 4 clear days of the 5 needed" in late
    assert client.post(url, {**fields, "day_day": "26"}).status_code == 302
    shown = client.get(reverse("meetings:pack", args=[meeting.pk])).content.decode()
    assert "This pack will be published on Thursday 26 November 2026 at 9 am." in shown
    row = ScheduledPublication.objects.get()
    client.post(reverse("meetings:publication_call_off", args=[row.pk]))
    shown = client.get(reverse("meetings:pack", args=[meeting.pk])).content.decode()
    assert "becomes public on" not in shown


@pytest.mark.shows("R-10")
def test_a_supplement_goes_out_at_its_time_and_not_before(clock) -> None:
    clerk, meeting, placements = published_agenda()
    actions.bring_late_paper(placement=placements["Rural crime"], reason=REASON, by=clerk)
    pack = build_supplement(meeting, clerk)
    first = actions.schedule_publication(pack=pack, at=NINE, proof=pack.file.hash, by=clerk)
    clock.move_to(NINE - timedelta(seconds=1))
    work()
    assert not Publication.objects.filter(kind="supplement").exists()
    clock.move_to(NINE)
    work()
    first.refresh_from_db()
    assert (first.done_at, first.failure) == (NINE, "")
    assert Publication.objects.get(kind="supplement").published_at == NINE


def test_a_pack_that_was_published_by_hand_is_not_said_to_be_waiting(clock, ready) -> None:
    clerk, meeting, pack = ready
    set_for(ready)
    actions.publish_agenda(meeting=meeting, by=clerk, proof=pack.file.hash)
    assert set_times(meeting, timezone.now()) == []
    clock.move_to(NINE + timedelta(minutes=20))
    assert [row for row in todo_rows(clerk, timezone.localdate()) if "overdue" in row.sentence] == []
