"""The guides: whose they are, that they name what is on the screen, and that their pictures are there."""

import re
from functools import cache

import lxml.html
import pytest
from django.test import Client
from PIL import Image

from config.help.guides import GUIDES, Guide, own_guides
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from meetings import actions
from tests.builders.panels import (
    give_sign_in,
    make_administrator,
    make_chair,
    make_panel,
    make_secretary,
    make_user,
    seat_member,
    signed_in,
)
from tests.builders.partnerships import chair, day, make_csp, officer
from tests.conventions.plan import ROOT, code_files, templates, tree
from tests.conventions.words import TAG, in_python
from tests.sweep.table import TABLE

STRONG = re.compile(r"<strong>(.*?)</strong>", re.DOTALL)
# What a person can select, and the headings under which it is found.
NAMED = re.compile(
    r"<(a|button|summary|label|legend|h1|h2|p|span)\b[^>]*>(.*?)(?=</\1>|<(?:a|span)\b)", re.DOTALL
)
QUOTED = re.compile(r"\"([^\"]*)\"")


def own(user: User) -> list[str]:
    """The addresses of a reader's own guides."""
    return [guide.slug for guide in own_guides(user, day(24))]


@cache
def on_screen() -> frozenset[str]:
    """The words of every button, link and heading of a template, and every string of the code."""
    found = {words for path in code_files() for _, words in in_python(tree(path))}
    for path in templates():
        if "help" in path.parts:
            continue
        source = path.read_text()
        found |= {words.rstrip(":") for tag in TAG.findall(source) for words in QUOTED.findall(tag)}
        for _, inner in NAMED.findall(source):
            found |= {
                " ".join(each.split()).rstrip(":")
                for each in re.split(TAG.pattern + "|<[^>]*>", inner, flags=re.DOTALL)
            }
    return frozenset(found)


def quoted(guide: Guide) -> list[str]:
    """The buttons, links and headings a guide names."""
    source = (ROOT / "templates" / guide.template).read_text()
    return [" ".join(words.split()) for words in STRONG.findall(source)]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.slug)
def test_every_name_a_guide_quotes_is_on_some_screen(guide: Guide) -> None:
    assert [words for words in quoted(guide) if words not in on_screen()] == []
    assert len(quoted(guide)) >= 5


def test_a_name_that_is_on_no_screen_is_noticed() -> None:
    assert "Press the large lever" not in on_screen()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.slug)
def test_each_guide_has_its_picture_640_wide_and_says_what_it_shows(guide: Guide) -> None:
    path = ROOT / "static" / guide.picture
    with Image.open(path) as picture:
        assert picture.size == (640, 427)
    assert path.stat().st_size < 100_000
    assert guide.picture_shows != ""


def test_no_picture_is_left_over() -> None:
    assert {path.name for path in (ROOT / "static" / "help").glob("*.png")} == {
        f"{guide.slug}.png" for guide in GUIDES
    }


def test_each_role_has_exactly_one_guide() -> None:
    assert sorted(role for guide in GUIDES for role in guide.roles) == sorted(Role)


def test_whoever_has_a_guide_may_open_every_page_it_leads_to() -> None:
    wrong = [
        f"{guide.slug}: {name} is not for {role.value}"
        for guide in GUIDES
        for role in guide.roles
        for _, name in guide.pages
        if role.value not in TABLE[name].get
    ]
    assert wrong == []


@pytest.mark.django_db
def test_a_visitor_reads_every_guide_without_signing_in() -> None:
    visitor = Client()
    page = visitor.get("/help/")
    links = lxml.html.fromstring(page.content).xpath("//main//a/@href")
    assert links == [f"/help/{slug}/" for slug in ["public", *(each.slug for each in GUIDES[:-1])]]
    for address in links:
        assert visitor.get(address).status_code == 200
    assert visitor.get("/help/nobody/").status_code == 404
    assert set(visitor.cookies) == set()


@pytest.mark.django_db
def test_readers_find_the_guides_of_their_own_roles_first() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    csp = make_csp(body, clerk)
    assert own(clerk) == ["secretariat"]
    assert own(make_chair(body)) == ["chair", "member"]
    assert own(give_sign_in(seat_member(body))) == ["member"]
    assert own(make_user("Ursula Penn", body, Role.MONITORING_OFFICER)) == ["monitoring-officer"]
    assert own(make_user("Farah Siddiqui", body, Role.COMMISSIONERS_OFFICE)) == ["commissioners-office"]
    assert [own(officer(csp)), own(chair(csp))] == [["partnership"], ["partnership"]]
    assert own(make_administrator()) == ["administrator"]
    links = lxml.html.fromstring(signed_in(clerk).get("/help/").content).xpath("//main//a/@href")
    assert links[0] == "/help/secretariat/"


@pytest.mark.django_db
def test_whoever_is_asked_for_a_paper_finds_the_guide_of_authors() -> None:
    body = make_panel()
    nadia = make_user("Nadia Frost")
    assert own(nadia) == []
    actions.ask_for_paper(body=body, title="Knife crime", by=make_secretary(body), author=nadia)
    assert own(nadia) == ["author"]


@pytest.mark.django_db
def test_a_guide_leads_only_its_own_reader_to_pages_and_all_of_them_open() -> None:
    body = make_panel()
    clerk = signed_in(make_secretary(body))
    own_pages = "//aside//ul[@class='app-links']//a/@href"
    links = lxml.html.fromstring(clerk.get("/help/secretariat/").content).xpath(own_pages)
    assert links == ["/", "/meetings/", "/papers/", "/partnerships/", "/follow-ups/", "/panels/"]
    assert {clerk.get(link, follow=True).status_code for link in links} == {200}
    assert lxml.html.fromstring(clerk.get("/help/chair/").content).xpath(own_pages) == []
    assert lxml.html.fromstring(Client().get("/help/secretariat/").content).xpath(own_pages) == []


@pytest.mark.django_db
def test_the_address_of_the_secretariat_is_for_everyone_but_the_secretariat() -> None:
    body = make_panel()
    clerk = signed_in(make_secretary(body))
    more = "//main//h2[@id='more']/text()"
    assert lxml.html.fromstring(clerk.get("/help/secretariat/").content).xpath(more) == []
    assert lxml.html.fromstring(clerk.get("/help/chair/").content).xpath(more) == ["If you need more help"]
    assert lxml.html.fromstring(Client().get("/help/secretariat/").content).xpath(more) == [
        "If you need more help"
    ]


@pytest.mark.django_db
def test_every_page_leads_to_help_at_its_foot() -> None:
    assert lxml.html.fromstring(Client().get("/meeting/").content).xpath("//footer//a/@href")[0] == "/help/"
