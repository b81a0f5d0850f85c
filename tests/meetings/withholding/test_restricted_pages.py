"""The pages of restricted business: keeping back, signing, opening a copy, and who meets a closed door."""

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.documents.layout import render
from foundation.history.models import Event
from foundation.library.models import Publication
from meetings import actions
from meetings.models import NamedReader, Paper, Restriction
from meetings.providers import todo_rows
from panels.models import Person
from tests.builders.panels import make_chair, make_user
from tests.builders.restricted import EXEMPT, LETTING, restrict

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
FORM = {
    "ground": "exempt",
    "paragraphs": ["3"],
    "public_interest_reason": "Prices would be known.",
    "other": "",
}


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(name: str, *arguments: object) -> str:
    return reverse(f"meetings:{name}", args=arguments)


def words(response) -> str:
    return response.content.decode()


def test_a_secretary_keeps_an_item_and_an_appendix_from_the_public(world) -> None:
    client = client_of(world.clerk)
    response = client.post(at("item_restrict", world.meeting.pk, world.items[1].pk), FORM)
    assert response["Location"] == at("restricted", world.meeting.pk)
    client.post(at("paper_restrict", world.placements["budget"].pk), {**FORM, "part": "Appendix B"})
    rows = Restriction.objects.values_list("item", "placement", "appendix", "paragraphs", "shows_title")
    assert list(rows) == [
        (world.items[1].pk, None, "", [3], False),
        (None, world.placements["budget"].pk, "Appendix B", [3], False),
    ]
    page = words(client.get(at("restricted", world.meeting.pk)))
    assert "Item 2: Letting of custody contract" in page
    assert "The proper officer’s decision to withhold item 2 is not recorded." in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({**FORM, "paragraphs": []}, "Select at least one paragraph"),
        (
            {**FORM, "public_interest_reason": ""},
            "Enter why the public interest in maintaining the exemption is greater",
        ),
        ({**FORM, "ground": "confidential"}, "Enter why it is confidential"),
        ({**FORM, "ground": "statute"}, "Enter the section and its Act"),
        ({**FORM, "other": "three"}, "Enter numbers separated by commas. For example, 10, 12"),
    ],
)
def test_what_a_ground_lacks_is_said_beside_the_field(world, data, sentence) -> None:
    response = client_of(world.clerk).post(at("item_restrict", world.meeting.pk, world.items[1].pk), data)
    assert (response.status_code, sentence in words(response)) == (200, True)
    assert not Restriction.objects.exists()


def test_an_unusual_paragraph_is_kept_and_warned_about(world) -> None:
    client = client_of(world.clerk)
    client.post(at("item_restrict", world.meeting.pk, world.items[1].pk), {**FORM, "other": "10"})
    assert Restriction.objects.get().paragraphs == [3, 10]
    page = words(client.get(at("restricted", world.meeting.pk)))
    assert "paragraph 10 qualifies the exemptions. It is not a ground for exemption." in page


def test_the_proper_officer_is_asked_at_home_and_signs(world) -> None:
    item, _ = restrict(world)
    asked = [row.sentence for row in todo_rows(world.officer, world.meeting.day)]
    assert "has 2\xa0decisions to withhold for you to record." in asked
    client_of(world.officer).post(at("restriction_sign", item.pk))
    item.refresh_from_db()
    assert item.signed_by == "Ursula Penn"
    assert client_of(world.clerk).post(at("restriction_sign", item.pk)).status_code == 409


def test_a_member_finds_the_papers_once_they_are_handed_out(world) -> None:
    restrict(world)
    world.sign_all()
    world.publish()
    world.restricted_pack()
    member, page, copy = client_of(world.member), at("restricted", world.meeting.pk), "restricted_copy"
    assert [member.get(a).status_code for a in (page, at(copy, world.meeting.pk))] == [404, 404]
    client_of(world.clerk).post(at("restricted_issue", world.meeting.pk))
    assert "Letting of custody contract" in words(member.get(page))
    response = member.get(at(copy, world.meeting.pk))
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert Event.objects.filter(verb="restricted pack handed out").count() == 1


