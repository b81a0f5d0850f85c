"""The screen of the meeting day, its buttons and its forms, with and without a script."""

import json
import re
from datetime import time, timedelta

import pytest
from django.test import Client

from foundation.documents.store.files import store
from foundation.history.models import Event
from meetings import actions
from meetings.day.pages.roll import RollPage
from meetings.minutes.check import check
from meetings.minutes.documents.record import record_of as written_of
from meetings.models import AgendaItem, DayEntry, Interest, Meeting, Minute, MinuteItem, Pack, PackEntry
from meetings.providers import todo_rows
from panels.models import Office, Person
from tests.builders.day import day_meeting, entry, record_of, roll_of, today
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll
from tests.builders.panels import FIRST_DAY, give_sign_in, make_user, signed_in
from tests.builders.papers import make_paper, make_pdf, place
from tests.builders.restricted import EXEMPT

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SCRIPT = {"X-Panelbook-Day": "1"}


@pytest.fixture
def held() -> Held:
    """A meeting that began at nine, with three items; Mr Stannard sent apologies."""
    made = day_meeting()
    add_items(made, 3)
    roll_of(made, Stannard="apologies")
    return made


@pytest.fixture
def ellen(held: Held) -> Client:
    """The secretary's browser."""
    return signed_in(held.secretary)


def screen(client: Client, held: Held, query: str = "") -> str:
    return client.get(f"/meetings/{held.meeting.pk}/day/{query}").content.decode()


def press(client: Client, held: Held, act: str, *, script: bool = True, **fields: object) -> tuple[int, str]:
    data = {"act": act, **fields}
    headers = SCRIPT if script else {}
    answer = client.post(f"/meetings/{held.meeting.pk}/day/act/", data, headers=headers)
    return answer.status_code, answer.content.decode()


def post(client: Client, held: Held, form: str, *, script: bool = False, **fields: object) -> tuple[int, str]:
    address = f"/meetings/{held.meeting.pk}/day/{form}"
    answer = client.post(address, fields, headers=SCRIPT if script else {})
    return answer.status_code, answer.content.decode()


def strip(html: str) -> list[str]:
    return [words.replace("\u00a0", " ") for words in re.findall(r'<p class="app-big[^"]*">(.*?)</p>', html)]


def test_the_screen_says_quorum_votes_and_chair(ellen: Client, held: Held) -> None:
    assert strip(screen(ellen, held)) == [
        "Quorate: 4 here, 3 needed",
        "4 can vote, 3 is a majority",
        "Cllr Margaret Oakley JP",
        "Needs 4 of 5, 4 present",
    ]


def test_before_the_start_the_screen_says_what_members_answered_and_misses_nobody() -> None:
    made = day_meeting()
    add_items(made, 3)
    client, gage = signed_in(made.secretary), made.people["Gage"]
    assert "Mark everyone as present" in screen(client, made)
    actions.answer_for_member(
        meeting=made.meeting, person=gage, answer="apologies", substitute="Cllr Ann Vale", by=made.secretary
    )
    html = screen(client, made)
    assert strip(html)[:2] == ["0 here, 3 needed", "5 current members"]
    assert "not marked yet, replied: apologies, substitute Cllr Ann Vale" in html
    assert "Mark members as they replied" in html
    press(client, made, "everyone")
    html = screen(client, made)
    assert strip(html)[0] == "0 here, 3 needed"
    assert "Mark members as they replied" not in html


def test_who_is_there_for_the_public_part_only_is_not_in_the_private_part() -> None:
    made = day_meeting()
    (item,) = add_items(made, 1)
    act = {"meeting": made.meeting, "by": made.secretary}
    actions.add_to_roll(name="Mr Tom Reporter", is_public_part_only=True, **act)
    roll_of(made)
    actions.add_to_roll(name="Mr Tim Reader", is_public_part_only=True, **act)
    actions.begin_item(item=item, at=today(9, 1), **act)
    page = RollPage(record_of(made))
    assert [(row.is_out, bool(row.tools)) for row in page.others] == [(False, True)]
    actions.exclude_public(words="That the public leave.", at=today(9, 2), **act)
    (row,) = RollPage(record_of(made)).others
    assert (row.is_out, row.about, row.tools) == (True, "In attendance, there for the public part only", ())


