"""Moodle XML: cloze, ordering, essay and texts with boxes, in and out."""

from decimal import Decimal

import pytest

from elearn.content.questions.cloze import Cloze
from elearn.content.questions.essay import Essay
from elearn.content.questions.ordering import Ordering
from elearn.content.quiz_files import read_quiz
from elearn.exchange.exporting import export_quiz
from tests.exchange.importer import INTO, SAMPLES, brought, codes, question, questions, refused

SAMPLE = (SAMPLES / "celah.xml").read_bytes()


def cloze(text: str) -> str:
    """A question with this text."""
    return (
        '<quiz><question type="cloze"><name><text>Nama</text></name><questiontext format="html">'
        f"<text><![CDATA[{text}]]></text></questiontext></question></quiz>"
    )


def named(name: str) -> list[str]:
    """The notes of a question of the sample."""
    (item,) = [one for one in brought(SAMPLE, "moodle-xml").report.items if one.title == name]
    return [note.code for note in item.notes]


def test_the_sample_comes_in_and_every_other_question_says_why():
    report = brought(SAMPLE, "moodle-xml").report

    assert (report.imported, report.refused) == (10, 9)
    assert [(item.title, item.notes[0].code) for item in refused(SAMPLE, "moodle-xml")] == [
        ("Kotak", "gap-boxes"),
        ("Pola", "gap-type"),
        ("Terbuka", "gap-open"),
        ("Tanpa celah", "no-gaps"),
        ("Tanpa kunci", "gap"),
        ("Satu saja", "few-items"),
        ("Undian", "random"),
        ("Hitung", "type"),
        ("Tanpa jenis", "type"),
    ]


def test_a_cloze_question_keeps_its_three_kinds_of_gaps():
    one = questions(SAMPLE, "moodle-xml")[0]

    assert isinstance(one, Cloze)
    assert (one.title, one.points, one.explanation) == ("Bacalah.", 3, "Lihat Pasal 1.")
    assert [blank.written() for blank in one.blanks] == [
        "95 | sembilan puluh lima",
        "Angka: 2018",
        " [ ] Menteri | [x] Presiden | [ ] Wakil Presiden ",
    ]
    assert set(named("Perpres")) == {"wildcard", "gap-feedback", "number-part", "gap-part"}


def test_every_name_of_a_kind_is_known_and_weights_are_points():
    one = questions(SAMPLE, "moodle-xml")[1]

    assert isinstance(one, Cloze)
    assert len(one.blanks) == 9
    assert one.points == 18
    assert one.title == "Semua nama jenis"


def test_capitals_count_and_a_brace_that_opens_no_gap_stays():
    one = questions(SAMPLE, "moodle-xml")[2]

    assert isinstance(one, Cloze)
    assert one.exact
    assert one.text.endswith("Harga {x} tetap.")


def test_signs_inside_an_answer_are_signs():
    one = questions(SAMPLE, "moodle-xml")[3]

    assert isinstance(one, Cloze)
    assert one.blanks[0].right == ("a}b~c#d & <e> }",)


def test_weights_that_differ_are_levelled_aloud():
    assert codes(cloze("{1:SA:=a} dan {3:SA:=b}"), "moodle-xml") == [["gap-weights"]]


@pytest.mark.parametrize("text", ["{1:SA:=[[x]]} lalu", "Lihat [[ini]] {1:SA:=a}", "a ]] {1:SA:=b}"])
def test_brackets_of_the_source_open_no_gap(text: str):
    one = question(cloze(text), "moodle-xml")

    assert isinstance(one, Cloze)
    assert len(one.blanks) == 1


def test_the_order_of_the_file_is_the_order():
    urutan = next(one for one in questions(SAMPLE, "moodle-xml") if one.code.startswith("urutan-"))

    assert isinstance(urutan, Ordering)
    assert urutan.items == ("Menilai", "Menyusun", "Melaksanakan")
    assert (urutan.partial_credit, urutan.points, urutan.when_right) == (True, 2, "Benar.")
    assert named("Urutan lain") == ["ordering-grading", "ordering-select"]


def test_boxes_become_lists_to_choose_from_their_own_group():
    menus = [one for one in questions(SAMPLE, "moodle-xml") if isinstance(one, Cloze)][-2:]

    assert [[blank.options for blank in one.blanks] for one in menus] == [
        [("Bandung", "Denpasar", "Semarang")] * 2,
        [("agenda", "kotak"), ("hari itu", "minggu itu")],
    ]
    assert [one.right for one in menus[0].blanks] == [("Bandung",), ("Denpasar",)]
    assert named("Seret") == ["boxes"]


def test_an_essay_keeps_its_length_and_says_what_is_lost():
    one = next(one for one in questions(SAMPLE, "moodle-xml") if isinstance(one, Essay))

    assert (one.min_words, one.max_words, one.points) == (150, 300, Decimal(10))
    assert one.sample_answer == "Perhatikan bahasa."
    assert named("Uraian") == ["essay-template", "essay-files", "grader-info"]


def test_a_question_inside_another_element_is_found_where_moodle_sees_none():
    assert named("Tersembunyi") == []


def test_a_rubric_travels_in_what_moodle_tells_graders():
    text = (
        "---\njudul: Kuis\nlulus: 0%\n---\n\n## Jelaskan?\nKode: a | Poin: 10\n\nUraian: 150-300 kata\n\n"
        "Rubrik:\n\n- (6) Data\n  - 6: lengkap\n  - 0: tidak ada\n- (4) Bahasa\n\n"
        "> **Contoh jawaban:** Begini.\n"
    )
    quiz, _ = read_quiz(text.encode(), INTO)
    assert quiz is not None
    sent = export_quiz(quiz, "moodle-xml", lambda path: None)

    assert '<graderinfo format="markdown"><text>Rubrik:' in sent.text
    assert questions(sent.data, "moodle-xml") == quiz.questions
    assert [item.notes for item in sent.report.items] == [()]


def test_moodle_gets_whole_points_for_each_gap_and_that_is_told():
    text = "---\njudul: Kuis\nlulus: 0%\n---\n\n## A\nKode: a\n\nLengkapi:\n\nSatu [[a]] dua [[b]]\n"
    quiz, _ = read_quiz(text.encode(), INTO)
    assert quiz is not None
    sent = export_quiz(quiz, "moodle-xml", lambda path: None)

    assert "{1:SHORTANSWER:=a} dua {1:SHORTANSWER:=b}" in sent.text
    assert [note.code for item in sent.report.items for note in item.notes] == ["out-gap-points"]
