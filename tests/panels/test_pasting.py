"""Members pasted from a spreadsheet are understood, doubts are said, nothing is saved before it was shown."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from pytest_django.asserts import assertContains

from panels.pasting import PastedRow, paste_members, split_name
from panels.roll import members_on
from tests.builders.panels import make_panel, make_secretary, seat_member
from tests.going_on import Browser

pytestmark = pytest.mark.on("postgresql")


NO_COUNCIL = (
    "Line 1: An appointed member needs a council. Enter the council, or “independent”, next to the name."
)


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Cllr. Ada Fern, MBE", ("Cllr", "Ada", "Fern", "MBE")),
        ("Cllr Ada Fern MBE JP", ("Cllr", "Ada", "Fern", "MBE JP")),
        ("Councillor Ada Fern", ("Cllr", "Ada", "Fern", "")),
        ("Fern, Ada", ("", "Ada", "Fern", "")),
        ("Fern, Cllr Ada", ("Cllr", "Ada", "Fern", "")),
        ("Cllr Dr Jan van der Elm", ("Cllr Dr", "Jan", "van der Elm", "")),
        ("Mrs Mary-Jane O’Birch", ("Mrs", "Mary-Jane", "O’Birch", "")),
        ("Sir Robin Ash KBE", ("Sir", "Robin", "Ash", "KBE")),
        ("Ash", ("", "", "Ash", "")),
        ("ROBIN ASH", ("", "ROBIN", "ASH", "")),
        ("Prof. Li Wei", ("Prof", "Li", "Wei", "")),
        ("Cllr Mrs Gwen ap Rhys-Owen", ("Cllr Mrs", "Gwen", "ap Rhys-Owen", "")),
        ("Cllr Seán Ó Ceallaigh", ("Cllr", "Seán", "Ó Ceallaigh", "")),
        ("Cllr The Hon. Ada Fern", ("Cllr The Hon.", "Ada", "Fern", "")),
        ("", ("", "", "", "")),
    ],
)
def test_a_printed_name_is_parted(printed: str, parts: tuple[str, ...]) -> None:
    assert split_name(printed) == parts


def row(text: str) -> PastedRow:
    return paste_members(text).rows[0]


@pytest.mark.parametrize(
    ("text", "title", "given", "family", "letters"),
    [
        ("Cllr Mrs\tGwen\tap Rhys-Owen\tTeme Council", "Cllr Mrs", "Gwen", "ap Rhys-Owen", ""),
        ("Cllr The Hon.\tBartholomew\tFern\tTeme Council", "Cllr The Hon.", "Bartholomew", "Fern", ""),
        ("Cllr\tJ. R. R.\tOak-Ash MBE\tTeme Council", "Cllr", "J. R. R.", "Oak-Ash", "MBE"),
        ("Cllr\tMary Ann\tSt John Stevas\tTeme Council", "Cllr", "Mary Ann", "St John Stevas", ""),
        ('Cllr\tMargaret "Peggy"\tBirch\tTeme Council', "Cllr", 'Margaret "Peggy"', "Birch", ""),
        ("Mr\tAneurin\tElm-Ash\tIndependent", "Mr", "Aneurin", "Elm-Ash", ""),
    ],
)
def test_a_family_name_with_a_column_of_its_own_is_taken_as_it_stands(
    text: str, title: str, given: str, family: str, letters: str
) -> None:
    found = row(text)
    assert (found.title, found.given_name, found.family_name, found.post_nominals) == (
        title,
        given,
        family,
        letters,
    )
    assert (found.doubts, found.faults) == ((), ())


@pytest.mark.parametrize(
    ("cells", "kind", "doubts"),
    [
        ("Cllr Ada Fern\tTeme District Council\tLabour\tChair", "appointed", "Labour” and “Chair"),
        ("Cllr\tAda\tFern\tTeme District Council\tIndependent", "appointed", "Independent"),
    ],
)
def test_a_party_and_an_office_are_no_part_of_the_council_and_said_to_be_left_out(
    cells: str, kind: str, doubts: str
) -> None:
    found = row(cells)
    assert (found.council, found.kind, found.doubts) == (
        "Teme District Council",
        kind,
        (f"Not used: “{doubts}”.",),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Cllr Ada Fern\tAmbermere City Council\tAppointed\tada@ambermere.example",
        "Cllr Ada Fern, Ambermere City Council, Appointed, ada@ambermere.example",
        "Cllr Ada Fern   Ambermere City Council   Appointed   ada@ambermere.example",
        "Cllr Ada Fern;Ambermere City Council;;ada@ambermere.example",
        '"Cllr Ada Fern"\t"Ambermere City Council"\t\tada@ambermere.example',
        "Cllr Ada Fern | Ambermere City Council | ada@ambermere.example",
    ],
)
def test_columns_are_parted_by_tab_comma_semicolon_bar_or_spaces(text: str) -> None:
    found = row(text)
    assert (found.printed_name, found.council, found.kind, found.email, found.doubts, found.faults) == (
        "Cllr Ada Fern",
        "Ambermere City Council",
        "appointed",
        "ada@ambermere.example",
        (),
        (),
    )


def test_letters_after_the_name_are_no_column_of_their_own() -> None:
    found = row("Cllr Ada Fern, MBE, Ambermere City Council")
    assert (found.post_nominals, found.council) == ("MBE", "Ambermere City Council")


def test_a_row_of_headings_gives_the_columns_their_order() -> None:
    pasted = paste_members("Council\tName\tE-mail\nAmbermere\tCllr Ada Fern\tada@ambermere.example")
    assert pasted.header == ("council", "name", "email")
    assert [(r.number, r.printed_name, r.council, r.email) for r in pasted.rows] == [
        (2, "Cllr Ada Fern", "Ambermere", "ada@ambermere.example")
    ]


@pytest.mark.shows("V16")
@pytest.mark.parametrize("word", ["Vacancy", "Vacant", "(vacant)", "TBC", "To be appointed"])
def test_a_vacancy_is_a_seat_without_a_person(word: str) -> None:
    found = row(f"{word}\tCranmere Borough Council")
    assert (found.is_vacancy, found.printed_name, found.council, found.faults) == (
        True,
        "Vacancy",
        "Cranmere Borough Council",
        (),
    )


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Independent", "coopted_independent"),
        ("Co-opted", "coopted_independent"),
        ("co-opted councillor", "coopted_councillor"),
        ("Substitute", "substitute"),
    ],
)
@pytest.mark.shows("V17")
def test_kinds_are_known_by_their_words(word: str, kind: str) -> None:
    assert row(f"Ada Fern\t\t{word}").kind == kind


def test_an_appointed_member_without_council_cannot_be_saved() -> None:
    pasted = paste_members("Cllr Ada Fern")
    assert pasted.faults == [NO_COUNCIL]


def test_doubts_are_said_in_plain_words() -> None:
    pasted = paste_members("Fern\tAmbermere\nCllr Ada Mary Elm\tCranmere\nFern\tAmbermere")
    assert pasted.doubts == [
        "Line 1: There is only one name. “Fern” is read as the family name.",
        "Line 2: “Elm” is read as the family name, and “Ada Mary” as the first names.",
        "Line 3: There is only one name. “Fern” is read as the family name.",
        "Line 3: Fern is also in line 1.",
    ]


def test_a_wrong_e_mail_address_and_an_endless_name_are_faults() -> None:
    pasted = paste_members(f"Ada Fern\tAmbermere\tada@\n{'x' * 10_000}\tAmbermere")
    assert pasted.faults == [
        "Line 1: “ada@” is not an email address.",
        "Line 2: This line is too long to be a name and a council.",
    ]


def test_nothing_pasted_is_nothing() -> None:
    assert (paste_members(" \n\n").rows, paste_members("Name\tCouncil").rows) == ([], [])


LIST = "Cllr Ada Fern\tAmbermere\nVacancy\tCranmere\nMs Una Pike\t\tIndependent"


@pytest.mark.django_db
class TestThePage:
    @pytest.fixture(autouse=True)
    def _page(self, client: Browser, clock: time_machine.Traveller) -> None:
        self.body = make_panel()
        self.client = client
        client.force_login(make_secretary(self.body))
        self.address = reverse("panels:members_paste", args=[self.body.pk])

    def names(self) -> list[str]:
        return [line.name for line in members_on(self.body, date(2026, 11, 24))]

    def test_shows_what_was_understood_and_saves_nothing_yet(self) -> None:
        page = self.client.post(self.address, {"text": LIST, "read": "yes"})
        assertContains(page, "Save these 3 seats")
        assertContains(page, "Independent co-opted member")
        assert self.names() == []

    def test_saves_what_was_shown(self) -> None:
        shown = self.client.post(self.address, {"text": LIST, "read": "yes"}).context["form"].fingerprint
        self.client.post(self.address, {"text": LIST, "seen": shown, "save": "yes"})
        assert self.names() == ["Cllr Ada Fern", "Ms Una Pike", "Vacancy"]

    def test_shows_a_list_again_that_was_changed_after_it_was_shown(self) -> None:
        shown = self.client.post(self.address, {"text": LIST, "read": "yes"}).context["form"].fingerprint
        page = self.client.post(self.address, {"text": LIST + "\nx", "seen": shown, "save": "yes"})
        assert (page.status_code, self.names()) == (200, [])

    def test_keeps_what_was_typed_when_a_line_cannot_be_saved(self) -> None:
        page = self.client.post(self.address, {"text": "Cllr Ada Fern", "read": "yes"})
        assert page.context["form"].errors["text"] == [NO_COUNCIL]
        assertContains(page, "Cllr Ada Fern</textarea>")

    def test_refuses_somebody_who_is_a_member_already(self) -> None:
        seat_member(self.body, "Fern", given_name="Ada")
        page = self.client.post(self.address, {"text": LIST, "read": "yes"})
        assert page.context["form"].errors["text"] == [
            "Line 1: Cllr Ada Fern is already a member. Remove the line."
        ]

    def test_says_so_when_nothing_was_pasted(self) -> None:
        page = self.client.post(self.address, {"text": " "})
        assert page.context["form"].errors["text"] == ["Enter at least one member"]

    def test_says_so_when_only_headings_were_pasted(self) -> None:
        page = self.client.post(self.address, {"text": "Name\tCouncil"})
        assert page.context["form"].errors["text"] == ["There is a line of headings, but no member below it"]


@pytest.mark.parametrize(
    "text",
    [
        "Cllr\tAda\tFern\tAmbermere City Council",
        "Cllr\tAda Fern\tAmbermere City Council",
        "Title\tFirst name\tSurname\tCouncil\nCllr\tAda\tFern\tAmbermere City Council",
        "Surname\tForename\tTitle\tAuthority\nFern\tAda\tCllr\tAmbermere City Council",
    ],
)
def test_a_name_in_columns_of_its_own_is_one_name(text: str) -> None:
    (row,) = paste_members(text).rows
    assert (row.printed_name, row.council, row.doubts) == ("Cllr Ada Fern", "Ambermere City Council", ())


def test_a_kind_of_member_under_the_heading_council_is_no_council() -> None:
    rows = paste_members("Name\tCouncil\nMr Julian Fenn\tIndependent member\n").rows
    assert [(row.council, row.kind, row.faults) for row in rows] == [("", "coopted_independent", ())]
