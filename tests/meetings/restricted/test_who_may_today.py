"""Rights end with the role, and whoever may read one piece reads that piece: at every way to a paper."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.common import authorship
from meetings.models import NamedReader, Paper, Placement, Restriction
from meetings.models.authors import own_papers
from meetings.papers import mail
from meetings.papers.documents.report import Appendix
from meetings.providers import todo_rows
from panels import actions as panels
from panels.models import Assignment, BodySettings, Term
from tests.builders.panels import make_user, signed_in
from tests.builders.papers import make_paper
from tests.builders.restricted import EXEMPT, Private, restrict
from tests.meetings.packs.test_restricted_packs import words
from tests.meetings.withholding.test_restricted_pages import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)
YESTERDAY = TODAY - timedelta(days=1)


def end_roles(user: User) -> None:
    """Every role of this user ended yesterday; their sessions go on."""
    Assignment.objects.filter(user=user).update(ends_on=YESTERDAY)
    Term.objects.filter(person__user=user).update(ends_on=YESTERDAY)


def statuses(client: Client, placement: Placement) -> list[int]:
    """What they get of a paper: its page, its text, its PDF, its restricted copy."""
    pages = [at(name, placement.paper_id) for name in ("paper", "paper_preview", "paper_pdf")]
    return [client.get(page).status_code for page in [*pages, at("restricted_paper", placement.pk)]]


@pytest.mark.shows("R-1")
def test_an_author_loses_the_paper_with_the_role_also_in_an_open_session(world) -> None:
    author = make_user("Theo Brandt", world.body, Role.REPORT_AUTHOR)
    placement = world.placements["letting"]
    Paper.objects.filter(pk=placement.paper_id).update(
        author=author, due_on=YESTERDAY, preparation="returned"
    )
    restrict(world)
    client = signed_in(author)
    assert statuses(client, placement) == [200, 200, 200, 200]
    assert [row.subject for row in todo_rows(author, TODAY)] == [placement.paper.title]
    end_roles(author)
    assert statuses(client, placement) == [404, 404, 404, 404]
    assert todo_rows(author, TODAY) == []
    for act in (
        lambda: actions.receive_paper(paper=placement.paper, by=author),
        lambda: actions.hand_out_paper(placement=placement, by=author),
    ):
        with pytest.raises(Refused):
            act()


def test_an_author_without_a_role_writes_until_a_day_that_is_kept_with_the_paper(world, clock) -> None:
    author = make_user("Theo Brandt")
    paper = actions.ask_for_paper(
        body=world.body, title="Estates", by=world.clerk, author=author, due_on=date(2026, 12, 1)
    )
    page, client = at("paper", paper.pk), signed_in(author)
    assert (paper.author_until, client.get(page).status_code) == (date(2027, 1, 30), 200)
    clock.move_to("2027-01-31T10:00:00+00:00")
    assert signed_in(author).get(page).status_code == 404


def test_an_author_whose_role_ended_gets_no_mail_about_the_paper(world) -> None:
    author = make_user("Theo Brandt", world.body, Role.REPORT_AUTHOR)
    paper = actions.ask_for_paper(body=world.body, title="Estates", by=world.clerk, author=author)
    assert paper.author_until is None
    end_roles(author)
    OutgoingMail.objects.all().delete()
    Paper.objects.filter(pk=paper.pk).update(due_on=TODAY)
    mail.remind(Paper.objects.get(pk=paper.pk), by=world.clerk, today=TODAY)
    assert not OutgoingMail.objects.exists()


@pytest.mark.shows("R-1")
def test_a_named_reader_loses_the_appendix_with_the_role_and_with_the_last_day(world, clock) -> None:
    _, appendix = restrict(world)
    reader = make_user("Theo Brandt", world.body, Role.REPORT_AUTHOR)
    actions.name_reader(restriction=appendix, reader=reader, by=world.clerk, ends_on=TODAY)
    address = f"{at('restricted_paper', world.placements['budget'].pk)}?appendix=Appendix B"
    assert signed_in(reader).get(address).status_code == 200
    clock.shift(timedelta(days=1))
    assert signed_in(reader).get(address).status_code == 404
    actions.name_reader(restriction=appendix, reader=reader, by=world.clerk)
    assert signed_in(reader).get(address).status_code == 200
    end_roles(reader)
    assert signed_in(reader).get(address).status_code == 404


def test_a_named_reader_finds_the_papers_on_today_while_named(world) -> None:
    _, appendix = restrict(world)
    reader = make_user("Theo Brandt", world.body, Role.REPORT_AUTHOR)
    assert todo_rows(reader, TODAY) == []
    actions.name_reader(restriction=appendix, reader=reader, by=world.clerk)
    (row,) = todo_rows(reader, TODAY)
    assert (row.label, row.url) == ("Read the papers", f"/meetings/{world.meeting.pk}/restricted/")
    assert signed_in(reader).get(row.url).status_code == 200
    actions.drop_reader(restriction=appendix, reader=reader, by=world.officer)
    assert todo_rows(reader, TODAY) == []


def test_who_was_named_and_who_ended_it_stays_known(world) -> None:
    _, appendix = restrict(world)
    reader = make_user("Theo Brandt", world.body, Role.REPORT_AUTHOR)
    actions.name_reader(restriction=appendix, reader=reader, by=world.clerk)
    actions.drop_reader(restriction=appendix, reader=reader, by=world.officer)
    actions.name_reader(restriction=appendix, reader=reader, by=world.clerk)
    ended = NamedReader.objects.values_list("made_by", "ended_by")
    assert list(ended) == [("Ellen Marsh", "Ursula Penn"), ("Ellen Marsh", "")]
    with pytest.raises(Refused, match="has no role with this body today"):
        actions.name_reader(restriction=appendix, reader=make_user("Jo Tarrant"), by=world.clerk)


def with_two_appendices(world: Private) -> tuple[Placement, Restriction, Restriction]:
    """A report whose appendices B and C are kept from the public, each by itself."""
    parts = [
        Appendix(label=f"Appendix {letter}", title=f"Part {letter}", html=f"<p>Words of {letter}.</p>")
        for letter in "BC"
    ]
    paper = make_paper(world.body, world.clerk, "Estates", appendices=parts)
    placement = actions.place_paper(item=world.items[0], paper=paper, by=world.clerk)
    actions.clear_paper(paper=paper, by=world.clerk)
    of_b, of_c = (
        actions.restrict_appendix(placement=placement, appendix=part.label, by=world.clerk, **EXEMPT)
        for part in parts
    )
    return placement, of_b, of_c


@pytest.mark.shows("R-1")
def test_somebody_named_for_one_appendix_reads_that_one_only(world) -> None:
    placement, of_b, of_c = with_two_appendices(world)
    reader = make_user("Theo Brandt", world.body, Role.REPORT_AUTHOR)
    actions.name_reader(restriction=of_b, reader=reader, by=world.clerk)
    client, address = signed_in(reader), at("restricted_paper", placement.pk)
    labels = ("Appendix B", "Appendix C", "", "Appendix Z")
    assert [client.get(address, {"appendix": each}).status_code for each in labels] == [200, 404, 404, 404]
    page = client.get(at("restricted", world.meeting.pk)).content.decode()
    assert re.findall(r"Appendix [BC] of Estates", page) == ["Appendix B of Estates"]
    for each in ("Appendix C", ""):
        with pytest.raises(Refused, match="not authorised to see it"):
            actions.hand_out_paper(placement=placement, by=reader, appendix=each)
    copy = actions.hand_out_pack(pack=world.restricted_pack(), by=reader)
    assert [each for each in ("Words of B", "Words of C") if each in words(copy)] == ["Words of B"]


@pytest.mark.shows("R-1")
def test_an_appendix_is_no_way_to_a_paper_that_is_kept_whole(world) -> None:
    placement, of_b, _ = with_two_appendices(world)
    reader = make_user("Theo Brandt", world.body, Role.REPORT_AUTHOR)
    actions.name_reader(restriction=of_b, reader=reader, by=world.clerk)
    actions.restrict_paper(placement=placement, by=world.clerk, **EXEMPT)
    for each in ("", "Appendix B", "Appendix C"):
        with pytest.raises(Refused, match="not authorised to see it"):
            actions.hand_out_paper(placement=placement, by=reader, appendix=each)


def test_nobody_reaches_a_restricted_paper_of_a_meeting_they_do_not_know_of(world) -> None:
    restrict(world)
    author = make_user("Theo Brandt", world.body, Role.REPORT_AUTHOR)
    placement = world.placements["letting"]
    Paper.objects.filter(pk=placement.paper_id).update(author=author)
    client, address = signed_in(author), at("restricted_paper", placement.pk)
    assert client.get(address).status_code == 200
    type(world.meeting).objects.filter(pk=world.meeting.pk).update(is_private=True)
    assert client.get(address).status_code == 404


def test_the_only_one_who_can_sign_signs_what_they_asked_for_and_it_is_recorded_that_they_did(world) -> None:
    found = actions.restrict_item(item=world.items[1], by=world.officer, **EXEMPT)
    page = signed_in(world.officer).get(at("restricted", world.meeting.pk)).content.decode()
    assert "no one else can record the decision" in page
    actions.sign_restriction(restriction=found, by=world.officer)
    event = Event.objects.get(verb="withholding signed")
    assert (found.signed_by, event.data["by one hand"]) == ("Ursula Penn", True)


@pytest.mark.parametrize(
    ("separate", "answer"), [(True, ["cannot continue", "signed"]), (False, ["signed", "signed"])]
)
def test_whoever_asks_does_not_sign_where_a_deputy_can(world, separate, answer) -> None:
    BodySettings.objects.update(separate_hands=separate)
    deputy = make_user("Bo Lane", world.body, Role.MONITORING_OFFICER)
    found = actions.restrict_item(item=world.items[1], by=world.officer, **EXEMPT)
    assert [signing(found, by) for by in (world.officer, deputy)] == answer


def signing(found: Restriction, by: User) -> str:
    try:
        actions.sign_restriction(restriction=found, by=by)
    except Refused as refused:
        return refused.findings[0].level.value.lower()
    return "signed"


def test_what_an_account_asked_that_was_joined_with_another_is_asked_by_the_other(world) -> None:
    deputy = make_user("Bo Lane", world.body, Role.MONITORING_OFFICER)
    second = make_user("Ursula Penn second", world.body, Role.SECRETARIAT)
    found = actions.restrict_item(item=world.items[1], by=second, **EXEMPT)
    boss = make_user("Ada Field", is_administrator=True)
    panels.join_accounts(kept=world.officer, gone=second, by=boss)
    assert [signing(found, by) for by in (world.officer, deputy)] == ["cannot continue", "signed"]


def test_an_administrator_who_writes_a_paper_is_its_author_without_any_other_role(world) -> None:
    boss = make_user("Ada Field", is_administrator=True)
    paper = actions.ask_for_paper(body=world.body, title="Estates", by=world.clerk, author=boss)
    own = Paper.objects.filter(own_papers(boss, TODAY))
    assert (list(own), authorship.holds(boss, paper, TODAY)) == ([paper], True)
