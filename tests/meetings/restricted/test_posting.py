"""E-mails ask the same search, once for all of one act; decisions on private business are looked for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.documents.search import likeness, unpacking
from foundation.documents.search.searching import CannotSearch, Hit, Search, readings
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.minutes.content import LimbLine
from meetings.models import Find, Restriction
from meetings.restricted.leak_sentences import cannot_be_searched, finding_of
from meetings.restricted.leaks import Outgoing, one_look, search_before_publishing
from meetings.restricted.pages import Searched
from meetings.restricted.posting import LEFT_OUT, post
from meetings.restricted.secret_words import needles_of
from tests.builders.restricted import LETTING, Private, make_private, restrict
from tests.meetings.minutes.test_minutes_kept import SECRET, private
from tests.sweep.pdfs import with_broken_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def world() -> Private:
    made = make_private()
    restrict(made)
    return made


@pytest.mark.shows("R-14")
def test_a_part_of_an_e_mail_that_says_restricted_words_is_left_out_and_the_history_says_so(
    world: Private,
) -> None:
    post("mail_authors", world.meeting, "a@b.example", "A paper", ["Dear author,", f"On the {LETTING}."])
    assert OutgoingMail.objects.get().body == f"Dear author,\n\n{LEFT_OUT}\n"
    assert Event.objects.filter(verb="words left out of an e-mail").count() == 1


def test_an_e_mail_about_no_meeting_asks_for_the_body(world: Private) -> None:
    post("mail_authors", world.body, "a@b.example", f"On the {LETTING}", ["", "Please write."])
    mail = OutgoingMail.objects.get()
    assert (mail.subject, mail.body) == ("A message about a meeting", "Please write.\n")


def test_many_e_mails_of_one_act_read_once_what_is_kept_back(world: Private) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            for number in range(3):
                post("mail_moved", world.meeting, f"a{number}@b.example", "Moved", ["It moved."])
        return len(seen)

    with one_look():
        post("mail_moved", world.meeting, "first@b.example", "Moved", ["It moved."])
        together = queries()
    assert together < queries() / 2


def test_decisions_on_private_business_are_looked_for_and_their_public_wording_is_not() -> None:
    held, minutes, minute = private()
    limbs = [LimbLine(SECRET, public_text="That a contract be let."), LimbLine("That it be noted.")]
    actions.decide(minute=minute, limbs=limbs, by=held.secretary)
    names = [each.name for each in needles_of(minutes.meeting) if "decision" in each.name]
    assert len(names) == 1
    said = Outgoing("Minutes", {"text": f"Resolved: {SECRET} And: That a contract be let."})
    hits = search_before_publishing(minutes.meeting, [said], only_words=True).hits
    assert [hit.words for hit in hits] == [SECRET]


def test_words_in_which_open_business_is_decided_too_are_no_secret() -> None:
    held, minutes, minute = private()
    usual = "That the recommendations in the report be approved."
    other = minutes.entries.get(minute_items__item=held.items[1])
    for each in (minute, other):
        actions.decide(minute=each, limbs=[usual], by=held.secretary)
    assert [each.name for each in needles_of(minutes.meeting) if "decision" in each.name] == []


def test_a_page_that_cannot_be_read_is_named() -> None:
    [found] = readings([with_broken_page(2, of=3)])
    assert isinstance(found, CannotSearch)
    assert found.page == 2
    with pytest.raises(likeness.OnPage, match="page 2"):
        list(unpacking.unpack(with_broken_page(2, of=3)))
    said = cannot_be_searched(CannotSearch("", ["Paper item-3-1.pdf, PDF, page 2"]))
    assert "Paper item-3-1.pdf, PDF, page 2" in said.sentence


UNREAD = Hit("the file of paper 1 of item 2", "", kind="unread", texts="a" * 64)


def test_one_named_officer_accepts_the_risk_of_a_restricted_file_that_cannot_be_read(world: Private) -> None:
    restriction = Restriction.objects.get(item=world.items[1])
    hit = Hit(**{**{name: getattr(UNREAD, name) for name in ("needle", "where", "kind", "texts")},
        "about": f"restriction:{restriction.pk}:{world.items[1].pk}"})  # fmt: skip
    search = Search(1, 1, [hit], [], [])
    assert "cannot be read" in finding_of(search).sentence
    actions.keep_finds(meeting=world.meeting, way="agenda", search=search)
    find = Find.objects.get()
    with pytest.raises(Refused, match="Only the"):
        actions.ask_to_overrule(find=find, reason="Looked at by hand.", by=world.member)
    actions.ask_to_overrule(find=find, reason="Looked at by hand.", by=world.officer)
    find.refresh_from_db()
    assert (find.is_overruled, find.overruled_by) == (True, "Ursula Penn")


def test_words_shared_with_an_open_paper_are_shown_only_where_they_go_out(world: Private) -> None:
    words = "The budget of the panel was raised by a tenth this year"
    costs = f"<p>{words}.</p>"
    paper = world.placements["letting"].paper
    version = paper.versions.get()
    version.document = {**version.document, "body": costs}
    version.save()
    open_version = world.placements["knives"].paper.versions.get()
    open_version.document = {**open_version.document, "body": costs}
    open_version.save()

    def shown(text: str) -> list[str]:
        search = Searched.of(world.meeting, lambda: [Outgoing("Notice", {"text": text})], only_words=True)
        return [each.code for each in search.points if each.code == "open" and words in each.sentence]

    assert (shown(f"As said: {words}."), shown("Nothing of it.")) == (["open"], [])
