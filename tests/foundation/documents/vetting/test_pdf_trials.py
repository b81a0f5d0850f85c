"""What ordinary PDF files of councils broke in the trials gives the right result, and so do its siblings."""

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from pytest_django import Settings

from foundation.documents.packing import packs
from foundation.documents.pdf import reading
from foundation.documents.vetting import autotagging, inspection, rebuilding, refusing, uploads
from tests.foundation.documents.packing.test_packs import pdf
from tests.foundation.documents.vetting.test_tags_kept import faults, vetted

INPUTS = Path(__file__).parents[1] / "inputs"
# A standard typeface that is not in such a small file is none of these tests' business.
TYPEFACE = {"font-not-embedded"}


def given(name: str) -> bytes:
    return (INPUTS / f"{name}.pdf").read_bytes()


def nested(drawn: bytes, kids: list[int | tuple[int]]) -> bytes:
    """A page that draws this, whose one paragraph holds these numbers, a pair of them a span inside it."""
    with pikepdf.open(io.BytesIO(given("nested-mcid"))) as made:
        page = made.pages[0].obj
        page.Contents = made.make_stream(drawn)
        root = made.Root.StructTreeRoot
        paragraph = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, Pg=page))
        span = Dictionary(Type=Name.StructElem, S=Name.Span, P=paragraph, Pg=page)
        paragraph.K = Array()
        for each in kids:
            inner = (
                made.make_indirect(Dictionary({**span, "/K": each[0]})) if isinstance(each, tuple) else each
            )
            paragraph.K.append(inner)
        root.K = Array(
            [made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=paragraph))]
        )
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


def line(words: str, at: int, number: int, inside: bytes = b"") -> bytes:
    drawn = f"/Span <</MCID {number}>> BDC BT /F 12 Tf {at} 700 Td ({words}) Tj ET ".encode()
    return drawn + inside + b" EMC "


def test_tags_whose_content_nests_are_kept_in_their_order() -> None:
    rebuilt, notes, _ = vetted(given("nested-mcid"))
    assert reading.as_lines(reading.read(rebuilt)) == [
        "Document", "  H1  Heading", "  P  See the report at our site"
    ]  # fmt: skip
    assert (notes, faults(rebuilt)) == ([], TYPEFACE)


def test_words_after_what_is_nested_stay_with_their_paragraph_and_behind_it() -> None:
    after = b"BT /F 12 Tf 300 700 Td (for more) Tj ET " + line("today", 400, 2) + b"BT (.) Tj ET"
    data = nested(line("See", 72, 0, line("our site", 172, 1) + after), [0, (1,), (2,)])
    rebuilt, notes, tags = vetted(data)
    assert reading.spoken(reading.read(rebuilt)) == "See our site for more today ."
    assert (notes, faults(rebuilt), "stand outside" in tags.sentence) == ([], TYPEFACE, False)


def test_content_that_is_parted_within_a_line_of_text_is_not_guessed_at() -> None:
    drawn = b"/P <</MCID 0>> BDC BT /F 12 Tf 72 700 Td (See) Tj /Span <</MCID 1>> BDC (our) Tj EMC ET EMC"
    assert vetted(nested(drawn, [0, (1,)]))[1] == [
        "Its tags were so badly out of order that they were removed."
    ]


def test_a_form_that_only_one_program_draws_is_refused_with_what_to_do() -> None:
    with pytest.raises(uploads.NotAccepted) as refused:
        uploads.vet(given("xfa-wait"))
    assert refused.value.sentence == refusing.A_FORM


@pytest.mark.parametrize(
    "words",
    [
        "This file is protected. Open it in a viewer that supports Microsoft Purview.",
        "This is a protected document. You need permission.",
        "Protected by Microsoft Information Protection",
    ],
)
def test_a_page_that_only_says_that_the_file_is_protected_is_refused(words: str) -> None:
    head, rebuilt = rebuilding.answer(pdf(1, words))
    assert (head, rebuilt) == ({"refused": refusing.PROTECTED}, b"")


@pytest.mark.parametrize(
    "words",
    [
        "Please wait for the Chair.",
        "This document is protected by copyright.",
        "The Panel protects children.",
    ],
)
def test_a_page_with_such_words_in_a_sentence_is_an_ordinary_page(words: str) -> None:
    assert "refused" not in rebuilding.answer(pdf(1, words))[0]


def test_a_form_whose_pages_hold_its_words_is_an_ordinary_file() -> None:
    with pikepdf.open(io.BytesIO(pdf(1, "Application for a grant"))) as made:
        made.Root.AcroForm = Dictionary(Fields=Array(), XFA=made.make_stream(b"<xdp/>"))
        out = io.BytesIO()
        made.save(out)
    assert "refused" not in rebuilding.answer(out.getvalue())[0]


def test_the_language_of_a_file_without_tags_is_in_what_is_stored_and_in_the_pack() -> None:
    head, rebuilt = rebuilding.answer(given("welsh-untagged"))
    sentences = [each.sentence for each in inspection.from_data(head["found"]) if each.code == "language"]
    with pikepdf.open(io.BytesIO(rebuilt)) as stored:
        assert (sentences, str(stored.Root.Lang)) == (["Its language is given: cy."], "cy")
    part = packs.Part(key="paper", title="Adroddiad", data=rebuilt)
    whole = packs.assemble(None, [part], packs.Options(title="Pack"))
    assert {each.language for each in reading.read(whole.data) if each.type == "Part"} == {"cy"}


def test_a_language_in_words_is_not_told_as_one_that_is_given() -> None:
    with pikepdf.open(io.BytesIO(given("welsh-untagged"))) as made:
        made.Root.Lang = String("Welsh (Wales)")
        out = io.BytesIO()
        made.save(out)
    head, _ = rebuilding.answer(out.getvalue())
    levels = [each.level for each in inspection.from_data(head["found"]) if each.code == "language"]
    assert levels == ["look"]


def test_a_guess_that_leaves_a_page_unread_is_not_taken() -> None:
    words = ["Appendixpage1"]
    assert reading.is_read(vetted(given("nested-mcid"))[0], ["HeadingSeethereportatoursite"])
    assert not reading.is_read(vetted(given("nested-mcid"))[0], words * 2)


def test_pages_of_one_line_each_are_all_read(settings: Settings) -> None:
    settings.TAG_UPLOADS = True
    if not autotagging.is_there():
        pytest.skip("Java or the package opendataloader-pdf is not installed: run `make setup`")
    done = uploads.vet(given("one-line-pages"))
    tags = next(each for each in done.found if each.code == inspection.TAGS)
    is_guessed = "a program guessed" in tags.sentence
    assert is_guessed == reading.is_read(done.data, reading.page_words(done.data))
