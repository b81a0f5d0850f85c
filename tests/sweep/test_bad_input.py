"""What people type wrong, twice, too long or on purpose: said in words, kept, and nothing is lost."""

import os
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import User
from foundation.history.models import Event
from foundation.library.models import Publication
from meetings import actions
from meetings.models import Minutes
from partnerships import actions as partners
from partnerships.models import BriefingNote
from scrutiny import actions as scrutiny
from tests.builders.meetings import london
from tests.builders.panels import make_user
from tests.builders.papers import make_pdf, make_report
from tests.sweep import addresses, pdfs, typed
from tests.sweep.table import NOBODY, TABLE
from tests.sweep.test_permissions import client_of, post
from tests.sweep.world import World, plan

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sweep")]
LONG = "x" * 10_000
# More than Python reads as a number.
FIGURES = "9" * 5000
ASKED = ("item", "page", "theme", "from", "to", "move", "until", "spring", "meeting", "body", "appendix")
# Deeper than a paper can be printed.
DEEP = "<ul><li>" * 40
# A NUL; then right-to-left marks, Hebrew, joined emoji and Welsh in a very long name.
TRUST = os.environ.get("PANELBOOK_TRUST")
HOSTILE = [LONG, "a\x00b", "\u202eevil\u202c שלום \U0001f9d1\u200d\U0001f692 ŵ" + "n" * 201 + DEEP]


@dataclass(frozen=True)
class Fillable:
    """A form of a page, and a role that may fill it in."""

    page: str
    role: str
    address: str
    form: typed.Typed


@pytest.fixture(scope="module")
def read_already() -> list[Fillable]:
    """What a test of this file has read, for the next one."""
    return []


@pytest.fixture
def fillable(world: World, read_already: list[Fillable]) -> list[Fillable]:
    """Every form of every page, with somebody who may fill it in."""
    read_already += [] if read_already else every_form(world)
    return read_already


def every_form(world: World) -> list[Fillable]:
    """The same, read from the pages."""
    found: list[Fillable] = []
    roles = ("csp_chair", "csp_officer", "secretariat", "administrator")
    clients = {role: client_of(world, role) for role in roles}
    for name in addresses.names():
        row, address = TABLE[name], addresses.of(world, name)
        role = next((role for role in roles if role in row.get and role in row.post), "")
        if not role or row.answers != 200 or name == "ui:gallery":
            continue
        answer = clients[role].get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found += [Fillable(name, role, address, form) for form in typed.forms_of(address, answer)]
    return found


def wrong_words(client: Client, each: Fillable, words: str) -> list[str]:
    """What is wrong with the answer to these words in every field of words."""
    response = post(client, each.form.action, each.form.filled(words))
    if response.status_code not in (200, 302, 409):
        return [f"{each.page}: {response.status_code} for {words[:12]!r}"]
    is_gone = words == LONG and response.status_code == 200 and LONG not in response.content.decode()
    return [f"{each.page}: the long words are gone"] if is_gone else []


def wrong_figures(client: Client, each: Fillable) -> list[str]:
    """The same for endless figures in days, keys and counts, and in what the address asks for."""
    asked = "&".join(f"{name}={FIGURES[:900]}" for name in ASKED)
    answers = (
        post(client, each.form.action, dict.fromkeys(each.form.values, FIGURES)),
        client.get(f"{each.address}{'&' if '?' in each.address else '?'}{asked}"),
    )
    wrong = [answer.status_code for answer in answers if answer.status_code not in (200, 302, 404, 409)]
    return [f"{each.page}: {status} for figures" for status in wrong]


@pytest.mark.once("postgresql")
def test_no_form_breaks_on_any_words(world: World, fillable: list[Fillable]) -> None:
    clients = {role: client_of(world, role) for role in {each.role for each in fillable}}
    chosen = {
        each.form.action: each
        for each in fillable
        if each.form.words and not each.form.action.startswith("/accounts/")
    }
    wrong = []
    for number, each in enumerate(chosen.values()):
        client = clients[each.role]
        # Of the sample each form gets one of them in turn.
        for words in HOSTILE if TRUST else (HOSTILE[number % len(HOSTILE)],):
            wrong += wrong_words(client, each, words)
        wrong += wrong_figures(client, each)
    assert wrong == []
    assert len(chosen) > 40


