"""The sentences the record writes by itself."""

from datetime import date, time

import pytest

from meetings.minutes.rules.lint import MinuteFacts, days_in, points
from meetings.wording.approving import ApprovalFacts
from meetings.wording.facts import (
    InterestFacts,
    ItemFacts,
    MeetingFacts,
    NextMeeting,
    PaperFacts,
    PersonFacts,
    RollFacts,
    Words,
    Written,
)
from meetings.wording.items import written
from meetings.wording.meeting import (
    attendance_lines,
    chair_line,
    duration_words,
    interest_sentences,
    present_lines,
    title_sentence,
)
from meetings.wording.papers import filed_sentences
from meetings.wording.presenters import with_article

WORDS = Words("Wessex Police and Crime Panel", chair="Chairman", deputy="Deputy Chairman")
DAY = date(2018, 3, 28)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def facts(**values: object) -> MeetingFacts:
    return MeetingFacts(words=WORDS, day=DAY, venue="County Hall, Ambermere", **values)  # type: ignore[arg-type]


def opening(item: ItemFacts, **values: object) -> list[str]:
    return [plain(sentence) for sentence in written(facts(**values), item).opening]


def test_the_title_says_which_body_met_where_and_on_which_day() -> None:
    assert plain(title_sentence(facts())) == (
        "Minutes of a meeting of the Wessex Police and Crime Panel held at County Hall, Ambermere "
        "on Wednesday 28 March 2018"
    )


def test_members_stand_in_order_of_family_name_with_the_chair_alone_above() -> None:
    roll = RollFacts(
        in_chair=PersonFacts("Cllr Margaret Oakley JP", "Oakley Margaret"),
        present=[
            PersonFacts("Cllr Edwin Marsh", "Marsh Edwin"),
            PersonFacts("Cllr Ann Vale", "Vale Ann", stands_in_for="Cllr Owen Stannard"),
            PersonFacts("Cllr Aisha Carrow", "Carrow Aisha"),
        ],
        in_attendance=[PersonFacts("Ms Fiona Hartnell", post="Police and Crime Commissioner")],
    )
    assert chair_line(roll) == "Cllr Margaret Oakley JP (in the Chair)"
    assert present_lines(roll) == [
        "Cllr Aisha Carrow",
        "Cllr Edwin Marsh",
        "Cllr Ann Vale (for Cllr Owen Stannard)",
    ]
    assert attendance_lines(roll) == ["Ms Fiona Hartnell – Police and Crime Commissioner"]


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        ("public_questions", "There were no public questions."),
        ("urgent_elsewhere", "There were no urgent items to be taken elsewhere on the agenda."),
        ("urgent_end", "There were no other urgent items."),
        ("apologies", "There were no apologies for absence."),
        ("next_meeting", "The date of the next meeting was not yet fixed."),
    ],
)
def test_a_standing_item_without_business_says_so_once_somebody_did(standing: str, sentence: str) -> None:
    item = ItemFacts("Standing", standing=standing)
    assert list(written(facts(answers={standing: "no"}), item).opening) == [sentence]
    if standing != "next_meeting":
        assert opening(item) == []
        assert list(written(facts(answers={standing: "yes"}), item).opening) == []


def test_no_interests_is_a_sentence_too_once_members_were_asked() -> None:
    item = ItemFacts("Interests", standing="interests")
    assert opening(item) == []
    assert list(written(facts(answers={"interests": "no"}), item).opening) == [
        "The Chairman asked members to declare any interests in items on the agenda.",
        "No interests were declared.",
    ]


def test_several_reasons_of_one_member_stand_in_one_sentence() -> None:
    declared = [
        InterestFacts("Cllr N. Iqbal", "personal", "as a member of the advisory group."),
        InterestFacts("Cllr N. Iqbal", "personal", "as a trustee of a charity"),
        InterestFacts("Mr J. Fenn", "other", "daughter works for the Force", ["7", "9"]),
    ]
    assert [plain(sentence) for sentence in interest_sentences(WORDS, declared)] == [
        "Cllr N. Iqbal declared a personal interest in respect of all substantive items as a member of the "
        "advisory group and as a trustee of a charity.",
        "Mr J. Fenn declared an other interest in respect of items 7 and 9: daughter works for the Force.",
    ]


def test_earlier_minutes_are_confirmed_one_sentence_each() -> None:
    item = ItemFacts(
        "Minutes",
        business="minutes",
        approvals=[ApprovalFacts(date(2018, 1, 31)), ApprovalFacts(date(2018, 2, 26))],
    )
    assert opening(item) == [
        "The minutes of the meeting held on 31 January 2018 were taken as read, confirmed and signed.",
        "The minutes of the meeting held on 26 February 2018 were taken as read, confirmed and signed.",
    ]


def test_a_report_is_named_with_its_office_and_its_mark() -> None:
    item = ItemFacts(
        "Knife crime",
        business="report",
        presenter="Police and Crime Commissioner",
        papers=[PaperFacts("Knife crime", "Agenda Item 7")],
    )
    assert opening(item) == [
        "The Panel considered a report of the Police and Crime Commissioner on ‘Knife crime’.",
        "A copy of the report, marked ‘Agenda Item 7’, is filed with these minutes.",
    ]


def test_a_late_report_says_how_it_came_and_a_withdrawn_one_is_not_filed() -> None:
    papers = [
        PaperFacts("Late", "Agenda Item 6", "supplement"),
        PaperFacts("Taken back", "Agenda Item 6", "withdrawn"),
    ]
    assert filed_sentences(papers) == [
        "A copy of the report, which was circulated in a supplementary agenda pack and marked "
        "‘Agenda Item 6’, is filed with these minutes."
    ]


