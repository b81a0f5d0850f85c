"""What the search found is shown with both places to whoever may read it; a false alarm can be overruled."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.documents.search.searching import Hit
from foundation.history.findings import Refused
from foundation.history.models import Event
from meetings import actions
from meetings.models import Find, Meeting, Restriction
from meetings.restricted.finds import key_of
from meetings.restricted.rules import hands_needed
from panels.models import Person
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_chair, signed_in
from tests.builders.papers import make_paper, place
from tests.builders.restricted import Private, make_private, restrict

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PHRASE = "the treasurer was asked to come back with figures"
HIT = Hit("the text", "page 1", "page 3", words="these words", about="restriction:1:2", texts="abc")


def make_alarm(**terms: object) -> tuple[Private, Meeting]:
    """A restricted paper that says a phrase, and another meeting with a notice."""
    world = make_private()
    body = f"<p>At the last meeting {PHRASE}. Firm Larkspur is cheapest.</p>"
    paper = make_paper(world.body, world.clerk, "Offers", body=body, appendices=[])
    place(world.items[1], paper, world.clerk)
    restrict(world, **terms)
    later = make_meeting(world.body, world.clerk, starts_at=world.meeting.starts_at.replace(day=18))
    later.items.all().delete()
    add_items(later, world.clerk, "Work programme")
    actions.publish_notice(meeting=later, by=world.clerk)
    return world, later


def cancel(world: Private, later: Meeting, reason: str = f"Since {PHRASE}.") -> None:
    actions.cancel_meeting(meeting=later, reason=reason, by=world.clerk)


def refused(world: Private, later: Meeting) -> Refused:
    with pytest.raises(Refused, match="would become public") as stopped:
        cancel(world, later)
    later.refresh_from_db()
    return stopped.value


def overrule(world: Private, later: Meeting) -> None:
    """Every find, by one who asks and another who confirms."""
    for find in list(later.finds.all()):
        find.refresh_from_db()
        if find.asked_at is None:
            actions.ask_to_overrule(find=find, reason="It is a turn of phrase.", by=world.clerk)
        find.refresh_from_db()
        if not find.is_overruled:
            actions.confirm_overruling(find=find, by=world.officer)


def text_of(user: object, meeting: Meeting) -> str:
    return (
        signed_in(user)
        .get(reverse("meetings:found", args=[meeting.pk]))
        .content.decode()
        .replace("\N{NO-BREAK SPACE}", " ")
    )


def test_a_refusal_leads_to_the_words_and_both_places_for_whoever_may_read_them() -> None:
    world, later = make_alarm()
    said = refused(world, later).findings[0]
    assert (said.url, said.url_words) == (
        reverse("meetings:found", args=[later.pk]),
        "What the search found",
    )
    page = text_of(world.clerk, later)
    assert PHRASE in page
    assert "The text of paper 3 of item 2 of 4 December 2026" in page
    assert "Announcement: data, state_sentence" in page


def test_who_may_not_read_the_words_sees_that_there_is_a_find_and_whom_to_ask() -> None:
    world, later = make_alarm()
    refused(world, later)
    chair = make_chair(world.body)
    person = Person.objects.get(user=chair)
    actions.shut_out(item=world.items[1], person=person, reason="A cousin bids.", by=world.clerk)
    page = text_of(chair, later)
    assert PHRASE not in page
    assert "Larkspur" not in page
    assert "There is 1 find with words that you are not authorised to see. Ask" in page
    assert world.officer.printed_name in page


@pytest.mark.shows("R-3")
def test_exempt_words_go_out_only_when_one_asked_and_another_confirmed() -> None:
    world, later = make_alarm()
    refused(world, later)
    find = later.finds.first()
    actions.ask_to_overrule(find=find, reason="It is a turn of phrase.", by=world.clerk)
    refused(world, later)
    find.refresh_from_db()
    with pytest.raises(Refused, match="someone else has to confirm"):
        actions.confirm_overruling(find=find, by=world.clerk)
    overrule(world, later)
    # The notice that follows the announcement is another place.
    refused(world, later)
    overrule(world, later)
    cancel(world, later)
    assert later.status == "cancelled"
    told = Event.objects.filter(verb="find overruled").select_related("note").first()
    assert (told.actor_name, told.note.text) == ("Ursula Penn", "It is a turn of phrase.")


def test_words_that_are_private_by_statute_alone_are_overruled_by_one() -> None:
    world, later = make_alarm(ground="statute", provision="section 9", paragraphs=[])
    Restriction.objects.filter(appendix="Appendix B").delete()
    for _ in range(2):
        refused(world, later)
        for find in later.finds.filter(asked_at=None):
            actions.ask_to_overrule(find=find, reason="A turn of phrase.", by=world.clerk)
    cancel(world, later)
    assert later.status == "cancelled"


def test_an_overruling_falls_when_the_text_changes() -> None:
    world, later = make_alarm()
    refused(world, later)
    overrule(world, later)
    with pytest.raises(Refused, match="would become public"):
        cancel(world, later, f"Because {PHRASE} for custody.")


def test_an_overruling_can_be_taken_back() -> None:
    world, later = make_alarm()
    refused(world, later)
    overrule(world, later)
    find = later.finds.first()
    actions.let_find_stop(find=find, by=world.clerk)
    refused(world, later)


def test_the_same_search_keeps_no_find_twice_and_forgets_what_is_not_found_again() -> None:
    world, later = make_alarm()
    refused(world, later)
    first = later.finds.count()
    refused(world, later)
    assert (first > 0, later.finds.count()) == (True, first)
    cancel(world, later, "Too few could come.")
    assert "Nothing prevents publication." in text_of(world.clerk, later)


def test_a_reason_is_asked_for_beside_its_field() -> None:
    world, later = make_alarm()
    refused(world, later)
    address = reverse("meetings:find_overrule", args=[later.finds.first().ref])
    page = signed_in(world.clerk).post(address, {"reason": " "}).content.decode()
    assert "Enter the reason why it can be published" in page


def test_the_restricted_file_itself_is_no_false_alarm() -> None:
    world, later = make_alarm()
    restriction = Restriction.objects.get(item=world.items[1])
    find = Find.objects.create(
        meeting=later, way="agenda", kind="file", restriction=restriction, item=world.items[1],
        kept="the file of paper 1", where="Annex", key="1", found_at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(Refused, match="the exempt or confidential file itself"):
        actions.ask_to_overrule(find=find, reason="Why not", by=world.clerk)


@pytest.mark.parametrize(
    ("kind", "ground", "hands"),
    [
        ("words", "exempt", 2),
        ("words", "confidential", 2),
        ("words", "", 2),
        ("words", "statute", 1),
        ("picture", "statute", 2),
        ("unread", "exempt", 1),
    ],
)
def test_how_many_people_it_takes(kind: str, ground: str, hands: int) -> None:
    assert hands_needed(kind, ground) == hands


@pytest.mark.parametrize(
    "change",
    [
        {"words": "other words"},
        {"where": "page 2"},
        {"kept_where": "page 4"},
        {"texts": "abd"},
        {"about": "restriction:1:3"},
    ],
)
def test_another_word_place_or_text_is_another_find(change: dict[str, str]) -> None:
    assert key_of(replace(HIT, **change)) != key_of(HIT)