def test_half_a_character_is_answered_in_words(world: World) -> None:
    client = client_of(world, "secretariat")
    address = reverse("meetings:item_add", args=[world["draft"].pk])
    body = "title=%ED%A0%80half&kind=item&business=standing"
    answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 302)


@pytest.mark.once("postgresql")
def test_a_day_that_does_not_exist_is_said_on_every_form_with_a_day(
    world: World, fillable: list[Fillable]
) -> None:
    clients = {role: client_of(world, role) for role in {each.role for each in fillable}}
    wrong, count = [], 0
    for each in fillable:
        for field in each.form.days:
            count += 1
            day = {f"{field}_day": "31", f"{field}_month": "February", f"{field}_year": "2026"}
            page = post(clients[each.role], each.form.action, each.form.values | day).content.decode()
            if "as a real date, for example 30 9 2026" not in page or 'value="February"' not in page:
                wrong.append(f"{each.page}: {field}")
    assert wrong == []
    assert count > 10


FILES = [
    (b"Dear all", "This file is not a PDF or a Word file (.docx)."),
    (b"PK\x03\x04 a letter", "This Word file is damaged"),
    (pdfs.encrypted(), "password"),
    (make_pdf()[:200], "This file is damaged"),
    (b"%PDF-1.7\n" + bytes(100 * 1024 * 1024), "100 MB"),
]


@pytest.mark.shows("R-46")
@pytest.mark.parametrize(
    ("data", "words"), FILES, ids=["letter", "broken Word", "encrypted", "damaged", "oversized"]
)
@pytest.mark.parametrize("where", ["paper_upload", "paper_replace"], ids=["new", "newer"])
def test_a_file_that_cannot_be_used_is_said_and_nothing_is_lost(
    world: World, where: str, data: bytes, words: str
) -> None:
    client = client_of(world, "secretariat")
    uploaded = world["uploaded"]
    actions.reopen_paper(paper=uploaded, by=world.secretary)
    address = reverse(f"meetings:{where}", args=[uploaded.pk] if where == "paper_replace" else [])
    form = typed.main_form(client, address) if where == "paper_upload" else None
    values = (form.values if form else {}) | {"title": "Budget of next year"}
    file = SimpleUploadedFile("budget.pdf", data, "application/pdf")
    answer = client.post(address, values | {"file": file})
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert words in shown and "govuk-error-summary" in shown
    assert where == "paper_replace" or "Budget of next year" in shown
    assert uploaded.versions.count() == 1


def test_an_empty_agenda_is_not_published(world: World) -> None:
    empty = plan(world, "empty", london(2027, 4, 9), announce=False)
    client = client_of(world, "secretariat")
    before = Publication.objects.count()
    answers = [
        client.post(reverse(f"meetings:{name}", args=[empty.pk])).status_code
        for name in ("agenda_agree", "pack_build", "agenda_publish")
    ]
    assert answers == [409, 409, 409]
    assert Publication.objects.count() == before


def somebody_else(world: World) -> User:
    return make_user("Dev Chauhan", is_administrator=True)


def save_paper(world: World) -> tuple[str, str, str]:
    paper = world["paper"]
    actions.save_paper(
        paper=paper,
        report=make_report(paper.title, body="<p>Their words</p>"),
        based_on=1,
        by=somebody_else(world),
    )
    return "secretariat", reverse("meetings:paper", args=[paper.pk]), "body"


def save_item(world: World) -> tuple[str, str, str]:
    item = world["item"]
    actions.edit_item(item=item, purpose="Their words", by=somebody_else(world))
    return "secretariat", reverse("meetings:item", args=[item.meeting_id, item.pk]), "purpose"


def save_section(world: World) -> tuple[str, str, str]:
    section = type(world["section"]).objects.get(pk=world["section"].pk)
    scrutiny.save_section(
        section=section,
        heading=section.heading,
        text="<p>Their words</p>",
        shows=section.shows,
        based_on=section.version,
        by=somebody_else(world),
    )
    return "secretariat", reverse("scrutiny:section_edit", args=[section.inquiry_id, section.pk]), "text"


