"""What a file could disclose: shown, decided on with a reason, and in the way of clearing until then."""

import pytest

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.documents.processes import limits
from foundation.documents.store import files
from foundation.documents.text import richtext
from foundation.documents.vetting.inspection import Found, is_accessible
from foundation.history.findings import Level, Refused
from foundation.history.models import Event
from foundation.ui import sending
from foundation.ui.words import on_pages
from meetings import actions
from meetings.models import Paper
from meetings.papers.rules import disclosure_stops, in_order, marking_looks, reading_looks
from meetings.publishing.rules import ProofPaper, paper_points
from panels.models import Assignment, Body
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary, make_user, signed_in
from tests.builders.papers import agree, build, make_paper, make_pdf, place
from tests.foundation.documents.packing.test_packs import spots
from tests.foundation.documents.vetting.test_inspect_pages import BOX, WORDS, drawn
from tests.foundation.documents.vetting.test_tags_kept import paper as tagged_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

COVERED = Found("covered_text", "stopped", "Words lie under a box.", "Take them out.", [3], discloses=True)
REMOVED = Found("author_names", "look", "The file named its author; removed.")


def upload(body: Body, by: User, data: bytes | None = None) -> Paper:
    data = data or drawn(WORDS + BOX)
    return actions.upload_paper(body=body, title="Victims’ fund", data=data, by=by)


def monitoring_officer(body: Body) -> User:
    user = make_user("Owen Pryce")
    Assignment.objects.create(user=user, body=body, role=Role.MONITORING_OFFICER, starts_on="2026-01-01")
    return user


def test_only_what_discloses_and_is_not_decided_stops() -> None:
    assert [f.level for f in disclosure_stops([COVERED, REMOVED], ())] == [Level.STOPPED]
    assert list(disclosure_stops([COVERED, REMOVED], {"covered_text"})) == []
    assert next(disclosure_stops([COVERED], (), "Item 4, “Budget”,")).sentence == (
        "Item 4, “Budget”, could disclose information (page 3). Words lie under a box."
    )


def test_what_stops_is_read_first() -> None:
    good = Found("pages", "met", "All well.")
    assert in_order([good, REMOVED, COVERED]) == [COVERED, REMOVED, good]


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ([], ""),
        ([3], "page 3"),
        ([4, 3], "pages 3 to 4"),
        ([9, 1, 2, 3, 7], "pages 1 to 3, 7 and 9"),
    ],
)
def test_pages_are_told_in_stretches(pages: list[int], words: str) -> None:
    assert on_pages(pages) == words


@pytest.mark.shows("S4-59")
def test_the_proof_looks_at_protective_markings_of_what_goes_out() -> None:
    marked = Found("marking", "look", "It is marked.", "Have it taken off.", [1])
    points = tuple(marking_looks([marked, COVERED], "Item 4"))
    paper = ProofPaper("4", "Budget", "with_agenda", "cleared", has_text=True, vetting=points)
    assert [(f.level, f.code) for f in paper_points([paper])] == [(Level.LOOK, "marking")]
    kept = ProofPaper("4", "Budget", "to_follow", "cleared", has_text=True, vetting=points)
    assert [f.code for f in paper_points([kept])] == ["to_follow"]


@pytest.mark.shows("R-12")
def test_a_paper_that_could_disclose_is_cleared_only_after_somebody_decided() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = upload(body, clerk)
    with pytest.raises(Refused, match="could disclose information"):
        actions.clear_paper(paper=paper, by=clerk)
    version = paper.versions.get()
    actions.decide_disclosure(
        version=version, code="covered_text", reason="The words are public anyway.", by=clerk
    )
    actions.clear_paper(paper=paper, by=clerk)
    assert paper.preparation == Paper.Preparation.CLEARED
    event = Event.objects.get(verb="disclosure decided")
    assert (event.data, event.note.text) == (
        {"version": 1, "code": "covered_text"},
        "The words are public anyway.",
    )


def test_a_decision_needs_a_reason_a_finding_and_is_made_once_on_the_newest_version() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = upload(body, clerk)
    version = paper.versions.get()

    def refusal(code: str = "covered_text", reason: str = "Harmless.") -> str:
        with pytest.raises(Refused) as refused:
            actions.decide_disclosure(version=version, code=code, reason=reason, by=clerk)
        return str(refused.value)

    assert refusal(reason="  ") == "Enter the reason for accepting it."
    assert refusal(code="author_names") == "Nothing of this kind was found in the file."
    actions.decide_disclosure(version=version, code="covered_text", reason="Harmless.", by=clerk)
    assert refusal() == "Ellen Marsh has already decided on this."
    actions.replace_file(paper=paper, data=drawn(BOX, WORDS + BOX), by=clerk)
    assert refusal() == "A newer version of this paper has been received. Check that one."
    with pytest.raises(Refused, match="could disclose information"):
        actions.clear_paper(paper=paper, by=clerk)


