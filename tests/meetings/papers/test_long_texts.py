"""Texts of 300 pages: saved, joined, printed and refused without a word lost and without an error page."""

import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.documents.layout import trial
from foundation.documents.processes import limits
from foundation.jobs import queue
from foundation.jobs.models import Job
from meetings.minutes.content import DecisionLine, LimbLine, limbs_of
from meetings.models import Paper
from tests.builders.minutes import held_meeting
from tests.builders.never_lost import a_desk
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.builders.papers import make_paper
from tests.together import sent_by

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SENTENCE = "the panel heard how many officers work in each of its wards and asked for figures by age"


def paragraphs(count: int, words: int = 49, changed: Callable[[int], str] = lambda place: "") -> list[str]:
    """So many paragraphs, each another one, of so many words."""
    each = SENTENCE.split()
    said = (" ".join(each[(place + at) % len(each)] for at in range(words)) for place in range(count))
    return [f"{place} {words_said}{changed(place)}." for place, words_said in enumerate(said)]


def as_html(each: list[str]) -> str:
    return "".join(f"<p>{words}</p>" for words in each)


def read_back(html: str) -> list[str]:
    return re.findall(r"<p[^>]*>(.*?)</p>", html)


def by(name: str, remainder: int) -> Callable[[int], str]:
    """Every second paragraph is changed by one person."""
    return lambda place: f" as {name} says" if place % 2 == remainder else ""


class Two:
    """Ellen and Owen, who write one paper."""

    def __init__(self) -> None:
        body = make_panel()
        self.clerk = make_secretary(body)
        self.paper: Paper = make_paper(body, self.clerk)
        self.address = reverse("meetings:paper", args=[self.paper.pk])
        self.ellen = signed_in(self.clerk)
        self.owen = signed_in(make_secretary(body, "Owen Tate"))

    def page(self, who: Client) -> dict[str, Any]:
        """What the writing page of one of them would send."""
        return sent_by(who.get(self.address).content.decode(), "base")

    def saved(self) -> list[str]:
        """The paragraphs as they are saved."""
        newest = self.paper.versions.order_by("-number").first()
        assert newest is not None
        return read_back(newest.document["body"])


@pytest.fixture
def two() -> Two:
    return Two()


@pytest.fixture
def _pages_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text can be laid out: three hundred pages take half a minute, and are laid out in one test."""
    monkeypatch.setattr(trial, "tried", lambda text: "")
    monkeypatch.setattr(limits, "TRIAL_ELEMENTS", 10**9)


@pytest.mark.usefixtures("_pages_fit")
def test_a_paper_of_150_000_words_is_saved_and_comes_back_whole(two: Two) -> None:
    typed = paragraphs(3000)
    assert sum(len(each.split()) for each in typed) == 150_000
    assert two.ellen.post(two.address, two.page(two.ellen) | {"body": as_html(typed)}).status_code == 302
    assert two.saved() == typed
    assert read_back(two.page(two.ellen)["body"]) == typed


@pytest.mark.usefixtures("_pages_fit")
def test_a_thousand_paragraphs_each_changed_by_one_of_two_people_are_joined(two: Two) -> None:
    two.ellen.post(two.address, two.page(two.ellen) | {"body": as_html(paragraphs(1000))})
    ellens, owens = two.page(two.ellen), two.page(two.owen)
    answers = [
        who.post(two.address, page | {"body": as_html(paragraphs(1000, changed=by(name, remainder)))})
        for who, page, name, remainder in ((two.ellen, ellens, "Ellen", 0), (two.owen, owens, "Owen", 1))
    ]
    assert [answer.status_code for answer in answers] == [302, 302]
    both = paragraphs(1000, changed=lambda place: by("Ellen", 0)(place) + by("Owen", 1)(place))
    assert two.saved() == both


@pytest.mark.usefixtures("_pages_fit")
def test_three_hundred_paragraphs_that_both_changed_are_asked_about_and_none_is_lost(two: Two) -> None:
    two.ellen.post(two.address, two.page(two.ellen) | {"body": as_html(paragraphs(300))})
    ellens, owens = two.page(two.ellen), two.page(two.owen)
    hers, his = (paragraphs(300, changed=lambda _, name=name: f" {name}") for name in ("Ellen", "Owen"))
    two.ellen.post(two.address, ellens | {"body": as_html(hers)})
    page = two.owen.post(two.address, owens | {"body": as_html(his)})
    assert page.status_code == 200
    # "Keep both" stands marked for each.
    assert two.owen.post(two.address, sent_by(page.content.decode(), "typed")).status_code == 302
    assert sorted(two.saved()) == sorted(hers + his)


@pytest.fixture
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty paragraphs are a long text: laying out three thousand takes half a minute."""
    if not os.environ.get("PANELBOOK_TRUST"):
        monkeypatch.setattr(limits, "TRIAL_ELEMENTS", 29)


