"""Our own HTML as plain paragraphs, as a reader tells them apart."""

from __future__ import annotations

from elearn.markup.paragraphs import paragraphs_of


def test_each_block_is_a_paragraph_and_markup_is_none() -> None:
    html = (
        "<h2 id='a'>Judul</h2><p>Satu <strong>dua</strong>\n tiga&nbsp;&amp; empat.</p>"
        "<ul><li>Butir<ul><li>Dalam</li></ul></li></ul>"
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>"
    )
    assert paragraphs_of(html) == ("Judul", "Satu dua tiga & empat.", "Butir", "Dalam", "A B", "1 2")


def test_a_picture_is_its_words_and_the_number_of_a_footnote_is_nothing() -> None:
    number = '<sup><a class="footnote-ref" href="#x">3</a></sup>'
    html = f'<p>Lihat{number}.</p><figure><img alt="Alur" src="x"></figure>'
    assert paragraphs_of(html) == ("Lihat.", "Alur")


def test_the_source_of_a_formula_is_not_read_twice() -> None:
    html = "<p><math><mi>x</mi><annotation>x^2</annotation></math> kuadrat</p>"
    assert paragraphs_of(html) == ("x kuadrat",)


def test_nothing_is_no_paragraph() -> None:
    assert paragraphs_of("") == ()
    assert paragraphs_of('<div data-check="a b"></div><p> </p>') == ()