def test_where_nobody_was_asked_one_press_says_that_everyone_is_present() -> None:
    made = day_meeting()
    client = signed_in(made.secretary)
    press(client, made, "everyone")
    assert strip(screen(client, made))[0] == "Quorate: 5 here, 3 needed"


@pytest.mark.parametrize(("days", "label"), [(0, "Record the meeting"), (1, "Open the agenda")])
def test_the_overview_leads_to_the_screen_on_the_day_and_until_the_end(days: int, label: str) -> None:
    made = held_meeting(starts_at=today(9) + timedelta(days=days))
    roll = signed_in(made.secretary)
    address = f"/meetings/{made.meeting.pk}/"
    button = re.compile(r'<a class="govuk-button" href="([^"]+)">([^<]+)</a>')
    assert button.findall(roll.get(address).content.decode())[0][1] == label
    if not days:
        roll_of(made)
        actions.end_meeting(meeting=made.meeting, at=today(9, 50), by=made.secretary)
        assert button.findall(roll.get(address).content.decode())[0][1] == "Open the agenda"


def test_the_public_page_is_offered_until_the_meeting_ends() -> None:
    made = day_meeting()
    add_items(made, 3)
    roll_of(made)
    actions.announce_meeting(meeting=made.meeting, by=made.secretary)
    client, offer = signed_in(made.secretary), "Show the current item on a public page"
    assert offer in screen(client, made)
    actions.end_meeting(meeting=made.meeting, at=today(9, 50), by=made.secretary)
    assert offer not in screen(client, made)


def test_a_chair_who_leaves_is_not_shown_in_the_chair_until_back(ellen: Client, held: Held) -> None:
    oakley = held.people["Oakley"].pk
    press(ellen, held, "left", person=oakley)
    html = screen(ellen, held)
    asked = "Cllr Margaret Oakley JP has left. Record who presides." in html
    assert (strip(html)[2], asked, ", in the chair" in html) == ("No one", True, False)
    press(ellen, held, "returned", person=oakley)
    assert strip(screen(ellen, held))[2] == "Cllr Margaret Oakley JP"


def test_every_button_is_a_form_that_works_without_a_script(ellen: Client, held: Held) -> None:
    status, _ = press(ellen, held, "left", script=False, person=held.people["Gage"].pk)
    assert status == 302
    assert strip(screen(ellen, held))[0] == "Quorate: 3 here, 3 needed"
    status, html = press(ellen, held, "left", script=False, person=held.people["Gage"].pk)
    assert (status, "was not present at 10 am, so cannot leave." in html) == (409, True)


def test_a_resubmitted_button_is_one_act(ellen: Client, held: Held) -> None:
    html = screen(ellen, held)
    form = re.search(
        rf'name="key" value="(\w+)"><input type="hidden" name="act" value="left">'
        rf'<input type="hidden" name="person" value="{held.people["Gage"].pk}">',
        html,
    )
    assert form
    for script in (True, True, False):
        status, _ = press(ellen, held, "left", script=script, person=held.people["Gage"].pk, key=form[1])
        assert status == (200 if script else 302)
    assert DayEntry.objects.count() == 1


def test_an_act_that_waited_has_the_time_at_which_it_was_pressed(ellen: Client, held: Held) -> None:
    press(ellen, held, "left", person=held.people["Gage"].pk, key="a", ago="1200.4")
    press(ellen, held, "begin", item=held.items[0].pk, key="b", ago="900")
    assert [f"{row.at:%H:%M}" for row in DayEntry.objects.order_by("at")] == ["09:39", "09:45"]


def test_acts_pressed_in_a_row_stay_in_their_order_on_a_slow_network(ellen: Client, held: Held) -> None:
    press(ellen, held, "begin", item=held.items[0].pk, key="a", ago="10")
    press(ellen, held, "begin", item=held.items[1].pk, key="b", ago="12")
    current = record_of(held).now.current
    assert current is not None
    assert current.item == held.items[1].pk


