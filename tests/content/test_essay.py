"""Uraian: word range, rubric, sample answer; the slips that must never be silent; what learners never see."""

from dataclasses import replace
from decimal import Decimal

import pytest

from elearn.content.questions.contract import UnreadableAnswer, Verdict
from elearn.content.questions.essay import (
    MAX_ANSWER_CHARACTERS,
    MAX_WORDS,
    Criterion,
    Essay,
    Level,
    word_count,
)
from elearn.content.questions.kinds import question_from_data
from elearn.content.questions.writing import write_question
from elearn.content.sentences import worded
from tests.content.writing import asked, question, quiz_and_problems, rules, the_problem

META = "Kode: satu | Poin: 10 | Rujukan: dasar#pengantar"
RUBRIC = """Rubrik:

- (4) Menyebut masalah dengan data
  - 4: Ada angka dan sumbernya
  - 2: Ada angka tanpa sumber
  - 0: Tanpa angka
- (3) Usulan sesuai kewenangan
- (3) Bahasa jelas dan runtut"""
ANSWER = f"Uraian: 150-300 kata\n\n{RUBRIC}\n\n> **Contoh jawaban:** Loket melayani 40 orang per hari."


def read(answer: str = ANSWER, meta: str = META) -> Essay:
    """The essay of an answer part."""
    made = question(answer, meta=meta)
    assert isinstance(made, Essay)
    return made


def test_range_rubric_levels_and_sample_read_as_written():
    essay = read()

    assert (essay.min_words, essay.max_words) == (150, 300)
    assert essay.rubric[0] == Criterion(
        text="Menyebut masalah dengan data",
        points=Decimal(4),
        levels=(
            Level(points=Decimal(4), text="Ada angka dan sumbernya"),
            Level(points=Decimal(2), text="Ada angka tanpa sumber"),
            Level(points=Decimal(0), text="Tanpa angka"),
        ),
    )
    assert [one.points for one in essay.rubric] == [4, 3, 3]
    assert essay.sample_answer == "Loket melayani 40 orang per hari."


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("150-300 kata", (150, 300)),
        ("150 – 300 kata", (150, 300)),
        ("150 s.d. 300", (150, 300)),
        ("1.000 sampai 1.500 kata", (1000, 1500)),
        ("200-200 kata", (200, 200)),
        ("paling banyak 300 kata", (None, 300)),
        ("maks. 300", (None, 300)),
        ("Minimal 50 kata", (50, None)),
        ("", (None, None)),
    ],
)
def test_a_word_range_may_be_written_in_several_ways(written: str, expected: tuple[int | None, int | None]):
    essay = read(f"Uraian: {written}\n\n{RUBRIC}")

    assert (essay.min_words, essay.max_words) == expected


@pytest.mark.parametrize(
    "written",
    ["300 kata", "300-150 kata", "0-10 kata", "banyak", "1,5-3 kata", f"1-{MAX_WORDS + 1}", "1.5-3 kata"],
)
def test_a_word_range_that_says_nothing_sure_is_an_error(written: str):
    assert "K-192" in rules(asked(f"Uraian: {written}\n\n{RUBRIC}", meta=META))


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("Uraian:\n\nRubrik:\n\n- (4) Satu\n- (3) Dua", "K-195"),
        ("Uraian:\n\nRubrik:", "K-199"),
        ("Uraian:\n\nRubrik: (10) Satu", "K-165"),
        ("Uraian:\n\nRubrik:\n\n- (10) Satu\n- Dua", "K-194"),
        ("Uraian:\n\nRubrik:\n\n- 10: Satu", "K-194"),
        ("Uraian:\n\n- (10) Satu", "K-193"),
        ("Uraian:\n\nRubrik:\n\n- (10)", "K-166"),
        ("Uraian:\n\nRubrik:\n\n- (10) Satu\n- (0) Dua", "K-196"),
        ("Uraian:\n\nRubrik:\n\n- (2.5) Satu\n- (7,5) Dua", "K-117"),
        ("Uraian:\n\nRubrik:\n\n- (10) Satu\n  - 12: Terlalu banyak", "K-196"),
        ("Uraian:\n\nRubrik:\n\n- (10) Satu\n  - 10: Baik\n  - 10: Juga baik", "K-197"),
        ("Uraian:\n\nRubrik:\n\n- (10) Satu\n  - 8: Baik\n  - 0: Kurang", "K-198"),
        ("Uraian:\n\nRubrik:\n\n- (10) Satu\n  - 10:", "K-166"),
        ("Uraian:\n\nTulis di sini.", "K-111"),
        ("Uraian:\n\nRubrik:\n\n- (10) Satu\n\nContoh jawaban: begini", "K-110"),
        ("Uraian:\n\nRubrik:\n\n- (10) Satu\n\n- [x] Dua", "K-102"),
        ("Uraian:\n\nIsian: dua", "K-102"),
        ("Uraian:\n\nRubrik:\n\n- (10) Satu\n\n> **Contoh jawabn:** begini", "K-113"),
        ("Uraian:\n\nRubrik:\n\n" + "- (0,4) Butir\n" * 25, "K-174"),
    ],
)
def test_a_slip_is_an_error_with_words_in_both_languages(answer: str, rule: str):
    quiz, problems = quiz_and_problems(asked(answer, meta=META))

    assert quiz is None
    assert rule in [one.rule for one in problems]
    for problem in problems:
        for language in ("id", "en"):
            message, hint = worded(problem, language)
            assert message
            assert "{" not in message + hint