@pytest.mark.shows("R-1")
def test_everybody_else_meets_the_same_closed_door(world) -> None:
    restrict(world)
    world.restricted_pack()
    stranger, missing = client_of(make_user("Theo Brandt")), 987654
    for name in ("restricted", "restricted_copy"):
        for pk in (world.meeting.pk, missing):
            assert stranger.get(at(name, pk)).status_code == 404
    for pk in (world.placements["letting"].pk, missing):
        assert stranger.get(at("restricted_paper", pk)).status_code == 404
    assert client_of(world.clerk).get(at("pack_file", world.meeting.pk, 1)).status_code == 404


@pytest.mark.shows("R-15")
def test_who_is_shut_out_loses_the_paper_everywhere_at_the_next_request(world) -> None:
    restrict(world)
    person = world.person()
    person.user = world.clerk
    person.save()
    paper = world.placements["letting"].paper
    client = client_of(world.clerk)
    assert client.get(at("paper_pdf", paper.pk)).status_code == 200
    client.post(
        at("item_shut_out", world.meeting.pk, world.items[1].pk),
        {"person": person.pk, "reason": "Her brother bids."},
    )
    for name in ("paper", "paper_pdf", "paper_preview", "paper_history"):
        assert client.get(at(name, paper.pk)).status_code == 404
    assert client.get(at("restricted_paper", world.placements["letting"].pk)).status_code == 404
    assert paper not in Paper.objects.visible_to(world.clerk)
    assert world.placements["budget"].paper in Paper.objects.visible_to(world.clerk)


@pytest.mark.shows("R-15")
def test_a_chair_who_is_shut_out_sees_that_there_is_an_item_and_no_word_of_it(world) -> None:
    restrict(world)
    chair = make_chair(world.body)
    person = Person.objects.get(user=chair)
    actions.shut_out(item=world.items[1], person=person, reason="Her brother bids.", by=world.clerk)
    page = words(client_of(chair).get(at("agenda", world.meeting.pk)))
    assert [each in page for each in (LETTING, "Her brother bids.", "Prices of bidders")] == [False] * 3
    assert [
        each in page for each in ("Knife crime", "Budget", "Held in private. You do not have access to it")
    ] == [True] * 3
    assert client_of(chair).get(at("story", world.items[1].ref)).status_code == 404
    assert LETTING in words(client_of(world.clerk).get(at("agenda", world.meeting.pk)))


@pytest.mark.shows("R-15")
@pytest.mark.parametrize(("dispensation", "is_read"), [("", False), ("Dispensation 4", True)])
def test_who_goes_out_for_an_interest_reads_nothing_of_it_without_a_dispensation(
    world, dispensation, is_read
) -> None:
    restrict(world)
    chair = make_chair(world.body)
    actions.record_interest(
        meeting=world.meeting,
        person=Person.objects.get(user=chair),
        nature="Her brother bids.",
        items=[world.items[1]],
        consequence="left",
        dispensation=dispensation,
        by=world.clerk,
    )
    assert (LETTING in words(client_of(chair).get(at("agenda", world.meeting.pk)))) == is_read


def test_an_officer_is_named_and_taken_off(world) -> None:
    from foundation.accounts.roles import Role

    _, appendix = restrict(world)
    reader = make_user("Theo Brandt", world.body, Role.REPORT_AUTHOR)
    client = client_of(world.clerk)
    client.post(at("restriction_reader", appendix.pk), {"reader": reader.pk})
    address = f"{at('restricted_paper', world.placements['budget'].pk)}?appendix=Appendix B"
    assert client_of(reader).get(address).status_code == 200
    page = client.post(at("restriction_reader_drop", appendix.pk, reader.pk), follow=True)
    assert "Theo Brandt removed as a reader at " in words(page)
    assert client_of(reader).get(address).status_code == 404


def test_a_member_who_may_read_an_item_again_is_named(world) -> None:
    restrict(world)
    client, person = client_of(world.clerk), world.person()
    item = (world.meeting.pk, world.items[1].pk)
    client.post(at("item_shut_out", *item), {"person": person.pk, "reason": "Her brother bids."})
    page = words(client.get(at("restricted", world.meeting.pk)))
    assert page.count(f"Not {person}, who has been excluded") == 1
    page = words(client.post(at("item_let_in", *item, person.pk), follow=True))
    assert page.count(f"Access of {person} restored at ") == 1
    assert page.count("who has been excluded") == 0


