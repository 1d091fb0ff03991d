"""The worked example of the content format reads as it says."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from elearn.content.questions.cloze import Cloze
from elearn.content.questions.essay import Essay
from elearn.content.questions.matching import Matching
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.ordering import Ordering
from elearn.content.questions.short_text import ShortText
from elearn.content.questions.single_choice import SingleChoice
from elearn.content.questions.true_false import TrueFalse
from elearn.content.quiz import Quiz
from elearn.content.quiz_files import read_quiz
from elearn.content.summary import quiz_summary

SAMPLE = (Path(__file__).parent / "contoh-kuis.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    read, problems = read_quiz(SAMPLE.encode(), "quizzes/spbe/kuis-dasar-spbe.md")
    assert read is not None, problems
    return read


def test_the_summary_says_what_the_format_says(quiz: Quiz):
    assert quiz_summary(quiz).written() == (
        "Ringkasan: 11 soal = 2 tunggal, 1 jamak, 1 benar-salah, 2 isian, 1 angka, 1 pasangkan, 1 urutkan, "
        "1 lengkapi, 1 uraian; total 26 poin; tiap peserta menerima 9 soal; lulus bila >= 70%."
    )


def test_the_front_matter_reads_as_it_says(quiz: Quiz):
    assert quiz.title == "Kuis Modul 2 – Dasar SPBE"
    assert quiz.code == "kuis-dasar-spbe"
    assert quiz.status == "published"
    assert quiz.pass_percent == Decimal(70)
    assert quiz.max_attempts == 3
    assert quiz.wait_between_attempts.days == 1
    assert quiz.time_limit is not None
    assert quiz.time_limit.total_seconds() == 30 * 60
    assert quiz.shuffle_questions
    assert quiz.shuffle_options
    assert quiz.grade_rule == "highest"
    assert quiz.show_explanation == "after_submit"
    assert quiz.introduction == "Bacalah setiap soal dengan teliti. Waktu 30 menit."


def test_the_sections_and_their_draw_read_as_they_say(quiz: Quiz):
    assert [(section.title, section.draw) for section in quiz.sections] == [
        ("Konsep dasar", 3),
        ("Penerapan", None),
    ]


def test_every_question_has_the_kind_it_says(quiz: Quiz):
    assert [(one.code, type(one)) for one in quiz.questions] == [
        ("spbe-01", SingleChoice),
        ("spbe-02", MultipleChoice),
        ("spbe-03", TrueFalse),
        ("spbe-04", ShortText),
        ("spbe-05", ShortText),
        ("spbe-06", Number),
        ("spbe-07", Matching),
        ("spbe-08", Ordering),
        ("spbe-09", Cloze),
        ("spbe-10", SingleChoice),
        ("spbe-11", Essay),
    ]


def test_feedback_hint_and_explanation_stay_where_they_belong(quiz: Quiz):
    first = quiz.questions[0]
    assert isinstance(first, SingleChoice)
    assert first.choices[0].feedback == "Tepat. Lihat Pasal 1 angka 1."
    assert first.choices[1].feedback.startswith("Belum tepat.")
    assert first.choices[2].feedback == ""
    assert first.hints == ('Huruf "P" tidak merujuk pada pelayanan.',)
    assert first.explanation.startswith("SPBE adalah penyelenggaraan")
    assert first.explanation.endswith("informasi dan komunikasi.")


def test_the_answers_of_isian_read_as_they_say(quiz: Quiz):
    short, known = quiz.questions[3], quiz.questions[4]
    assert isinstance(short, ShortText)
    assert isinstance(known, ShortText)
    assert short.answers[0].alternatives == ("BerAKHLAK", "ber akhlak")
    assert [answer.credit for answer in known.answers] == [1, Fraction(1, 2), 0]
    assert known.answers[1].feedback == "Tuliskan nama resminya."


def test_the_number_has_tolerance_and_unit(quiz: Quiz):
    number = quiz.questions[5]
    assert isinstance(number, Number)
    assert number.key.bounds == (Decimal("63.5"), Decimal("64.5"))
    assert number.key.unit == "persen"
    assert number.points == 2
    assert number.title == "Sebuah layanan dinilai 3,2 dari skala 5. Berapa persen capaiannya?"


def test_the_pairs_and_the_distractor_read_as_they_say(quiz: Quiz):
    matching = quiz.questions[6]
    assert isinstance(matching, Matching)
    assert [(pair.left, pair.right) for pair in matching.pairs] == [
        ("SPBE", "Perpres 95 Tahun 2018"),
        ("Satu Data Indonesia", "Perpres 39 Tahun 2019"),
        ("ASN", "UU 20 Tahun 2023"),
    ]
    assert matching.distractors == ("UU 14 Tahun 2008",)
    assert matching.points == 3


def test_the_order_reads_as_written(quiz: Quiz):
    ordering = quiz.questions[7]
    assert isinstance(ordering, Ordering)
    assert ordering.items == ("Menilai kesiapan", "Menyusun rencana", "Melaksanakan", "Mengevaluasi")


def test_the_blanks_of_the_sentence_read_as_they_say(quiz: Quiz):
    cloze = quiz.questions[8]
    assert isinstance(cloze, Cloze)
    assert [blank.right for blank in cloze.blanks] == [
        ("95", "sembilan puluh lima"),
        ("2018",),
        ("Presiden",),
    ]
    assert cloze.blanks[2].options == ("Presiden", "Menteri", "Gubernur")


def test_a_picture_stays_in_the_stem_and_a_part_is_paid(quiz: Quiz):
    picture = quiz.questions[9]
    assert isinstance(picture, SingleChoice)
    assert picture.stem.startswith("![Alur permohonan izin")
    assert [choice.credit for choice in picture.choices] == [1, 0, Fraction(1, 2)]


def test_the_essay_has_its_range_its_rubric_and_its_sample(quiz: Quiz):
    essay = quiz.questions[10]
    assert isinstance(essay, Essay)
    assert (essay.min_words, essay.max_words) == (150, 300)
    assert [(one.points, one.text) for one in essay.rubric] == [
        (4, "Menyebut masalah layanan dengan data"),
        (3, "Usulan sesuai kewenangan unit"),
        (3, "Bahasa jelas dan runtut"),
    ]
    assert essay.points == 10
    assert essay.sample_answer.startswith("Loket legalisasi ijazah")