def test_the_script_is_told_a_refusal_in_a_sentence(ellen: Client, held: Held) -> None:
    answer = ellen.post(
        f"/meetings/{held.meeting.pk}/day/act/",
        {"act": "returned", "person": held.people["Gage"].pk},
        headers=SCRIPT,
    )
    assert (answer.status_code, answer.json()) == (
        422,
        {"errors": [["at", "Cllr Rosalind Gage was already present at 10 am, so cannot arrive again."]]},
    )


def test_one_press_closes_an_item_and_goes_to_the_next(ellen: Client, held: Held) -> None:
    press(ellen, held, "begin", item=held.items[0].pk)
    html = screen(ellen, held)
    assert "Close item 1, go to 2" in html
    press(ellen, held, "begin", item=held.items[2].pk)
    press(ellen, held, "begin", item=held.items[1].pk)
    html = screen(ellen, held)
    assert re.findall(r'aria-label="(\d) Subject \d(, [a-z ]+)?"', html) == [
        ("1", ", done"),
        ("2", ", in progress"),
        ("3", ", done"),
    ]
    press(ellen, held, "finish", item=held.items[1].pk)
    assert "All items have been dealt with" in screen(ellen, held)


def test_who_must_leave_is_said_when_the_item_begins(ellen: Client, held: Held) -> None:
    status, _ = post(
        ellen,
        held,
        "interest/",
        person=held.people["Gage"].pk,
        kind="prejudicial",
        items_chosen=[held.items[1].pk],
        nature="as a trustee of a youth charity",
        consequence="left",
    )
    assert status == 302
    interest = Interest.objects.get()
    assert "Must leave now" not in screen(ellen, held)
    press(ellen, held, "begin", item=held.items[1].pk)
    assert "Must leave now" in screen(ellen, held)
    press(ellen, held, "left", person=held.people["Gage"].pk, interest=interest.pk)
    html = screen(ellen, held)
    assert "Must leave now" not in html
    assert "Left the room, interest declared: Cllr Rosalind Gage." in html
    assert entry(held, "left").interest == interest


def test_a_pecuniary_interest_that_stays_is_worth_a_look(ellen: Client, held: Held) -> None:
    post(
        ellen,
        held,
        "interest/",
        person=held.people["Gage"].pk,
        kind="disclosable pecuniary",
        nature="as an owner",
        consequence="stayed",
    )
    html = screen(ellen, held)
    assert "has a disclosable pecuniary interest and stays, and no dispensation is recorded." in html
    assert "Localism Act 2011, sections 31(4) and 33; check with your monitoring officer" in html


def test_an_interest_is_declared_first_and_its_details_come_later(ellen: Client, held: Held) -> None:
    declared = {"person": held.people["Gage"].pk, "kind": "personal", "consequence": "stayed", "nature": ""}
    post(ellen, held, "interest/", **declared)
    assert not held.meeting.interests.exists()
    post(ellen, held, "interest/", **declared, comes_later="on")
    interest = held.meeting.interests.get()
    name = held.people["Gage"].spoken_name

    def on_today() -> list[str]:
        rows = todo_rows(held.secretary, held.meeting.day)
        return [row.subject for row in rows if "Its details have not been recorded" in row.sentence]

    assert on_today() == [f"Interest of {name}"]
    row = next(r for r in todo_rows(held.secretary, held.meeting.day) if r.subject == f"Interest of {name}")
    shown = ellen.get(row.url).context["form"]
    assert (shown.initial["nature"], shown.initial["comes_later"]) == ("", True)
    pointed = [each.finding.sentence for each in check(written_of(minuted(held)))]
    assert f"Declared an interest without recorded details: {name}." in pointed
    right = {"kind": "personal", "consequence": "stayed", "nature": "as a trustee"}
    ellen.post(row.url, right | {"key": "a-later-page"})
    interest.refresh_from_db()
    assert (interest.nature, on_today()) == ("as a trustee", [])