def test_the_sum_is_told_with_the_points_to_write():
    problem = the_problem(asked("Uraian:\n\nRubrik:\n\n- (4) Satu\n- (3,5) Dua", meta=META), "K-195")

    assert problem.values["total"] == "7,5"
    assert "Poin: 7,5" in problem.hint()


def test_a_sample_answer_under_another_kind_is_an_error():
    assert "K-186" in rules(asked("- [x] Satu\n- [ ] Dua\n\n> **Contoh jawaban:** Satu."))


def test_an_essay_without_a_rubric_is_told_and_marked_as_a_whole():
    assert rules(asked("Uraian:")) == ["K-185"]
    assert [(one.text, one.points) for one in read("Uraian:").criteria] == [("", Decimal(10))]


@pytest.mark.parametrize(("minutes", "expected"), [("9 menit", ["K-254"]), ("10 menit", [])])
def test_an_essay_in_a_hurried_quiz_is_told(minutes: str, expected: list[str]):
    matter = f"---\njudul: Kuis\nkode: kuis\nwaktu: {minutes}\n---\n\n"

    assert rules(asked(ANSWER, meta=META), matter) == expected


def test_an_answer_waits_for_a_person_whatever_it_says():
    essay = read()

    assert essay.mark("Apa saja").verdict is Verdict.AWAITING
    assert essay.mark("Apa saja").fraction == 0
    assert essay.mark(None).verdict is Verdict.BLANK
    assert essay.mark(" \n").verdict is Verdict.BLANK
    assert essay.mark(["Apa", "saja"]).verdict is Verdict.WRONG
    assert essay.NEEDS_GRADER


def test_a_text_is_kept_as_typed_with_one_kind_of_line_end():
    essay = read()

    assert essay.parse_answer({"answer": ["  Satu.\r\nDua.\rTiga. "]}) == "  Satu.\nDua.\nTiga. "
    assert essay.parse_answer({"answer": [" \r\n "]}) is None
    full = "a\r\n" * (MAX_ANSWER_CHARACTERS // 2)
    assert essay.parse_answer({"answer": [full]}) == full.replace("\r", "")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (["a" * (MAX_ANSWER_CHARACTERS + 1)], "too-long"),
        (["a\0b"], "characters"),
        (["a\ud800b"], "characters"),
        (["a", "b"], "too-many"),
    ],
)
def test_what_cannot_be_stored_is_refused(values: list[str], code: str):
    with pytest.raises(UnreadableAnswer) as refusal:
        read().parse_answer({"answer": values})
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Satu dua\ntiga", 3),
        ("e-KTP 12:30 UU 20/2023", 4),
        ("satu - dua — tiga ...", 3),
        ("«kata»", 1),
    ],
)
def test_words_are_what_stands_between_spaces_and_holds_a_letter_or_digit(text: str, count: int):
    assert word_count(text) == count


def test_the_sample_answer_is_in_no_text_for_learners_and_not_in_the_right_answer():
    essay = replace(read(), sample_answer="Rahasia penilai")

    assert list(essay.grader_texts()) == ["Rahasia penilai"]
    assert not [text for text in essay.texts() if "Rahasia" in text]
    assert "Rahasia" not in str(essay.right_answer())
    assert essay.parts("x") == ()
    assert essay.echo("x") is None


def test_what_is_written_reads_back_equal_and_so_does_its_data():
    essay = read()
    again, _ = quiz_and_problems(write_question(essay))

    assert again is not None
    assert again.questions == (essay,)
    assert question_from_data(essay.to_data()) == essay
