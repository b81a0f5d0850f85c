"""Where what is typed on a page may lie: in the browser, or in its tab alone where business is restricted."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from config.context import Site
from foundation.accounts.models import User
from foundation.ui import once
from meetings import actions
from meetings.models import AgendaItem, FollowUp, Meeting, Paper
from panels.models import BodySettings
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.builders.papers import make_paper, place
from tests.sweep import typed

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def clerk() -> User:
    return make_secretary(make_panel())


@pytest.fixture
def meeting(clerk: User) -> Meeting:
    """One item is restricted with its paper, another one is not."""
    found = make_meeting(BodySettings.objects.get().body, clerk)
    closed, _ = add_items(found, clerk, "Budget", "Rural crime")
    actions.restrict_item(item=closed, ground="exempt", paragraphs=[3], by=clerk)
    place(closed, make_paper(found.body, clerk, title="Budget"), clerk)
    return found


def keeps(user: User | AnonymousUser, **shown: object) -> str:
    request = RequestFactory().get("/")
    request.user = user
    site = Site(request)
    site.look_at(shown)
    return site.keeps(shown)


def item(meeting: Meeting, title: str) -> AgendaItem:
    return meeting.items.get(title=title)


def test_words_about_a_restricted_item_or_its_paper_stay_in_the_tab(clerk: User, meeting: Meeting) -> None:
    paper = Paper.objects.get(title="Budget")
    assert keeps(clerk, meeting=meeting, item=item(meeting, "Budget")) == "tab"
    assert keeps(clerk, paper=paper) == "tab"
    assert keeps(clerk, meeting=meeting, item=item(meeting, "Rural crime")) == "browser"
    assert keeps(clerk, paper=make_paper(meeting.body, clerk, title="Rural crime")) == "browser"


def test_a_page_about_a_whole_meeting_is_judged_by_everything_of_it(clerk: User, meeting: Meeting) -> None:
    other = make_meeting(meeting.body, clerk, starts_at=london(2027, 1, 15))
    assert (keeps(clerk, meeting=meeting), keeps(clerk, meeting=other)) == ("tab", "browser")
    Meeting.objects.filter(pk=other.pk).update(is_private=True)
    assert keeps(clerk, meeting=Meeting.objects.get(pk=other.pk)) == "tab"
    (line,) = add_items(other, clerk, "Open")
    assert keeps(clerk, item=AgendaItem.objects.get(pk=line.pk)) == "tab"


def test_what_leads_to_no_meeting_stays_in_the_tab_and_what_is_of_none_does_not(
    clerk: User, meeting: Meeting
) -> None:
    add_items(make_meeting(meeting.body, clerk, starts_at=london(2027, 1, 15)), clerk, "Open")
    assert keeps(clerk, row=FollowUp()) == "tab"
    assert keeps(clerk, body=meeting.body) == "browser"
    assert keeps(clerk) == "browser"


def test_a_body_may_let_browsers_keep_restricted_words_and_a_visitor_never(
    clerk: User, meeting: Meeting
) -> None:
    BodySettings.objects.update(restricted_drafts_in_browser=True)
    assert keeps(clerk, meeting=meeting, item=item(meeting, "Budget")) == "browser"
    assert keeps(AnonymousUser()) == "tab"


def test_a_saved_form_is_named_to_the_browser_and_one_with_an_error_is_not(clerk: User) -> None:
    client: Client = signed_in(clerk)
    form = typed.main_form(client, "/panels/venues/add/")
    client.post(form.action, form.keyed)
    assert once.SAVED not in client.cookies
    client.post(form.action, form.keyed | {"name": "County Hall", "address": "Ambermere"})
    (name,) = client.cookies[once.SAVED].value.split(".")
    assert form.once_key.startswith(f"{clerk.pk}.{name}:")


def test_only_the_last_ten_are_named_and_nothing_that_is_no_name(clerk: User) -> None:
    client: Client = signed_in(clerk)
    client.cookies[once.SAVED] = ".".join(["<script>", *(f"name-{number:04}" for number in range(12))])
    form = typed.main_form(client, "/panels/venues/add/")
    client.post(form.action, form.keyed | {"name": "County Hall", "address": "Ambermere"})
    names = client.cookies[once.SAVED].value.split(".")
    assert names[:9] == [f"name-{number:04}" for number in range(3, 12)]
    assert len(names) == 10
