"""What the public reads of decisions on private business: words meant for it, or that there is a decision."""

import pytest
from django.urls import reverse

from foundation.documents.layout import render
from meetings import actions
from meetings.minutes.content import DecisionLine, LimbLine, decisions_in, limbs_of
from meetings.minutes.documents.decisions import DecisionsDocument
from meetings.minutes.documents.entry import MinuteEntry
from meetings.minutes.documents.minutes import MinutesDocument, PrivateMinutesDocument
from meetings.minutes.documents.record import record_of
from meetings.minutes.policies import readable_private_minutes
from meetings.models import Decision, Minute, Minutes
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll
from tests.builders.panels import signed_in

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SECRET = "That Zebrawood Limited be given the contract."


def private(**terms: object) -> tuple[Held, Minutes, Minute]:
    """A meeting whose first item is exempt, with its minutes."""
    held = held_meeting()
    add_items(held, 2)
    take_roll(held)
    usual = {"ground": "exempt", "paragraphs": [3], "public_interest_reason": "Prices."}
    actions.restrict_item(item=held.items[0], by=held.secretary, **{**usual, **terms})
    minutes = minuted(held)
    return held, minutes, minutes.entries.get(minute_items__item=held.items[0])


def shown_of(minute: Minute) -> MinuteEntry:
    """One minute as the public reads it."""
    return next(each for each in MinutesDocument.of(minute.minutes).minutes if each.ref == minute.ref)


def decided(minutes: Minutes) -> list[tuple[str, list[str], str]]:
    """Heading, limbs and note of each decision of the first minute as the public reads them."""
    [entry] = [each for each in MinutesDocument.of(minutes).minutes if each.decisions]
    assert [entry.decisions] == [each.decisions for each in DecisionsDocument.of(minutes).minutes]
    return [(each.head, [limb.text for limb in each.limbs], each.note) for each in entry.decisions]


def test_of_a_decision_without_a_public_wording_the_public_reads_that_it_was_taken_in_private() -> None:
    held, minutes, minute = private()
    actions.decide(minute=minute, limbs=[SECRET], confirmation_by="Zebrawood Limited", by=held.secretary)
    assert decided(minutes) == [("", ["A decision was taken in private."], "")]
    assert "Zebrawood" not in render.screen(MinutesDocument.of(minutes))


def test_a_public_wording_stands_in_the_place_of_the_decision() -> None:
    held, minutes, minute = private()
    limbs = [LimbLine(SECRET, public_text="That a contract be let."), LimbLine("That Zebrawood be told.")]
    actions.decide(minute=minute, limbs=limbs, by=held.secretary)
    head = decided(minutes)[0][0]
    assert decided(minutes) == [(head, ["That a contract be let."], "")]
    assert head


def test_a_decision_beside_a_private_part_is_kept_unless_it_stands_within_the_public_text() -> None:
    held, minutes, _ = private()
    open_one = minutes.entries.get(minute_items__item=held.items[1])
    actions.decide(minute=open_one, limbs=["That it be noted."], by=held.secretary)
    shown = shown_of(open_one).decisions
    assert [limb.text for limb in shown[0].limbs] == ["That it be noted."]
    open_one.refresh_from_db()
    actions.write_private_part(
        minute=open_one, text="<p>Prices.</p>", summary="", based_on=open_one.version, by=held.secretary
    )
    shown = shown_of(open_one).decisions
    assert [limb.text for limb in shown[0].limbs] == ["A decision was taken in private."]
    Decision.objects.filter(minute=open_one).update(stands="gone")
    shown = shown_of(open_one).decisions
    assert [limb.text for limb in shown[0].limbs] == ["That it be noted."]


def test_a_heading_and_who_presents_are_those_that_the_public_may_read() -> None:
    held, minutes, minute = private(shows_title=False, public_title="A contract")
    held.items[0].presenter = "Gwen Larkspur"
    held.items[0].save()
    Minute.objects.filter(pk=minute.pk).update(title="Zebrawood Limited")
    assert shown_of(minute).title == "A contract"
    assert [name in render.screen(MinutesDocument.of(minutes)) for name in ("Zebrawood", "Larkspur")] == [
        False,
        False,
    ]


def test_a_title_that_may_be_read_publishes_neither_who_presents_nor_what_for() -> None:
    held, minutes, _ = private(shows_title=True)
    title = held.items[0].title
    held.items[0].presenter, held.items[0].business = "Gwen Larkspur", "oral"
    held.items[0].save()
    shown = render.screen(MinutesDocument.of(minutes))
    assert [name in shown for name in (title, "Larkspur")] == [True, False]


def test_the_private_minutes_hold_the_decision_as_it_was_taken() -> None:
    held, minutes, minute = private()
    actions.decide(minute=minute, limbs=[SECRET], by=held.secretary)
    record = record_of(minutes)
    readable = readable_private_minutes(held.secretary, record)
    [entry] = PrivateMinutesDocument.of(record, readable).entries
    assert [limb.text for each in entry.decisions for limb in each.limbs] == [SECRET]
    assert SECRET in render.screen(PrivateMinutesDocument.of(record, readable))


def test_the_public_wording_is_typed_beside_the_decision_and_stays_where_minutes_are_typed_as_lines() -> None:
    held, minutes, minute = private()
    actions.decide(minute=minute, limbs=[SECRET], by=held.secretary)
    client, address = signed_in(held.secretary), reverse("meetings:minute_edit", args=[minute.pk])
    forms = client.get(address).context["forms"]
    data = {
        **forms.words.initial,
        **{f"limbs-{name}": value for name, value in forms.limbs.management_form.initial.items()},
        **{f"follow-{name}": value for name, value in forms.follow_ups.management_form.initial.items()},
        "limbs-0-kind": "resolved",
        "limbs-0-text": SECRET,
        "limbs-0-public_text": "That a contract be let.",
    }
    lonely = {**data, "limbs-0-text": ""}
    shown = client.post(address, lonely)
    assert shown.context["forms"].limbs.forms[0].errors == {
        "text": ["Enter the decision that this public wording is for"]
    }
    assert client.post(address, data).status_code == 302
    assert decided(minutes)[0][1] == ["That a contract be let."]
    page = " ".join(client.get(reverse("meetings:minutes", args=[held.meeting.pk])).content.decode().split())
    assert page.count("Public wording: RESOLVED: That a contract be let.") == 1
    lines = client.get(reverse("meetings:minutes_write", args=[held.meeting.pk])).context["forms"]
    assert ["resolved" in form.fields for form in lines if form.entry.minute == minute] == [False]


def test_versions_kept_before_there_were_public_wordings_read_the_same() -> None:
    line = DecisionLine("resolved", [LimbLine(" That it be so. ")])
    rows = limbs_of([line])
    assert rows[0]["limb"] == {"text": "That it be so.", "condition": ""}
    assert decisions_in({"limbs": rows})[0].limbs == [LimbLine("That it be so.")]
