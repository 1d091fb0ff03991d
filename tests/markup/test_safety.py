"""Nothing that an author writes runs in a reader's browser, and nothing is loaded from elsewhere."""

import re

import pytest

from elearn.markup import Image, render, render_inline
from elearn.markup.sanitise import TAGS
from elearn.markup.values import FaultCode
from tests.markup.payloads import SCRIPTS
from tests.markup.reading import page_of

IMAGE = Image(url=f"/media/{'a' * 64}.svg", width=360, height=240)
PLACES = {
    "body": "{}",
    "heading": "### {}",
    "link text": "[{}](https://ok.example)",
    "link target": "[tautan]({})",
    "link title": '[tautan](https://ok.example "{}")',
    "alternative text": "![{}](gambar/a.svg)",
    "caption": '![x](gambar/a.svg "{}")',
    "table": "| a | b |\n|---|---|\n| {} | x |",
    "list": "- a\n- {}",
    "quote": "> {}",
    "code": "`{}`",
    "code block": "```\n{}\n```",
    "note": '!!! catatan "Judul"\n    {}',
    "raw attribute": '<p title="{}">x</p>',
}
HARMLESS_ADDRESS = re.compile(r"(https?:|mailto:|tel:|/media/|/learning/|/quiz/|#)")


def assert_harmless(html: str) -> None:
    """Only allowed elements, no handler, no style, no address that runs or loads anything."""
    page = page_of(html)
    for element in page.elements:
        assert element.tag in TAGS, f"{element.tag} in {html}"
        for name, value in element.attributes.items():
            assert not name.startswith("on"), html
            assert name not in (
                "style",
                "srcdoc",
                "formaction",
                "action",
                "srcset",
                "target",
                "xlink:href",
            ), html
            if name in ("href", "src"):
                assert HARMLESS_ADDRESS.match(value), html
        if "src" in element.attributes:
            assert element.attributes["src"].startswith("/media/"), html


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", SCRIPTS)
def test_no_payload_survives_anywhere_in_a_text(payload: str, place: str) -> None:
    text = PLACES[place].replace("{}", payload)
    rendered = render(text, image_url=lambda target: IMAGE if target == "gambar/a.svg" else None)
    assert_harmless(rendered.html)


@pytest.mark.parametrize("payload", SCRIPTS)
def test_no_payload_survives_in_an_option(payload: str) -> None:
    assert_harmless(render_inline(payload).html)


def test_the_corpus_is_large_and_each_payload_is_there_once() -> None:
    assert len(set(SCRIPTS)) == len(SCRIPTS) >= 100


def test_template_syntax_is_shown_as_it_is_typed() -> None:
    html = render("Nilai {{ 7*7 }} dan {% raw %} dan ${x}.").html
    assert "{{ 7*7 }}" in html
    assert "{% raw %}" in html
    assert "${x}" in html


def test_an_author_cannot_name_the_files_that_a_browser_chooses_from() -> None:
    html = '<img src="gambar/a.svg" srcset="https://peta.example/a.png 1w" sizes="1px" alt="x">'
    picture = page_of(render(html, image_url=lambda _: IMAGE).html).all("img")[0].attributes
    assert picture["src"] == IMAGE.url
    assert not {"srcset", "sizes"} & picture.keys()


def test_a_picture_from_another_site_is_left_out_and_told() -> None:
    for text in ("![peta](https://peta.example/a.png)", '<img src="//peta.example/a.png" alt="peta">'):
        rendered = render(text, image_url=lambda _: IMAGE)
        assert not page_of(rendered.html).all("img")
        assert [fault.code for fault in rendered.faults] == [FaultCode.IMAGE_REMOTE]
        assert "peta" in rendered.html


def test_a_link_to_another_site_cannot_reach_back() -> None:
    link = page_of(render("[JDIH](https://peraturan.go.id)").html).all("a")[0]
    assert link.attributes == {"href": "https://peraturan.go.id", "rel": "noopener noreferrer"}


def test_a_link_that_would_run_something_is_told() -> None:
    rendered = render("[klik](javascript:alert(1))")
    assert [fault.code for fault in rendered.faults] == [FaultCode.LINK_REFUSED]
    assert "klik" in rendered.html


def test_ids_of_authors_cannot_be_those_of_the_page() -> None:
    html = render('<p id="isi">x</p>\n\n### Judul {#rail}\n\n[ke sana](#rail)').html
    page = page_of(html)
    assert {one.attributes["id"] for one in page.elements if "id" in one.attributes} == {
        "materi-isi",
        "materi-rail",
    }
    assert page.all("a")[0].attributes["href"] == "#materi-rail"


def test_classes_are_only_those_of_authors_texts() -> None:
    html = render('<p class="btn primary catatan">x</p>').html
    assert page_of(html).all("p")[0].attributes == {"class": "catatan"}


def test_a_typed_address_of_a_check_is_no_check() -> None:
    assert "data-check" not in render('<div data-check="kuis soal"></div>').html
