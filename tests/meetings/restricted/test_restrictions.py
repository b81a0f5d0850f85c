"""Keeping business from the public: grounds, signatures, resolutions, and taking back what was published."""

import pytest
from django.test import Client

from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.library.models import Publication
from meetings import actions
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.models import Restriction
from meetings.restricted.business import Restricted
from meetings.restricted.rules import RestrictionFacts, findings, ground_words
from tests.builders.restricted import COSTS, EXEMPT, LETTING, Private, restrict

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def facts(**more: object) -> RestrictionFacts:
    usual = {
        "name": "Item 9",
        "ground": "exempt",
        "paragraphs": (3,),
        "public_interest_reason": "Prices.",
        "is_signed": True,
    }
    return RestrictionFacts(**{**usual, **more})


def codes(**more: object) -> list[tuple[str, str]]:
    return [(found.code, found.level.value) for found in findings(facts(**more))]


def test_an_exempt_item_with_everything_said_has_no_finding() -> None:
    assert codes() == []


@pytest.mark.shows("V29")
@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"paragraphs": ()}, [("paragraph", "Reason needed")]),
        ({"public_interest_reason": ""}, [("public_interest", "Reason needed")]),
        ({"paragraphs": (10,)}, [("qualification", "Check")]),
        ({"paragraphs": (12,)}, [("paragraph_unusual", "Check")]),
        ({"jurisdiction": "wales", "paragraphs": (3,)}, [("paragraph_unusual", "Check")]),
        ({"jurisdiction": "wales", "paragraphs": (12,)}, [("unread", "Check")]),
        ({"ground": "confidential", "paragraphs": ()}, [("imposed_by", "Reason needed")]),
        ({"ground": "statute", "paragraphs": ()}, [("provision", "Reason needed")]),
        ({"is_signed": False}, [("unsigned", "Reason needed")]),
        ({"is_signed": False, "unsigned_reason": "She is away."}, [("unsigned", "Check")]),
        ({"is_resolved": True, "resolved_paragraphs": (3,)}, []),
        ({"is_resolved": True, "resolved_paragraphs": (1, 3)}, [("differs", "Check")]),
        (
            {"is_resolved": True, "resolved_paragraphs": (10,)},
            [("differs", "Check"), ("qualification", "Check")],
        ),
        (
            {"ground": "confidential", "imposed_by": "A court", "paragraphs": (), "is_resolved": True},
            [("needless_resolution", "Check")],
        ),
    ],
)
def test_what_the_law_asks_of_each_ground(more: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert codes(**more) == expected


def test_a_fact_nobody_has_read_says_whom_to_ask() -> None:
    (found,) = findings(facts(jurisdiction="wales", paragraphs=(12,)))
    assert found.source.endswith("check with your monitoring officer")


def test_the_ground_names_the_part_of_each_country() -> None:
    assert "paragraphs 12 and 14 of Part 4" in ground_words("exempt", [14, 12], "wales")
    assert "paragraph 3 of Part 1" in ground_words("exempt", [3], "england")


def test_unusual_paragraphs_are_kept_as_they_were_adopted(world) -> None:
    item, _ = restrict(world)
    actions.record_resolution(
        restriction=item, words="That the public be excluded.", paragraphs=[10, 3], by=world.clerk
    )
    item.refresh_from_db()
    assert (item.paragraphs, item.resolved_paragraphs) == ([3], [3, 10])
    assert item.resolved_words == "That the public be excluded."


def test_only_the_proper_officer_signs_and_a_changed_ground_is_signed_anew(world) -> None:
    item, _ = restrict(world)
    with pytest.raises(Refused, match="monitoring or proper officer"):
        actions.sign_restriction(restriction=item, by=world.clerk)
    actions.sign_restriction(restriction=item, by=world.officer)
    assert item.signed_by == "Ursula Penn"
    actions.change_restriction(restriction=item, paragraphs=[1], by=world.clerk)
    item.refresh_from_db()
    assert (item.signed_at, item.signed_by, item.paragraphs) == (None, "", [1])


def test_nothing_is_published_over_a_missing_signature_unless_somebody_says_why(world) -> None:
    item, appendix = restrict(world)
    actions.sign_restriction(restriction=appendix, by=world.officer)
    with pytest.raises(Refused, match="decision to withhold item 2 is not recorded"):
        world.publish()
    actions.leave_unsigned(restriction=item, reason="She is away and agreed by telephone.", by=world.clerk)
    assert len(world.publish()) == 4


def test_the_same_thing_is_restricted_once(world) -> None:
    restrict(world)
    with pytest.raises(Refused, match="already"):
        actions.restrict_item(item=world.items[1], by=world.clerk, **EXEMPT)


def test_a_lifted_restriction_opens_the_paper_to_the_next_pack(world) -> None:
    item, _ = restrict(world)
    actions.lift_restriction(restriction=item, reason="The contract was let.", by=world.clerk)
    assert Restricted.of(world.meeting).on_item(world.items[1]) is None
    assert (item.lifted_by, item.lifted_reason) == ("Ellen Marsh", "The contract was let.")


def public_words(world: Private) -> str:
    """Every page and file that the public can reach, the withdrawn ones too."""
    client, found = Client(), []
    addresses = [f"/meeting/{world.meeting.ref}/", f"/meeting/{world.meeting.ref}/pack.pdf"]
    for each in Publication.objects.all():
        addresses += [each.page_url, each.file_url]
    for address in filter(None, addresses):
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        found.append(f"{response.status_code} {body.decode(errors='replace')}")
    return "\n".join(found)


@pytest.mark.shows("R-4")
def test_restricting_what_is_published_takes_it_off_every_public_place_at_once(world) -> None:
    published = world.publish()
    assert LETTING in public_words(world)
    restrict(world)
    words = public_words(world)
    assert [
        secret for secret in (LETTING, "Larkspur", "Prices of bidders", "Thornhaven costs") if secret in words
    ] == []
    for each in published:
        each.refresh_from_db()
    assert [each.kind for each in published if each.withdrawn_at is None] == ["paper"]
    assert "Exempt item" in words
    assert "Not for publication by virtue of paragraph 3" in words


@pytest.mark.shows("R-4")
def test_a_report_whose_appendix_is_taken_back_stays_public_without_it(world) -> None:
    world.publish()
    actions.restrict_appendix(
        placement=world.placements["budget"], appendix="Appendix B", by=world.clerk, **EXEMPT
    )
    standing = Publication.objects.standing().get(source_ref=world.placements["budget"].ref)
    assert standing.version == 2
    assert COSTS not in standing.html
    assert "Thornhaven costs" not in public_words(world)


def test_before_publication_nothing_has_to_be_taken_back(world) -> None:
    restrict(world)
    assert not Event.objects.filter(verb="taken back from the public").exists()
    assert Restriction.objects.count() == 2


@pytest.mark.shows("R-13", "V29")
def test_the_minutes_have_the_exclusion_as_it_was_adopted_and_no_restricted_title(world) -> None:
    restrict(world)
    world.sign_all()
    world.publish()
    minutes = actions.start_minutes(meeting=world.meeting, by=world.clerk)
    entries = list(minutes.entries.order_by("position"))
    assert [entry.title for entry in entries] == ["Knife crime", "Exempt item", "Budget"]
    restriction = Restriction.objects.get(item__isnull=False)
    adopted = "That the public be excluded for item 2, as amended by Cllr Gage."
    actions.record_resolution(restriction=restriction, words=adopted, by=world.clerk)
    actions.record_resolution(restriction=restriction, words=adopted, by=world.clerk)
    printed = MinutesDocument.of(minutes).minutes
    titles = ["Knife crime", "Exclusion of the public", "Exempt item", "Budget"]
    assert [entry.title for entry in printed] == titles
    assert [limb.text for limb in printed[1].decisions[0].limbs] == [adopted]
    words = str(MinutesDocument.of(minutes))
    assert [secret for secret in (LETTING, "Prices of bidders", COSTS) if secret in words] == []
