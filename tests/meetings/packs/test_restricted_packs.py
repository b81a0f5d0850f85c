"""Public packs are built from public inputs; the restricted pack holds the rest, each copy for one person."""

import io
import subprocess

import pikepdf
import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from foundation.documents.store import files
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs.models import Job
from meetings import actions
from meetings.models import Pack
from meetings.packs.actions.requesting import is_current
from meetings.packs.documents.agenda import AgendaDocument
from meetings.papers.documents.parts import papers_of
from meetings.papers.policies import may_read_restricted
from meetings.publishing.proof import Proof
from meetings.restricted.leaks import SEARCH
from panels.models import Person, Term
from tests.builders.panels import make_chair, signed_in
from tests.builders.papers import build
from tests.builders.restricted import COSTS, EXEMPT, LETTING, make_private, restrict
from tests.waiting import worker_made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SECRETS = [LETTING, "Larkspur", "Prices of bidders", COSTS, "Thornhaven costs"]


def words(data: bytes) -> str:
    """The text of a PDF with the titles of its outline."""
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        titles = [str(line.title) for line in outline.root]
    return " ".join(told.stdout.decode().split()) + " " + " ".join(titles)


def found(data: bytes) -> list[str]:
    text = words(data)
    return [secret for secret in SECRETS if secret in text]


def places(pack: Pack) -> dict[str, tuple[int, int]]:
    rows = pack.entries.filter(kind="paper").select_related("placement__paper").order_by("first_page")
    spans: dict[str, tuple[int, int]] = {}
    for row in rows:
        spans.setdefault(row.placement.paper.title, row.span)
    return spans


def test_the_public_papers_are_those_that_nothing_keeps_back(world) -> None:
    restrict(world)
    assert [p.title for p in papers_of(world.meeting)] == [
        "Knife crime",
        LETTING,
        "Prices of bidders",
        "Budget",
    ]
    public = [each for each in papers_of(world.meeting) if each.is_public]
    assert [p.title for p in public] == ["Knife crime", "Budget"]
    assert [part.line for part in public[1].public_document.appendices] == [
        "Appendix A: Wards",
        "Appendix B: not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A to the Local "
        "Government Act 1972",
    ]
    assert public[1].public_document.appendices[1].html == ""


@pytest.mark.shows("R-3")
def test_the_public_pack_has_no_word_of_what_is_restricted(world) -> None:
    restrict(world)
    for kind in (Pack.Kind.DRAFT, Pack.Kind.AGENDA):
        assert found(files.read(build(world.meeting, world.clerk, kind).file)) == []


def test_the_proof_names_the_papers_that_the_public_pack_is_without(world) -> None:
    restrict(world)
    build(world.meeting, world.clerk, Pack.Kind.AGENDA)
    assert [line.partition(": ")[2] for line in Proof.of(world.meeting, timezone.now()).absent] == [
        "exempt or confidential, so in the restricted pack only",
        "exempt or confidential, so in the restricted pack only",
    ]


@pytest.mark.shows("R-3")
def test_the_restricted_pack_has_all_of_it_and_says_so_on_every_page(world) -> None:
    restrict(world)
    data = files.read(world.restricted_pack().file)
    assert found(data) == SECRETS
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert words(data).count("RESTRICTED") == len(pdf.pages)


def test_where_gaps_may_show_all_packs_have_equal_page_numbers(world) -> None:
    restrict(world)
    public, whole = build(world.meeting, world.clerk, Pack.Kind.AGENDA), world.restricted_pack()
    equal = {name: span for name, span in places(whole).items() if name in places(public)}
    assert places(public) == equal
    spans = places(whole)
    assert spans["Knife crime"] < spans[LETTING] < spans["Prices of bidders"] < spans["Budget"]
    pages = [page for entry in public.entries.all() for page in range(entry.span[0], entry.span[1] + 1)]
    assert public.page_count == len(pages) < max(pages)


def test_where_gaps_may_not_show_the_public_pack_runs_on_and_tells_no_length() -> None:
    world = make_private(shows_page_gaps=False)
    restrict(world)
    public = build(world.meeting, world.clerk, Pack.Kind.AGENDA)
    pages = [page for entry in public.entries.all() for page in range(entry.span[0], entry.span[1] + 1)]
    assert pages == list(range(1, public.page_count + 1))
    whole = places(world.restricted_pack())
    assert places(public) == {name: whole[name] for name in ("Knife crime", "Budget")}
    assert whole[LETTING][0] > public.page_count
    actions.reopen_paper(paper=world.placements["slides"].paper, by=world.clerk)
    from tests.builders.papers import make_pdf

    actions.replace_file(paper=world.placements["slides"].paper, data=make_pdf(9), by=world.clerk)
    assert is_current(public, world.meeting)


