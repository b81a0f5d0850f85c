"""Published minutes keep their words; facts that changed since are decided about."""

from datetime import datetime

import pytest
from django.test import Client

from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.library.models import Publication
from meetings import actions
from meetings.attendance.actions.recording import InterestLine
from meetings.minutes.documents.published import Difference, working_of
from meetings.minutes.documents.record import record_of
from meetings.minutes.documents.standing import standing_minutes
from meetings.models import Meeting, Minute, Minutes
from panels.models import Venue
from tests.builders.life import meeting_of
from tests.builders.minutes import LONDON, Held, add_items, held_meeting, minuted, take_roll

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NOT_FIXED = "The date of the next meeting was not yet fixed."
NOTED = (
    "It was noted that the next meeting of the Panel would be held on {} June 2026 at 1.00 pm at "
    "the Guildhall, Melchester."
)


def published() -> tuple[Held, Minutes]:
    """Minutes that say that no next meeting is fixed, published."""
    held = held_meeting()
    add_items(held, 1)
    by = held.secretary
    actions.add_item(meeting=held.meeting, title="Apologies", standing="apologies", by=by)
    actions.add_item(meeting=held.meeting, title="Declarations", standing="interests", by=by)
    actions.add_item(meeting=held.meeting, title="Next meeting", standing="next_meeting", by=by)
    take_roll(held)
    minutes = minuted(held)
    decision = actions.decide(
        minute=minutes.entries.all()[0], limbs=["That £50 be paid."], confirmation_by="each council", by=by
    )
    held.items.append(decision)  # type: ignore[arg-type]
    actions.publish_minutes(minutes=minutes, by=by)
    return held, Minutes.objects.get(pk=minutes.pk)


def differences(minutes: Minutes) -> list[Difference]:
    return list(working_of(record_of(minutes)).differences)


def shown(minutes: Minutes) -> dict[str, tuple[list[str], list[str]]]:
    """What the facts say otherwise, by the name of the minute."""
    return {each.name: (list(each.published), list(each.now)) for each in differences(minutes)}


def public(minutes: Minutes) -> str:
    return str(Publication.objects.standing().get(source_ref=minutes.ref).data).replace("\\xa0", " ")


def test_a_meeting_planned_after_publication_is_a_difference_and_confirming_does_not_stop() -> None:
    held, minutes = published()
    june = meeting_of(held, 6)
    assert shown(minutes) == {"4": ([NOT_FIXED], ["RESOLVED:", NOTED.format(26)])}
    take_roll(june)
    actions.confirm_minutes(minutes=minutes, at=june.meeting, by=held.secretary)
    assert (NOT_FIXED in public(minutes), "It was noted" in public(minutes)) == (True, False)


def test_no_later_fact_of_any_kind_reaches_the_published_words_and_no_edit_brings_one_along() -> None:
    held, minutes = published()
    before, by = standing_minutes(minutes), held.secretary
    decision = minutes.entries.all()[0].decisions.get()
    actions.confirm_decision(decision=decision, on=held.meeting.day, by=by)
    take_roll(held, started_at=datetime(2026, 3, 25, 14, 5).time())
    held.meeting.attendances.filter(person=held.people["Gage"]).update(mark="apologies")
    line = InterestLine(held.people["Carrow"], "as a trustee of a charity")
    actions.record_interests(meeting=held.meeting, interests=[line], by=by)
    Meeting.objects.filter(pk=held.meeting.pk).update(venue=Venue.objects.create(name="the Town Hall"))
    item = held.meeting.items.order_by("position")[0]
    item.presenter = "Chief Constable"
    item.save()
    held.body.dated_settings.update(name="Another name", chair_style="Chairman", decision_words={})
    meeting_of(held, 6)
    assert standing_minutes(Minutes.objects.get(pk=minutes.pk)) == before
    assert list(shown(minutes)) == ["Title and attendance", "1", "2", "3", "4"]
    assert shown(minutes)["2"] == (
        ["Apologies for absence were received from Cllr Owen Stannard."],
        ["Apologies for absence were received from Cllr Rosalind Gage and Cllr Owen Stannard."],
    )
    last = minutes.entries.all()[3]
    actions.save_minute(minute=last, text="<p>In the hall.</p>", based_on=last.version, by=by)
    printed = standing_minutes(Minutes.objects.get(pk=minutes.pk)).minutes
    assert [printed[place] for place in range(3)] == before.minutes[:3]
    assert printed[3].html.startswith(f"<p>{NOT_FIXED}</p>")
    assert ("In the hall." in printed[3].html, printed[3].decisions) == (True, [])
    # Minutes of an earlier version hold no sentences; what nobody edited stays as it was published.
    Minute.objects.update(published_words=None)
    assert standing_minutes(Minutes.objects.get(pk=minutes.pk)).minutes[:3] == before.minutes[:3]
    actions.restrict_item(item=item, ground="exempt", paragraphs=[3], by=by)
    record = record_of(minutes)
    assert [record.entries[0].is_restricted, record.entries[0].written] == [True, record.live[0].written]


def test_the_published_words_are_kept_or_the_new_ones_come_with_the_next_publication(client: Client) -> None:
    held, minutes = published()
    june = meeting_of(held, 6)
    (found,) = differences(minutes)
    actions.keep_published_words(minutes=minutes, change=found.fingerprint, by=held.secretary)
    assert differences(minutes) == []
    assert Event.objects.get(verb="published words kept").data["published"] == [NOT_FIXED]
    Meeting.objects.filter(pk=june.meeting.pk).update(starts_at=datetime(2026, 6, 27, 13, tzinfo=LONDON))
    with pytest.raises(Refused, match="The record has changed again"):
        actions.take_new_words(minutes=minutes, change=found.fingerprint, by=held.secretary)
    held.meeting.attendances.filter(person=held.people["Gage"]).update(mark="apologies")
    client.force_login(held.secretary)
    page = f"/meetings/{held.meeting.pk}/minutes/"
    html = client.get(page).content.decode()
    assert len(differences(minutes)) == 3
    assert "3\xa0changes in the record since publication" in html
    assert "Publish again" not in html
    for each in differences(minutes):
        answer = client.post(f"{page}changed/", {"choice": "take", "change": each.fingerprint})
        assert answer.status_code == 302
    assert differences(minutes) == []
    assert "Publish again" in client.get(page).content.decode()
    assert NOT_FIXED in public(minutes)
    actions.publish_minutes(minutes=minutes, by=held.secretary)
    assert (NOT_FIXED in public(minutes), NOTED.format(27) in public(minutes)) == (False, True)
    assert "Apologies for absence were received from Cllr Rosalind Gage" in public(minutes)
    meeting_of(held, 5)
    assert NOTED.format(27) in str(standing_minutes(Minutes.objects.get(pk=minutes.pk))).replace("\\xa0", " ")
