"""What a file says by itself is held against what became of it: losses are found, and nothing else."""

import os
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from foundation.documents.incoming import import_check, import_oracle
from foundation.documents.word import word_in
from tests.builders.council import council_report
from tests.builders.word import make_docx, para, report, text

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db]
INPUTS = Path(__file__).parents[1] / "inputs"
SHARED = Path(os.environ.get("TRIAL_INPUTS", Path(__file__).parents[5] / "shared" / "trials" / "inputs"))
FILES = {"report": report, "council report": council_report}


def faults(data: bytes, read: word_in.ReadDocument) -> list[str]:
    """What is wrong with what was read, by the file's own XML."""
    return import_check.compared(read, import_oracle.of_word(data), None).faults


@pytest.mark.parametrize("name", FILES)
def test_a_report_as_a_council_writes_it_comes_through_whole(name: str) -> None:
    done = import_check.check(f"{name}.docx", FILES[name]())
    assert (done.faults, done.refused) == ([], "")
    assert done.words > 50


def test_a_council_report_reads_as_it_is_seen() -> None:
    done = word_in.read_docx(council_report())
    assert import_check.lines(done.html) == [
        "Wessex Police and Crime Panel",
        "Budget report",
        "1. Background",
        "1.1 Funding",
        "1.1.1 The grant is £4.2m 1 , of which 10‑12% was is held i .",
        "1.1.2 See paragraph 1.1.1 on page 7 above.",
        "(a) with a point;",
        "Agreed ☒ Refused ☐ co",
        "Signed ☑ by Sam Ode",
        "Beside the box it goes on.",
        "In the box",
        "and its control",
        "Force",
        "Cost",
        "2025",
        "2026",
        "Inner left",
        "Inner right",
        "£1m",
        "£2m",
        "Chart 1",
        "Recommendation 1: The first.",
        "Recommendation 2: The second.",
        "Put in here; hidden not.",
        "x 2 and H 2 O.",
        "Notes",
        "1. Before pensions.",
        "i. By the treasurer.",
    ]
    assert "10‑12% <s>was</s> is held" in done.html
    assert [(each.what, each.words) for each in done.left] == [
        ("comment", "Is that so?"),
        ("deleted words", "out"),
        ("hidden words", "secret"),
        ("words at the top or the foot of the pages", "Official"),
        ("words at the top or the foot of the pages", "Page 2"),
        ("table of contents", "Background 3"),
    ]


def changed(data: bytes, old: str, new: str) -> list[str]:
    """What is found wrong when our text of a file says something else."""
    read = word_in.read_docx(data)
    assert old in read.html
    return faults(data, replace(read, html=read.html.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("and its control", "and control", "1 word of the file: “its” in “and its control”"),
        ("Inner left", "", "2 words of the file: “inner” in “inner left”; “left” in “inner left”"),
        ("Before pensions", "Before the pensions", "1 word that the file does not say: the"),
        ("<s>was</s>", "was", "words struck out that are no longer struck out: was"),
        ("☑", "", f"1 word of the file: “{import_oracle.SIGN}” in “signed {import_oracle.SIGN} by sam ode”"),
    ],
)
def test_a_loss_is_found_and_named_with_its_place(old: str, new: str, fault: str) -> None:
    assert changed(council_report(), old, new) == [fault]


def test_a_picture_that_is_gone_is_found() -> None:
    data = council_report()
    read = word_in.read_docx(data)
    gone = replace(read, html=re.sub("<img[^>]*>", "", read.html))
    assert faults(data, gone) == ["1 picture of 1"]


def test_hidden_words_that_nobody_named_are_found() -> None:
    data = make_docx(para("Seen ", text("secret", "<w:vanish/>"), "words."))
    read = word_in.read_docx(data)
    assert faults(data, read) == []
    assert faults(data, replace(read, left=[])) == ["1 word of the file: “secret” in “seen secret words”"]


def test_a_number_that_an_office_program_prints_otherwise_is_found() -> None:
    data = make_docx(para("The first point.", num="1"), para("The second point.", num="1"))
    read, said = word_in.read_docx(data), import_oracle.of_word(data)
    right = ["1. The first point.", "2. The second point."]
    assert import_check.compared(read, said, right).faults == []
    assert import_check.compared(read, said, ["1. The first point.", "(b) The second point."]).faults == [
        "1 number differ from the office program’s: “2.” here, “(b)” there, before “Thesecondpoint.”"
    ]
    assert import_check.compared(read, said, [*right, "Another line"]).faults == [
        "2 words of the office program: another, line"
    ]


def test_the_command_prints_a_line_a_file_and_fails_on_nothing_lost(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "council.docx").write_bytes(council_report())
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    out = StringIO()
    call_command("check_import", tmp_path, stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("in/council.docx: right: 91 words by the file’s XML")
    assert lines[1].startswith("old.doc: refused: This is an old Word file")
    assert lines[2] == "2 files: 1 right, 0 with losses, 1 refused."


def test_the_command_says_when_there_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There are no Word or PDF files in"):
        call_command("check_import", tmp_path)
    with pytest.raises(CommandError, match="is not a folder"):
        call_command("check_import", tmp_path / "none")


@pytest.mark.parametrize("folder", [INPUTS, SHARED], ids=["own", "shared"])
def test_nothing_is_lost_from_the_files_that_once_lost_something(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip("The shared folder with the files of the trials is not there: set TRIAL_INPUTS to it.")
    out = StringIO()
    call_command("check_import", folder, stdout=out)
    assert " 0 with losses" in out.getvalue().splitlines()[-1]
