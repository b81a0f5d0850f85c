"""Item 47 of 17 June 2016, produced from entered facts and free text, on a page, on paper and in Word."""

from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.acceptance import tvp
from tests.acceptance.published import text_of
from tests.acceptance.seed_text import bare, in_order
from tests.acceptance.test_seed_004 import without_page_numbers

# The mark `django_db` makes the test database exist; the tests themselves only read plain values.
pytestmark = [pytest.mark.xdist_group("seed002"), pytest.mark.django_db, pytest.mark.once("postgresql")]


@pytest.fixture(scope="module")
def item(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> tvp.Item47:
    folder: Path = tmp_path_factory.mktemp("seed002")
    with django_db_blocker.unblock():
        return tvp.publish_item_47(folder)


@pytest.fixture(params=["html", "pdf", "word"])
def text(request: pytest.FixtureRequest, item: tvp.Item47) -> str:
    found = {"html": text_of(item.page), "pdf": item.pdf, "word": item.word}[request.param]
    return without_page_numbers(found)


def missing(text: str, *needles: str) -> list[str]:
    return in_order(bare(text), list(needles))


def said(kind: str) -> list[str]:
    return [words for found, words in tvp.lines() if found == kind]


@pytest.mark.shows("S2-6", "S2-8", "S2-9", "S2-10", "S2-11", "S2-15", "S2-21", "S2-30", "S2-32", "V36")
def test_every_sentence_of_the_item_is_there_in_its_order(text: str) -> None:
    wanted = [words for kind, words in tvp.lines() if kind != "a"]
    assert len(wanted) > 40
    assert missing(text, f"47.{tvp.TITLE}", *wanted, "RECOMMENDATIONS") == []


@pytest.mark.shows("S2-12", "S2-13", "S2-14", "V23")
def test_actions_stand_after_what_they_follow_from_with_or_without_an_owner(text: str) -> None:
    found = tvp.lines()
    places = [place for place, (kind, _) in enumerate(found) if kind == "a"]
    owners = [found[place][1] for place in places]
    assert (len(owners), bool(owners[0]), owners[1]) == (2, True, "")
    first, second = (found[place - 1][1] for place in places)
    after = [found[place + 1][1] for place in places]
    assert missing(text, first, f"Action:{owners[0]}", after[0], second, "Action", after[1]) == []
    assert bare(f"{first}Action:{owners[0]}") in bare(text)
    assert bare(f"{second}Action·{after[1]}").replace("·", "") in bare(text).replace("•", "").replace("·", "")


@pytest.mark.shows("S2-16")
def test_recommendations_are_numbered_one_to_three(text: str) -> None:
    asked = tvp.recommendations()
    assert len(asked) == 3
    numbered = [f"{number}.{words}" for number, words in enumerate(asked, 1)]
    assert missing(text, "RECOMMENDATIONS", *numbered) == []
    assert "RESOLVED" not in text


@pytest.mark.shows("S2-8", "S2-26")
def test_sub_headings_are_headings_below_the_minute_on_the_page_and_in_the_outline(item: tvp.Item47) -> None:
    headings = said("h")
    assert len(headings) == 4
    assert [f"{each}</h3>" in item.page for each in headings] == [True] * 4
    assert [title for title in item.outline if title in headings] == headings


@pytest.mark.shows("S2-15", "S2-25")
def test_the_address_in_the_text_is_a_safe_link(item: tvp.Item47) -> None:
    [address] = said("u")
    assert f'<a href="{address}">{address}</a>' in item.page


@pytest.mark.shows("S2-3", "S2-4")
def test_the_note_of_the_agenda_is_kept_apart_from_the_minute(item: tvp.Item47) -> None:
    who = tvp.agenda_note().splitlines()[0]
    assert "attending" in who
    assert missing(item.page, who) == [who]


@pytest.mark.shows("S2-2", "V1")
def test_the_item_and_its_minute_have_the_number_47(item: tvp.Item47) -> None:
    [entry] = item.publication.data["minutes"]
    assert (entry["label"], entry["item_labels"]) == ("47", ["47"])


@pytest.mark.shows("S2-31")
def test_the_panel_calls_its_chair_chairman(text: str) -> None:
    assert missing(text, "Egleton (in the Chair)", "47.", "CHAIRMAN") == []


@pytest.mark.shows("S2-13")
def test_the_secretary_is_told_which_action_has_no_owner(item: tvp.Item47) -> None:
    assert missing(text_of(item.clerk_page), "an action has no owner and no date") == []
    assert item.clerk_page.count("No owner") == 1


@pytest.mark.shows("S2-26")
def test_every_paragraph_has_an_address_of_its_own(item: tvp.Item47) -> None:
    paragraphs = [words for kind, words in tvp.lines()[1:] if kind in "btu"]
    [entry] = item.publication.data["minutes"]
    assert item.page.count(f' id="p-{entry["ref"]}-') == len(paragraphs) + len(said("h"))