def test_several_papers_with_one_mark_are_filed_together() -> None:
    papers = [PaperFacts("One", "Agenda Item 9"), PaperFacts("Two", "Agenda Item 9")]
    assert filed_sentences(papers) == [
        "Copies of the reports, marked ‘Agenda Item 9’, are filed with these minutes."
    ]


@pytest.mark.parametrize(
    ("presenter", "words"),
    [
        ("Chief Constable", "the Chief Constable"),
        ("Secretariat", "the Secretariat"),
        ("Office of the Police and Crime Commissioner", "the Office of the Police and Crime Commissioner"),
        ("Police and Crime Commissioner for Wessex", "the Police and Crime Commissioner for Wessex"),
        ("Cllr Aisha Carrow", "Cllr Aisha Carrow"),
        ("Chief Constable Ruth Addison", "Chief Constable Ruth Addison"),
        ("the Treasurer", "the Treasurer"),
        ("Scrutiny Officer", "the Scrutiny Officer"),
        ("Clerk", "the Clerk"),
        ("Deputy Town Clerk", "the Deputy Town Clerk"),
        ("Head of Finance", "the Head of Finance"),
        ("Ruth Addison, Chief Constable", "Ruth Addison, Chief Constable"),
        ("John Constable", "John Constable"),
        ("Ruth Addison – Chief Executive Officer, OPCC", "Ruth Addison – Chief Executive Officer, OPCC"),
        ("Wessex County Council", "Wessex County Council"),
        ("Council", "the Council"),
        ("", ""),
    ],
)
def test_an_office_takes_the_article_and_a_person_does_not(presenter: str, words: str) -> None:
    assert with_article(presenter) == words


def test_oral_updates_and_presentations_name_who_spoke() -> None:
    assert opening(ItemFacts("Staff", business="oral", presenter="Chief Executive")) == [
        "The Panel received an oral update from the Chief Executive."
    ]
    slides = [PaperFacts("Slides", "")]
    assert opening(ItemFacts("Hub", business="presentation", presenter="DS Colin Reed", papers=slides)) == [
        "The Panel received a presentation from DS Colin Reed.",
        "A copy of the presentation is filed with these minutes.",
    ]


def test_the_next_meeting_is_noted_under_the_decision() -> None:
    following = NextMeeting(date(2018, 6, 8), time(13, 0), "County Hall, Ambermere")
    said = written(facts(next_meeting=following), ItemFacts("Next", standing="next_meeting"))
    assert [plain(sentence) for sentence in said.resolved] == [
        "It was noted that the next meeting of the Panel would be held on 8 June 2018 at 1.00 pm "
        "at County Hall, Ambermere."
    ]


def test_an_election_is_a_decision_in_the_body_s_own_words() -> None:
    item = ItemFacts("Election", standing="election_deputy")
    elected = {"election_deputy": ("Cllr Dev Ranasinghe",)}
    assert written(facts(elected=elected), item) == Written(
        (), ("That Cllr Dev Ranasinghe be elected Deputy Chairman of the Panel.",)
    )
    assert written(facts(), item) == Written()


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (time(13, 0), time(14, 50), "1.00 - 2.50 pm"),
        (time(11, 0), time(13, 15), "11.00 am - 1.15 pm"),
        (time(12, 0), time(14, 0), "12.00 noon - 2.00 pm"),
        (time(12, 0), None, "12.00 noon"),
        (None, None, ""),
    ],
)
def test_the_end_block_says_from_when_to_when(start: time | None, end: time | None, words: str) -> None:
    assert plain(duration_words(start, end)) == words


def lint(*minutes: MinuteFacts, **values: object) -> list[str]:
    usual: dict[str, object] = {"meeting_day": DAY, "present": 10, "has_chair": True}
    return [plain(point.finding.sentence) for point in points(minutes, **{**usual, **values})]  # type: ignore[arg-type]


def test_whole_minutes_have_nothing_to_mend() -> None:
    assert lint(MinuteFacts("45", "m1", has_words=True, label="45"), taken=["44"]) == []


def test_letters_of_a_minute_that_would_print_as_boxes_are_pointed_out() -> None:
    assert lint(MinuteFacts("45", "m1", has_words=True, label="45", words="Ms \u65e5 spoke \U0001f692.")) == [
        "45: “\u65e5” cannot be printed. Use another character."
    ]


def test_every_gap_is_a_sentence() -> None:
    found = lint(
        MinuteFacts("45", "m1", has_words=False),
        MinuteFacts("46", "m2", has_words=True, without_owner=1, without_date=1, label="46"),
        MinuteFacts("47", "m3", has_words=True, standing="next_meeting", words="on 8 June 2017 at noon"),
        present=0,
        has_chair=False,
        taken=["46"],
        items_without_minute=["12", "13 a)"],
        earlier_unpublished=[date(2018, 1, 31)],
    )
    assert found == [
        "No one is recorded as present.",
        "Not written: 45.",
        "46: an action has no owner and no date.",
        "Another minute already has the number 46.",
        "47: the next meeting is not after this one.",
        "Agenda items 12 and 13 a): no minute covers them.",
        "The minutes of 31 January 2018 have not been published. Their numbers will follow these.",
    ]


def test_days_that_do_not_exist_are_not_days() -> None:
    assert days_in("31 February 2018, 1st March 2018 and 8\u00a0June\u00a02018") == [
        date(2018, 3, 1),
        date(2018, 6, 8),
    ]