def test_a_resolution_a_reason_and_a_lifting_are_recorded(world) -> None:
    item, _ = restrict(world)
    client = client_of(world.clerk)
    assert "the public be excluded" in words(client.get(at("restriction_resolve", item.pk)))
    client.post(at("restriction_resolve", item.pk), {"words": "That the public leave.", "paragraphs": "1, 3"})
    client.post(at("restriction_unsigned", item.pk), {"reason": "She is away."})
    page = words(client.get(at("restricted", world.meeting.pk)))
    assert "the resolution names paragraphs 1 and 3" in page
    assert "is withheld without the proper officer’s decision: She is away." in page
    client.post(at("restriction_lift", item.pk), {"reason": "The contract was let."})
    item.refresh_from_db()
    assert item.lifted_reason == "The contract was let."


@pytest.mark.shows("R-4")
def test_keeping_back_what_is_published_says_so_and_withdraws_it(world) -> None:
    world.publish()
    client = client_of(world.clerk)
    address = at("item_restrict", world.meeting.pk, world.items[1].pk)
    assert "removed from every public page immediately" in words(client.get(address))
    client.post(address, FORM)
    refs = [world.placements[name].ref for name in ("letting", "slides")]
    assert not Publication.objects.standing().filter(source_ref__in=refs).exists()
    public = words(Client().get(f"/meeting/{world.meeting.ref}/"))
    assert [each for each in ("Letting of custody", "Prices of bidders") if each in public] == []


@pytest.mark.at_once
def test_taking_back_waits_for_no_worker(world) -> None:
    world.publish()
    answer = client_of(world.clerk).post(at("item_restrict", world.meeting.pk, world.items[1].pk), FORM)
    assert answer.status_code == 302
    refs = [world.placements[name].ref for name in ("letting", "slides")]
    assert not Publication.objects.standing().filter(source_ref__in=refs).exists()
    agenda = Publication.objects.standing().get(source_ref=world.meeting.ref, kind=Publication.Kind.AGENDA)
    assert (agenda.version, LETTING in agenda.html) == (2, False)


def test_what_cannot_be_laid_out_anew_is_taken_back_all_the_same(
    world, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.publish()

    def broken(question: object) -> None:
        raise render.CannotLayOut(render.TOO_MUCH)

    monkeypatch.setattr(render, "_lay_out", broken)
    answer = client_of(world.clerk).post(at("item_restrict", world.meeting.pk, world.items[1].pk), FORM)
    assert answer.status_code == 302
    assert LETTING not in words(Client().get(f"/meeting/{world.meeting.ref}/"))
    assert not Publication.objects.standing().filter(kind=Publication.Kind.AGENDA).exists()


def test_the_page_of_a_changed_ground_keeps_what_was_typed(world) -> None:
    item = actions.restrict_item(item=world.items[1], by=world.clerk, **{**EXEMPT, "paragraphs": [3, 10]})
    page = words(client_of(world.clerk).get(at("restriction", item.pk)))
    assert 'name="other" value="10"' in page


def test_nobody_is_chosen_beforehand_to_read_what_is_private(world) -> None:
    make_user("Theo Brandt", world.body, Role.REPORT_AUTHOR)
    _, appendix = restrict(world)
    page = client_of(world.clerk).post(at("restriction_reader", appendix.pk), {"reader": ""})
    assert page.status_code == 200
    assert '<option value="" selected>Select a person</option>' in page.content.decode()
    assert not NamedReader.objects.exists()


def test_a_private_item_says_that_no_paper_has_come_and_not_that_its_reader_may_open_none(world) -> None:
    actions.restrict_item(item=world.items[0], by=world.clerk, **EXEMPT)
    for placement in world.items[0].all_placements():
        actions.remove_placement(placement=placement, by=world.clerk)
    page = words(client_of(world.clerk).get(at("restricted", world.meeting.pk)))
    assert ("No paper has been received yet" in page, "None that you can open" in page) == (True, False)