BAD = [
    (
        "interest/",
        {"person": "GAGE", "kind": "personal", "consequence": "stayed"},
        "Enter what the interest is, or select that you will add the details later",
    ),
    (
        "interest/",
        {"kind": "personal", "consequence": "stayed", "nature": "as x"},
        "Select whose interest it is.",
    ),
    ("chair/", {"words": "for the election"}, "Record who presides."),
    ("chair/", {"person": "GAGE", "at": "8 am"}, "8 am is before the meeting started at 9 am."),
    ("chair/", {"person": "GAGE", "at": "half nine"}, " as a time, for example 1.30 pm"),
    (
        "add/",
        {"name": "Cllr New", "capacity": "substitute", "mode": "in_person"},
        "Select the member they are substituting for",
    ),
    ("private/", {"words": ""}, "No resolution to exclude the public for this item is recorded."),
    ("adjourn/", {"until": "day", "words": "as x"}, "Enter the date"),
    ("adjourn/", {"until": "unknown"}, "Enter the reason. It is published"),
    (
        "adjourn/",
        {"until": "later", "starts": "8.30 am"},
        "Leave blank for later today. Select",
    ),
    ("times/", {"started": "10 am", "ended": "9.30 am"}, "9.30 am is before the meeting started at 10 am."),
    ("people/GAGE/?what=move", {"kind": "left", "at": "11 pm"}, "11 pm is still to come."),
]


@pytest.mark.parametrize(("form", "fields", "sentence"), BAD)
def test_a_refusal_stands_beside_the_field_and_what_was_typed_is_kept(
    ellen: Client, held: Held, form: str, fields: dict[str, str], sentence: str
) -> None:
    gage = str(held.people["Gage"].pk)
    typed = {name: gage if value == "GAGE" else value for name, value in fields.items()}
    address = form.replace("GAGE", gage)
    status, html = post(ellen, held, address, **typed)
    assert (status, html.count(sentence)) == (200, 2)
    for name, value in typed.items():
        if name in ("at", "words", "nature", "name", "started"):
            assert value == "" or value in html
    status, told = post(ellen, held, address, script=True, **typed)
    assert (status, sentence in told) == (422, True)
    assert DayEntry.objects.count() == 0


def test_present_and_apologising_at_once_is_refused_beside_the_mark(ellen: Client, held: Held) -> None:
    gage = held.people["Gage"].pk
    press(ellen, held, "left", person=gage)
    status, html = post(ellen, held, f"people/{gage}/", mark="apologies", mode="in_person")
    assert (status, html.count("came or left during the meeting, and cannot have sent apologies.")) == (
        200,
        2,
    )


def test_a_time_is_corrected_and_an_entry_struck_out(ellen: Client, held: Held) -> None:
    press(ellen, held, "left", person=held.people["Gage"].pk)
    row = DayEntry.objects.get()
    assert post(ellen, held, f"entries/{row.pk}/", at="9.20 am")[0] == 302
    row.refresh_from_db()
    assert row.at == today(9, 20)
    status, html = post(ellen, held, f"entries/{row.pk}/", at="8 am")
    assert (status, html.count("8 am is before the meeting started at 9 am.")) == (200, 2)
    assert post(ellen, held, f"entries/{row.pk}/", strike="1")[0] == 302
    assert record_of(held).entries == []


def test_a_meeting_adjourned_without_a_day_is_given_one_later(ellen: Client, held: Held) -> None:
    assert post(ellen, held, "adjourn/", until="unknown", words="The hall was cleared.")[0] == 302
    assert "Set the date to resume" in screen(ellen, held)
    day = {"day_day": "4", "day_month": "12", "day_year": "2026", "starts": "1.30 pm", "key": "once"}
    for _ in range(2):
        assert post(ellen, held, "reconvene/", **day)[0] == 302
    following = Meeting.objects.get(reconvenes=held.meeting)
    assert "Friday 4 December 2026</a>" in screen(ellen, held)
    html = ellen.get(f"/meetings/{following.pk}/day/").content.decode()
    assert "the one that was adjourned" in html
    status, html = post(ellen, held, "reconvene/", **{**day, "key": "again"})
    assert (status, html.count("A date to resume has already been set for this meeting.")) == (200, 2)


def test_an_entry_struck_out_twice_is_struck_out_once(ellen: Client, held: Held) -> None:
    press(ellen, held, "left", person=held.people["Gage"].pk)
    row = DayEntry.objects.get()
    for _ in range(2):
        assert post(ellen, held, f"entries/{row.pk}/", strike="1")[0] == 302
    assert Event.objects.filter(verb="struck out").count() == 1


