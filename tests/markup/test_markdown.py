"""What Markdown becomes: every element an author may use."""

import re

import pytest

from elearn.markup import Heading, Image, render, render_inline
from elearn.markup.lists import as_on_github
from tests.markup.reading import page_of

IMAGE = Image(url=f"/media/{'a' * 64}.svg", width=360, height=240)


def tight(html: str) -> str:
    """HTML without line ends between elements and with single spaces."""
    return re.sub(" +", " ", html.replace("\n", ""))


def test_a_picture_alone_is_a_figure_with_its_caption_and_its_size() -> None:
    rendered = render('![Alur](gambar/a.svg "Dari loket ke arsip")', image_url=lambda _: IMAGE)
    picture = page_of(rendered.html).all("img")[0].attributes
    assert picture == {
        "alt": "Alur",
        "src": IMAGE.url,
        "width": "360",
        "height": "240",
        "loading": "lazy",
        "decoding": "async",
    }
    assert "<figcaption>Dari loket ke arsip</figcaption>" in rendered.html
    assert rendered.figures == 1


def test_a_telephone_is_offered_a_smaller_file() -> None:
    small = f"/media/{'b' * 64}.webp"
    image = Image(url=f"/media/{'a' * 64}.webp", width=1600, height=900, small_url=small, small_width=720)
    for html in (
        render("![Peta](peta.png)", image_url=lambda _: image).html,
        render_inline("![Peta](peta.png)", image_url=lambda _: image).html,
    ):
        picture = page_of(html).all("img")[0].attributes
        assert (picture["src"], picture["width"]) == (image.url, "1600")
        assert picture["srcset"] == f"{small} 720w, {image.url} 1600w"
        assert picture["sizes"].startswith("(max-width: 40rem) 240px")


def test_a_picture_that_is_missing_leaves_its_words() -> None:
    rendered = render("![Alur permohonan](gambar/tidak-ada.svg)")
    assert "Alur permohonan" in rendered.html
    assert rendered.faults[0].subject == "gambar/tidak-ada.svg"


def test_a_table_scrolls_by_keyboard_and_says_its_name() -> None:
    page = page_of(render("| Tempat | Guna |\n|---|:-:|\n| Beranda | mulai |").html)
    wrap = page.all("div")[0].attributes
    assert wrap == {
        "class": "table-wrap",
        "role": "region",
        "tabindex": "0",
        "aria-label": "Tabel: Tempat, Guna",
    }
    assert [cell.attributes["scope"] for cell in page.all("th")] == ["col", "col"]
    assert page.all("td")[1].attributes == {"align": "center"}


def test_an_empty_corner_of_a_table_is_no_heading() -> None:
    page = page_of(render("| | A |\n|---|---|\n| x | 1 |").html)
    assert len(page.all("th")) == 1


def test_a_task_list_has_a_label_for_each_box() -> None:
    html = tight(render("- [x] sudah\n- [ ] belum").html)
    assert '<label><input type="checkbox" disabled="" checked=""> sudah</label>' in html
    assert html.count("<label>") == 2


def test_a_formula_becomes_mathml_without_script() -> None:
    html = render("Luas $a^2$ saja.\n\n$$\n\\frac{a}{b}\n$$").html
    assert "<msup><mi>a</mi><mn>2</mn></msup>" in html
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">' in html


@pytest.mark.parametrize("formula", ["\\frac{", "\\tidakada{a}", "{" * 30])
def test_a_formula_that_cannot_be_read_is_told_and_shown_as_typed(formula: str) -> None:
    rendered = render(f"Luas ${formula}$ saja.")
    assert [fault.code.value for fault in rendered.faults] == ["formula"]
    assert rendered.faults[0].subject == formula
    assert "Luas" in rendered.html


def test_an_abbreviation_is_explained_to_keyboard_and_finger_too() -> None:
    html = render("JP dihitung.\n\n*[JP]: Jam Pelajaran").html
    assert '<abbr title="Jam Pelajaran" tabindex="0">JP</abbr>' in html


def test_an_abbreviation_is_explained_once_and_not_in_a_heading() -> None:
    html = tight(render("### JP kita\n\nAda JP, *JP* dan JP.\n\n- JP\n\n*[JP]: Jam Pelajaran").html)
    assert html.count("<abbr") == 1
    assert 'Ada <abbr title="Jam Pelajaran" tabindex="0">JP</abbr>, <em>JP</em> dan JP.' in html
    assert "<li>JP</li>" in html


