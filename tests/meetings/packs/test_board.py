"""The papers board: one next act a row, and files dropped on it are matched, proposed and confirmed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.documents.models import SentFile
from foundation.history import clock as the_clock
from foundation.history.together import answered
from foundation.jobs import queue
from meetings import actions
from meetings.models import AgendaItem, Meeting, Paper
from meetings.models.agenda import Business
from meetings.packs import dropped
from meetings.packs.board import Board, board_of
from meetings.packs.forms import DropForm
from meetings.papers.sent_for import rows_about_sent_files
from panels.models import Assignment, Body
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary, make_user, signed_in
from tests.builders.papers import make_paper, make_pdf, place
from tests.builders.word import make_docx, para
from tests.going_on import check_files
from tests.together import sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NAMES = ["Item 1.pdf", "Budget monitoring.pdf", "item 2 knife crime.pdf", "scan0042.pdf"]


class World:
    """A draft agenda with three reports; a paper has been asked for on the first."""

    def __init__(self) -> None:
        self.body: Body = make_panel()
        self.ellen: User = make_secretary(self.body)
        self.meeting: Meeting = make_meeting(self.body, self.ellen)
        titles = ("Knife crime", "Budget monitoring", "Rural crime", "Declarations of interest")
        self.items: list[AgendaItem] = add_items(self.meeting, self.ellen, *titles)
        AgendaItem.objects.filter(pk__in=[each.pk for each in self.items[:3]]).update(
            business=Business.REPORT
        )
        self.asked: Paper = actions.ask_for_paper(
            body=self.body,
            title="Knife crime",
            name="Farah Siddiqui",
            email="farah@opcc.example",
            item=self.items[0],
            by=self.ellen,
        )
        self.client: Client = signed_in(self.ellen)
        self.board = reverse("meetings:meeting_papers", args=[self.meeting.pk])
        self.drop_at = reverse("meetings:meeting_papers_drop", args=[self.meeting.pk])
        self.match_at = reverse("meetings:meeting_papers_match", args=[self.meeting.pk])

    def drop(self, *files: SimpleUploadedFile, client: Client | None = None) -> Any:
        return (client or self.client).post(self.drop_at, {"papers": list(files)})

    def page(self) -> str:
        return " ".join(self.client.get(self.match_at).content.decode().split())

    def decide(self, **places: str) -> Any:
        """Send the page of proposals with these places by name of file, all others as they are proposed."""
        typed = sent_by(self.client.get(self.match_at).content.decode(), f"file-{self.file().pk}-place")
        for file in SentFile.objects.aside():
            if file.name in places:
                typed[f"file-{file.pk}-place"] = places[file.name]
        return self.client.post(self.match_at, typed)

    def file(self) -> SentFile:
        return SentFile.objects.aside()[0]

    def acts(self) -> Board:
        return board_of(self.meeting, self.ellen, timezone.localdate(), may_edit=True, may_open=True)


@pytest.fixture
def world() -> World:
    return World()


def pdf(name: str, pages: int = 1) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, make_pdf(pages))


def words(answer: Any) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ")


def proposed(world: World) -> dict[str, str]:
    aside = dropped.aside(world.ellen, world.meeting)
    found = dropped.proposals(aside, world.meeting, world.ellen, timezone.localdate())
    return {each.file.name: each.found.proposed for each in found}


def on(item: AgendaItem) -> list[str]:
    return [placement.paper.title for placement in item.placements.order_by("position")]


def test_each_row_has_one_next_act_and_items_that_need_no_paper_are_folded(world) -> None:
    received = place(world.items[1], make_paper(world.body, world.ellen, "Budget monitoring"), world.ellen)
    actions.receive_paper(paper=received, by=world.ellen)
    board = world.acts()
    acts = [(row.label, row.act or row.papers[0].act) for row in board.rows]
    assert [(label, act.label if act else "") for label, act in acts] == [
        ("1", ""),
        ("2", "Check the paper"),
        ("3", "Ask for the paper"),
    ]
    assert [row.item.title for row in board.without] == ["Declarations of interest"]
    assert board.first == reverse("meetings:paper", args=[received.pk])
    assert board.lead == "0 of 2\u00a0papers cleared. 1 received, 1 asked. 1\u00a0item with no paper yet."


def test_a_late_author_is_reminded_with_one_press_and_then_the_row_says_so(world) -> None:
    Paper.objects.filter(pk=world.asked.pk).update(due_on=timezone.localdate() - timedelta(days=2))
    (row,) = [row for row in world.acts().rows if row.label == "1"]
    act = row.papers[0].act
    assert act is not None
    remind = reverse("meetings:paper_remind", args=[world.asked.pk])
    assert (act.label, act.url, act.is_post) == ("Remind Farah Siddiqui", remind, True)
    world.client.post(act.url, headers={"referer": f"http://testserver{world.board}"})
    page = words(world.client.get(world.board))
    assert "Reminder sent to Farah Siddiqui at " in page and "Reminder sent at " in page
    assert "Remind Farah Siddiqui" not in page.replace("Reminder", "")


def test_only_the_first_act_is_green_and_the_pack_is_once_nothing_is_left(world) -> None:
    green = r'<a (?:class="govuk-button(?: app-button-s)?" href|href="[^"]*" class="govuk-button")[^>]*>'
    page = world.client.get(world.board).content.decode()
    assert len(re.findall(green, page)) == 1 and "Go to the pack" in page
    for item in world.items[1:3]:
        paper = place(item, make_paper(world.body, world.ellen, item.title), world.ellen)
        actions.receive_paper(paper=paper, by=world.ellen)
        actions.clear_paper(paper=paper, by=world.ellen)
    assert world.acts().first == ""
    (only,) = re.findall(green, world.client.get(world.board).content.decode())
    assert reverse("meetings:pack", args=[world.meeting.pk]) in only


def test_twelve_files_are_matched_by_number_and_title_and_only_proposed(world) -> None:
    annexes = [pdf(f"annex {letter}.pdf") for letter in "abcdefgh"]
    answer = world.drop(*[pdf(name) for name in NAMES], *annexes)
    assert answer["Location"] == world.match_at
    found = proposed(world)
    assert len(found) == 12
    assert [found[name] for name in NAMES] == [
        f"paper:{world.asked.pk}",
        f"item:{world.items[1].pk}",
        "",
        "",
    ]
    check_files()
    assert (Paper.objects.count(), SentFile.objects.aside().count()) == (1, 12)


def test_what_is_confirmed_is_checked_and_becomes_the_paper_asked_for_or_a_new_one(world) -> None:
    world.drop(pdf("Item 1.pdf", 2), pdf("Budget monitoring.pdf"))
    assert world.decide()["Location"] == world.match_at
    assert "2\xa0files left" in world.client.get(world.match_at).content.decode()
    queue.run_pending()
    assert world.client.get(world.match_at)["Location"] == world.board
    assert "2 files added to the papers." in words(world.client.get(world.board))
    assert (on(world.items[0]), on(world.items[1])) == (["Knife crime"], ["Budget monitoring"])
    assert world.asked.latest is not None and world.asked.latest.pages == 2
    rows = {row.label: row.papers[0].act for row in world.acts().rows if row.papers}
    assert [act.label for act in rows.values() if act] == ["Check the paper", "Check the paper"]


def test_a_file_that_fits_two_papers_asks_which_and_names_them_first(world) -> None:
    world.drop(pdf("item 2 knife crime.pdf"))
    page = world.page()
    assert "The name has the number of one item and the title of another." in page
    assert "1 file needs your choice." in page
    likely = re.search(r'<optgroup label="Most likely">(.*?)</optgroup>', page)
    assert likely is not None
    assert re.findall(r'value="([^"]+)"', likely[1]) == [
        f"paper:{world.asked.pk}",
        f"item:{world.items[1].pk}",
    ]


def test_two_files_that_fit_the_same_paper_are_both_asked_about(world) -> None:
    world.drop(pdf("Item 1.pdf"), pdf("1 appendix.pdf"))
    assert proposed(world) == {"Item 1.pdf": "", "1 appendix.pdf": ""}
    key = f"paper:{world.asked.pk}"
    answer = world.decide(**{"Item 1.pdf": key, "1 appendix.pdf": key})
    assert "Another file is used for this paper. Change one of them." in words(answer)
    assert SentFile.objects.aside().count() == 2
    world.decide(**{"Item 1.pdf": key, "1 appendix.pdf": f"item:{world.items[0].pk}"})
    queue.run_pending()
    assert on(world.items[0]) == ["Knife crime", "Appendix"]


def test_a_file_that_fits_nothing_can_be_placed_by_hand_kept_or_left_out(world) -> None:
    world.drop(pdf("scan1.pdf"), pdf("scan2.pdf"), pdf("scan3.pdf"), pdf("scan4.pdf"))
    world.decide(
        **{"scan1.pdf": f"item:{world.items[2].pk}", "scan2.pdf": "none", "scan3.pdf": "out", "scan4.pdf": ""}
    )
    assert "1 file left to decide." in words(world.client.get(world.match_at))
    queue.run_pending()
    assert on(world.items[2]) == ["Scan1"]
    assert sorted(Paper.objects.values_list("title", flat=True)) == ["Knife crime", "Scan1", "Scan2"]
    assert [each.name for each in SentFile.objects.aside()] == ["scan4.pdf"]


def test_what_is_left_to_decide_is_on_the_board_and_on_today_until_it_is_decided(world) -> None:
    world.drop(pdf("scan1.pdf"), pdf("scan2.pdf"))
    page = words(world.client.get(world.board))
    assert "2 files have been added but not yet matched to a paper." in page
    (row,) = answered(rows_about_sent_files(world.ellen, the_clock.now()))
    assert (row.subject, row.url, row.label) == ("2\u00a0files", world.match_at, "Match the files")
    sent_at = reverse("meetings:sent_file", args=[world.file().ref])
    assert world.client.get(sent_at)["Location"] == world.match_at
    world.decide(**{"scan1.pdf": "out", "scan2.pdf": "out"})
    assert answered(rows_about_sent_files(world.ellen, the_clock.now())) == []
    assert world.client.get(sent_at)["Location"] == world.board


def test_one_bad_file_does_not_lose_the_others_and_is_named(world) -> None:
    bad = [SimpleUploadedFile("notes.txt", b"Some words"), SimpleUploadedFile("0.pdf", b"")]
    world.drop(pdf("Item 1.pdf"), *bad)
    page = words(world.client.get(world.match_at))
    assert "notes.txt was not added. This file is not a PDF or a Word file (.docx)." in page
    assert "0.pdf was not added." in page
    assert list(proposed(world)) == ["Item 1.pdf"]


def test_files_that_cannot_be_used_at_all_are_said_beside_the_field(world) -> None:
    answer = world.drop(SimpleUploadedFile("notes.txt", b"Some words"))
    assert (answer.status_code, SentFile.objects.count()) == (200, 0)
    assert "notes.txt was not added. This file is not a PDF or a Word file (.docx)." in words(answer)
    assert "Select at least one file" in words(world.client.post(world.drop_at, {}))
    many = [SimpleUploadedFile(f"{number}.pdf", b"%PDF-") for number in range(31)]
    assert "Select 30 files or fewer at a time. You selected 31." in words(world.drop(*many))


def test_a_file_that_fails_its_check_is_named_on_the_board_and_its_title_stays_typed(world) -> None:
    world.drop(SimpleUploadedFile("Budget monitoring.pdf", b"%PDF-1.7 broken"))
    world.decide()
    queue.run_pending()
    page = world.client.get(world.match_at, follow=True)
    assert "Not used: Budget monitoring.pdf." in " ".join(words(page).split()).replace(" :", ":")
    sent_at = reverse("meetings:sent_file", args=[SentFile.objects.get().ref])
    form = world.client.get(sent_at, follow=True)
    assert 'value="Budget monitoring"' in form.content.decode()
    assert "This file is damaged and cannot be opened." in words(form)


def test_a_word_file_is_shown_before_it_is_used_and_the_board_says_so(world) -> None:
    world.drop(SimpleUploadedFile("Item 3 rural.docx", make_docx(para("Rural crime fell."))))
    world.decide()
    queue.run_pending()
    (row,) = [row for row in world.acts().rows if row.label == "3"]
    assert (row.papers[0].act.label, on(world.items[2])) == ("Check the Word file", ["Rural crime"])


def test_an_item_that_was_removed_meanwhile_is_said_beside_its_list_and_nothing_is_lost(world) -> None:
    world.drop(pdf("Budget monitoring.pdf"))
    typed = sent_by(world.client.get(world.match_at).content.decode(), f"file-{world.file().pk}-place")
    actions.remove_item(item=world.items[1], by=world.ellen)
    answer = world.client.post(world.match_at, typed)
    assert "This place is no longer on the agenda. Select another one." in words(answer)
    assert SentFile.objects.aside().count() == 1


def test_a_new_paper_needs_a_title_and_nothing_chosen_is_said(world) -> None:
    world.drop(pdf("Budget monitoring.pdf"))
    field = f"file-{world.file().pk}"
    choice = f"item:{world.items[1].pk}"
    answer = world.client.post(world.match_at, {f"{field}-place": choice, f"{field}-title": " "})
    assert "Enter the title of the new paper" in words(answer)
    answer = world.client.post(world.match_at, {f"{field}-place": "", f"{field}-title": "Budget"})
    assert "Select what at least one file is for." in words(answer)
    assert SentFile.objects.aside().count() == 1


def test_the_same_choice_sent_twice_uses_each_file_once(world) -> None:
    world.drop(pdf("Budget monitoring.pdf"))
    typed = sent_by(world.client.get(world.match_at).content.decode(), f"file-{world.file().pk}-place")
    for _ in range(2):
        world.client.post(world.match_at, typed)
    queue.run_pending()
    assert on(world.items[1]) == ["Budget monitoring"]


def test_nobody_else_sees_the_files_somebody_dropped(world) -> None:
    world.drop(pdf("Budget monitoring.pdf"))
    other = make_secretary(world.body, "Sam Oakes")
    page = signed_in(other).get(world.board)
    assert "have been added" not in words(page) and "has been added" not in words(page)
    assert signed_in(other).get(world.match_at)["Location"] == world.board


def test_who_does_not_keep_the_agenda_sees_no_act_and_cannot_drop(world) -> None:
    chair = signed_in(make_user("Ruth Penhallow", world.body, Role.CHAIR))
    page = chair.get(world.board).content.decode()
    assert "data-drop" not in page and "Ask for" not in page and "More<" not in page
    assert world.drop(pdf("Item 1.pdf"), client=chair).status_code == 409
    stranger = signed_in(make_user("Jo Other", make_panel("other-panel"), Role.SECRETARIAT))
    addresses = (world.board, world.drop_at, world.match_at)
    assert {stranger.get(each).status_code for each in addresses} == {404}
    assert SentFile.objects.count() == 0


def test_a_sender_who_left_leaves_the_file_to_the_secretariat(world) -> None:
    world.drop(pdf("Budget monitoring.pdf"))
    other = make_secretary(world.body, "Sam Oakes")
    Assignment.objects.filter(user=world.ellen).delete()
    (row,) = answered(rows_about_sent_files(other, the_clock.now()))
    client = signed_in(other)
    assert "Budget monitoring.pdf" in words(client.get(row.url))
    client.post(reverse("meetings:sent_file_again", args=[SentFile.objects.get().ref]))
    queue.run_pending()
    assert Paper.objects.filter(title="Budget monitoring", placements=None).count() == 1


def test_the_form_says_how_much_it_takes() -> None:
    assert str(DropForm()["papers"].help_text).startswith("Up to 30 files and 100 MB at a time.")
