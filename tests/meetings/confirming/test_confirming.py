"""Minutes brought to later meetings: confirmed with corrections, deferred, noted, corrected again."""

from datetime import date
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.documents.layout import render
from foundation.documents.text import richtext
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.library.models import Publication
from meetings import actions
from meetings.minutes.documents.corrected import with_corrections
from meetings.minutes.documents.entry import MinuteEntry
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.record import record_of
from meetings.minutes.documents.standing import standing_minutes
from meetings.models import Correction, Meeting, Minutes, MinutesApproval
from meetings.wording.corrections import CorrectionFacts, for_read
from tests.builders.life import Brought, brought, later_minutes, meeting_of, words
from tests.builders.minutes import add_items, minuted, take_roll
from tests.builders.panels import make_user

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def scene() -> Brought:
    return brought()


def public(scene: Brought) -> Publication:
    return Publication.objects.standing().get(source_ref=scene.minutes.ref)


def opening(minutes: Minutes) -> list[str]:
    """What the first minute of June says."""
    return [words(line) for line in record_of(minutes).entries[0].written.opening]


@pytest.mark.shows("S4-46", "V21", "V37")
def test_a_correction_is_shown_beside_the_words_that_stood(scene: Brought) -> None:
    scene.correct(asked_by="Cllr Gage", reason="The sum was misheard")
    scene.confirm()
    entry = public(scene).data["minutes"][0]
    assert "Fines rose to <del>£500 a week</del> <ins>£500 a year</ins> in the north." in entry["html"]
    assert [words(each) for each in entry["corrections"]] == [
        "Corrected on 26 June 2026: for ‘£500 a week’ read ‘£500 a year’. "
        "Requested by Cllr Gage: The sum was misheard."
    ]
    assert public(scene).status_label == "Confirmed on 26 June 2026 with 1 correction"
    assert (
        words(public(scene).data["status_note"]) == "on 26 June 2026 with 1 correction, shown in its place."
    )
    for html in (public(scene).html, render.paper(standing_minutes(scene.minutes))):
        assert "for ‘£500 a week’ read ‘£500 a year’" in html


@pytest.mark.shows("V20", "S4-29")
def test_the_later_minute_says_what_became_of_the_minutes(scene: Brought) -> None:
    minutes = later_minutes(scene)
    plain = "The minutes of the meeting held on 25 March 2026 were taken as read, confirmed and signed"
    assert opening(minutes) == []
    scene.correct()
    scene.confirm()
    assert opening(minutes) == [
        f"{plain}, subject to the following correction: minute 1: for ‘£500 a week’ read ‘£500 a year’."
    ]


@pytest.mark.shows("S4-29")
def test_the_body_s_own_words_for_confirming_are_kept_with_a_correction() -> None:
    scene = brought(approval_formula="agreed as a correct record")
    scene.correct(original="noted", corrected="welcomed")
    scene.confirm()
    assert opening(later_minutes(scene)) == [
        "The minutes of the meeting held on 25 March 2026 were agreed as a correct record, "
        "subject to the following correction: minute 1: for ‘noted’ read ‘welcomed’."
    ]


def test_several_corrections_are_numbered_in_the_later_minute(scene: Brought) -> None:
    scene.correct()
    scene.correct(original="", corrected="Mr Carrow asked who pays.")
    scene.correct(minute=None, original="Cllr Rosalind Gage", corrected="")
    scene.confirm()
    assert opening(later_minutes(scene))[1:] == [
        "(1) minute 1: for ‘£500 a week’ read ‘£500 a year’;",
        "(2) minute 1: add ‘Mr Carrow asked who pays.’; and",
        "(3) those present: delete ‘Cllr Rosalind Gage’.",
    ]


@pytest.mark.shows("V21")
def test_limbs_titles_and_those_present_can_be_corrected_too(scene: Brought) -> None:
    scene.correct(original="noted", corrected="welcomed")
    scene.correct(original="Subject 1", corrected="Speed cameras")
    scene.correct(minute=None, original="Cllr Rosalind Gage", corrected="Cllr Rosa Gage")
    scene.confirm()
    data = public(scene).data
    entry = data["minutes"][0]
    assert (entry["title"], entry["decisions"][0]["limbs"][0]["text"]) == (
        "Speed cameras",
        "That the report be welcomed.",
    )
    assert len(entry["corrections"]) == 2
    assert "Cllr Rosa Gage" in data["members"]
    assert [words(each) for each in data["corrections"]] == [
        "Corrected on 26 June 2026: for ‘Cllr Rosalind Gage’ read ‘Cllr Rosa Gage’."
    ]


