"""A restored copy says so on every page, sends nothing, and is released by an act on record."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command

from config import actions
from foundation.accounts.models import User
from foundation.history.models import Event
from foundation.jobs import outbox, queue
from foundation.jobs.holding import is_held
from foundation.library.models import Publication
from meetings import actions as actions_of_meetings
from meetings import jobs
from meetings.models import Pack
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.panels import make_panel, make_secretary, make_user
from tests.builders.papers import agree, build, file_of
from tests.going_on import Browser

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TAKEN = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
BANNER = "This is a restored copy, taken 23 November 2026 at 02:15; it sends no mail until it is released."


@pytest.fixture
def anna(client: Browser) -> User:
    user = make_user("Anna Root", is_administrator=True)
    client.force_login(user)
    return user


@pytest.mark.shows("R-35")
def test_a_restored_copy_sends_no_mail_until_it_is_released(anna: User, client: Browser) -> None:
    actions.mark_restored(TAKEN)
    outbox.send("jo@kennetside.example", "Your note is due", "It is due on Friday.")
    queue.run_pending()
    assert (is_held(), mail.outbox) == (True, [])
    assert "1 waiting message will be sent" in client.get("/release/").content.decode()
    assert client.post("/release/").status_code == 302
    outbox.deliver_due()
    assert (is_held(), [message.to for message in mail.outbox]) == (False, [["jo@kennetside.example"]])
    last = Event.objects.all()[0]
    assert (last.sentence, last.data["taken_at"]) == (
        "Anna Root released the restored copy",
        "2026-11-23T02:15:00+00:00",
    )


@pytest.mark.shows("R-10", "R-35")
def test_what_was_set_for_a_time_waits_for_the_release_too(anna: User, clock: time_machine.Traveller) -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    add_items(meeting, clerk, "Knife crime")
    agree(meeting, clerk)
    pack = build(meeting, clerk, Pack.Kind.AGENDA)
    at = london(2026, 11, 26, 9, 0)
    actions_of_meetings.schedule_publication(pack=pack, at=at, proof=file_of(pack).hash, by=clerk)
    actions.mark_restored(TAKEN)
    seen = []
    for release in (False, True):
        clock.move_to(london(2026, 11, 26, 9, 5))
        if release:
            actions.release(by=anna)
        jobs.catch_up_with_set_times()
        queue.run_pending()
        seen.append(Publication.objects.filter(source_ref=meeting.ref).exists())
    assert seen == [False, True]


@pytest.mark.shows("R-35")
def test_every_page_says_so_and_search_engines_are_asked_to_leave(client: Browser) -> None:
    body = make_panel()
    make_meeting(body, make_secretary(body))
    addresses = ["/", "/meeting/", "/accounts/login/"]
    before = [client.get(address) for address in addresses]
    assert [(BANNER in page.content.decode(), "X-Robots-Tag" in page) for page in before] == [
        (False, False)
    ] * 3
    actions.mark_restored(TAKEN)
    for page in [client.get(address) for address in addresses]:
        assert BANNER in page.content.decode()
        assert '<meta name="robots" content="noindex, nofollow">' in page.content.decode()
        assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert "Release this copy" not in client.get("/").content.decode()


def test_an_installation_that_was_never_restored_cannot_be_released(anna: User, client: Browser) -> None:
    assert (client.get("/release/").status_code, client.post("/release/").status_code) == (404, 409)
    with pytest.raises(CommandError, match="is not a restored copy"):
        call_command("release", by="Ellen Marsh")


def test_the_command_puts_a_name_on_record(capsys: pytest.CaptureFixture[str]) -> None:
    actions.mark_restored(TAKEN)
    call_command("release", by="Ellen Marsh")
    assert capsys.readouterr().out.startswith("Released the copy of 2026-11-23T02:15:00+00:00.")
    assert (Event.objects.all()[0].sentence, is_held()) == ("Ellen Marsh released the restored copy", False)