def test_a_declaration_that_stands_no_more_is_not_offered_again(ellen: Client, held: Held) -> None:
    earlier = day_like(held)
    declared = actions.record_interest(
        meeting=earlier,
        person=held.people["Carrow"],
        nature="as a governor",
        is_standing=True,
        by=held.secretary,
    )
    press(ellen, held, "repeat", interest=declared.pk)
    again = held.meeting.interests.get()
    fields = {"kind": "personal", "nature": "as a governor", "consequence": "stayed"}
    assert post(ellen, held, f"interest/{again.pk}/", **fields)[0] == 302
    assert not Interest.objects.filter(is_standing=True).exists()


def test_a_meeting_is_marked_started_and_ended_from_the_screen() -> None:
    held = day_meeting()
    add_items(held, 1)
    ellen = signed_in(held.secretary)
    for act in ("everyone", "start", "end"):
        assert press(ellen, held, act)[0] == 200
    assert Meeting.objects.get(pk=held.meeting.pk).status == "held"
    assert "From 10 am to 10 am." in screen(ellen, held)


def test_a_standing_declaration_is_one_click(ellen: Client, held: Held) -> None:
    earlier = day_like(held)
    declared = actions.record_interest(
        meeting=earlier,
        person=held.people["Carrow"],
        nature="as a governor",
        is_standing=True,
        by=held.secretary,
    )
    assert "Declares again" in screen(ellen, held)
    press(ellen, held, "repeat", interest=declared.pk)
    assert held.meeting.interests.get().nature == "as a governor"
    assert "Declares again" not in screen(ellen, held)


def day_like(held: Held) -> Meeting:
    """An earlier meeting of the same body."""
    return actions.create_meeting(
        body=held.body, kind="ordinary", starts_at=today(9).replace(month=9, day=4), by=held.secretary
    )


def test_the_chair_looks_on_and_nobody_else_does(held: Held) -> None:
    assert signed_in(make_user("Pat Visitor")).get(f"/meetings/{held.meeting.pk}/day/").status_code == 404
    assert Client().get(f"/meetings/{held.meeting.pk}/day/").status_code == 302


def test_words_about_restricted_business_stay_out_of_the_browser(ellen: Client, held: Held) -> None:
    assert 'data-keep="yes"' in screen(ellen, held)
    actions.restrict_item(
        item=held.items[0],
        by=held.secretary,
        ground="confidential",
        paragraphs=[],
        public_interest_reason="",
        imposed_by="the Home Office",
        provision="",
        shows_title=True,
        public_title="",
    )
    assert 'data-keep="no"' in screen(ellen, held, f"?item={held.items[0].pk}")
    held.body.dated_settings.update(restricted_drafts_in_browser=True)
    assert 'data-keep="yes"' in screen(ellen, held, f"?item={held.items[0].pk}")


@pytest.mark.parametrize("count", [3, 39])
def test_the_screen_takes_the_same_number_of_queries_for_any_agenda(
    count: int, django_assert_num_queries: object
) -> None:
    held = day_meeting()
    add_items(held, count)
    roll_of(held)
    for item in held.items[: count - 1]:
        actions.begin_item(meeting=held.meeting, item=item, by=held.secretary)
    ellen = signed_in(held.secretary)
    screen(ellen, held)
    with django_assert_num_queries(10):  # type: ignore[operator]
        screen(ellen, held)


def test_both_screens_count_the_same_voters_while_somebody_with_an_interest_is_still_here(
    ellen: Client, held: Held
) -> None:
    actions.declare_interest(
        meeting=held.meeting,
        person=held.people["Gage"],
        kind="prejudicial",
        nature="as a trustee",
        consequence="left",
        items=[held.items[0]],
        by=held.secretary,
    )
    actions.begin_item(meeting=held.meeting, item=held.items[0], by=held.secretary)
    html = screen(ellen, held)
    assert strip(html)[1] == "3 can vote, 2 is a majority"
    assert "Not voting on this item: Cllr Rosalind Gage." in html
    form = ellen.get(f"/meetings/{held.meeting.pk}/votes/add/?item={held.items[0].pk}").content.decode()
    assert "3\u00a0members can vote." in form


