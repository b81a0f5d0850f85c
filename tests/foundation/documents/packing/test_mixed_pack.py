"""A pack of papers from everywhere: tagged, untagged, from LibreOffice, Chromium and Typst."""

import shutil
import subprocess
from pathlib import Path

import pytest
import typst

from foundation.documents.packing import packs
from foundation.documents.pdf import checking, reading
from foundation.documents.vetting import inspection, rebuilding
from foundation.documents.vetting.inspection import from_data
from tests.foundation.documents.packing.test_packs import pdf as untagged_pdf
from tests.foundation.documents.vetting.test_tags_kept import paper

HTML = """<!DOCTYPE html><html lang="en-GB"><head><title>Budget</title></head><body><h1>Budget</h1>
<p>Some <b>bold</b> words and <a href="https://wessex.example/">a link</a>.</p>
<ul><li>one</li><li>two</li></ul>
<ol><li><p>first</p></li><li>second</li></ol><table><thead><tr><th>Area</th><th>Count</th></tr></thead>
<tbody><tr><th>North</th><td>1</td></tr><tr><th>South</th><td>2</td></tr></tbody></table><hr>
<h2>Next steps</h2><p>Nothing yet.</p></body></html>"""
TYPST = """#set document(title: "Traffic")
#set text(lang: "en", region: "GB")
= Traffic
Some *bold* words and #link("https://wessex.example/")[a link].
- one
- two
#table(columns: 2, table.header[Area][Count], [North], [1], [South], [2])
#line(length: 100%)
#pagebreak()
== Next steps
Nothing yet."""
OFFICE = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:language="en" fo:country="GB"/>
</style:default-style></office:styles><office:body><office:text>
<text:h text:outline-level="1">Estates</text:h><text:p>Words about buildings.</text:p>
<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>
<text:h text:outline-level="2">Next steps</text:h><text:p>Nothing yet.</text:p>
</office:text></office:body></office:document>"""
EXPORT = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def by_chromium(folder: Path) -> bytes:
    """A page printed to a tagged PDF."""
    (folder / "page.html").write_text(HTML)
    run = ["chromium-headless-shell", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    run += ["--export-tagged-pdf", f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/page.pdf"]
    subprocess.run([*run, f"file://{folder}/page.html"], check=True, capture_output=True, timeout=600)
    return (folder / "page.pdf").read_bytes()


def by_libreoffice(folder: Path) -> bytes | None:
    """A text exported as a tagged PDF, where the program is installed."""
    program = shutil.which("soffice")
    if program is None:
        return None
    (folder / "text.fodt").write_text(OFFICE)
    run = [program, f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", EXPORT]
    subprocess.run(
        [*run, "--outdir", str(folder), f"{folder}/text.fodt"], check=True, capture_output=True, timeout=600
    )
    return (folder / "text.pdf").read_bytes()


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A paper from each program, as it would be uploaded."""
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "text.typ").write_text(TYPST)
    found = {
        "tagged": paper(),
        "untagged": untagged_pdf(2, "plan"),
        "Chromium": by_chromium(folder),
        "Typst": typst.compile(str(folder / "text.typ")),
    }
    office = by_libreoffice(folder)
    return found if office is None else {**found, "LibreOffice": office}


def test_a_mixed_pack_passes_and_each_paper_knows_its_state(sent: dict[str, bytes]) -> None:
    states, parts = {}, []
    for name, data in sent.items():
        head, rebuilt = rebuilding.answer(data)
        states[name] = inspection.is_accessible(head["found"])
        parts.append(packs.Part(key=name, title=name, data=rebuilt))
    assert states == {name: name != "untagged" for name in sent}
    pack = packs.assemble(None, parts, packs.Options(title="Mixed")).data
    assert [fault.code for fault in checking.check(pack)] == ["claim"]
    spoken = reading.spoken(reading.read(pack))
    heard = ["[tagged] Nine Some words", "[untagged] plan 1 plan 2", "[Chromium] Budget Some bold words and"]
    assert [words for words in [*heard, "[Typst] Traffic Some bold words and"] if words not in spoken] == []


def test_a_text_from_libreoffice_keeps_its_headings(sent: dict[str, bytes]) -> None:
    if "LibreOffice" not in sent:
        pytest.skip(
            "LibreOffice is not installed here (the package libreoffice-writer): its papers not tried"
        )
    head, rebuilt = rebuilding.answer(sent["LibreOffice"])
    said = reading.as_lines(reading.read(rebuilt))
    tags = next(each for each in from_data(head["found"]) if each.code == inspection.TAGS)
    assert ([line for line in said if "  H" in line], tags.level) == (
        ["  H1  Estates", "  H2  Next steps"],
        "met",
    )
