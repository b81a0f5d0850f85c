"""What an author finds under “Papers”: what to do next, what was returned first and why."""

from datetime import date

import pytest
from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.ui.words import without_tags
from meetings import actions
from meetings.models import Paper
from meetings.papers.overview import paper_list
from panels.models import Body
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary, make_user, signed_in
from tests.builders.papers import make_report, place

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)


def asked(body: Body, by: User, author: User, title: str, due_on: date) -> Paper:
    return actions.ask_for_paper(
        body=body, title=title, by=by, author=author, name="", email="", item=None, due_on=due_on
    )


def written(paper: Paper, by: User) -> None:
    actions.save_paper(paper=paper, report=make_report(paper.title), based_on=0, by=by)


@pytest.fixture
def author() -> User:
    """Someone with four papers: returned, late, begun and cleared."""
    body = make_panel()
    clerk, frost = make_secretary(body), make_user("Alan Frost", body, Role.REPORT_AUTHOR)
    late = asked(body, clerk, frost, "Estates", date(2026, 11, 22))
    begun = asked(body, clerk, frost, "Rural crime", date(2026, 11, 27))
    back = asked(body, clerk, frost, "Knife crime", date(2026, 12, 18))
    done = asked(body, clerk, frost, "Budget", date(2026, 11, 30))
    [item] = add_items(make_meeting(body, clerk), clerk, "Rural crime")
    place(item, begun, clerk)
    for each in (begun, back, done):
        written(each, frost)
    actions.receive_paper(paper=back, by=frost)
    actions.return_paper(paper=back, comment="Table 2 does not add up.", by=clerk)
    actions.clear_paper(paper=done, by=clerk)
    assert late.preparation == "asked"
    return frost


def test_an_author_finds_what_was_returned_first_with_the_reason_then_what_is_due_next(author) -> None:
    rows = paper_list(author, TODAY).to_write
    assert [(row.when_words, row.subject, row.sentence, row.label) for row in rows] == [
        ("Fri 18 Dec", "Knife crime", "was returned: “Table 2 does not add up.”", "Change the paper"),
        ("2 days late", "Estates", "has been requested.", "Open the paper"),
        ("In 3 days", "Rural crime", "is being written for Friday 4 December 2026.", "Continue writing"),
    ]


def test_every_paper_is_on_the_page_once_and_only_the_first_act_is_green(author) -> None:
    html = signed_in(author).get(reverse("meetings:papers")).content.decode()
    for title in ("Knife crime", "Estates", "Rural crime", "Budget"):
        assert html.count(f"<strong>{title}</strong>") + html.count(f">{title}</a></th>") == 1
    main = html[html.index("<main") :]
    assert main.count('class="govuk-button app-button-s"') == 1
    assert 'class="govuk-button govuk-button--secondary">Write a paper' in main
    assert "3\N{NO-BREAK SPACE}papers to write, those returned to you first." in without_tags(main)


def test_the_secretariat_has_no_papers_of_its_own_to_write(author) -> None:
    clerk = User.objects.get(name="Ellen Marsh")
    found = paper_list(clerk, TODAY)
    assert (found.to_write, {row.paper.title for row in found.rows}) == (
        [],
        {"Knife crime", "Estates", "Rural crime", "Budget"},
    )