def test_a_button_of_a_past_day_asks_for_the_time_and_records_it() -> None:
    made = held_meeting()
    add_items(made, 1)
    take_roll(made)
    made.meeting.minutes.delete()
    client = signed_in(made.secretary)
    html = screen(client, made)
    start = html.split('value="start"')[0].rsplit("<form", 1)[1]
    assert "data-act" not in start
    status, asked = post(client, made, "act/", act="start", key="k1")
    assert (status, 'name="at"' in asked, "Enter" in asked.split("<form")[1]) == (200, True, False)
    status, empty = post(client, made, "act/", act="start", key="k1", at="")
    assert "Enter the time, because this meeting was on another day." in empty
    status, wrong = post(client, made, "act/", act="start", key="k1", at="half past")
    assert (status, 'value="half past"' in wrong) == (200, True)
    assert post(client, made, "act/", act="start", key="k1", at="2.05 pm")[0] == 302
    assert Meeting.objects.get(pk=made.meeting.pk).minutes.started_at == time(14, 5)
    status, asked = post(client, made, "act/", act="left", person=made.people["Gage"].pk)
    assert "Left: Cllr Rosalind Gage" in asked


def test_before_there_is_a_minute_one_press_makes_a_place_to_write(ellen: Client, held: Held) -> None:
    assert "Write what was said" in screen(ellen, held)
    press(ellen, held, "write", item=held.items[0].pk)
    html = screen(ellen, held)
    assert ("Write what was said" in html, ' id="said"' in html) == (False, True)
    assert Minute.objects.filter(minutes__meeting=held.meeting).count() == 3


def test_without_a_script_one_button_saves_what_was_said_and_begins_the_next_item(
    ellen: Client, held: Held
) -> None:
    press(ellen, held, "begin", item=held.items[0].pk)
    minute = Minute.objects.get(minute_items__item=held.items[0])
    name, following = f"m{minute.pk}", held.items[1].pk
    fields = {
        f"{name}-text": "Members noted it.",
        f"{name}-resolved": ["That it be noted.", "", "That it be published."],
        f"{name}-based_on": minute.version,
        "begin": following,
        "key": "once",
    }
    for _ in range(2):
        answer = ellen.post(f"/meetings/{held.meeting.pk}/day/items/{held.items[0].pk}/words/", fields)
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"/meetings/{held.meeting.pk}/day/?item={following}",
        )
    minute.refresh_from_db()
    assert "Members noted it." in minute.text
    limbs = [limb.text for decision in minute.decisions.all() for limb in decision.limbs.all()]
    assert limbs == ["That it be noted.", "That it be published."]
    assert DayEntry.objects.filter(kind="began").count() == 2
    assert "Recorded at 10 am." in screen(ellen, held)


def test_too_much_text_is_said_beside_the_box_and_kept(ellen: Client, held: Held) -> None:
    press(ellen, held, "begin", item=held.items[0].pk)
    minute = Minute.objects.get(minute_items__item=held.items[0])
    fields = {f"m{minute.pk}-text": "word " * 12_000, f"m{minute.pk}-based_on": minute.version}
    address = f"/meetings/{held.meeting.pk}/day/items/{held.items[0].pk}/words/"
    assert ellen.post(address, fields).status_code == 302
    minute.refresh_from_db()
    assert minute.text.count("word") == 12_000
    fields = {f"m{minute.pk}-text": "word\n" * 60_000, f"m{minute.pk}-based_on": minute.version}
    answer = ellen.post(address, fields)
    html = answer.content.decode()
    assert (answer.status_code, html.count("word\n") > 59_000, "govuk-error-message" in html) == (
        200,
        True,
        True,
    )


def test_an_action_is_recorded_under_the_item_once(ellen: Client, held: Held) -> None:
    press(ellen, held, "begin", item=held.items[0].pk)
    fields = {"item": held.items[0].pk, "kind": "action", "text": "Send the figures.", "key": "one"}
    for script in (True, True, False):
        status, _ = post(ellen, held, "action/", script=script, **fields)
        assert status == (200 if script else 302)
    row = Minute.objects.get(minute_items__item=held.items[0]).follow_ups.get()
    assert (row.text, row.owner) == ("Send the figures.", "")
    assert "No owner" in screen(ellen, held)
    status, told = post(ellen, held, "action/", script=True, **{**fields, "text": "", "key": "two"})
    assert (status, "Enter what is to be done" in told) == (422, True)