def test_the_monitoring_officer_may_decide_and_the_author_may_not() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = upload(body, clerk)
    author = make_user("Farah Siddiqui")
    Paper.objects.filter(pk=paper.pk).update(author=author)
    version = paper.versions.get()
    with pytest.raises(Refused):
        actions.decide_disclosure(version=version, code="covered_text", reason="Mine.", by=author)
    officer = monitoring_officer(body)
    decided = actions.decide_disclosure(version=version, code="covered_text", reason="Fine.", by=officer)
    assert (decided.decided_by, decided.code) == ("Owen Pryce", "covered_text")


@pytest.mark.shows("R-12")
def test_an_agenda_with_such_a_paper_is_published_only_after_the_decision() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    item = add_items(meeting, clerk, "Victims’ fund")[0]
    paper = upload(body, clerk)
    place(item, paper, clerk)
    pack = build(agree(meeting, clerk), clerk, "agenda")
    assert pack.file is not None
    with pytest.raises(Refused) as refused:
        actions.publish_agenda(meeting=meeting, by=clerk, proof=pack.file.hash)
    assert [f.code for f in refused.value.findings] == ["disclosure"]
    version = paper.versions.get()
    actions.decide_disclosure(version=version, code="covered_text", reason="Public anyway.", by=clerk)
    actions.publish_agenda(meeting=meeting, by=clerk, proof=pack.file.hash)
    paper.refresh_from_db()
    assert paper.preparation == Paper.Preparation.CLEARED


def test_the_page_says_what_was_found_and_takes_the_decision() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = upload(body, clerk)
    officer = signed_in(monitoring_officer(body))
    page = officer.get(f"/papers/{paper.pk}/found/").content.decode()
    assert "hidden under boxes or pictures" in page
    assert officer.get(f"/papers/{paper.pk}/found/file.pdf").status_code == 200
    address = f"/papers/{paper.pk}/found/covered_text/"
    empty = officer.post(address, {"reason": ""}).content.decode()
    assert "Enter the reason for accepting it" in empty
    assert officer.post(address, {"reason": "Names of public bodies."}).status_code == 302
    for reader in (officer, signed_in(clerk)):
        page = reader.get(f"/papers/{paper.pk}/found/").content.decode()
        assert ("Accepted: Names of public bodies." in page, "Owen Pryce" in page) == (True, True)
    assert (
        "Accepted: Names of public bodies." in signed_in(clerk).get(f"/papers/{paper.pk}/").content.decode()
    )


def test_a_written_paper_has_nothing_to_find() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = make_paper(body, clerk)
    page = signed_in(clerk).get(f"/papers/{paper.pk}/found/").content.decode()
    assert "No points to check." in page
    actions.clear_paper(paper=paper, by=clerk)


@pytest.mark.shows("S4-60")
def test_a_page_number_of_the_file_stands_apart_from_that_of_the_pack() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    item = add_items(meeting, clerk, "Victims’ fund")[0]
    numbered = drawn(WORDS + "BT /F1 12 Tf 1 0 0 1 290 36 Tm (77) Tj ET ")
    place(item, upload(body, clerk, numbered), clerk)
    pack = build(agree(meeting, clerk), clerk)
    assert pack.file is not None
    last = pack.page_count
    found = {word: (page, at) for page, word, _, _, at in spots(files.read(pack.file)) if page == last}
    assert found["77"][1] < found[str(last)][1] - 5


def test_a_plain_file_is_cleared_without_a_decision() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = upload(body, clerk, make_pdf())
    assert "pages" in [each["code"] for each in paper.versions.get().report]
    actions.clear_paper(paper=paper, by=clerk)
    assert paper.preparation == Paper.Preparation.CLEARED


@pytest.mark.shows("R-45")
def test_a_text_that_cannot_be_laid_out_is_refused_beside_its_field_and_stays_typed() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = make_paper(body, clerk)
    client = signed_in(clerk)
    page = client.get(f"/papers/{paper.pk}/")
    sent = sending.sent_by(page.context["form"].parts).values
    typed = "<p>word</p>" * (limits.TEXT_ELEMENTS + 1)
    answer = client.post(f"/papers/{paper.pk}/", {**sent, "body": typed})
    assert answer.status_code == 200
    assert answer.context["form"].errors["body"] == [richtext.TOO_MANY_PARTS]
    assert answer.context["form"]["body"].value() == typed
    assert paper.versions.count() == 1


def test_the_proof_tells_of_a_paper_that_is_hard_to_listen_to() -> None:
    hard, good = Found("tags", "look", "No tags.", "Send Word."), Found("tags", "met", "It has tags.")
    assert [(f.code, f.remedy) for f in reading_looks([hard, REMOVED], "Item 4, “Budget”,")] == [
        ("not_accessible", "Send Word.")
    ]
    assert list(reading_looks([good], "Item 4, “Budget”,")) == []


def test_each_version_knows_whether_it_can_be_listened_to() -> None:
    body = make_panel()
    by = make_secretary(body)
    tagged, bare = upload(body, by, tagged_paper()), upload(body, by)
    assert [is_accessible(each.latest.report) for each in (tagged, bare)] == [True, False]
