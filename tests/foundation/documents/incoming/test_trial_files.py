"""Every small file of the trials gives its right result: what it says of itself stands in the tables here."""

from pathlib import Path

import pytest

from foundation.documents.incoming import import_check, import_oracle
from foundation.documents.vetting import refusing, uploads
from foundation.documents.word import word_in
from tests.foundation.documents.incoming.test_import_check import INPUTS, SHARED
from tests.foundation.documents.packing.test_packs import text

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db]

# A PDF: the words of its pages, and what is told of them besides the usual.
PDFS: dict[str, tuple[list[str], list[str]]] = {
    "nested-mcid": (["Heading See the report at our site"], ["Its language is given: en-GB."]),
    "one-line-pages": ([f"Appendix page {number}" for number in range(1, 7)], []),
    "search-stop": (["Budget monitoring to the end of March"], []),
    "struck": (
        ["The Panel shall meet four times a year. The quorum is three members."],
        ["Struck out in the pages: “The quorum is three members” (page 1)."],
    ),
    "welsh-untagged": (
        ["Adroddiad y Comisiynydd Mae’r panel wedi trafod y gyllideb."],
        ["Its language is given: cy."],
    ),
}
REFUSED = {"xfa-wait": refusing.A_FORM}
# A Word file: how many words its XML has, and what of them is not in the text but named.
WORD: dict[str, tuple[int, list[str]]] = {
    "cell-nested-first": (7, []),
    "cell-sdt": (11, []),
    "hidden-ways": (31, ["1 deleted words", "8 hidden words"]),
    "misc": (15, []),
    "num-styles": (63, []),
    "odd-runs": (68, []),
    "tables2": (61, []),
    "word-redaction": (7, []),
}
USUAL = {"pages", "tags", "title", "fonts"}


def given(name: str) -> bytes:
    return (INPUTS / name).read_bytes()


@pytest.mark.parametrize("folder", [INPUTS, SHARED], ids=["own", "shared"])
def test_every_file_of_the_trials_stands_in_this_table(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip("The shared folder with the files of the trials is not there: set TRIAL_INPUTS to it.")
    known = [*(f"{name}.pdf" for name in (*PDFS, *REFUSED)), *(f"{name}.docx" for name in WORD)]
    assert sorted(known) == sorted(file.name for file in folder.iterdir())


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_has_its_words_and_what_is_told_of_them(name: str) -> None:
    done = uploads.vet(given(f"{name}.pdf"))
    told = [each.sentence for each in done.found if each.code not in USUAL and each.level != "stopped"]
    told = [each for each in told if each != "Its language is not set."]
    stops = [each.sentence for each in done.found if each.level == "stopped"]
    assert ([" ".join(page.split()) for page in text(done.data)], told, stops) == (*PDFS[name], [])


@pytest.mark.parametrize("name", REFUSED)
def test_a_pdf_that_is_no_paper_is_refused(name: str) -> None:
    with pytest.raises(uploads.NotAccepted) as refused:
        uploads.vet(given(f"{name}.pdf"))
    assert refused.value.sentence == REFUSED[name]


@pytest.mark.parametrize("name", WORD)
def test_no_word_of_a_word_file_is_lost(name: str) -> None:
    data = given(f"{name}.docx")
    done = import_check.compared(word_in.read_docx(data), import_oracle.of_word(data), None)
    assert (done.faults, done.words, done.left) == ([], *WORD[name])