def save_answer(world: World) -> tuple[str, str, str]:
    note = world["note"]
    question = note.round.question_set.questions.first()
    number = note.answers.get(question=question).number
    partners.save_answer(
        note=note, question=question, text="Their words", based_on=number, by=world.users["csp_chair"]
    )
    return "csp_officer", reverse("partnerships:theme", args=[note.pk, 1]), "text"


@pytest.mark.shows("R-19")
@pytest.mark.parametrize("save", [save_paper, save_item, save_section, save_answer])
def test_a_save_over_a_newer_version_shows_both_texts(
    world: World, save: Callable[[World], tuple[str, str, str]]
) -> None:
    with transaction.atomic():
        who, address, name = save(world)
        transaction.set_rollback(True)
    client = client_of(world, who)
    form = typed.main_form(client, address)
    save(world)
    events = Event.objects.count()
    answer = client.post(form.action, form.values | {name: "My own words"})
    page = answer.content.decode()
    shown = page.replace("<ins>", "").replace("</ins>", "")
    assert answer.status_code == 200
    assert ["Their words" in shown, "My own words" in shown, "saved a newer version" in shown] == [True] * 3
    assert Event.objects.count() == events
    choices = next(each for each in typed.forms_of(address, answer) if "typed" in each.values)
    assert client.post(choices.action or form.action, choices.values).status_code == 302
    assert "My own words" in str(typed.main_form(client, address).values[name])


@pytest.mark.shows("R-21")
def test_publishing_an_agenda_twice_publishes_once(world: World) -> None:
    client, pk = client_of(world, "secretariat"), world["ready"].pk
    form = next(
        each
        for each in typed.forms_of("/", client.get(reverse("meetings:proof", args=[pk])))
        if each.action.endswith("/agenda/publish/")
    )
    made = []
    for _ in range(2):
        assert client.post(form.action, form.values).status_code == 302
        made.append((Publication.objects.count(), Event.objects.count()))
    assert made[0] == made[1]
    assert world.meeting("ready").agenda_status == "published"


@pytest.mark.shows("R-21")
def test_approving_a_note_twice_approves_once(world: World) -> None:
    client = client_of(world, "csp_chair")
    address = reverse("partnerships:note_decide", args=[world["waiting_note"].pk])
    form = typed.main_form(client, address)
    typed_in = form.values | {"decision": "approve"}
    assert client.post(address, typed_in).status_code == 302
    events = Event.objects.count()
    assert client.post(address, typed_in).status_code == 409
    note = BriefingNote.objects.get(pk=world["waiting_note"].pk)
    assert (note.is_in, Event.objects.count()) == (True, events)


@pytest.mark.shows("R-21")
def test_confirming_minutes_twice_confirms_once(world: World) -> None:
    # What was changed after the draft went out goes out again first.
    minuted = Minutes.objects.get(meeting=world["minuted"])
    actions.publish_minutes(minutes=minuted, by=world.secretary)
    client, before = client_of(world, "secretariat"), Publication.objects.count()
    address = reverse("meetings:minutes_confirm", args=[world["minuted"].pk])
    answers = [client.post(address, {"at": world["held"].pk}).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert Minutes.objects.get(meeting=world["minuted"]).status == "confirmed"
    assert Publication.objects.count() == before + 1


@pytest.mark.shows("R-55")
def test_another_host_is_refused() -> None:
    answers = [
        Client().get("/", headers={"host": "evil.example"}),
        Client().get("/meeting/", headers={"host": "a@b"}),
    ]
    assert [answer.status_code for answer in answers] == [400, 400]
    page = Client().get("/meeting/", headers={"x-forwarded-host": "evil.example"}).content.decode()
    assert "evil.example" not in page


@pytest.mark.shows("R-54")
@pytest.mark.parametrize(
    "evil", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(world: World, evil: str) -> None:
    user = User.objects.get(pk=world.users["member"].pk)
    user.set_password("correct horse battery")
    user.save()
    answer = Client().post(
        "/accounts/login/", {"login": user.email, "password": "correct horse battery", "next": evil}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.shows("R-57")
def test_nothing_can_be_posted_from_another_site(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["administrator"])
    let_in = [
        name
        for name in addresses.names()
        if TABLE[name].post != NOBODY and client.post(addresses.of(world, name), {}).status_code != 403
    ]
    assert let_in == []
