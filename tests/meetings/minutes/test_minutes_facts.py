"""Sentences beside a person's words, decisions and actions within the text, the body's own words."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from foundation.documents.text.blocks import identified, is_same
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.ui.dates import KnownDay
from meetings import actions
from meetings.minutes.content import DecisionLine, LimbLine
from meetings.minutes.documents.entry import MinuteEntry, limb_label
from meetings.minutes.documents.facts import Around, facts_of
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.record import record_of
from meetings.minutes.documents.text import blocks, numbered, segments, text_html
from meetings.minutes.nil_questions import questions_of
from meetings.models import Decision, Minute, Minutes, TextModule
from meetings.providers import todo_rows
from meetings.wording.text_modules import fill, unknown
from panels.models import BodySettings, Office, Person
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TEXT = (
    "<p>They asked:</p><ul><li><p>One asked why.</p></li><li><p>Two asked when.</p></li></ul><p>Thanks.</p>"
)


def written(**settings: object) -> tuple[Held, Minutes, Minute]:
    held = held_meeting(**settings)
    add_items(held, 2)
    take_roll(held)
    minutes = minuted(held)
    minute = minutes.entries.all()[0]
    return held, minutes, actions.save_minute(minute=minute, text=TEXT, based_on=1, by=held.secretary)


def entry(minutes: Minutes) -> MinuteEntry:
    return MinutesDocument.of(minutes).minutes[0]


def now(minute: Minute) -> int:
    return Minute.objects.get(pk=minute.pk).version


def without_ids(html: str) -> str:
    return re.sub(r' id="[^"]*"', "", html)


def key(words: str) -> str:
    return {said: at for at, said in blocks(TEXT)}[words]


@pytest.mark.shows("S2-12", "S2-14")
def test_an_action_within_the_text_stands_after_its_point_with_its_owner_alone() -> None:
    held, minutes, minute = written()
    at = key("One asked why.")
    made = actions.add_follow_up(minute=minute, text="", owner="Cllr Burke", stands=at, by=held.secretary)
    shown = entry(minutes)
    assert made.text == "One asked why."
    assert [(line.text, line.owner) for line in shown.parts[0].follow_ups] == [("", "Cllr Burke")]
    assert without_ids(shown.html).endswith('<ul class="bullets"><li><p>One asked why.</p></li></ul>')
    assert without_ids(shown.parts[0].html).startswith(
        '<ul class="bullets"><li><p>Two asked when.</p></li></ul>'
    )
    assert shown.follow_ups == []


@pytest.mark.shows("S2-13", "V23")
def test_an_action_without_owner_or_date_is_accepted_and_flagged(client: Client) -> None:
    held, minutes, minute = written()
    actions.add_follow_up(minute=minute, text="", stands=key("Thanks."), by=held.secretary)
    client.force_login(held.secretary)
    page = client.get(f"/meetings/{held.meeting.pk}/minutes/").content.decode()
    assert page.count("1: an action has no owner and no date.") == 1
    assert page.count("<strong>Action</strong>") == 1


def test_what_stands_within_the_text_goes_with_its_paragraph_and_falls_to_the_end_without_it() -> None:
    held, minutes, minute = written()
    actions.add_follow_up(minute=minute, text="", stands=key("Two asked when."), by=held.secretary)
    moved = TEXT.replace("<p>They", "<p>First.</p><p>They").replace(
        "Two asked when.", "Two asked when again."
    )
    minute = actions.save_minute(minute=minute, text=moved, based_on=now(minute), by=held.secretary)
    assert [len(part.follow_ups) for part in entry(minutes).parts] == [1]
    assert without_ids(entry(minutes).html).endswith("<li><p>Two asked when again.</p></li></ul>")
    actions.save_minute(minute=minute, text="<p>First.</p>", based_on=now(minute), by=held.secretary)
    shown = entry(minutes)
    assert (shown.parts, [line.text for line in shown.follow_ups]) == ([], ["Two asked when."])


@pytest.mark.shows("V24", "V25", "V26")
def test_decisions_stand_first_within_and_last_in_the_body_s_own_words() -> None:
    held, minutes, minute = written(limb_labels="decimal")
    by = held.secretary
    actions.decide(minute=minute, kind="agreed", limbs=["One.", "Two."], stands="start", by=by)
    actions.decide(minute=minute, kind="referred", limbs=["To the Board."], stands=key("Thanks."), by=by)
    actions.decide(minute=minute, kind="unanimous", limbs=["Last."], by=by)
    shown = entry(minutes)
    assert [(d.head, [limb.label for limb in d.limbs]) for d in shown.first_decisions] == [
        ("AGREED:", ["1.1", "1.2"])
    ]
    assert [d.head for d in shown.parts[0].decisions] == ["REFERRED:"]
    assert [d.head for d in shown.decisions] == ["UNANIMOUSLY RESOLVED:"]


@pytest.mark.shows("S2-16", "V26")
@pytest.mark.parametrize(
    ("kind", "style", "labels"),
    [
        ("resolved", "letters", ["(a)", "(b)"]),
        ("resolved", "figures", ["(1)", "(2)"]),
        ("resolved", "roman", ["(i)", "(ii)"]),
        ("resolved", "decimal", ["45.1", "45.2"]),
        ("recommendations", "letters", ["1.", "2."]),
        ("findings", "roman", ["1.", "2."]),
    ],
)
def test_limbs_are_labelled_as_the_body_does_and_recommendations_count(
    kind: str, style: str, labels: list[str]
) -> None:
    assert [limb_label(number, kind, "45", style) for number in (1, 2)] == labels


def test_decimal_labels_of_a_minute_without_a_number_are_figures() -> None:
    assert limb_label(2, "resolved", "", BodySettings.LimbLabels.DECIMAL) == "2."


@pytest.mark.shows("V28")
def test_a_decision_waits_for_those_who_confirm_it_and_a_reworded_one_waits_again(client: Client) -> None:
    held, minutes, minute = written()
    decision = actions.decide(
        minute=minute, limbs=["That £50 be paid."], confirmation_by="each council", by=held.secretary
    )
    assert entry(minutes).decisions[0].note == "Subject to confirmation by each council."
    client.force_login(held.secretary)
    address = f"/decisions/{decision.pk}/confirm/"
    early = client.post(address, {"on_day": "1", "on_month": "3", "on_year": "2026"})
    assert "The date of confirmation cannot be before the decision." in early.content.decode()
    answer = client.post(address, {"on_day": "9", "on_month": "4", "on_year": "2026"})
    assert answer.status_code == 302
    assert entry(minutes).decisions[0].note == "Confirmed by each council on 9\xa0April 2026."
    line = DecisionLine("resolved", [LimbLine("That £60 be paid.")], "", "each council")
    actions.save_minute(minute=minute, text=TEXT, decisions=[line], based_on=now(minute), by=held.secretary)
    assert entry(minutes).decisions[0].note == "Subject to confirmation by each council."


def test_a_confirmation_by_others_is_no_day_to_come_is_corrected_and_stays_on_today_until_then(
    client: Client,
) -> None:
    held, _, minute = written()
    decision = actions.decide(
        minute=minute, limbs=["That £50 be paid."], confirmation_by="each council", by=held.secretary
    )
    client.force_login(held.secretary)
    address = f"/decisions/{decision.pk}/confirm/"

    def on_today() -> list[tuple[str, str]]:
        rows = todo_rows(held.secretary, date(2026, 5, 1))
        return [(row.subject, row.sentence) for row in rows if row.url == address]

    waits = "of the decision of Wednesday 25 March 2026 has not been recorded."
    assert on_today() == [("Confirmation by each council", waits)]
    late = client.post(address, {"on_day": "9", "on_month": "4", "on_year": "2090"})
    said = "The date must be today or earlier. Record the confirmation when it has been given."
    assert late.context["form"].errors == {"on": [said]}
    assert 'value="2090"' in late.content.decode()
    for day in ("9", "9", "10"):
        client.post(address, {"on_day": day, "on_month": "4", "on_year": "2026"})
    assert on_today() == []
    page = client.get(f"/meetings/{held.meeting.pk}/minutes/").content.decode()
    assert "Confirmed by each council on Friday 10 April 2026." in page
    client.post(address, {"is_not": "on"})
    assert len(on_today()) == 1
    told = Event.objects.filter(verb__contains="confirm").order_by("number").values_list("verb", "data")
    assert list(told) == [
        ("decision confirmed elsewhere", {"on": "2026-04-09"}),
        ("confirmation elsewhere corrected", {"was": "2026-04-09", "on": "2026-04-10"}),
        ("confirmation elsewhere taken back", {"was": "2026-04-10"}),
    ]


def test_a_confirmation_that_is_waited_for_is_not_on_the_today_of_whoever_is_shut_out_of_its_item() -> None:
    held, _, minute = written()
    item = minute.minute_items.get().item
    decision = actions.decide(
        minute=minute, limbs=["That it be bought."], confirmation_by="Dock House Ltd", by=held.secretary
    )

    def on_today() -> list[str]:
        rows = todo_rows(held.secretary, date(2026, 5, 1))
        return [row.subject for row in rows if row.url == f"/decisions/{decision.pk}/confirm/"]

    terms = {"ground": "exempt", "paragraphs": [3], "public_interest_reason": "Prices."}
    actions.restrict_item(item=item, by=held.secretary, **terms)
    assert on_today() == ["Confirmation by Dock House Ltd"]
    person = Person.objects.create(given_name="Ellen", family_name="Marsh", user=held.secretary)
    actions.shut_out(item=item, person=person, reason="A cousin bids.", by=held.secretary)
    assert on_today() == []


def test_a_decision_that_waits_for_nobody_is_not_confirmed_elsewhere() -> None:
    held, _, minute = written()
    decision = actions.decide(minute=minute, limbs=["That it be noted."], by=held.secretary)
    with pytest.raises(Refused, match="does not need to be confirmed"):
        actions.confirm_decision(decision=decision, on=date(2026, 4, 1), by=held.secretary)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(confirmed_on=date(2026, 4, 1), confirmed_by="Someone")


def test_a_person_s_words_and_the_record_s_sentence_both_show_and_the_record_can_be_taken_again(
    client: Client,
) -> None:
    held, minutes, minute = written()
    actions.edit_item(item=held.items[0], business="oral", by=held.secretary)
    actions.save_minute(minute=minute, opening="My words.", text=TEXT, based_on=2, by=held.secretary)
    client.force_login(held.secretary)
    address = f"/meetings/{held.meeting.pk}/minutes/"
    page = client.get(address).content.decode()
    assert [
        page.count(words)
        for words in ("<p>My words.</p>", "You changed this wording. The automatic wording is:")
    ] == [1, 1]
    assert "The facts changed since these words were written" not in page
    actions.edit_item(item=held.items[0], presenter="Chief Constable", by=held.secretary)
    page = client.get(address).content.decode()
    assert page.count("The record has changed since this was written. The automatic wording is now:") == 1
    assert page.count("The Panel received an oral update from the Chief Constable.") == 1
    stale = client.post(f"/minutes/{minute.pk}/follow/", {"based_on": "2"})
    minute.refresh_from_db()
    assert (stale.status_code, minute.opening) == (302, "My words.")
    client.post(f"/minutes/{minute.pk}/follow/", {"based_on": str(now(minute))})
    minute.refresh_from_db()
    assert (minute.opening, minute.opening_facts, is_same(minute.text, TEXT)) == ("", "", True)


@pytest.mark.shows("V36")
@pytest.mark.parametrize(
    ("style", "list_"),
    [
        ("roman", '<ol class="points"><li><span class="n">(i)</span>'),
        ("figures", '<ol type="1" class="points"><li><span class="n">1.</span>'),
        ("bullets", '<ul class="bullets"><li>'),
    ],
)
def test_points_are_set_as_the_body_sets_them(style: str, list_: str) -> None:
    assert text_html("<ol><li><p>A point.</p></li></ol>", style).startswith(list_)


@pytest.mark.shows("S2-8")
def test_sub_headings_stand_below_the_heading_of_the_minute() -> None:
    assert text_html("<h2>Funding</h2><p>Words.</p>") == "<h3>Funding</h3><p>Words.</p>"


def test_a_list_that_is_cut_goes_on_with_its_own_numbers() -> None:
    text = "<ol><li><p>One.</p></li><li><p>Two.</p></li></ol>"
    first = blocks(text)[0][0]
    html = text_html(identified(text), anchor="p-")
    assert [(without_ids(piece), key) for piece, key in segments(html, {f"p-{first}"})] == [
        ('<ol class="points"><li><span class="n">(i)</span><p>One.</p></li></ol>', f"p-{first}"),
        ('<ol class="points"><li><span class="n">(ii)</span><p>Two.</p></li></ol>', ""),
    ]


def test_what_follows_a_numbered_paragraph_goes_with_it() -> None:
    html = numbered("<h3>A</h3><p>One:</p><ul><li>x</li></ul><p>Two.</p>", iter(["37", "38"]))
    assert html == (
        '<h3>A</h3><ol class="paras"><li><span class="n">37.</span><p>One:</p><ul><li>x</li></ul></li>'
        '<li><span class="n">38.</span><p>Two.</p></li></ol>'
    )


@pytest.mark.shows("S4-29", "S4-30", "V20")
def test_the_record_writes_in_the_body_s_own_words() -> None:
    held = held_meeting(approval_formula="agreed as a correct record")
    actions.save_words(
        body=held.body,
        name="No questions",
        text="The {chair} said that no member of the public had asked anything.",
        use="public_questions",
        by=held.secretary,
    )
    actions.add_item(meeting=held.meeting, title="Questions", standing="public_questions", by=held.secretary)
    actions.add_item(
        meeting=held.meeting,
        title="Minutes",
        business="minutes",
        minutes_of=[held_meeting(body=held.body, secretary=held.secretary).meeting],
        by=held.secretary,
    )
    minutes = minuted(held)
    assert [entry.written.opening for entry in record_of(minutes).entries] == [(), ()]
    asked = questions_of(record_of(minutes))
    assert [each.name.replace("\xa0", " ") for each in asked] == [
        "minutes of the meeting held on 25 March 2026",
        "public questions",
    ]
    answers = {asked[0].key: "yes", "public_questions": "no"}
    actions.answer_questions(meeting=held.meeting, answers=answers, by=held.secretary)
    said = [entry.written.opening[0] for entry in record_of(minutes).entries]
    assert said[0] == "The Chair said that no member of the public had asked anything."
    assert said[1].endswith("were agreed as a correct record.")


def test_words_are_kept_changed_and_removed_on_their_page(client: Client) -> None:
    held = held_meeting()
    client.force_login(held.secretary)
    address = f"/bodies/{held.body.pk}/words/"
    data = {"name": "Thanks", "use": "insert", "text": "The {chair} thanked {nobody}."}
    page = client.post(address, data).content.decode()
    assert "{nobody} is not a field." in page
    assert "The {chair} thanked {nobody}." in page
    assert client.post(address, {**data, "text": "The {chair} thanked everybody."}).status_code == 302
    assert (
        "There is already wording with this name."
        in client.post(address, data | {"text": "x"}).content.decode()
    )
    module = TextModule.objects.get()
    changed = client.post(f"/words/{module.pk}/change/", data | {"text": "- Thanks."})
    assert (changed.status_code, TextModule.objects.get().text) == (302, "- Thanks.")
    client.post(f"/words/{module.pk}/remove/")
    assert TextModule.objects.count() == 0


def test_only_one_sentence_of_the_record_is_kept_for_each_case() -> None:
    held = held_meeting()
    keep = {"body": held.body, "use": "apologies", "by": held.secretary}
    actions.save_words(name="One", text="None.", **keep)
    with pytest.raises(Refused, match="already have your own wording"):
        actions.save_words(name="Two", text="Nobody.", **keep)


@pytest.mark.shows("S2-9", "S2-10", "V36")
def test_words_and_patterns_are_put_into_a_minute_without_losing_what_was_typed(client: Client) -> None:
    held, _, minute = written()
    actions.save_words(
        body=held.body, name="Thanks", text="The {chair} thanked all.", use="insert", by=held.secretary
    )
    own = TextModule.objects.get()
    client.force_login(held.secretary)
    address = f"/minutes/{minute.pk}/edit/"
    page = client.get(address).content.decode()
    assert page.count(f'<option value="own-{own.pk}">Thanks</option>') == 1
    data = {"title": "Typed heading", "opening": "", "text": "<p>Typed.</p>", "based_on": "2", "put_in": "1"}
    for prefix in ("limbs", "follow"):
        data |= {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
    answer = client.post(address, {**data, "words": f"own-{own.pk}"})
    assert answer.context["forms"].words["text"].value() == "<p>Typed.</p><p>The Chair thanked all.</p>"
    assert answer.context["forms"].words["title"].value() == "Typed heading"
    answer = client.post(address, {**data, "words": "answers"})
    assert answer.context["forms"].words["text"].value().count("<li>") == 2
    minute.refresh_from_db()
    assert is_same(minute.text, TEXT)


def test_placeholders_are_filled_and_others_are_left_alone() -> None:
    assert fill("{chair} and {x}", {"chair": "Chairman"}) == "Chairman and {x}"
    assert unknown("{chair} {x}") == ["x"]


def test_the_edit_page_saves_where_decisions_and_follow_ups_stand(client: Client) -> None:
    held, minutes, minute = written()
    client.force_login(held.secretary)
    data = {"title": "Subject 1", "opening": "", "text": TEXT, "based_on": "2"}
    data |= {"limbs-TOTAL_FORMS": "2", "limbs-INITIAL_FORMS": "0"}
    data |= {"follow-TOTAL_FORMS": "1", "follow-INITIAL_FORMS": "0"}
    data |= {"limbs-0-kind": "agreed", "limbs-0-text": "Yes;", "limbs-0-stands": "start"}
    data |= {"limbs-1-kind": "agreed", "limbs-1-text": "No.", "limbs-1-stands": "start"}
    data |= {"follow-0-kind": "action", "follow-0-owner": "PCC", "follow-0-stands": key("One asked why.")}
    assert client.post(f"/minutes/{minute.pk}/edit/", data).status_code == 302
    shown = entry(minutes)
    assert [len(decision.limbs) for decision in shown.first_decisions] == [2]
    assert [line.owner for line in shown.parts[0].follow_ups] == ["PCC"]
    page = client.get(f"/minutes/{minute.pk}/edit/").content.decode()
    assert page.count(f'<option value="{key("One asked why.")}" selected>After: One asked why.</option>') == 1


def test_an_office_known_since_a_month_only_was_not_taken_at_the_meeting_on_its_first_day() -> None:
    held = held_meeting()
    day, person = held.meeting.day, held.people["Gage"]

    def elected() -> dict[str, tuple[str, ...]]:
        around = Around.of(held.meeting)
        return dict(facts_of(held.meeting, held.meeting.settings, {}, {}, around).elected)

    office = Office(body=held.body, kind="deputy", person=person)
    office.begin(KnownDay.of(day, "month"))
    office.save()
    assert elected() == {}
    office.begin(day)
    office.save()
    assert elected() == {"election_deputy": (person.printed_name,)}
