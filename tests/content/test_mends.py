"""The mends behind `elearn check --fix`: only what is surely meant, and never twice."""

from elearn.content.mend import mended, mended_text, with_mends
from elearn.content.module_files import read_module
from elearn.content.quiz_files import read_quiz
from elearn.problems import Mend

QUIZ = "quizzes/spbe/02-akhir.md"
MODULE = "modules/spbe/01-dasar.md"


def test_missing_codes_are_written():
    boxes = "- [x] A\n- [ ] B\n"
    text = f"---\njudul: Akhir\n---\n\n## Apa itu SPBE?\n\n{boxes}\n## Apa itu SPBE?\nPoin: 2\n\n{boxes}"
    fixed = mended_text(text, QUIZ)
    quiz, problems = read_quiz(fixed.encode(), QUIZ)

    assert "judul: Akhir\nkode: akhir\n---" in fixed
    assert quiz is not None
    assert sorted(one.code for one in quiz.questions) == ["apa-itu-spbe", "apa-itu-spbe-2"]
    assert [one.points for one in quiz.questions] == [1, 2]
    assert not {"K-156", "K-206"} & {one.rule for one in problems}


def test_section_codes_are_written_and_stay_when_the_heading_is_reworded():
    fixed = mended_text("---\njudul: Dasar\n---\n\n## Apa itu SPBE?\n\nTeks.\n", MODULE)
    reworded, problems = read_module(fixed.replace("Apa itu", "Mengenal").encode(), MODULE)

    assert "## Apa itu SPBE? {#apa-itu-spbe}" in fixed
    assert problems == ()
    assert reworded is not None
    assert reworded.sections[0].code == "apa-itu-spbe"


def test_the_code_of_a_course_is_the_name_of_its_folder():
    assert "kode: spbe\n" in mended_text("---\njudul: SPBE\n---\n\nTeks.\n", "modules/spbe/course.md")


def test_english_keys_become_indonesian_ones():
    fixed = mended_text("---\ntitle: Akhir\nMax_Attempts: 3\nkode: a\n---\n", QUIZ)

    assert fixed.startswith("---\njudul: Akhir\nkesempatan: 3\nkode: a\n---\n")


def test_boxes_become_canonical_and_code_stays_as_it_is():
    fixed = mended_text("## A?\nKode: a\n\n```\n-[X] kode\n```\n\n-[X] A\n* [] B\n- (x) C\n- ( ) D\n", QUIZ)

    assert fixed.endswith("```\n-[X] kode\n```\n\n- [x] A\n* [ ] B\n- [x] C\n- [ ] D\n")


def test_the_key_left_in_an_option_is_taken_out():
    assert "- [ ] B\n" in mended_text("## A?\nKode: a\n\n- [x] A\n- [ ] B (benar)\n", QUIZ)


def test_a_decimal_point_and_a_misspelt_label_are_mended():
    fixed = mended_text("## A?\nKode: a\n\nAngka: 3.14\n\n> **Pembahsan:** pi\n", QUIZ)

    assert "Angka: 3,14\n" in fixed
    assert "> **Pembahasan:** pi\n" in fixed


def test_line_ends_stay_and_what_is_no_text_comes_back_untouched():
    assert mended(b"---\r\njudul: A\r\n---\r\n", QUIZ) == b"---\r\njudul: A\r\nkode: akhir\r\n---\r\n"
    assert mended(b"\xff\xfe\x00", QUIZ) == b"\xff\xfe\x00"


def test_of_two_mends_in_one_place_the_first_is_made():
    mends = [Mend(line=1, start=1, end=3, text="X"), Mend(line=1, start=2, end=4, text="Y")]

    assert with_mends("abcd", mends) == "Xcd"
