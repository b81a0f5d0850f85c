"""The language of words goes with them into a Word file, and of nothing else."""

import pytest
from lxml import etree
from lxml import html as lxml_html

from foundation.documents import word_languages

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def marked(inside: str) -> str:
    body = lxml_html.fragment_fromstring(inside, create_parent="body")
    word_languages.mark(body, "en-GB", after={"\ue010"}, without="\ue014")
    shown = etree.tostring(body, encoding="unicode", method="html")
    for sign, seen in (("\ue015", "["), ("\ue016", ":"), ("\ue017", "]")):
        shown = shown.replace(sign, seen)
    return shown.removeprefix("<body>").removesuffix("</body>")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<p lang="cy">Tai</p>', "<p>[cy:Tai]</p>"),
        ('<p lang="en-GB">Tai</p>', "<p>Tai</p>"),
        ('<p lang="not one">Tai</p>', "<p>Tai</p>"),
        ('<div lang="cy"> <h2>A</h2><p>b <b>c</b></p></div>', "<div> <h2>[cy:A</h2><p>b <b>c]</b></p></div>"),
        ('<p lang="cy">a <i lang="en-GB">b</i></p>', "<p>[cy:a <i>[en-GB:b]]</i></p>"),
        ('<ol lang="cy"><li>\ue010un</li></ol>', "<ol><li>\ue010[cy:un]</li></ol>"),
        ('<div lang="cy"><p>\ue014</p><p>un</p></div>', "<div><p>\ue014</p><p>[cy:un]</p></div>"),
        ('<p lang="cy"> </p>', "<p> </p>"),
    ],
)  # fmt: skip
def test_the_words_of_another_language_stand_between_marks(page: str, expected: str) -> None:
    assert marked(page) == expected


def test_a_run_is_cut_where_the_language_changes_and_keeps_its_look() -> None:
    words = "a \ue015cy\ue016b \ue015fr\ue016c\ue017\ue017 d"
    document = (
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r>'
        "<w:r><w:t>\ue015cy\ue016e</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>f\ue017</w:t></w:r></w:p></w:body></w:document>"
    )
    tree = etree.fromstring(word_languages.written(document.encode()))
    runs = [
        (
            "".join(run.itertext()),
            run.find(f"{{{W}}}rPr/{{{W}}}b") is not None,
            [each.get(f"{{{W}}}val") for each in run.iter(f"{{{W}}}lang")],
        )
        for run in tree.iter(f"{{{W}}}r")
    ]
    assert runs == [
        ("a ", True, []),
        ("b ", True, ["cy"]),
        ("c", True, ["fr"]),
        (" d", True, []),
        ("e", False, ["cy"]),
        ("", False, ["cy"]),
        ("f", False, ["cy"]),
    ]


def test_a_file_in_one_language_stays_as_it_is() -> None:
    assert word_languages.written(b"<w/>") == b"<w/>"
