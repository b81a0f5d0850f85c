"""A paper is saved while it is typed: one page makes one version, and nobody’s words are overwritten."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import PersonalLink, User
from foundation.accounts.roles import Role
from foundation.documents.text import richtext
from foundation.history.models import Event
from meetings import actions
from meetings.common.writing_now import say_here
from meetings.models import Editor, Paper
from meetings.models.never_lost import QUIET
from meetings.papers.policies import PAPER_LINK
from tests.builders.panels import make_panel, make_secretary, make_user, signed_in
from tests.builders.papers import make_paper, make_report
from tests.meetings.papers.test_papers_pages import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class Page:
    """An open writing page, which sends what it holds."""

    def __init__(self, client: Client, paper: Paper) -> None:
        self.client, self.paper = client, paper
        self.fields = fields_of(client.get(reverse("meetings:paper_write", args=[paper.pk])).content.decode())

    def types(self, **typed: str) -> dict:
        self.fields |= typed
        answer = self.client.post(
            reverse("meetings:paper_autosave", args=[self.paper.pk]), self.fields
        ).json()
        self.fields |= {name: str(value) for name, value in answer.get("rows", {}).items()}
        return answer


@pytest.fixture
def paper() -> Paper:
    body = make_panel()
    return make_paper(body, make_secretary(body), body="<p>One.</p><p>Two.</p>")


def page_of(paper: Paper, name: str = "Dev Chauhan") -> Page:
    return Page(signed_in(make_secretary(paper.body, name)), paper)


def text_of(paper: Paper) -> str:
    newest = paper.versions.order_by("-number").first()
    assert newest is not None and newest.document is not None
    return richtext.plain(newest.document["body"])


def test_what_one_page_saves_in_a_row_is_one_version_and_one_event(paper) -> None:
    page = page_of(paper)
    for text in ("<p>One.</p><p>Two. Th</p>", "<p>One.</p><p>Two. Three.</p>"):
        assert page.types(body=text)["waiting"] == []
    assert (text_of(paper), [v.number for v in paper.versions.order_by("number")]) == (
        "One.\nTwo. Three.",
        [1, 3],
    )
    assert Event.objects.filter(verb="paper saved").count() == 1


def test_words_that_are_deleted_stay_in_an_earlier_version(paper) -> None:
    page = page_of(paper)
    page.types(body="<p>One.</p><p>Two. And three, four, five.</p>")
    page.types(body="<p>One.</p>")
    assert paper.versions.count() == 3


def test_a_row_that_was_saved_stays_when_more_is_typed(paper) -> None:
    page = page_of(paper)
    page.types(
        **{
            "recommendations-TOTAL_FORMS": "3",
            "recommendations-2-text": "Ask again.",
            "recommendations-2-condition": "",
        }
    )
    page.types(body="<p>More.</p>")
    document = paper.versions.order_by("-number").first().document
    assert [row["text"] for row in document["recommendations"]][-1] == "Ask again."


def test_a_field_with_an_error_stays_as_it_was_and_the_rest_is_saved(paper) -> None:
    answer = page_of(paper).types(title="", body="<p>More.</p>")
    assert (len(answer["waiting"]), text_of(paper)) == (1, "More.")
    paper.refresh_from_db()
    assert paper.title == "Knife crime, and stop and search"


def test_two_pages_are_joined_and_what_both_change_is_not_overwritten(paper) -> None:
    hers, his = page_of(paper), page_of(paper, "Owen Tate")
    hers.types(body="<p>One!</p><p>Two.</p>")
    his.types(body="<p>One.</p><p>Two. Three.</p>")
    assert text_of(paper) == "One!\nTwo. Three."
    hers.types(body="<p>One!</p><p>Two.</p><p>Four.</p>")
    assert text_of(paper) == "One!\nTwo. Three.\nFour."
    answer = his.types(body="<p>Uno.</p><p>Two. Three.</p>")
    assert (answer["conflict"], text_of(paper)) == ({"by": "Dev Chauhan"}, "One!\nTwo. Three.\nFour.")


def test_a_page_that_is_not_whole_a_cleared_paper_and_a_forged_version_change_nothing(paper) -> None:
    page = page_of(paper)
    address = reverse("meetings:paper_autosave", args=[paper.pk])
    assert page.client.post(address, {"title": "New"}).status_code == 409
    page.types(own="forged", body="<p>Three.</p>")
    page.types(own="forged", body="<p>Three. Four.</p>")
    assert paper.versions.count() == 3
    paper.refresh_from_db()
    actions.clear_paper(paper=paper, by=make_secretary(paper.body, "Jo Tarrant"))
    assert page.types(body="<p>Five.</p>")["refused"] == "This paper has been cleared."


def test_an_open_page_is_told_who_saved_since(paper) -> None:
    page = page_of(paper)
    owen = make_secretary(paper.body, "Owen Tate")
    actions.save_paper(paper=paper, report=make_report(body="<p>His.</p>"), based_on=1, by=owen)
    here = page.client.post(reverse("meetings:paper_here", args=[paper.pk]), {"based_on": "1"}).json()
    assert here["saved_by"] == "Owen Tate"


FIRST, SECOND = "<p>One.</p><p>Two. Th</p>", "<p>One.</p><p>Two. Three.</p>"


def numbers(paper: Paper) -> list[int]:
    return list(paper.versions.order_by("number").values_list("number", flat=True))


def of_an_author(paper: Paper) -> tuple[Page, User]:
    """The open page of the paper’s author, and someone of the secretariat."""
    author = make_user("Supt Alan Frost", paper.body, Role.REPORT_AUTHOR)
    Paper.objects.filter(pk=paper.pk).update(author=author)
    paper.refresh_from_db()
    return Page(signed_in(author), paper), make_secretary(paper.body, "Jo Tarrant")


def test_what_was_handed_in_and_returned_stays_though_its_page_goes_on_typing(paper) -> None:
    page, clerk = of_an_author(paper)
    page.types(body=FIRST)
    # Handed in from another tab, and returned a minute later.
    page.client.post(reverse("meetings:paper_receive", args=[paper.pk]))
    actions.return_paper(paper=paper, comment="Add the figures.", by=clerk)
    page.types(body=SECOND)
    assert (numbers(paper), text_of(paper)) == ([1, 2, 3], "One.\nTwo. Three.")


def test_what_was_cleared_and_reopened_stays(paper) -> None:
    page = page_of(paper)
    page.types(body=FIRST)
    clerk = make_secretary(paper.body, "Jo Tarrant")
    actions.clear_paper(paper=paper, by=clerk)
    actions.reopen_paper(paper=paper, by=clerk)
    page.types(body=SECOND)
    assert numbers(paper) == [1, 2, 3]
    page.types(body=SECOND.replace("Three.", "Three. Four."))
    assert numbers(paper) == [1, 2, 4]


@pytest.mark.parametrize("name", ["paper", "paper_write", "paper_preview", "paper_pdf", "paper_docx"])
def test_what_another_person_has_read_or_printed_stays(paper, name) -> None:
    page, other = page_of(paper), signed_in(make_secretary(paper.body, "Jo Tarrant"))
    page.types(body=FIRST)
    assert other.get(reverse(f"meetings:{name}", args=[paper.pk])).status_code == 200
    page.types(body=SECOND)
    assert numbers(paper) == [1, 2, 3]


def test_what_a_second_tab_of_the_same_person_was_opened_with_stays(paper) -> None:
    hers = page_of(paper)
    hers.types(body=FIRST)
    second = Page(hers.client, paper)
    hers.types(body=SECOND)
    second.types(purpose="<p>To inform.</p>")
    hers.types(body=SECOND.replace("Three.", "Three. Four."))
    assert (numbers(paper), text_of(paper)) == ([1, 2, 3, 4, 5], "One.\nTwo. Three. Four.")


def here(client: Client, address: str, editor: str) -> dict:
    return client.post(address, {"editor": editor, "based_on": "1"}).json()


def test_two_who_write_a_paper_see_each_other_until_one_is_not_heard_of_any_more(paper) -> None:
    address = reverse("meetings:paper_here", args=[paper.pk])
    ellen, owen = User.objects.get(name="Ellen Marsh"), make_secretary(paper.body, "Owen Tate")
    hers, his = signed_in(ellen), signed_in(owen)
    assert here(hers, address, "page1")["others"] == []
    assert here(his, address, "page2")["others"] == [{"name": "Ellen Marsh", "since": "10 am"}]
    assert here(his, address, "page3")["others"] == [{"name": "Ellen Marsh", "since": "10 am"}]
    Editor.objects.filter(user=owen).update(seen_at=timezone.now() - QUIET - timedelta(seconds=1))
    assert here(hers, address, "page1")["others"] == []


def test_whoever_reads_a_cleared_paper_is_not_said_to_write_it(paper) -> None:
    clerk = make_secretary(paper.body, "Jo Tarrant")
    actions.clear_paper(paper=paper, by=clerk)
    answer = here(signed_in(clerk), reverse("meetings:paper_here", args=[paper.pk]), "page1")
    assert (answer["others"], Editor.objects.count()) == ([], 0)


def test_an_author_by_link_and_the_secretariat_see_each_other_write(paper) -> None:
    clerk = make_secretary(paper.body, "Jo Tarrant")
    link = PersonalLink.objects.create(
        digest="x",
        purpose=PAPER_LINK,
        target=paper.ref,
        name="Farah Siddiqui",
        email="farah@opcc.example",
        made_at=timezone.now(),
        made_by="Jo Tarrant",
        expires_at=timezone.now() + timedelta(days=9),
    )

    def others(editor: str, by: PersonalLink | User) -> list[str]:
        found = say_here(paper, editor=editor, based_on=1, by=by, now=timezone.now())
        return [f"{each['name']}, {each['since']}" for each in found]

    assert others("page1", link) == []
    assert others("page2", clerk) == ["Farah Siddiqui (by personal link), 10 am"]
    assert others("page1", link) == ["Jo Tarrant, 10 am"]
