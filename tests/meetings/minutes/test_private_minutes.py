"""What was taken in private stands apart, is handed out with a mark, and never becomes public."""

import pytest

from foundation.documents.text import blocks, richtext
from foundation.history.findings import Refused
from foundation.library.models import Publication
from meetings import actions
from meetings.minutes.check import check
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.record import record_of
from meetings.minutes.policies import readable_private_minutes
from meetings.models import FollowUp, Minutes
from meetings.restricted.secret_words import needles_of
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll
from tests.builders.panels import make_user, signed_in
from tests.together import choose, over

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PRIVATE = "Larkspur Limited offered four hundred and twelve pounds a night for each custody suite."


def private(summary: str = "") -> tuple[Held, Minutes]:
    held = held_meeting()
    add_items(held, 1)
    take_roll(held)
    minutes = minuted(held)
    actions.write_private_part(
        minute=minutes.entries.get(), text=f"<p>{PRIVATE}</p>", summary=summary, based_on=1, by=held.secretary
    )
    return held, minutes


@pytest.mark.shows("V4", "V29")
def test_the_public_minutes_hold_the_summary_and_not_the_private_part() -> None:
    held, minutes = private("The Panel considered an offer.")
    publication = actions.publish_minutes(minutes=minutes, by=held.secretary)
    assert ("Larkspur" in publication.html, "The Panel considered an offer." in publication.html) == (
        False,
        True,
    )
    assert MinutesDocument.of(minutes).minutes[0].summary == "The Panel considered an offer."


def test_without_a_summary_publishing_waits_for_one_or_for_a_reason() -> None:
    held, minutes = private()
    with pytest.raises(Refused, match="no summary for the public"):
        actions.publish_minutes(minutes=minutes, by=held.secretary)
    point = next(each.finding for each in check(record_of(minutes)) if each.is_in_the_way)
    actions.pass_point(
        minutes=minutes, code=point.code, sentence=point.sentence, reason="It is fair.", by=held.secretary
    )
    assert actions.publish_minutes(minutes=minutes, by=held.secretary).kind == "minutes"


def test_private_words_in_the_public_text_stop_publishing_also_words_of_an_earlier_version() -> None:
    held, minutes = private("A summary.")
    minute = minutes.entries.get()
    actions.write_private_part(
        minute=minute, text="<p>Shorter.</p>", summary="A summary.", based_on=2, by=held.secretary
    )
    actions.save_minute(minute=minute, text=f"<p>{PRIVATE}</p>", based_on=3, by=held.secretary)
    with pytest.raises(Refused, match="would become public"):
        actions.publish_minutes(minutes=minutes, by=held.secretary)


def test_those_who_may_read_it_get_a_marked_copy_and_others_nothing() -> None:
    held, minutes = private("A summary.")
    member = make_user("Thomas Bellweather")
    person = held.people["Bellweather"]
    person.user = member
    person.save()
    address = f"/meetings/{held.meeting.pk}/minutes/private.pdf"
    answer = signed_in(held.secretary).get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert signed_in(member).get(address).status_code == 404
    assert readable_private_minutes(member, record_of(minutes)) == frozenset()


def test_over_a_newer_version_of_the_private_part_nothing_is_lost() -> None:
    held, minutes = private("A summary.")
    minute = minutes.entries.get()
    address, client = f"/minutes/{minute.pk}/private/", signed_in(held.secretary)

    def theirs() -> None:
        minute.refresh_from_db()
        actions.write_private_part(
            minute=minute,
            text="<p>Theirs.</p>",
            summary="A summary.",
            based_on=minute.version,
            by=held.secretary,
        )

    page = over(client, address, theirs, text="<p>Mine.</p>")
    assert [words in page for words in ("Theirs.", "Mine.")] == [True, True]
    assert choose(client, address, page) == 302
    minute.refresh_from_db()
    assert ["Theirs." in minute.private_text, "Mine." in minute.private_text] == [True, True]


def test_what_came_of_a_private_part_is_neither_printed_nor_on_the_public_log() -> None:
    held, minutes = private("The Panel considered an offer.")
    minute = minutes.entries.get()
    words = "Refuse the bid of Larkspur by Friday"
    actions.add_follow_up(minute=minute, text=words, owner="Secretariat", by=held.secretary)
    publication = actions.publish_minutes(minutes=minutes, by=held.secretary)
    assert (words in publication.html, FollowUp.objects.on_public_log().count()) == (False, 0)
    assert [needle.name for needle in needles_of(held.meeting) if needle.words == words] == [
        "words of follow-up 1"
    ]


def test_what_stands_after_a_public_paragraph_is_printed_although_there_is_a_private_part() -> None:
    held, minutes = private("The Panel considered an offer.")
    minute = minutes.entries.get()
    actions.save_minute(
        minute=minute, text="<p>Members asked for figures.</p>", based_on=minute.version, by=held.secretary
    )
    minute.refresh_from_db()
    where = blocks.blocks(minute.text)[0].id
    actions.add_follow_up(
        minute=minute, text="Send the figures", owner="Secretariat", stands=where, by=held.secretary
    )
    publication = actions.publish_minutes(minutes=minutes, by=held.secretary)
    # Within the text an action is printed as its owner; the paragraph says what it is.
    assert ("Action: Secretariat" in words_of(publication), FollowUp.objects.on_public_log().count()) == (
        True,
        1,
    )


def words_of(publication: Publication) -> str:
    return " ".join(richtext.plain(publication.html).split())