def test_a_vote_of_the_day_is_on_the_decision_written_last(ellen: Client, held: Held) -> None:
    press(ellen, held, "begin", item=held.items[0].pk)
    minute = Minute.objects.get(minute_items__item=held.items[0])
    address = f"items/{held.items[0].pk}/vote/"
    fields = {"vote-place": f"item-{held.items[0].pk}", "vote-method": "counts"}
    figures = {"vote-votes_for": 3, "vote-votes_against": 1}
    status, told = post(ellen, held, address, script=True, **fields, **figures)
    assert (status, json.loads(told)["errors"]) == (
        422,
        [["vote-motion", "Enter the motion, or select the decision that was voted on."]],
    )
    decision = actions.decide(minute=minute, limbs=["That it be noted."], by=held.secretary)
    status, told = post(ellen, held, address, script=True, **fields, **figures)
    assert (status, "carried: 3 for, 1 against" in told) == (200, True)
    assert held.meeting.votes.get().decision == decision
    status, html = post(ellen, held, address, **fields, **{**figures, "vote-votes_for": 40})
    assert (status, "only 4 who are here may vote" in html) == (200, True)


def test_a_script_that_has_seen_the_newest_is_sent_nothing(ellen: Client, held: Held) -> None:
    stamp = re.findall(r'data-stamp="(\d+)"', screen(ellen, held))[0]
    address = f"/meetings/{held.meeting.pk}/day/?since={stamp}"
    assert ellen.get(address, headers=SCRIPT).status_code == 204
    press(ellen, held, "left", person=held.people["Gage"].pk)
    assert ellen.get(address, headers=SCRIPT).status_code == 200


def test_before_its_day_nothing_is_red_and_the_day_is_named() -> None:
    made = held_meeting(starts_at=today(9) + timedelta(days=3))
    add_items(made, 2)
    html = screen(signed_in(made.secretary), made)
    assert "This meeting is on Friday 27 November 2026. You can record it from that day." in html.replace(
        "\xa0", " "
    )
    assert ("app-finding--stop" in html, "is-bad" in html, "app-bad" in html, "<kbd>" in html) == (False,) * 4


def test_words_and_votes_of_another_meeting_have_no_address(ellen: Client, held: Held) -> None:
    other = actions.add_item(meeting=day_like(held), title="Another", by=held.secretary)
    for address in ("words", "vote"):
        assert post(ellen, held, f"items/{other.pk}/{address}/")[0] == 404


@pytest.mark.parametrize("is_sub", [False, True])
def test_a_minute_that_is_about_a_kept_item_too_is_neither_shown_nor_written_under_the_open_one(
    ellen: Client, held: Held, is_sub: bool
) -> None:
    item, kept = held.items[:2]
    if is_sub:
        AgendaItem.objects.filter(pk=kept.pk).update(parent=item)
    press(ellen, held, "begin", item=item.pk)
    minute = Minute.objects.get(minute_items__item=item)
    MinuteItem.objects.filter(item=kept).delete()
    MinuteItem.objects.create(minute=minute, item=kept)
    actions.save_minute(
        minute=minute, text="<p>The bid of Larkspur.</p>", based_on=minute.version, by=held.secretary
    )
    actions.add_follow_up(minute=minute, text="Write to Larkspur", by=held.secretary)
    actions.restrict_item(item=kept, by=held.secretary, **EXEMPT)
    assert "Larkspur" in screen(ellen, held, f"?item={item.pk}")
    person = Person.objects.create(given_name="Clerk", family_name="Here", user=held.secretary)
    actions.shut_out(item=kept, person=person, reason="A cousin bids.", by=held.secretary)
    page = screen(ellen, held, f"?item={item.pk}")
    assert ("Larkspur" in page, 'id="said"' in page) == (False, False)
    before = Minute.objects.get(pk=minute.pk).text
    assert post(ellen, held, f"items/{item.pk}/words/", text="Mine.")[0] == 404
    status, answer = post(ellen, held, "action/", script=True, item=item.pk, kind="action", text="Mine")
    assert (status, "You do not have access to the minute of this item" in answer) == (422, True)
    assert press(ellen, held, "write", item=item.pk)[0] == 200
    assert (Minute.objects.get(pk=minute.pk).text, minute.follow_ups.count()) == (before, 1)