@pytest.mark.usefixtures("_few_are_many")
def test_a_long_text_is_tried_out_by_the_worker_saved_by_itself_and_printed(two: Two) -> None:
    typed = paragraphs(limits.TRIAL_ELEMENTS + 1)
    answer = two.ellen.post(two.address, two.page(two.ellen) | {"body": as_html(typed)})
    assert (answer.status_code, two.saved() == typed) == (302, True)
    assert [(job.status, job.arguments) for job in Job.objects.filter(kind=trial.TRY)] == [("done", {})]
    assert two.ellen.get(reverse("meetings:paper_preview", args=[two.paper.pk])).status_code == 200
    printed = two.ellen.get(reverse("meetings:paper_pdf", args=[two.paper.pk]))
    assert (printed.status_code, printed.content[:5]) == (200, b"%PDF-")


@pytest.mark.usefixtures("_few_are_many")
@pytest.mark.at_once
def test_the_page_that_waits_for_the_trial_holds_what_was_typed_and_its_key(two: Two) -> None:
    typed = as_html(paragraphs(limits.TRIAL_ELEMENTS + 1, words=4))
    page = two.page(two.ellen) | {"body": typed, "title": "Custody"}
    answer = two.ellen.post(two.address, page | {"once_key": "x"})
    assert (answer.status_code, trial.TITLE in answer.content.decode()) == (202, True)
    again = sent_by(answer.content.decode(), "waited")
    assert (again["body"], again["title"]) == (typed, "Custody")
    while queue.run_next("a worker for the test", lane=queue.AT_A_SCREEN):
        pass
    assert two.ellen.post(two.address, again).status_code == 302
    assert len(two.saved()) == limits.TRIAL_ELEMENTS + 1


@pytest.mark.usefixtures("_few_are_many")
def test_a_long_text_that_cannot_be_printed_is_refused_beside_its_field_and_kept(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TRIAL_CPU_SECONDS", 0.001)
    monkeypatch.setattr(limits, "PATIENCE", 1_000_000)
    typed = as_html(paragraphs(limits.TRIAL_ELEMENTS + 1, words=3))
    page = two.ellen.post(two.address, two.page(two.ellen) | {"body": typed})
    form = page.context["form"]
    assert (form.errors["body"], form["body"].value()) == ([trial.TOO_HARD], typed)


def test_a_text_of_more_than_a_paper_holds_is_refused_beside_its_field_and_kept(two: Two) -> None:
    typed = as_html(paragraphs(12_000))
    page = two.ellen.post(two.address, two.page(two.ellen) | {"body": typed})
    form = page.context["form"]
    assert len(typed) > limits.TEXT_BYTES
    assert ([each[:22] for each in form.errors["body"]], form["body"].value()) == (
        ["This text is too long."],
        typed,
    )


@pytest.mark.usefixtures("_pages_fit")
def test_a_minute_of_150_000_words_is_saved_while_it_is_typed_and_joined_with_a_second_writer() -> None:
    desk = a_desk()
    desk.autosave(desk.ellen, desk.data(as_html(paragraphs(3000))), "page1")
    opened = desk.data()
    for who, name, remainder in ((desk.ellen, "Ellen", 0), (desk.owen, "Owen", 1)):
        text = as_html(paragraphs(3000, changed=by(name, remainder)))
        answer = desk.autosave(who, opened | {"text": text}, f"page {name}")
        assert (answer["status"], answer["waiting"], answer.get("conflict")) == (200, [], None)
    both = paragraphs(3000, changed=lambda place: by("Ellen", 0)(place) + by("Owen", 1)(place))
    assert desk.words() == both


def test_a_plain_form_of_a_million_letters_keeps_them_and_says_what_is_too_long() -> None:
    held = held_meeting()
    typed = "\r\n\r\n".join(paragraphs(4000))
    address = reverse("meetings:item_add", args=[held.meeting.pk])
    page = signed_in(held.secretary).post(address, {"title": "Knife crime", "purpose": typed})
    form, count = page.context["form"], len(typed)
    assert form["purpose"].value() == typed
    assert form.errors["purpose"] == [
        f"Text under the title must be 4,000 characters or fewer. It is {count} characters now"
    ]


class Looked(list[LimbLine]):
    """Limbs that count how often somebody goes through them."""

    times = 0

    def __iter__(self) -> Iterator[LimbLine]:
        self.times += 1
        return super().__iter__()


def test_the_limbs_of_a_decision_are_gone_through_once_however_many_they_are() -> None:
    limbs = Looked(LimbLine(each) for each in paragraphs(100, words=4))
    rows = limbs_of([DecisionLine("resolved", limbs)])
    assert [row["limb"]["text"] for row in rows] == paragraphs(100, words=4)
    assert limbs.times == 1
