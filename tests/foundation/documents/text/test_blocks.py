"""Paragraphs keep their ids through every edit of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.documents.text import blocks, pairing, richtext

OLD = blocks.identified(
    "<h2>Fraud</h2><p>The officer presented the report on fraud.</p>"
    '<ol type="a"><li><p>Losses had doubled since 2016.</p></li><li><p>Banks paid back half.</p></li></ol>'
    "<p>Noted.</p><p>The next report followed.</p><p>Noted.</p>"
    "<table><tbody><tr><td>1</td></tr></tbody></table>"
)
IDS = [block.id for block in blocks.blocks(OLD)]

words = st.lists(
    st.sampled_from(["force", "panel", "crime", "report", "budget", "noted", "asked", "said"]), max_size=8
)
a_block = st.builds(
    lambda tag, said: f"<{tag}>{' '.join(said)}x</{tag}>", st.sampled_from(["p", "h2", "li"]), words
)
texts = st.lists(a_block, max_size=12).map(
    lambda rows: "".join(f"<ol>{row}</ol>" if row[1] == "l" else row for row in rows)
)


def ids(text: str) -> list[str]:
    return [block.id for block in blocks.blocks(text)]


def words_by_id(text: str) -> dict[str, str]:
    return {block.id: block.text for block in blocks.blocks(text)}


def test_a_block_is_a_paragraph_a_heading_a_table_or_an_item_of_a_list() -> None:
    found = blocks.blocks(OLD)
    assert [block.text for block in found] == [
        "Fraud",
        "The officer presented the report on fraud.",
        "Losses had doubled since 2016.",
        "Banks paid back half.",
        "Noted.",
        "The next report followed.",
        "Noted.",
        "1",
    ]
    assert found[2].html == "<li><p>Losses had doubled since 2016.</p></li>"
    assert (found[2].list, found[2].begins, found[2].ends) == ('<ol type="a">', True, False)
    assert len(set(IDS)) == 8


def test_a_text_saved_before_there_were_ids_is_read_with_those_its_next_save_gives() -> None:
    old = blocks.without_ids(OLD)
    assert "data-block" not in old
    assert ids(old) == IDS
    assert blocks.identified(old, old) == OLD
    assert ids(blocks.identified(old.replace("doubled", "tripled"), old)) == IDS


def test_an_edited_paragraph_keeps_its_id_when_the_editor_lost_it() -> None:
    new = blocks.without_ids(OLD).replace("on fraud.", "on fraud and cyber crime.").replace("half", "a third")
    assert ids(blocks.identified(new, OLD)) == IDS


def test_a_copied_paragraph_does_not_double_an_id() -> None:
    paragraph = blocks.blocks(OLD)[1].marked
    changed = paragraph.replace("The officer", "The constable")
    new = OLD.replace(paragraph, changed + paragraph)
    found = ids(blocks.identified(new, OLD))
    assert found[:1] + found[2:] == IDS
    assert found[1] not in IDS


def test_of_two_alike_the_one_that_stayed_keeps_its_id() -> None:
    first = f'<p data-block="{IDS[4]}">Noted.</p>'
    for left in (OLD.replace(first, ""), blocks.without_ids(OLD).replace("<p>Noted.</p>", "", 1)):
        assert ids(blocks.identified(left, OLD)) == IDS[:4] + IDS[5:]


def test_a_moved_paragraph_takes_its_id_with_it() -> None:
    paragraph = "<p>The officer presented the report on fraud.</p>"
    moved = blocks.without_ids(OLD).replace(paragraph, "") + paragraph
    assert ids(blocks.identified(moved, OLD)) == [IDS[0], *IDS[2:], IDS[1]]


def test_a_split_paragraph_leaves_the_id_with_its_larger_part() -> None:
    old = blocks.identified("<p>The panel noted the report and asked for an update in March.</p>")
    new = "<p>The panel noted the report and asked for</p><p>an update in March.</p>"
    assert ids(blocks.identified(new, old))[0] == ids(old)[0]


def test_an_id_that_is_none_is_dropped_and_one_from_elsewhere_is_taken() -> None:
    new = richtext.clean('<p data-block="\'><x">One.</p><p data-block="bfrom5else">Two.</p>')
    assert blocks.blocks(new)[1].id == "bfrom5else"
    assert new.startswith("<p>One.</p>")


def test_two_lists_that_touch_stay_two_and_one_that_grew_at_its_head_stays_one() -> None:
    two = blocks.identified("<ol><li>a</li><li>b</li></ol><ol><li>c</li></ol>")
    assert two.count("<ol>") == 2
    new_head = blocks.named("<ol><li>new</li><li>a</li><li>b</li></ol>", blocks.blocks(two))[:1]
    assert blocks.joined([*new_head, *blocks.blocks(two)]).count("<ol>") == 2


def test_printing_drops_the_ids_or_makes_them_addresses() -> None:
    plain = richtext.number(blocks.without_ids(OLD), richtext.Numbering.NONE).html
    assert richtext.number(OLD, richtext.Numbering.NONE).html == plain
    anchored = richtext.number(OLD, richtext.Numbering.NONE, anchor="p-").html
    assert [f'id="p-{each}"' in anchored for each in IDS] == [True] * 8
    assert "data-block" not in anchored


@pytest.mark.parametrize("words", ['data-block="b12345"', '<p data-block="b12345">', "> & <"])
def test_words_that_look_like_an_id_are_kept(words: str) -> None:
    text = richtext.clean(f"<p>{words.replace('&', '&amp;').replace('<', '&lt;')}</p>")
    assert richtext.plain(blocks.without_ids(blocks.identified(text))) == words


@given(texts)
def test_naming_twice_is_naming_once_and_a_cleaned_text_says_the_same(text: str) -> None:
    clean = richtext.clean(text)
    once = blocks.identified(clean)
    assert blocks.identified(once) == once == blocks.identified(once, once) == richtext.clean(once)
    assert blocks.identified(clean, once) == once
    assert blocks.without_ids(once) == blocks.without_ids(clean)
    assert len(set(ids(once))) == len(ids(once))


@given(st.data())
def test_unchanged_paragraphs_keep_their_ids_when_others_are_edited(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 12))
    rows = [f"<p>Paragraph {n} of the force and its budget.</p>" for n in range(count)]
    old = blocks.identified("".join(rows))
    edited = data.draw(st.sets(st.integers(0, count - 1)))
    added = data.draw(st.lists(st.integers(0, count), max_size=4))
    new = [f"<p>{' '.join(data.draw(words))} y</p>" if n in edited else row for n, row in enumerate(rows)]
    for place in sorted(added, reverse=True):
        new.insert(place, f"<p>{' '.join(data.draw(words))} z</p>")
    has_ids = data.draw(st.booleans())
    before = words_by_id(old)
    after = words_by_id(blocks.identified("".join(new), old if has_ids else blocks.without_ids(old)))
    for id, said in before.items():
        if said in [block.text for block in blocks.blocks("".join(new))]:
            assert after[id] == said
    assert len(after) == len(new)


@given(texts, texts)
def test_ids_are_unique_whatever_became_of_the_text(one: str, other: str) -> None:
    old = blocks.identified(richtext.clean(one))
    new = blocks.identified(richtext.clean(other + old + one + old), old)
    assert len(set(ids(new))) == len(ids(new))
    assert set(ids(old)) <= set(ids(new))


def test_a_text_written_wholly_anew_is_paired_without_a_long_think() -> None:
    old = [blocks.Block("", f"<p>words {n} of the first text</p>") for n in range(3000)]
    new = [blocks.Block("", f"<p>words {n} of the first draft</p>") for n in range(3000)]
    assert pairing.pairs(old, new) == {n: n for n in range(3000)}


@given(texts, texts, texts)
def test_what_stayed_at_both_ends_reads_as_if_it_were_read_again(one: str, other: str, middle: str) -> None:
    old = blocks.identified(richtext.clean(f"{one}{middle}{other}"))
    for new in (one + other, one + "<p>New.</p>" + other, other + middle + one, one + middle + other + one):
        new = richtext.clean(new)
        for typed in (new, blocks.identified(new, old)):
            text = blocks.identified(typed, old)
            remembered = blocks.blocks(text)
            assert remembered == blocks.named(text)
            assert blocks.without_ids(text) == blocks.without_ids(blocks.joined(blocks.named(new)))