def test_the_agenda_names_the_ground_and_nothing_that_the_title_would_tell(world) -> None:
    actions.edit_item(item=world.items[1], by=world.clerk, presenter="Gwen Larkspur", purpose="To let it.")
    restrict(world)
    lines = {line.label: line for line in AgendaDocument.of(world.meeting).lines if line.label}
    hidden = lines["2"]
    assert (hidden.title, hidden.presenter, hidden.papers) == ("Exempt item", "", [])
    assert hidden.note == (
        "Not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A to the Local Government Act "
        "1972."
    )
    assert lines["3"].note.startswith("Appendix B: not for publication by virtue of paragraph 3")


def test_a_title_that_may_be_shown_is_shown_with_the_ground(world) -> None:
    restrict(world, shows_title=True)
    titles = [line.title for line in AgendaDocument.of(world.meeting).lines]
    assert LETTING in titles
    assert "Prices of bidders" not in str(AgendaDocument.of(world.meeting))


def test_the_resolution_and_its_table_stand_before_the_first_exempt_item(world) -> None:
    restrict(world)
    lines = AgendaDocument.of(world.meeting).lines
    at = next(place for place, line in enumerate(lines) if line.private)
    assert (lines[at - 1].title, lines[at + 1].title) == ("Knife crime", "Exempt item")
    assert lines[at].title == (
        "That, under section 100A(4) of the Local Government Act 1972, the public be excluded from the "
        "meeting for item 2 and Appendix B of item 3 on the grounds that it is likely, in view of the nature "
        "of the business, that exempt information as described in paragraph 3 of Part 1 of Schedule 12A to "
        "that Act would be disclosed, and that the public interest in maintaining the exemption outweighs "
        "the public interest in disclosing the information."
    )
    assert [(row.label, row.what, row.why) for row in lines[at].private] == [
        ("2", "The item", "Paragraph 3"),
        ("3", "Appendix B", "Paragraph 3"),
    ]


def test_a_confidential_item_needs_no_resolution_and_the_agenda_says_so(world) -> None:
    actions.restrict_item(
        item=world.items[1], by=world.clerk, ground="confidential", imposed_by="The Home Office"
    )
    line = next(line for line in AgendaDocument.of(world.meeting).lines if line.private)
    assert line.title == (
        "Item 2 is considered in private because the information is confidential. No resolution is needed."
    )


@pytest.mark.shows("R-15")
def test_members_get_it_once_it_is_handed_out_and_lose_it_with_their_seat(world) -> None:
    restrict(world)
    world.sign_all()
    letting = world.placements["letting"]
    assert not may_read_restricted(world.member, letting).is_met
    world.publish()
    pack = world.restricted_pack()
    assert not may_read_restricted(world.member, letting).is_met
    actions.issue_restricted_pack(meeting=world.meeting, by=world.clerk)
    assert may_read_restricted(world.member, letting).is_met
    assert found(actions.hand_out_pack(pack=pack, by=world.member)) == SECRETS
    term = Term.objects.get(person__user=world.member)
    term.ends_on = "2026-11-01"
    term.save()
    with pytest.raises(Refused, match="not authorised to see it"):
        actions.hand_out_pack(pack=pack, by=world.member)


@pytest.mark.shows("R-1")
def test_a_member_with_an_interest_gets_a_copy_without_that_item_and_with_the_same_numbers(world) -> None:
    restrict(world)
    world.sign_all()
    world.publish()
    pack = world.restricted_pack()
    actions.issue_restricted_pack(meeting=world.meeting, by=world.clerk)
    actions.shut_out(item=world.items[1], person=world.person(), reason="Owns a share.", by=world.clerk)
    copy = actions.hand_out_pack(pack=pack, by=world.member)
    assert found(copy) == [COSTS, "Thornhaven costs"]
    with pikepdf.open(io.BytesIO(files.read(pack.file))) as whole, pikepdf.open(io.BytesIO(copy)) as part:
        assert len(part.pages) < len(whole.pages)
    assert not may_read_restricted(world.member, world.placements["slides"]).is_met
    actions.let_in(item=world.items[1], person=world.person(), by=world.clerk)
    assert found(actions.hand_out_pack(pack=pack, by=world.member)) == SECRETS


