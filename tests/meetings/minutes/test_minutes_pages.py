"""The pages of minutes: what they show, to whom, and at what cost."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.accounts.roles import Role
from foundation.documents.layout import render
from meetings import actions
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.models import FollowUp, Minutes
from meetings.votes.rules.votes import VoteFacts
from meetings.wording import typed
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll, text_of
from tests.builders.panels import give_sign_in, make_user

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def written(count: int = 2) -> tuple[Held, Minutes]:
    held = held_meeting()
    add_items(held, count)
    take_roll(held)
    return held, minuted(held)


def address(held: Held, tail: str = "") -> str:
    return f"/meetings/{held.meeting.pk}/minutes/{tail}"


def queries(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        call()
    return len(captured)


def fill(held: Held, minutes: Minutes) -> None:
    for minute in minutes.entries.all():
        actions.decide(minute=minute, limbs=["That it be noted;", "that it come back."], by=held.secretary)
        actions.add_follow_up(minute=minute, text="send the figures", by=held.secretary)


def test_the_page_offers_to_start_and_then_shows_every_minute(client: Client) -> None:
    held = held_meeting()
    add_items(held, 2)
    client.force_login(held.secretary)
    assert "Start the minutes" in client.get(address(held)).content.decode()
    client.post(address(held, "start/"))
    html = client.get(address(held)).content.decode()
    assert [html.count("Subject 1</h2>"), html.count("Subject 2</h2>")] == [1, 1]
    assert "No one is recorded as present." in html


def test_the_links_of_a_point_about_several_minutes_bear_the_names_of_these_minutes(client: Client) -> None:
    held, minutes = written(3)
    first = minutes.entries.order_by("position").first()
    actions.decide(minute=first, limbs=["That it be noted."], by=held.secretary)
    client.force_login(held.secretary)
    html = client.get(address(held)).content.decode()
    said = re.search(r"Not written: (\S+) and (\S+)\.", html)
    assert said is not None
    assert re.findall(r'aria-label="Go to [^"]+">([^<]+)</a>', html) == [*said.groups()]


def test_thirteen_and_thirty_nine_items_cost_the_same_queries(client: Client) -> None:
    counts = []
    held = held_meeting()
    client.force_login(held.secretary)
    add_items(held, 13)
    take_roll(held)
    minutes = minuted(held)
    fill(held, minutes)
    client.get(address(held))
    counts.append(queries(lambda: client.get(address(held))))
    for item in add_items(held, 26)[13:]:
        actions.write_minute(minutes=minutes, items=[item], by=held.secretary)
    fill(held, minutes)
    assert minutes.entries.count() == 39
    counts.append(queries(lambda: client.get(address(held))))
    assert counts[0] == counts[1]


# Of a meeting whose day and votes were recorded; measured, so that whoever asks more says so here.
COSTS = {"": 17, "write/": 16, "edit": 19}


def test_the_pages_of_minutes_read_the_day_once(client: Client) -> None:
    held, minutes = written()
    fill(held, minutes)
    at = held.meeting.starts_at
    actions.correct_times(meeting=held.meeting, started=at, ended=None, by=held.secretary)
    actions.begin_item(meeting=held.meeting, item=held.items[0], at=at, by=held.secretary)
    facts = VoteFacts(method="unanimous", item=held.items[0].pk, motion="That it be noted")
    actions.record_vote(meeting=held.meeting, facts=facts, by=held.secretary)
    client.force_login(held.secretary)
    first = minutes.entries.first()
    assert first is not None
    pages = {tail: address(held, tail) for tail in ("", "write/")} | {"edit": f"/minutes/{first.pk}/edit/"}
    for page in pages.values():
        assert client.get(page).status_code == 200
    assert {key: queries(lambda at=page: client.get(at)) for key, page in pages.items()} == COSTS


def test_the_page_says_what_lacks_an_owner(client: Client) -> None:
    held, minutes = written()
    fill(held, minutes)
    client.force_login(held.secretary)
    html = client.get(address(held)).content.decode()
    assert html.count("1: an action has no owner and no date.") == 1
    assert (html.count("Owner missing"), html.count("No owner")) == (1, 2)


def edit_data(text: str = "", based_on: int = 1, **more: str) -> dict[str, str]:
    data = {"title": "Subject 1", "opening": "", "text": text, "based_on": str(based_on)}
    for prefix in ("limbs", "follow"):
        data |= {f"{prefix}-TOTAL_FORMS": "2", f"{prefix}-INITIAL_FORMS": "0"}
    return {**data, **more}


def test_one_minute_is_saved_with_its_decision_and_its_follow_up(client: Client) -> None:
    held, minutes = written()
    minute = minutes.entries.all()[0]
    client.force_login(held.secretary)
    assert client.get(f"/minutes/{minute.pk}/edit/").status_code == 200
    data = edit_data(
        "<p>Members asked why.</p><script>alert(1)</script>",
        **{
            "items": str(held.items[0].pk),
            "limbs-0-kind": "resolved",
            "limbs-0-text": "That it be noted;",
            "limbs-1-kind": "resolved",
            "limbs-1-text": "that it come back.",
            "limbs-1-condition": "if it agrees (a)",
            "follow-0-kind": "action",
            "follow-0-text": "send the figures",
            "follow-0-owner": "Secretariat",
            "follow-0-due_on_day": "30",
            "follow-0-due_on_month": "4",
            "follow-0-due_on_year": "2026",
        },
    )
    answer = client.post(f"/minutes/{minute.pk}/edit/", data)
    assert answer.status_code == 302
    minute.refresh_from_db()
    assert (text_of(minute), minute.version) == ("<p>Members asked why.</p>", 2)
    assert [limb.text for limb in minute.decisions.get().limbs.all()] == [
        "That it be noted;",
        "that it come back.",
    ]
    follow_up = minute.follow_ups.get()
    assert (follow_up.owner, follow_up.due_on) == ("Secretariat", date(2026, 4, 30))


def test_a_newer_version_shows_both_texts_and_can_then_be_joined(client: Client) -> None:
    held, minutes = written()
    minute = minutes.entries.all()[0]
    actions.save_minute(minute=minute, text="<p>The newer words.</p>", based_on=1, by=held.secretary)
    client.force_login(held.secretary)
    mine = edit_data("<p>My own words.</p>", items=str(held.items[0].pk))
    answer = client.post(f"/minutes/{minute.pk}/edit/", mine, follow=True)
    html = answer.content.decode()
    assert "Both changed this" in html
    assert [html.count("<ins>newer</ins>"), html.count("<ins>own</ins>")] == [1, 1]
    where = answer.redirect_chain[-1][0]
    assert client.post(where, {"based_on": "2", "text-0": "both"}).status_code == 302
    minute.refresh_from_db()
    both = "<p>The newer words.</p><p>My own words.</p>"
    assert (text_of(minute), minute.version) == (both, 3)


def test_two_texts_of_sixty_thousand_characters_are_shown_beside_each_other(client: Client) -> None:
    held, minutes = written(1)
    minute = minutes.entries.get()
    long = "<p>" + "A member asked about the figures again. " * 1500 + "</p>"
    actions.save_minute(minute=minute, text=long, based_on=1, by=held.secretary)
    client.force_login(held.secretary)
    mine = edit_data(long.replace("figures", "numbers", 1), items=str(held.items[0].pk))
    html = client.post(f"/minutes/{minute.pk}/edit/", mine, follow=True).content.decode()
    assert [html.count("<ins>figures</ins>"), html.count("<ins>numbers</ins>")] == [1, 1]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"title": ""}, "Enter a heading"),
        ({"title": "x" * 10_000}, "Heading must be 500 characters or fewer. It is 10,000 characters now"),
        ({"follow-0-owner": "Secretariat"}, "Enter the action"),
    ],
)
def test_what_cannot_be_saved_is_said_and_kept(client: Client, more: dict[str, str], sentence: str) -> None:
    held, minutes = written()
    minute = minutes.entries.all()[0]
    client.force_login(held.secretary)
    html = client.post(f"/minutes/{minute.pk}/edit/", edit_data("<p>Kept words</p>", **more)).content.decode()
    assert "This is not saved" in html
    assert html.replace("10000", "10,000").count(sentence) >= 2
    assert "Kept words" in html
    minute.refresh_from_db()
    assert minute.version == 1


def test_sixty_thousand_pasted_characters_are_saved(client: Client) -> None:
    held, minutes = written()
    minute = minutes.entries.all()[0]
    client.force_login(held.secretary)
    words = "A member asked about the figures again. " * 1500
    assert client.post(f"/minutes/{minute.pk}/edit/", edit_data(f"<p>{words}</p>")).status_code == 302
    minute.refresh_from_db()
    assert len(minute.text) > 59_000


def lines_data(minutes: Minutes, texts: list[str], resolved: str = "") -> dict[str, str]:
    data = {}
    for minute, text in zip(minutes.entries.all(), texts, strict=True):
        prefix = f"m{minute.pk}"
        data |= {f"{prefix}-text": text, f"{prefix}-resolved": resolved, f"{prefix}-based_on": "1"}
    return data


def test_several_minutes_are_typed_on_one_page(client: Client) -> None:
    held, minutes = written(3)
    client.force_login(held.secretary)
    assert client.get(address(held, "write/")).status_code == 200
    data = lines_data(minutes, ["They asked:\n- why\n- when", "Nothing & more.", ""], "That it be noted.")
    assert client.post(address(held, "write/"), data).status_code == 302
    document = MinutesDocument.of(minutes)
    assert [text_of(minute) for minute in minutes.entries.all()] == [
        "<p>They asked:</p><ol><li><p>why</p></li><li><p>when</p></li></ol>",
        "<p>Nothing &amp; more.</p>",
        "",
    ]
    assert [entry.decisions[0].limbs[0].text for entry in document.minutes] == ["That it be noted."] * 3


def test_a_conflict_on_one_of_several_keeps_both_texts_and_saves_the_others(client: Client) -> None:
    held, minutes = written()
    first, second = minutes.entries.all()
    actions.save_minute(minute=first, text="<p>The newer words.</p>", based_on=1, by=held.secretary)
    client.force_login(held.secretary)
    html = client.post(address(held, "write/"), lines_data(minutes, ["Mine.", "Saved."])).content.decode()
    assert html.count("Ellen Marsh saved a newer version while you were writing") == 1
    assert "The newer words." in html
    assert ">\nMine.</textarea>" in html
    first.refresh_from_db()
    second.refresh_from_db()
    assert (text_of(first), text_of(second)) == ("<p>The newer words.</p>", "<p>Saved.</p>")
    data = lines_data(minutes, ["Both.", "Saved."])
    data |= {f"m{first.pk}-based_on": "2", f"m{second.pk}-based_on": "2"}
    assert client.post(address(held, "write/"), data).status_code == 302
    first.refresh_from_db()
    assert text_of(first) == "<p>Both.</p>"


def test_a_text_with_a_table_is_not_touched_by_the_page_of_lines() -> None:
    assert typed.to_typed("<table><tr><td>1</td></tr></table>") is None
    assert typed.to_typed("<p>One <strong>bold</strong></p>") is None
    for lines in ("", "One\n- a\n- b\nTwo", "Fish & chips < peas"):
        assert typed.to_typed(typed.to_html(lines)) == lines


def test_publish_confirm_and_discharge_by_button(client: Client) -> None:
    held, minutes = written()
    fill(held, minutes)
    later = held_meeting(
        body=held.body, secretary=held.secretary, starts_at=held.meeting.starts_at.replace(month=6)
    )
    client.force_login(held.secretary)
    assert client.post(address(held, "number/"), {"first": "45"}).status_code == 302
    assert client.post(address(held, "publish/"), {"confirmed": "yes"}).status_code == 302
    assert "Before you publish" in client.get(address(held)).content.decode()
    assert client.post(address(held, "confirm/"), {"at": str(later.meeting.pk)}).status_code == 302
    minutes.refresh_from_db()
    assert minutes.status == Minutes.Status.CONFIRMED
    confirmed = client.get(address(held)).content.decode()
    assert ("Confirmed on" in confirmed, "before it goes out" in confirmed.lower()) == (True, False)
    assert client.get("/follow-ups/").content.decode().count("send the figures") == 4
    client.post(f"/follow-ups/{FollowUp.objects.all()[0].pk}/discharge/")
    assert FollowUp.objects.outstanding().count() == 1
    refused = client.post(address(held, "publish/"), {"confirmed": "yes"})
    assert refused.status_code == 409


def test_the_draft_can_be_read_as_a_pdf(client: Client) -> None:
    held, _ = written(1)
    client.force_login(held.secretary)
    answer = client.get(address(held, "draft.pdf"))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_a_member_is_led_to_the_published_minutes_and_sees_no_draft(client: Client) -> None:
    held, minutes = written()
    minute = minutes.entries.all()[0]
    member = held.people["Gage"]
    give_sign_in(member)
    client.force_login(member.user)
    html = client.get(address(held)).content.decode()
    assert "The minutes have not been published yet." in html
    assert "Subject 1" not in html
    hidden = [address(held, "write/"), address(held, "draft.pdf"), f"/minutes/{minute.pk}/edit/"]
    assert [client.get(where).status_code for where in hidden] == [404, 404, 404]
    publication = actions.publish_minutes(minutes=minutes, by=held.secretary)
    answer = client.get(address(held))
    assert (answer.status_code, answer["Location"]) == (302, f"/published/{publication.ref}/")


def test_the_chair_reads_the_draft_but_does_not_write_it(client: Client) -> None:
    held, minutes = written()
    reader = make_user("Mo Officer", held.body, Role.MONITORING_OFFICER)
    client.force_login(reader)
    html = client.get(address(held)).content.decode()
    assert "Subject 1" in html
    assert "Publish as draft" not in html
    assert client.post(address(held, "publish/"), {"confirmed": "yes"}).status_code == 409
    minute = minutes.entries.all()[0]
    assert client.post(f"/minutes/{minute.pk}/edit/", edit_data("<p>No.</p>")).status_code == 409
    assert client.post(f"/minutes/{minute.pk}/remove/").status_code == 409


@pytest.mark.parametrize("tail", ["start/", "add/", "publish/", "confirm/", "number/", "write/"])
def test_strangers_find_nothing_to_post_to(client: Client, tail: str) -> None:
    held, _ = written()
    assert client.post(address(held, tail)).status_code == 302
    client.force_login(make_user("Pat Visitor"))
    assert client.post(address(held, tail)).status_code == 404


def test_the_screen_and_the_paper_say_the_same_words() -> None:
    held, minutes = written()
    fill(held, minutes)
    document = MinutesDocument.of(minutes)
    for words in ("RESOLVED:", "Present", "CHAIR", "Subject 2", "(in the Chair)", "<strong>Draft.</strong>"):
        assert [words in render.screen(document), words in render.paper(document)] == [True, True]
