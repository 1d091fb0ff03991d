"""Moodle XML: every type that has a word here, pictures, and files that want to do harm."""

import time

import pytest

from elearn.content.questions.matching import Matching
from elearn.content.questions.number import Number
from elearn.content.questions.short_text import ShortText
from elearn.content.questions.single_choice import SingleChoice
from elearn.exchange.notes import UnreadableFile
from tests.exchange.importer import PNG, SAMPLES, brought, codes, question, questions, refused

SAMPLE = (SAMPLES / "lengkap.xml").read_bytes()
BOMB = '<!DOCTYPE q [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><quiz>&b;</quiz>'
OUTSIDE = '<!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz><question>&a;</question></quiz>'
PARAMETER = '<!DOCTYPE q [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x">%a;]><quiz></quiz>'


def multichoice(text: str, more: str = "", form: str = "html") -> str:
    """A question with two options."""
    return (
        f'<quiz><question type="multichoice"><name><text>Nama</text></name>'
        f'<questiontext format="{form}"><text><![CDATA[{text}]]></text>{more}</questiontext>'
        "<single>true</single>"
        f'<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'
        f"</question></quiz>"
    )


def test_the_long_sample_comes_in_and_names_what_does_not():
    report = brought(SAMPLE, "moodle-xml").report

    assert (report.imported, report.refused) == (9, 3)
    assert [item.kind for item in refused(SAMPLE, "moodle-xml")] == [
        "description",
        "calculated",
        "cloze",
    ]
    assert all(item.line > 3 for item in report.items)


def test_points_tags_hints_and_words_for_the_right_click_come_along():
    one = questions(SAMPLE, "moodle-xml")[0]

    assert isinstance(one, SingleChoice)
    assert (one.code, one.points, one.tags) == ("arsip-01", 2, ("istilah", "dasar umum"))
    assert one.hints == ("Ingat kata diagendakan.",)
    assert one.when_right == "Jawaban Anda benar."


def test_case_units_and_pairs_come_along():
    _, _, _, text, number, pairs, *_ = questions(SAMPLE, "moodle-xml")

    assert isinstance(text, ShortText)
    assert text.exact
    assert isinstance(number, Number)
    assert number.key.written() == "2,5 ± 0,1 kg"
    assert isinstance(pairs, Matching)
    assert pairs.distractors == ("Bali",)


def test_a_picture_goes_beside_the_quiz_under_a_name_made_of_its_content():
    imported = brought(SAMPLE, "moodle-xml")

    assert list(imported.pictures) == ["gambar/alur-surat-30105a27.png"]
    assert imported.document is not None
    assert "![Alur surat](gambar/alur-surat-30105a27.png)" in imported.document


def test_a_picture_inside_the_address_comes_in_too():
    imported = brought(
        multichoice(f'Lihat <img src="data:image/png;base64,{PNG}" alt="Titik">'), "moodle-xml"
    )

    assert len(imported.pictures) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [("PHNjcmlwdD4=", "picture-kind"), ("***", "picture-broken"), ("A" * 5_000_000, "picture-too-large")],
)
def test_what_is_no_picture_is_left_out_and_told(content: str, code: str):
    file = f'<file name="x.png" encoding="base64">{content}</file>'
    text = multichoice('Lihat <img src="@@PLUGINFILE@@/x.png" alt="x"> ini', file)

    assert codes(text, "moodle-xml") == [[code]]
    assert brought(text, "moodle-xml").pictures == {}


def test_a_picture_from_elsewhere_is_not_fetched():
    text = multichoice('Lihat <img src="http://127.0.0.1:9/x.png" alt="bagan"> ini')

    assert codes(text, "moodle-xml") == [["picture-elsewhere"]]
    assert question(text, "moodle-xml").title == "Lihat bagan ini"


def test_html_becomes_markdown():
    html = "<h3>Judul</h3><p>Satu <b>dua </b>&amp; <i>tiga</i><br>empat</p>"
    html += "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"
    one = question(multichoice(html), "moodle-xml")

    assert one.title == "**Judul**"
    assert one.stem == "Satu **dua** & *tiga*\n\nempat\n\n1. a\n    - b\n2. c"


def test_script_and_frames_are_left_out_and_told():
    text = multichoice("Apa?<script>alert(1)</script><iframe src='x'></iframe>")

    assert codes(text, "moodle-xml") == [["lost-element", "lost-element"]]
    assert "alert" not in (brought(text, "moodle-xml").document or "")


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        OUTSIDE,
        PARAMETER,
        "<quiz>" + "<a>" * 10_000 + "</a>" * 10_000 + "</quiz>",
        '<?xml version="1.0" encoding="UTF-7"?><quiz></quiz>',
        "<quiz><question type='x'>",
        "<html><body>halo</body></html>",
        "<quiz></quiz>",
        "bukan xml",
    ],
)
def test_a_hostile_or_broken_file_is_refused_at_once(text: str):
    started = time.process_time()

    with pytest.raises(UnreadableFile):
        brought(text, "moodle-xml")

    assert time.process_time() - started < 2


def test_an_inclusion_is_not_followed():
    one = question((SAMPLES / "xinclude.xml").read_text(encoding="utf-8"), "moodle-xml")

    assert one.title == "Apa?"


OPENINGS = ("<a ", "<!--", '<a b="', "<![CDATA", "&", "<p><b>", "\\(", "$$", "[", "*", "`", "_")


@pytest.mark.parametrize("piece", OPENINGS)
def test_repeated_openings_hold_nobody_up(piece: str):
    started = time.process_time()

    brought(multichoice(("x" + piece) * (18_000 // (len(piece) + 1))), "moodle-xml")

    assert time.process_time() - started < 5
