"""Text from elsewhere that Markdown must not read: what a page shows is what stood there."""

import html
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from elearn.exchange.plain_text import escaped, opened, split_title
from elearn.markup.engine import Engine

ODD = """
2*3*4|*x* y|**t**|a_b_c|_x_|__init__|____ dan ____|`x`|x^2^ y^3|a ~b~ c|~~x~~|==x== y|1. a|- a|# a|#5|> a|---
$5 dan $10|$x$|a\\b \\* c|<b>x</b>|a < b|&amp; x|[a](b)|[x] y|[[a]]|[^1] z|![a](b)|*[x]: y|{: .a}|x {: .a}
http://a.go.id|<http://x.id>|!!! note|??? x|=== x|1) a|+ a|(c)|a -> b|***|* * *|``` x|~~~ x
"""
CASES = ODD.strip().replace("\n", "|").split("|")
SIGNS = st.text(alphabet="*_`~^=<>[]!#\\ab 1.", min_size=1, max_size=12)


def shown(markdown: str, engine: Engine) -> str:
    """What a reader sees of one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", engine.convert_line(markdown))).split())


@pytest.mark.parametrize("text", CASES)
def test_odd_text_is_shown_as_it_stood(text: str):
    engine = Engine()
    markdown = opened(escaped(text))

    assert shown(markdown, engine) == text
    assert html.unescape(re.sub(r"<[^>]*>", "", engine.convert(markdown))).strip() == text


def test_formulas_are_kept():
    for formula in ("$$a_1 * b_1 * c$$", r"\(x_1^2 * y_1^2\)", r"\[a_b_c\]"):
        assert escaped(f"Hitung {formula} ini") == f"Hitung {formula} ini"


FORMULA = re.compile(r"\$\$.*\$\$|\\\(.*\\\)|\\\[.*\\\]")


@given(SIGNS)
@settings(deadline=None, max_examples=200)
def test_signs_are_shown_as_they_stood(text: str):
    wanted = " ".join(text.split())
    assume(not FORMULA.search(wanted))  # those are kept as they are

    assert shown(opened(escaped(wanted)), Engine()) == wanted


@pytest.mark.parametrize(
    ("text", "title", "stem"),
    [
        ("Satu baris\n\nSisanya\n\n- a", "Satu baris", "Sisanya\n\n- a"),
        ("Baris\nyang terbungkus", "Baris yang terbungkus", ""),
        ("12. Bernomor", "Bernomor", ""),
        ("- a\n- b", "Nama", "- a\n- b"),
        ("![x](y.png)\n\nLihat", "Nama", "![x](y.png)\n\nLihat"),
    ],
)
def test_the_first_paragraph_is_the_title(text: str, title: str, stem: str):
    assert split_title(text, "Nama") == (title, stem)