def test_words_across_bold_and_inside_a_numbered_point_are_found(scene: Brought) -> None:
    scene.correct(original="cars wait there", corrected="vans wait there")
    scene.confirm()
    html = public(scene).data["minutes"][0]["html"]
    assert richtext.plain(html).split("\n")[1:] == ["(i)", "Four cars wait there vans wait there;"]
    assert html.count("<ins>") == 1


@pytest.mark.parametrize(
    ("original", "sentence"),
    [
        ("£700 a week", "are not in minute 1"),
        ("e", "appear in minute 1 12.times"),
        ("£500 a year", "same as the current wording"),
        ("£5" * 3000, "4,000 characters or fewer"),
    ],
)
def test_a_correction_of_words_that_are_not_there_is_refused(
    scene: Brought, original: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        scene.correct(original=original)
    assert not Correction.objects.exists()


def test_a_correction_sent_twice_is_written_down_once(scene: Brought) -> None:
    assert scene.correct() == scene.correct()


def test_the_second_correction_builds_on_the_first(scene: Brought) -> None:
    scene.correct()
    scene.correct(original="£500 a year", corrected="£600 a year")
    with pytest.raises(Refused, match="are not in"):
        scene.correct(original="£500 a week", corrected="£1 a week")


def test_a_correction_can_be_taken_back_until_it_stands(scene: Brought) -> None:
    actions.drop_correction(correction=scene.correct(), by=scene.clerk)
    kept = scene.correct()
    scene.confirm()
    with pytest.raises(Refused, match="cannot be removed"):
        actions.drop_correction(correction=kept, by=scene.clerk)


def test_a_double_click_on_confirm_gives_one_confirmation(scene: Brought) -> None:
    scene.confirm()
    before = (Event.objects.count(), Publication.objects.count())
    scene.confirm()
    assert (Event.objects.count(), Publication.objects.count()) == before
    assert MinutesApproval.objects.filter(outcome="confirmed").count() == 1
    again = meeting_of(scene.held, 9)
    with pytest.raises(Refused, match="already been confirmed"):
        actions.confirm_minutes(minutes=scene.minutes, at=again.meeting, by=scene.clerk)


def test_an_earlier_meeting_neither_confirms_nor_corrects(scene: Brought) -> None:
    january = meeting_of(scene.held, 1).meeting
    for act in (
        lambda: actions.confirm_minutes(minutes=scene.minutes, at=january, by=scene.clerk),
        lambda: scene.correct(at=january),
        lambda: actions.bring_minutes(minutes=scene.minutes, at=january, outcome="noted", by=scene.clerk),
    ):
        with pytest.raises(Refused, match="a meeting after this one"):
            act()


def test_only_what_was_published_is_confirmed(scene: Brought) -> None:
    first = scene.first
    actions.save_minute(minute=first, text="<p>Other words.</p>", based_on=first.version, by=scene.clerk)
    with pytest.raises(Refused, match=r"Changed after the draft was published: 1\."):
        scene.confirm()
    actions.publish_minutes(minutes=scene.minutes, by=scene.clerk)
    scene.confirm()
    assert public(scene).version == 3


def test_a_correction_of_another_meeting_stands_in_the_way(scene: Brought) -> None:
    scene.correct(at=meeting_of(scene.held, 9).meeting)
    with pytest.raises(Refused, match="recorded for the meeting of 26 September 2026"):
        scene.confirm()


@pytest.mark.shows("V20")
def test_minutes_are_deferred_then_confirmed_at_the_meeting_after(scene: Brought) -> None:
    june, september = later_minutes(scene), meeting_of(scene.held, 9)
    actions.bring_minutes(minutes=scene.minutes, at=scene.later.meeting, outcome="deferred", by=scene.clerk)
    assert opening(june) == [
        "The minutes of the meeting held on 25 March 2026 were deferred to a later meeting "
        "because they were not ready."
    ]
    actions.confirm_minutes(minutes=scene.minutes, at=september.meeting, by=scene.clerk)
    found = scene.minutes.approvals.values_list("at", "outcome")
    assert list(found) == [(scene.later.meeting.pk, "deferred"), (september.meeting.pk, "confirmed")]
    with pytest.raises(Refused, match="already been confirmed"):
        actions.bring_minutes(minutes=scene.minutes, at=september.meeting, outcome="noted", by=scene.clerk)


@pytest.mark.shows("V20")
def test_minutes_are_noted_only(scene: Brought) -> None:
    actions.bring_minutes(
        minutes=scene.minutes,
        at=scene.later.meeting,
        outcome="noted",
        reason="the meeting was adjourned",
        by=scene.clerk,
    )
    said = "The minutes of the meeting held on 25 March 2026 were noted only: the meeting was adjourned."
    assert opening(later_minutes(scene)) == [said]
    with pytest.raises(Refused, match="deferred or only noted"):
        actions.bring_minutes(
            minutes=scene.minutes, at=scene.later.meeting, outcome="confirmed", by=scene.clerk
        )


@pytest.mark.shows("S4-28", "V20")
def test_one_item_confirms_the_minutes_of_several_meetings_a_hearing_among_them(scene: Brought) -> None:
    hearing = meeting_of(scene.held, 4)
    Meeting.objects.filter(pk=hearing.meeting.pk).update(kind=Meeting.Kind.CONFIRMATION_HEARING)
    hearing.meeting.refresh_from_db()
    add_items(hearing, 1)
    take_roll(hearing)
    second = minuted(hearing)
    actions.publish_minutes(minutes=second, by=scene.clerk)
    actions.edit_item(item=scene.item, by=scene.clerk, minutes_of=[scene.held.meeting, hearing.meeting])
    june = later_minutes(scene)
    actions.confirm_several(minutes=[scene.minutes, second], at=scene.later.meeting, by=scene.clerk)
    assert set(Minutes.objects.filter(status="confirmed", confirmed_at_meeting=scene.later.meeting)) == {
        scene.minutes,
        second,
    }
    ending = "were taken as read, confirmed and signed."
    assert opening(june) == [
        f"The minutes of the meeting held on 25 March 2026 {ending}",
        f"The minutes of the confirmation hearing held on 26 April 2026 {ending}",
    ]


def test_of_several_none_is_confirmed_when_one_cannot_be(scene: Brought) -> None:
    other = meeting_of(scene.held, 4)
    add_items(other, 1)
    with pytest.raises(Refused, match="only after they are published"):
        actions.confirm_several(
            minutes=[scene.minutes, minuted(other)], at=scene.later.meeting, by=scene.clerk
        )
    scene.minutes.refresh_from_db()
    assert scene.minutes.status == Minutes.Status.PUBLISHED


def test_confirmed_minutes_stand_whatever_changes_around_them(scene: Brought) -> None:
    scene.correct()
    scene.confirm()
    before = standing_minutes(scene.minutes)
    scene.held.body.dated_settings.update(name="Another name", chair_style="Chairman")
    assert standing_minutes(Minutes.objects.get(pk=scene.minutes.pk)) == before
    assert MinutesDocument.of(scene.minutes) != before


@pytest.mark.shows("V21")
def test_after_confirming_only_a_meeting_after_that_corrects(scene: Brought) -> None:
    scene.confirm()
    with pytest.raises(Refused, match="Only a later meeting can correct"):
        scene.correct()
    september = meeting_of(scene.held, 9).meeting
    with pytest.raises(Refused, match="No correction is recorded for this meeting"):
        actions.correct_confirmed_minutes(minutes=scene.minutes, at=september, by=scene.clerk)
    scene.correct(at=september)
    actions.correct_confirmed_minutes(minutes=scene.minutes, at=september, by=scene.clerk)
    now = public(scene)
    assert (now.version, now.status_label) == (3, "Confirmed 26 June 2026, corrected 26 September 2026")
    assert "<ins>£500 a year</ins>" in now.data["minutes"][0]["html"]
    earlier = Publication.objects.filter(source_ref=scene.minutes.ref).order_by("version")
    assert [each.withdrawn_at for each in earlier] == [None] * 3
    assert ["<del>" in each.html for each in earlier] == [False, False, True]


def test_someone_who_does_not_serve_the_body_records_nothing(scene: Brought) -> None:
    stranger = make_user("Pat Visitor")
    for act in (lambda: scene.correct(by=stranger), lambda: drop(scene, stranger)):
        with pytest.raises(Refused, match="can correct minutes"):
            act()


def drop(scene: Brought, by: object) -> None:
    actions.drop_correction(correction=scene.correct(), by=by)


WORDS = st.lists(st.sampled_from(["panel", "£5", "a<b", "&", "fines", "“yes”"]), min_size=1, max_size=4)


@given(before=WORDS, struck=WORDS, after=WORDS, instead=WORDS)
def test_striking_words_loses_none_of_them(
    before: list[str], struck: list[str], after: list[str], instead: list[str]
) -> None:
    marked = ["zq1", *struck, "zq2"]
    written = [escape(word, quote=False) for word in [*before, *marked, *after]]
    bold = [f"<strong>{word}</strong>" if place % 2 else word for place, word in enumerate(written)]
    html = f"<p>{' '.join(bold)}</p>"
    entry = MinuteEntry(ref="r", label="1", title="T", html=html)
    document = MinutesDocument(title="M", sentence="S", status="", status_note="", minutes=[entry])
    facts = CorrectionFacts("r", " ".join(marked), " ".join(instead), date(2026, 6, 26))
    made = with_corrections(document, [facts]).minutes[0]
    said = richtext.plain(made.html)
    assert said == " ".join([*before, *marked, *instead, *after])
    assert for_read(facts.original, facts.corrected) in made.corrections[0]
