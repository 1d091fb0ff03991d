"""A text is cut into the blocks that a reader sees, and nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.authoring.drafts.blocks import Block, block_at, blocks_of, located

PIECES = (
    "<p>Satu <b>dua</b>\ntiga</p>",
    "<ul>\n<li>a &gt; b<ul><li>c</li></ul></li>\n</ul>",
    "<hr>",
    '<p><img alt="x > y" src="/a.png"> teks</p>',
    '<img alt="a > b">',
    "<details><summary>Buka</summary><p>Isi</p></details>",
    "<pre>a\u2028b\x0bc\n\n</pre>",
    "lepas & bebas",
)


@given(st.lists(st.sampled_from(PIECES)), st.sampled_from(["", "\n", "\n\n"]))
def test_joined_they_are_the_text_again(pieces: list[str], between: str) -> None:
    html = between.join(pieces)
    assert "".join(one.html for one in blocks_of(html)) == (html if html.strip() else "")


def test_each_outermost_element_is_one_block() -> None:
    html = "\n".join(PIECES[:4])
    assert [one.excerpt for one in blocks_of(html)] == ["Satu dua tiga", "a > b", "", "x > y teks"]
    assert not blocks_of("<hr>")[0].has_words


def test_its_name_is_made_of_all_its_words() -> None:
    long = "kata " * 100
    (one,), (other,) = blocks_of(f"<p>{long}a</p>"), blocks_of(f"<p>{long}b</p>")
    assert one.excerpt == other.excerpt
    assert one.id != other.id
    (same,) = blocks_of(f"<p><em>{long}</em>a</p>")
    assert same.sha256 == one.sha256


def test_a_line_belongs_to_the_block_that_begins_above_it() -> None:
    source = b"---\njudul: M\nkode: m\n---\n\n## S {#s}\n\nSatu paragraf.\n\n- butir\n- lain\n"
    html = "<p>Satu paragraf.</p>\n<ul>\n<li>butir</li>\n<li>lain</li>\n</ul>"
    blocks = located(blocks_of(html), {"modules/k/01-m.md": source}, "m", "s")
    assert [one.line for one in blocks if one.has_words] == [8, 10]
    words = tuple(one for one in blocks if one.has_words)
    assert [block_at(words, line) for line in (6, 8, 9, 10, 11, 99)] == [None, 0, 0, 1, 1, 1]


@pytest.mark.parametrize("line", [1, 50])
def test_what_is_not_found_takes_no_problem(line: int) -> None:
    assert block_at((Block(html="<p>x</p>", excerpt="x", sha256="0" * 64),), line) is None