@pytest.mark.parametrize("name", ["agenda", "pack"])
def test_a_build_that_stopped_at_a_paper_is_not_named_to_who_is_shut_out_of_its_item(
    world, name: str
) -> None:
    placement = world.placements["slides"]
    build(world.meeting, world.clerk)
    said = f"“{placement.paper.title}”: it stopped."
    Pack.objects.update(status="failed", failure=said, failed_placement=placement)
    restrict(world)
    chair = make_chair(world.body)
    person = Person.objects.get(user=chair)
    actions.shut_out(item=placement.item, person=person, reason="A cousin bids.", by=world.clerk)
    at = reverse(f"meetings:{name}", args=[world.meeting.pk])
    pages = [signed_in(who).get(at).content.decode() for who in (world.clerk, chair)]
    assert [
        (said in page, "The pack stopped at a paper that you do not have permission to see." in page)
        for page in pages
    ] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.at_once
def test_a_copy_without_some_papers_is_put_together_by_the_worker_and_counts_once_it_is_read(world) -> None:
    restrict(world)
    world.sign_all()
    world.publish()
    world.restricted_pack()
    actions.issue_restricted_pack(meeting=world.meeting, by=world.clerk)
    actions.shut_out(item=world.items[1], person=world.person(), reason="Owns a share.", by=world.clerk)
    reader, at = signed_in(world.member), reverse("meetings:restricted_copy", args=[world.meeting.pk])
    handed_out = Event.objects.filter(verb="restricted pack handed out")
    assert (reader.get(at).status_code, handed_out.count()) == (202, 0)
    worker_made()
    assert found(reader.get(at).content) == [COSTS, "Thornhaven costs"]
    assert handed_out.count() == 1


def test_every_copy_bears_a_name_and_is_an_event_and_the_stored_bytes_stay(world) -> None:
    restrict(world)
    pack = world.restricted_pack()
    before = files.read(pack.file)
    copy = actions.hand_out_pack(pack=pack, by=world.officer)
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert words(copy).replace(" ", "").count("CopyforUrsulaPenn") == len(pdf.pages)
    assert files.read(pack.file) == before
    assert Event.objects.filter(verb="restricted pack handed out").count() == 1


def test_a_named_officer_reads_what_they_are_named_for_and_nothing_else(world) -> None:
    from foundation.accounts.roles import Role
    from tests.builders.panels import make_user

    _, appendix = restrict(world)
    reader = make_user("Theo Brandt", world.body, Role.REPORT_AUTHOR)
    pack = world.restricted_pack()
    with pytest.raises(Refused):
        actions.hand_out_pack(pack=pack, by=reader)
    actions.name_reader(restriction=appendix, reader=reader, by=world.clerk)
    assert found(actions.hand_out_pack(pack=pack, by=reader)) == [COSTS, "Thornhaven costs"]


def test_an_agenda_without_restricted_papers_has_no_restricted_pack(world) -> None:
    with pytest.raises(Refused, match="No paper on this agenda"):
        actions.ask_for_pack(meeting=world.meeting, kind=Pack.Kind.RESTRICTED, by=world.clerk)


def test_no_page_is_cut_from_a_pdf(world) -> None:
    with pytest.raises(Refused, match="pages cannot be removed"):
        actions.restrict_appendix(
            placement=world.placements["slides"], appendix="Appendix 1", by=world.clerk, **EXEMPT
        )


@pytest.mark.at_once
def test_the_files_of_an_export_are_searched_by_the_worker_once_for_the_same_words(world) -> None:
    restrict(world)
    world.sign_all()
    world.publish()
    cache.clear()
    clerk, at = signed_in(world.clerk), reverse("meetings:meeting_export", args=[world.meeting.pk])
    searches = Job.objects.filter(kind=SEARCH)
    assert (clerk.get(at).status_code, worker_made() > 0, searches.count()) == (202, True, 0)
    page = clerk.get(at)
    assert (page.status_code, searches.count()) == (202, 1)
    assert "Search for exempt or confidential words" in page.content.decode()
    worker_made()
    assert [clerk.get(at).status_code for _ in range(2)] == [200, 200]
    assert searches.count() == 1