def test_on_restricted_business_the_box_says_where_private_words_go(ellen: Client, held: Held) -> None:
    actions.restrict_item(
        item=held.items[0],
        by=held.secretary,
        ground="confidential",
        paragraphs=[],
        public_interest_reason="",
        imposed_by="the Home Office",
        provision="",
        shows_title=True,
        public_title="",
    )
    press(ellen, held, "begin", item=held.items[0].pk)
    minute = Minute.objects.get(minute_items__item=held.items[0])
    html = screen(ellen, held)
    assert (f'href="/minutes/{minute.pk}/private/"' in html, 'data-keeps=""' in html) == (True, True)
    press(ellen, held, "begin", item=held.items[1].pk)
    html = screen(ellen, held)
    assert ("private part of its minute" in html, 'data-keeps="yes"' in html) == (False, True)


def test_whoever_only_reads_the_record_is_shown_nothing_red(held: Held) -> None:
    html = screen(signed_in(make_user("Una Boateng", held.body, "monitoring_officer")), held)
    assert "You can follow this record." in html
    assert "app-finding--stop" not in html


def test_the_item_leads_to_its_paper_with_its_pages_and_once_issued_to_its_minute(
    ellen: Client, held: Held
) -> None:
    item = held.items[0]
    actions.take_item(meeting=held.meeting, item=item, by=held.secretary)
    paper = make_paper(held.body, held.secretary)
    place(item, paper, held.secretary)
    facts = {"kind": Pack.Kind.DRAFT, "status": Pack.Status.WHOLE, "asked_at": today(8), "built_at": today(8)}
    facts |= {"file": store(make_pdf(), "application/pdf"), "page_count": 46}
    pack = Pack.objects.create(meeting=held.meeting, number=1, **facts)
    entry_of = {"kind": PackEntry.Kind.PAPER, "placement": item.placements.get()}
    PackEntry.objects.create(pack=pack, first_page=31, last_page=46, **entry_of)
    page = screen(ellen, held, f"?item={item.pk}")
    assert f'href="/papers/{paper.pk}/">{paper.title}, pages 31\u00a0–\u00a046</a>' in page
    assert "Open its minute" in page
    Minute.objects.filter(minute_items__item=item).update(issued_label="69")
    minute = Minute.objects.get(minute_items__item=item)
    page = screen(ellen, held, f"?item={item.pk}")
    assert f'href="/meetings/{held.meeting.pk}/minutes/#minute-{minute.pk}">Minute 69</a>' in page
    assert "Open its minute" not in page


def test_a_paper_is_no_link_for_whoever_may_not_open_it(held: Held) -> None:
    paper = make_paper(held.body, held.secretary)
    place(held.items[0], paper, held.secretary)
    chair = give_sign_in(held.people["Oakley"])
    Office.objects.create(
        body=held.body, kind=Office.Kind.CHAIR, person=held.people["Oakley"], starts_on=FIRST_DAY
    )
    page = screen(signed_in(chair), held)
    assert held.items[0].title in page
    assert f"/papers/{paper.pk}/" not in page


def test_before_the_day_nothing_on_the_page_is_red(held: Held, ellen: Client) -> None:
    """Nobody is missed, nothing is not met, and nothing is late, on the page of a meeting to come."""
    coming = Meeting.objects.create(
        body=held.body, kind="ordinary", starts_at=today(9) + timedelta(days=10), title="Next"
    )
    actions.add_item(meeting=coming, title="Subject", by=held.secretary)
    page = ellen.get(f"/meetings/{coming.pk}/day/").content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    assert "You can record it from that day." in main
    assert (
        re.findall(r"app-bad|is-bad|app-finding--stop|app-finding--not|app-chip--bad|app-error", main) == []
    )
