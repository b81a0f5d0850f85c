"""Writing terms of reference, agreeing and amending them, and keeping sessions and witnesses."""

from datetime import date
from typing import Any

import pytest

from foundation.accounts.models import User
from foundation.documents.layout.document import from_data
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import Refused
from foundation.history.models import Event
from meetings import actions as meetings
from meetings.models import Meeting, Paper, Placement
from panels.models import Body
from scrutiny import actions
from scrutiny.documents import TermsOfReferenceDocument
from scrutiny.models import Inquiry, ScopeItem, Section, TermsOfReference, Witness
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.panels import make_secretary, make_user
from tests.builders.scrutiny import AGREED, add_scope, add_session, add_witness, filled_inquiry, make_inquiry

pytestmark = pytest.mark.django_db


def headings(inquiry: Inquiry) -> list[str]:
    return list(inquiry.sections.values_list("heading", flat=True))


def document_of(terms: TermsOfReference) -> Any:
    """The terms as they were kept when they were agreed."""
    assert terms.document is not None
    return from_data(terms.document)


@pytest.mark.shows("S0-5")
def test_an_inquiry_opens_with_nine_sections_and_draft_one(body: Body, ellen: User) -> None:
    inquiry = make_inquiry(body, ellen)
    assert headings(inquiry) == [
        "Introduction",
        "Scope of the inquiry",
        "Desired outcomes and measures of success",
        "Comments of the relevant Director and Executive Member",
        "Timetable for the inquiry",
        "Submission of evidence",
        "Witnesses",
        "Equality and diversity / cohesion and integration",
        "Post-inquiry report monitoring",
    ]
    assert [(one.number, one.status) for one in inquiry.terms.all()] == [(1, "draft")]


@pytest.mark.shows("S0-6")
def test_sections_are_added_dropped_retitled_and_moved(body: Body, ellen: User) -> None:
    inquiry = make_inquiry(body, ellen)
    first, second = inquiry.sections.all()[:2]
    actions.drop_section(section=list(inquiry.sections.all())[-1], by=ellen)
    actions.add_section(inquiry=inquiry, heading="Cost", text="None.", by=ellen)
    actions.save_section(section=first, heading="Why now", text="Because.", shows="", based_on=1, by=ellen)
    actions.move_section(section=second, where="up", by=ellen)
    assert headings(inquiry)[:2] == ["Scope of the inquiry", "Why now"]
    assert headings(inquiry)[-1] == "Cost"


def test_a_newer_section_is_not_overwritten(body: Body, ellen: User) -> None:
    section = make_inquiry(body, ellen).sections.all()[0]
    values: dict[str, Any] = {"section": section, "heading": "Introduction", "shows": "", "based_on": 1}
    actions.save_section(text="Theirs", by=make_secretary(body, "Abdul Rana"), **values)
    with pytest.raises(NewerVersion) as raised:
        actions.save_section(text="Mine", by=ellen, **values)
    assert (raised.value.saved_by, raised.value.theirs, raised.value.yours) == (
        "Abdul Rana",
        "Theirs",
        "Mine",
    )
    assert Section.objects.get(pk=section.pk).text == "Theirs"


def test_a_newer_record_is_not_overwritten(body: Body, ellen: User) -> None:
    inquiry = make_inquiry(body, ellen)
    witness = add_witness(inquiry, ellen, "Ambulance service")
    actions.save_part(part=witness, based_on=1, by=ellen, state="invited")
    with pytest.raises(NewerVersion) as raised:
        actions.save_part(part=witness, based_on=1, by=ellen, post="Ambulance", state="declined")
    assert raised.value.theirs == "Post: Ambulance service\nState: Invited"
    assert raised.value.yours == "Post: Ambulance\nState: Declined"


def test_codes_of_scope_items_are_never_used_twice(body: Body, ellen: User) -> None:
    inquiry = make_inquiry(body, ellen)
    first, second = add_scope(inquiry, ellen, "One", "Two")
    actions.drop_part(part=second, by=ellen)
    actions.move_part(part=first, where="down", by=ellen)
    (third,) = add_scope(inquiry, ellen, "Three")
    assert [item.code for item in ScopeItem.objects.all()] == ["S1", "S3"]
    assert third.number == 3


def test_a_range_of_months_cannot_run_backwards(body: Body, ellen: User) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="The last month must come after the first"):
        add_session(make_inquiry(body, ellen), ellen, date(2026, 10, 1), last_month=date(2026, 9, 1))


def test_agreeing_without_consultation_needs_a_reason_that_is_kept(body: Body, ellen: User) -> None:
    inquiry = make_inquiry(body, ellen)
    with pytest.raises(Refused, match="No one is recorded as consulted"):
        actions.agree_terms(inquiry=inquiry, elsewhere=AGREED, by=ellen)
    actions.agree_terms(inquiry=inquiry, elsewhere=AGREED, reason="Heard at the last meeting", by=ellen)
    event = Event.objects.select_related("note").within(inquiry.scope)[0]
    assert (event.verb, event.note.text) == ("terms of reference agreed", "Heard at the last meeting")


def test_agreed_terms_are_kept_word_for_word_while_the_record_goes_on(body: Body, ellen: User) -> None:
    inquiry = filled_inquiry(body, ellen)
    agreed = actions.agree_terms(inquiry=inquiry, elsewhere=AGREED, by=ellen)
    add_witness(inquiry, ellen, "Fire and rescue service")
    with pytest.raises(Refused, match="These terms have been agreed"):
        add_scope(inquiry, ellen, "One more thing")
    agreed.refresh_from_db()
    document = document_of(agreed)
    assert document.status == "Agreed: Council, 12 November 2026."
    assert [row.post for row in document.sections[6].witnesses] == [
        "Head of the control room",
        "Parish councils",
    ]