def test_footnotes_lead_there_and_back_in_indonesian() -> None:
    page = page_of(render("Kata[^1].\n\n[^1]: Catatan.").html)
    assert [link.attributes["href"] for link in page.all("a")] == ["#materi-fn:1", "#materi-fnref:1"]
    assert page.all("a")[1].attributes["title"] == "Kembali ke teks di catatan 1"


def test_notes_folds_and_tabs() -> None:
    html = render(
        '!!! waspada "Awas"\n    isi\n\n??? contoh "Lihat"\n    isi\n\n=== "A"\n    satu\n\n=== "B"\n    dua'
    ).html
    page = page_of(html)
    assert '<div class="admonition waspada">' in html
    assert "<summary>Lihat</summary>" in html
    assert [one.attributes["for"] for one in page.all("label")] == [
        one.attributes["id"] for one in page.all("input")
    ]


def test_code_is_coloured_by_classes_and_reached_by_keyboard() -> None:
    html = render("```python\nprint(1)\n```").html
    assert '<pre tabindex="0">' in html
    assert '<span class="nb">print</span>' in html
    assert "style=" not in html


def test_headings_keep_the_code_of_their_author_and_may_be_shifted() -> None:
    rendered = render("### Satu {#kode}\n\n#### Dua & tiga", level_shift=1)
    assert rendered.headings == (
        Heading("materi-kode", "Satu", 3),
        Heading("materi-dua--tiga", "Dua & tiga", 4),
    )
    assert '<h2 id="materi-kode">Satu</h2>' in rendered.html
    assert '<h3 id="materi-dua--tiga">Dua &amp; tiga</h3>' in rendered.html


def test_a_line_gives_way_to_ready_html() -> None:
    rendered = render("satu\n[Cek](k.md#a)\ndua", inserts={2: '<div data-check="k a"></div>'})
    assert tight(rendered.html) == '<p>satu</p><div data-check="k a"></div><p>dua</p>'
    assert rendered.faults == ()


def test_words_are_counted_as_they_are_read() -> None:
    rendered = render("Satu **dua**tiga.\n\n- empat\n- lima")
    assert rendered.words == 4
    assert rendered.text == "Satu duatiga. empat lima"


@pytest.mark.parametrize(
    "text", ["1. 2018", "# 5", "> 3", "- 3", "    4", "+ 1", "| a | b |", "=== x", "```"]
)
def test_an_option_that_looks_like_a_block_stays_as_it_is_typed(text: str) -> None:
    assert page_of(render_inline(text).html).text == text.strip()


def test_an_option_may_hold_emphasis_code_formula_and_picture() -> None:
    html = render_inline("**a** `b` $c^2$ ![d](d.png)", image_url=lambda _: IMAGE).html
    assert all(part in html for part in ("<strong>a</strong>", "<code>b</code>", "<msup>", "<img"))
    assert "<p>" not in html


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("teks\n- a\n- b", "<p>teks</p><ul><li>a</li><li>b</li></ul>"),
        ("teks\n1. a\n2. b", "<p>teks</p><ol><li>a</li><li>b</li></ol>"),
        ("tahun\n2018. Itu", "<p>tahun2018. Itu</p>"),
        ("- a\n  - b\n  - c\n- d", "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("- a\n\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("- a\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("- a\n  lanjut", "<ul><li>a lanjut</li></ul>"),
        ("- a\n\n  paragraf", "<ul><li><p>a</p><p>paragraf</p></li></ul>"),
        ("3) c\n4) d", '<ol start="3"><li>c</li><li>d</li></ol>'),
        ("> kutip\n\n- a", "<blockquote><p>kutip</p></blockquote><ul><li>a</li></ul>"),
    ],
)  # fmt: skip
def test_lists_are_read_as_on_github(typed: str, read: str) -> None:
    assert tight(render(typed).html) == read


def test_code_in_a_list_stays_code() -> None:
    html = render("- a\n\n  ```\n  - b\n  ```\n- c").html
    assert html.count("<li>") == 2
    assert "- b" in page_of(html).text


def test_text_without_lists_is_not_touched() -> None:
    text = "Satu.\n\n    kode\n\nDua *tiga*.\n\n| a |\n|---|\n| b |"
    assert as_on_github(text) == text
