"""What is too much is judged by the work that it makes: the same file gets the same answer on a busy day."""

import io
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest

from foundation.documents.layout import render, trial
from foundation.documents.processes import children, limits
from foundation.documents.search import searching
from foundation.documents.text import pictures, richtext
from foundation.documents.vetting import uploads
from foundation.documents.vetting.inspection import to_data
from foundation.documents.word import word_in
from tests.builders.word import make_docx, para
from tests.foundation.documents.packing.test_packs import pdf
from tests.foundation.documents.text.test_pictures import png

IS_WHOLE = bool(os.environ.get("PANELBOOK_TRUST"))
LITTLE = 0.001
HIDDEN_ON = 900


@pytest.fixture
def vetting_child() -> Iterator[Callable[[], children.Child]]:
    """Makes children that vet files, and ends them after the test."""
    made: list[children.Child] = []

    def make() -> children.Child:
        made.append(children.Child("vet"))
        return made[-1]

    yield make
    for child in made:
        child.end()


def state_of(child: children.Child) -> str:
    """ "T" for a process that is stopped."""
    return Path(f"/proc/{child.process.pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_a_file_that_waits_for_the_processor_gets_the_answer_of_a_quiet_day(
    monkeypatch: pytest.MonkeyPatch, vetting_child: Callable[[], children.Child]
) -> None:
    monkeypatch.setattr(limits, "VETTING_CPU_SECONDS", 1)
    monkeypatch.setattr(limits, "INSPECTION_CPU_SECONDS", 1)
    monkeypatch.setattr(limits, "PATIENCE", 10_000)
    data, quiet, starved = pdf(3, "Budget report"), vetting_child(), vetting_child()
    expected = uploads.vet(data, quiet)
    uploads.vet(data, starved)
    with ThreadPoolExecutor(1) as other:
        starved.process.send_signal(signal.SIGSTOP)
        while state_of(starved) != "T":
            pass
        waiting = other.submit(uploads.vet, data, starved)
        # Its neighbour works for longer on the wall than either may of the processor.
        began = time.monotonic()
        while time.monotonic() - began <= limits.VETTING_CPU_SECONDS:
            uploads.vet(data, quiet)
        was_waiting = not waiting.done()
        starved.process.send_signal(signal.SIGCONT)
        assert (was_waiting, waiting.result()) == (True, expected)


def asked_to_vet() -> object:
    return uploads.vet(pdf(1))


def asked_to_search() -> object:
    return searching.everything_in(pdf(1))


def asked_to_lay_out() -> object:
    return render.html_to_pdfs(["<html lang=en><title>t</title><p>words"])


def asked_to_try() -> object:
    return trial.check("<p>words</p>" * 10)


def asked_to_read() -> object:
    return word_in.read_docx(make_docx(*[para("Words")] * 300))


def asked_to_draw() -> object:
    return pictures.keep(png((1500, 1500)))


ASKED: dict[str, tuple[Callable[[], object], str, type[Exception], str]] = {
    "vet": (asked_to_vet, "VETTING_CPU_SECONDS", uploads.NotAccepted, uploads.TOO_HARD),
    "search": (
        asked_to_search,
        "SEARCH_CPU_SECONDS",
        searching.CannotSearch,
        "A file takes too long to be read.",
    ),
    "layout": (asked_to_lay_out, "LAYOUT_CPU_SECONDS", render.CannotLayOut, render.TOO_MUCH),
    "trial": (asked_to_try, "TRIAL_CPU_SECONDS", richtext.TooMuch, trial.TOO_HARD),
    "word": (asked_to_read, "WORD_CPU_SECONDS", uploads.NotAccepted, word_in.TOO_HARD),
    "picture": (asked_to_draw, "PICTURE_CPU_SECONDS", pictures.NotAccepted, pictures.TOO_HARD),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ASKED)
def test_what_takes_too_much_of_the_processor_is_told_so(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    ask, limit, error, sentence = ASKED[name]
    monkeypatch.setattr(limits, "TRIAL_ELEMENTS", 5)
    monkeypatch.setattr(limits, limit, LITTLE)
    monkeypatch.setattr(limits, "PATIENCE", 1_000_000)
    with pytest.raises(error) as told:
        ask()
    assert str(told.value) == sentence


@pytest.mark.django_db
@pytest.mark.parametrize("name", ASKED)
def test_what_only_took_long_may_be_tried_again(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    ask, _, error, _ = ASKED[name]
    monkeypatch.setattr(limits, "TRIAL_ELEMENTS", 5)
    monkeypatch.setattr(limits, "PATIENCE", 0)
    children.close()
    with pytest.raises((error, children.BrokenOff)) as told:
        ask()
    assert str(told.value) == children.BROKEN_OFF


@pytest.mark.django_db
def test_what_was_broken_off_is_asked_anew_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as busy:
        busy.setattr(limits, "PATIENCE", 0)
        children.close()
        with pytest.raises(children.BrokenOff):
            asked_to_search()
        with pytest.raises(uploads.NotAccepted):
            asked_to_vet()
    codes = [each["code"] for each in to_data(uploads.vet(pdf(1)).found)]
    assert ("not_searched" in codes, len(searching.everything_in(pdf(1))) > 1) == (False, True)


def report(pages: int) -> bytes:
    """A PDF of so many pages as a council prints a report: forty lines, a shaded head, one word in white."""
    made = pikepdf.new()
    font = made.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for number in range(1, pages + 1):
        lines = [
            f"({number}.{line} The Panel considered the budget of the force.) Tj T*" for line in range(40)
        ]
        drawn = f"0.9 g 60 775 400 14 re f 0 g BT /F1 11 Tf 14 TL 72 780 Td {' '.join(lines)} ET"
        page = made.add_blank_page(page_size=(595, 842))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        if number == HIDDEN_ON:
            drawn += " 1 g BT /F1 11 Tf 72 100 Td (secret) Tj ET"
        page.obj.Contents = made.make_stream(drawn.encode())
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.skipif(not IS_WHOLE, reason="minutes of work: `make trust` runs it")
@pytest.mark.long
@pytest.mark.once("sqlite")
@pytest.mark.django_db
def test_a_file_of_a_thousand_pages_passes_whole() -> None:
    done = uploads.vet(report(1000))
    stops = [(each.code, each.pages) for each in done.found if each.level == "stopped"]
    words = [each.text for each in searching.everything_in(done.data) if each.where == "page 1000"]
    assert (done.pages, stops, "1000.39 The Panel" in words[0]) == (
        1000, [("hidden_text", [HIDDEN_ON])], True
    )  # fmt: skip