@pytest.mark.shows("S0-2")
def test_an_amended_draft_replaces_the_agreed_terms_only_when_it_is_agreed(body: Body, ellen: User) -> None:
    inquiry = filled_inquiry(body, ellen)
    actions.agree_terms(inquiry=inquiry, elsewhere=AGREED, by=ellen)
    actions.amend_terms(inquiry=inquiry, by=ellen)
    with pytest.raises(Refused, match="A draft is already open."):
        actions.amend_terms(inquiry=inquiry, by=ellen)
    add_scope(inquiry, ellen, "One more thing")
    actions.agree_terms(inquiry=inquiry, elsewhere=AGREED, by=ellen)
    assert [(one.number, one.status) for one in TermsOfReference.objects.all()] == [
        (2, "agreed"),
        (1, "amended"),
    ]


@pytest.mark.shows("S0-11", "S0-16", "S0-18", "S0-25")
def test_the_document_numbers_sections_and_paragraphs_and_cites_codes(body: Body, ellen: User) -> None:
    document = TermsOfReferenceDocument.of(filled_inquiry(body, ellen))
    assert [section.number for section in document.sections] == [f"{n}.0" for n in range(1, 10)]
    scope = document.sections[1].paragraphs[0]
    assert (scope.number, [point.code for point in scope.points]) == ("2.1", ["S1", "S2", "S3"])
    outcomes = document.sections[2].paragraphs
    assert [(para.number, len(para.points)) for para in outcomes] == [("3.1", 1), ("3.2", 0)]
    assert document.sections[3].paragraphs[1].text == (
        "Police and Crime Commissioner, asked under Panel procedure rule 9 on Monday 11 May 2026: "
        "welcomes the inquiry."
    )
    rows = document.sections[4].sessions
    assert [(row.label, row.when, row.business) for row in rows] == [
        ("One", "September 2026", "How calls are graded. S1."),
        ("Two", "October or November 2026", "Control room. Control room Sherton Abbas S2."),
    ]
    witnesses = document.sections[6].witnesses
    assert [(row.name, row.sessions) for row in witnesses] == [
        ("To be named", "One"),
        ("Representatives", "Not yet set"),
    ]


def test_a_placed_draft_is_brought_up_to_date_and_carries_its_mark(body: Body, ellen: User) -> None:
    inquiry = filled_inquiry(body, ellen)
    meeting = make_meeting(body, ellen)
    (item,) = add_items(meeting, ellen, "Inquiry into rural response times")
    draft = inquiry.draft
    assert draft is not None
    placed = actions.place_terms(terms=draft, item=item, appendix="Appendix 1", by=ellen)
    add_scope(inquiry, ellen, "One more thing")
    draft = inquiry.draft
    assert draft is not None
    actions.place_terms(terms=draft, item=item, appendix="Appendix 1", by=ellen)
    assert (Placement.objects.count(), placed.mark) == (1, "Appendix 1")
    latest = Paper.objects.get().latest
    assert latest is not None and latest.document is not None
    document = latest.document
    assert document["appendix"] == "Appendix 1"
    assert len(document["sections"][1]["paragraphs"][0]["points"]) == 4


def test_only_the_secretariat_writes(body: Body, ellen: User) -> None:
    inquiry = make_inquiry(body, ellen)
    stranger = make_user("Sam Stray")
    with pytest.raises(Refused, match="Only the secretariat can change this inquiry."):
        add_witness(inquiry, stranger, "Anybody")
    with pytest.raises(Refused, match="Only the secretariat can open an inquiry."):
        make_inquiry(body, stranger)
    assert Witness.objects.count() == 0


def test_terms_agreed_at_a_meeting_say_so(body: Body, ellen: User) -> None:
    inquiry = filled_inquiry(body, ellen)
    meeting = make_meeting(body, ellen, starts_at=london(2026, 12, 4))
    with pytest.raises(Refused, match="That meeting has not been held"):
        actions.agree_terms(inquiry=inquiry, meeting=meeting, by=ellen)
    Meeting.objects.update(starts_at=london(2026, 11, 20))
    meeting.refresh_from_db()
    agreed = actions.agree_terms(inquiry=inquiry, meeting=meeting, by=ellen)
    assert document_of(agreed).status == "Agreed at the meeting of Friday 20 November 2026."


def test_numbers_pasted_with_a_section_are_not_kept(body: Body, ellen: User) -> None:
    section = actions.add_section(
        inquiry=make_inquiry(body, ellen), heading="Scope", text="1.1 Cars.\n\n1.2 Calls.", by=ellen
    )
    assert section.text == "Cars.\n\nCalls."


def test_a_session_does_not_take_the_day_of_a_cancelled_meeting(body: Body, ellen: User) -> None:
    meeting = make_meeting(body, ellen, starts_at=london(2026, 12, 4))
    session = add_session(make_inquiry(body, ellen), ellen, date(2026, 12, 1), meeting=meeting)
    assert session.when == "Friday 4 December 2026"
    meetings.cancel_meeting(meeting=meeting, reason="Snow.", by=ellen)
    session.refresh_from_db()
    assert session.when == "December 2026"
