"""Which paragraphs a reader can point at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from elearn.errata.paragraphs import EXCERPT_CHARACTERS, LABEL_CHARACTERS, choices_of
from elearn.markup import render

TEXT = """Pembuka dengan **tebal** dan catatan[^1].

### Anak judul

1. Satu
2. Dua
    - di dalam dua

| Pintu | Cocok |
|---|---|
| Daring | Ponsel |

!!! contoh "Dua pesan"
    Isi contoh.

Pembuka dengan **tebal** dan catatan[^1].

[^1]: Bunyi catatan.
"""


def excerpts(html: str) -> list[str]:
    return [one.excerpt for one in choices_of(html)]


def test_every_paragraph_item_heading_and_row_is_there_once_in_order() -> None:
    assert excerpts(render(TEXT).html) == [
        "Pembuka dengan tebal dan catatan.",
        "Anak judul",
        "Satu",
        "Dua",
        "di dalam dua",
        "Pintu Cocok",
        "Daring Ponsel",
        "Dua pesan",
        "Isi contoh.",
        "Bunyi catatan.",
    ]


def test_a_picture_is_told_by_its_alternative_text_and_a_question_on_the_spot_is_left_out() -> None:
    html = '<p>Teks</p><div data-check="a b"></div><p><img src="x" alt="Alur"></p><p>***</p>'
    assert excerpts(html) == ["Teks", "Alur"]


def test_signs_stay_signs() -> None:
    assert excerpts("<p>a &lt;b&gt; &amp;amp; c</p>") == ["a <b> &amp; c"]


def test_long_paragraphs_are_cut_between_words() -> None:
    (one,) = choices_of(f"<p>{'kata ' * 100}</p>")
    assert one.excerpt == " ".join(["kata"] * 40)
    assert one.label.endswith("kata …") and len(one.label) <= LABEL_CHARACTERS + 2


def test_paragraphs_with_the_same_beginning_are_told_apart_by_their_ids() -> None:
    same = "kata " * 100
    first, second = choices_of(f"<p>{same}satu</p><p>{same}dua</p>")
    assert first.excerpt == second.excerpt
    assert first.id != second.id


@given(st.text(max_size=400))
def test_whatever_the_text_is_the_excerpt_fits_its_column(text: str) -> None:
    for one in choices_of(f"<p>{text}</p>"):
        assert 0 < len(one.excerpt) <= EXCERPT_CHARACTERS
