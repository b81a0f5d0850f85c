"""The minutes say how the meeting went, under the item that was on."""

import pytest

from meetings import actions
from meetings.attendance.rules.day import Moment, QuorumChange
from meetings.attendance.rules.words import day_words, goes_on_sentence, order_sentence, remote_sentence
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.models import Meeting
from tests.builders.day import day_meeting, roll_of, today
from tests.builders.minutes import Held, add_items, minuted

pytestmark = pytest.mark.on("postgresql")


def plain(sentences: object) -> list[str]:
    return [each.replace("\u00a0", " ") for each in sentences]  # type: ignore[attr-defined]


def test_each_moment_has_its_sentence_under_its_item() -> None:
    moments = [
        Moment("presides", today(9, 0), person=9, name="Ms Marsh", words="for the election of the Chair"),
        Moment("began", today(9, 1), item=1),
        Moment("came", today(9, 5), person=2, name="Cllr Gage", words="apologies"),
        Moment("ended", today(9, 10), item=1),
        Moment("adjourned", today(9, 11), words="The alarm rang."),
        Moment("resumed", today(9, 20)),
        Moment("began", today(9, 21), item=2),
        Moment("left", today(9, 22), person=2, name="Cllr Gage", interest=4),
        Moment("returned", today(9, 30), person=2, name="Cllr Gage"),
        Moment("deferred", today(9, 31), item=3, words="Figures are missing."),
        Moment("public_out", today(9, 32)),
        Moment("public_in", today(9, 40)),
        Moment("lost", today(14, 5), person=3, name="Mr Vale"),
        Moment("rejoined", today(14, 6), person=3, name="Mr Vale"),
    ]
    lost = [QuorumChange(today(14, 5), False, 2, 3), QuorumChange(today(14, 6), True, 3, 3)]
    found = {item: plain(said) for item, said in day_words(moments, lost).items()}
    assert found == {
        1: [
            "Ms Marsh took the Chair at 9.00 am for the election of the Chair.",
            "Cllr Gage joined the meeting at 9.05 am.",
            "The meeting was adjourned at 9.11 am: the alarm rang.",
            "The meeting resumed at 9.20 am.",
        ],
        2: [
            "Cllr Gage, having declared an interest, left the meeting at 9.22 am and took no part in "
            "this item.",
            "Cllr Gage returned to the meeting at 9.30 am.",
            "The public was excluded from the meeting at 9.32 am.",
            "The public was readmitted to the meeting at 9.40 am.",
            "Mr Vale lost the connection at 2.05 pm.",
            "The Panel was not quorate from 2.05 pm: 2 of the 3 members needed were present.",
            "Mr Vale joined the meeting again at 2.06 pm.",
            "The Panel was quorate again at 2.06 pm.",
        ],
        3: ["The Panel deferred this item to a later meeting: figures are missing."],
    }


def test_nothing_typed_about_a_private_item_is_said() -> None:
    moments = [Moment("deferred", today(9, 5), item=3, words="The bidder withdrew.")]
    assert day_words(moments, private_items=frozenset({3})) == {
        3: ("The Panel deferred this item to a later meeting.",)
    }


def test_the_order_is_only_said_where_it_was_varied() -> None:
    agenda = ["1", "2", "3", "4"]
    assert order_sentence(["1", "2", "4"], agenda) == ""
    assert plain([order_sentence(["1", "4", "2"], agenda)]) == [
        "The order of the agenda was varied: items 1, 4 and 2 were taken in that order."
    ]


def test_who_took_part_from_afar_and_whether_with_a_vote() -> None:
    assert remote_sentence(["Cllr Gage"], counts=False) == (
        "Cllr Gage took part, without a vote, by remote link."
    )
    assert remote_sentence(["Cllr Gage", "Mr Vale"], counts=True) == (
        "Cllr Gage and Mr Vale took part by remote link."
    )


def test_an_adjourned_meeting_says_when_it_goes_on() -> None:
    assert plain([goes_on_sentence(today(9).date())]) == [
        "The meeting stands adjourned to Tuesday 24 November 2026."
    ]
    assert goes_on_sentence(None) == "The meeting stands adjourned to a day to be fixed."


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestMinutes:
    def made(self, held: Held) -> list[str]:
        """The minutes, one text a minute."""
        document = MinutesDocument.of(minuted(held))
        return plain(minute.html for minute in document.minutes)

    @pytest.mark.shows("V3", "V12")
    def test_the_minutes_follow_the_day_until_it_is_corrected(self) -> None:
        held = day_meeting()
        first, second, third = add_items(held, 3)
        roll_of(held, Stannard="remote")
        act = {"meeting": held.meeting, "by": held.secretary}
        actions.begin_item(item=first, at=today(9, 1), **act)
        actions.begin_item(item=third, at=today(9, 10), **act)
        left = actions.come_or_go(person=held.people["Gage"], kind="left", at=today(9, 12), **act)
        actions.begin_item(item=second, at=today(9, 30), **act)
        texts = self.made(held)
        assert "items 1, 3 and 2 were taken in that order." in texts[0]
        assert "Cllr Owen Stannard took part, without a vote, by remote link." in texts[0]
        assert "Cllr Rosalind Gage left the meeting at 9.12 am." in texts[2]
        assert left is not None
        actions.correct_time(entry=left, at=today(9, 5), by=held.secretary)
        document = MinutesDocument.of(held.meeting.minutes)
        assert "Cllr Owen Stannard (by remote link)" in document.members
        texts = plain(minute.html for minute in document.minutes)
        assert "Cllr Rosalind Gage left the meeting at 9.05 am." in texts[0]
        assert "Gage" not in texts[2]

    def test_the_reason_why_a_restricted_item_was_deferred_stays_inside(self) -> None:
        held = day_meeting()
        (item,) = add_items(held, 1)
        roll_of(held)
        actions.restrict_item(
            item=item,
            by=held.secretary,
            ground="exempt",
            paragraphs=[3],
            public_interest_reason="Prices.",
            imposed_by="",
            provision="",
            shows_title=False,
            public_title="",
        )
        actions.defer_item(
            meeting=held.meeting, item=item, at=today(9, 5), words="qxbidqz withdrew", by=held.secretary
        )
        assert "qxbidqz" not in " ".join(self.made(held))

    def test_a_meeting_adjourned_to_another_day_says_so_in_its_minutes(self) -> None:
        held = day_meeting()
        (item,) = add_items(held, 1)
        roll_of(held)
        actions.begin_item(meeting=held.meeting, item=item, at=today(9, 1), by=held.secretary)
        actions.adjourn_to_day(
            meeting=held.meeting,
            reason="The hall had to be cleared.",
            starts_at=today(9).replace(month=12, day=4),
            at=today(9, 20),
            by=held.secretary,
        )
        held.meeting = Meeting.objects.get(pk=held.meeting.pk)
        (text,) = self.made(held)
        assert "The meeting was adjourned at 9.20 am: the hall had to be cleared." in text
        assert "The meeting stands adjourned to Friday 4 December 2026." in text
