"""A validator that is not ours agrees: packs of our own papers are PDF/UA-1."""

import io
from functools import cache

import pikepdf
import pytest

from foundation.documents.layout import weasy
from foundation.documents.packing import packs
from foundation.documents.pdf import checking
from tests import validator
from tests.foundation.documents.layout.test_normalising import SNIPPETS, laid_out
from tests.foundation.documents.pdf.test_checking import FRONT, SHELL, no_language, sound

PAGES_OF_A_PAPER = 4


@cache
def paper(number: int) -> bytes:
    """A paper of some pages: words, a list over a page break, a table whose header is repeated."""
    words = f"Words of paper {number}, sentence after sentence. " * 60
    rows = "".join(f"<tr><th>Row {row}</th><td>{number + row}</td></tr>" for row in range(70))
    points = "".join(f"<li><p>Point {point}. {words[:200]}</p></li>" for point in range(12))
    body = (
        f"<h1>Paper {number}</h1><p>{words}</p><h2>Points</h2><ul>{points}</ul><h2>Figures</h2>"
        f"<table><thead><tr><th>Area</th><th>Count</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    return weasy.lay_out(SHELL.format(body), {})[0]


def pack(pages: int) -> packs.BuiltPack:
    """A pack of at least so many pages."""
    front = weasy.lay_out(SHELL.format(FRONT), {})[0]
    parts = [
        packs.Part(key=str(number), title=f"Paper {number}", mark="Agenda Item 1", data=paper(number % 7))
        for number in range(pages // PAGES_OF_A_PAPER)
    ]
    return packs.assemble(lambda ranges: front, parts, packs.Options(title="Pack"))


def test_the_validator_notices_a_missing_language() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sound())) as broken:
        no_language(broken)
        broken.save(out)
    assert "7.2-33" in validator.fails(out.getvalue())


@pytest.mark.parametrize("name", SNIPPETS)
def test_what_was_put_right_conforms(name: str) -> None:
    assert validator.fails(laid_out(SNIPPETS[name][0])) == {}


@pytest.mark.parametrize("pages", [40, 200])
def test_a_pack_of_our_own_papers_conforms(pages: int) -> None:
    built = pack(pages)
    assert built.pages >= pages
    assert checking.check(built.data) == []
    assert validator.fails(built.data) == {}
