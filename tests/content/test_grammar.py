"""The grammar as it was decided where a first reading could go either way."""

from decimal import Decimal
from fractions import Fraction

import pytest

from elearn.content.questions.choices import ChoiceQuestion
from elearn.content.questions.number import Number
from elearn.content.questions.short_text import ShortText
from tests.content.writing import META, asked, question, quiz_and_problems, rules

TWO = "- [x] Satu\n- [ ] Dua"


def choice(answer: str, **more: str) -> ChoiceQuestion:
    """The choice question that an answer reads as."""
    read = question(answer, **more)
    assert isinstance(read, ChoiceQuestion)
    return read


def test_a_line_with_one_unknown_key_is_stem_text_and_told():
    quiz, problems = quiz_and_problems(f"## Apa?\nKode: a | Warna: merah\n\n{TWO}\n")

    assert quiz is not None
    assert quiz.questions[0].stem == "Kode: a | Warna: merah"
    assert "K-158" in [one.rule for one in problems]


def test_an_ordinary_sentence_with_a_colon_is_stem_text_and_not_told():
    quiz, problems = quiz_and_problems(f"## Apa?\nPerhatikan: ini penting.\n\n{TWO}\n")

    assert quiz is not None
    assert quiz.questions[0].stem == "Perhatikan: ini penting."
    assert not {"K-151", "K-158"} & {one.rule for one in problems}


def test_english_keys_mean_the_same():
    read = question(TWO, meta="Code: satu | Points: 2 | Difficulty: hard | Reference: dasar#a")

    assert (read.code, read.points, read.difficulty) == ("satu", 2, "hard")


def test_an_explanation_right_below_an_option_is_not_its_feedback():
    body = f"## Apa?\n{META}\n\n- [x] Satu\n- [ ] Dua\n  > **Pembahasan:** karena begitu.\n"
    quiz, problems = quiz_and_problems(body)

    assert problems == ()
    assert quiz is not None
    read = quiz.questions[0]
    assert isinstance(read, ChoiceQuestion)
    assert read.explanation == "karena begitu."
    assert [one.feedback for one in read.choices] == ["", ""]


@pytest.mark.parametrize("label", ["Pembahasan:", "**Pembahasan:**", "**Pembahasan**:", "pembahasan:"])
def test_a_label_may_be_bold_or_not(label: str):
    quiz, _ = quiz_and_problems(f"## Apa?\n{META}\n\n{TWO}\n\n> {label} karena\n> begitu.\n")

    assert quiz is not None
    assert quiz.questions[0].explanation == "karena\nbegitu."


def test_a_quote_before_the_answer_belongs_to_the_stem():
    quiz, problems = quiz_and_problems(
        f"## Apa?\n{META}\n\n> Pasal 1: kutipan.\n\n{TWO}\n\n> Pembahasan: ya.\n"
    )

    assert problems == ()
    assert quiz is not None
    assert quiz.questions[0].stem == "> Pasal 1: kutipan."


def test_hints_come_in_stages():
    quiz, _ = quiz_and_problems(f"## Apa?\n{META}\n\n{TWO}\n\n> Petunjuk: satu\n\n> Petunjuk: dua\n")

    assert quiz is not None
    assert quiz.questions[0].hints == ("satu", "dua")


def test_words_for_right_wrong_and_partly_right_are_kept():
    labels = "> Jika benar: bagus\n\n> Jika salah: coba lagi\n\n> Jika sebagian: hampir\n"
    quiz, _ = quiz_and_problems(f"## Apa?\n{META}\n\n{TWO}\n\n{labels}")

    assert quiz is not None
    read = quiz.questions[0]
    assert (read.when_right, read.when_wrong, read.when_partial) == ("bagus", "coba lagi", "hampir")


@pytest.mark.parametrize("box", ["[x]", "[X]", "[ x ]", "[x ]"])
def test_all_ways_to_tick_are_one(box: str):
    assert [one.is_right for one in choice(f"- {box} Satu\n- [] Dua\n- [  ] Tiga").choices] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("marker", ["-", "*", "+", "1.", "a.", "b)", "•"])
def test_any_list_marker_may_stand_before_a_box(marker: str):
    assert [one.text for one in choice(f"{marker} [x] Satu\n{marker} [ ] Dua").choices] == ["Satu", "Dua"]


def test_boxes_without_marker_count_in_a_run_after_a_blank_line():
    assert [one.text for one in choice("[x] Satu\n[ ] Dua").choices] == ["Satu", "Dua"]


def test_a_single_box_without_marker_is_no_answer():
    assert "K-115" in rules("## Apa?\nKode: a\n\n[x] Satu\n\nTeks.\n")


def test_boxes_inside_code_are_code():
    body = f"## Apa?\n{META}\n\n```\n- [x] kode\n## bukan judul\n```\n\n{TWO}\n\n> Pembahasan: ya.\n"
    quiz, problems = quiz_and_problems(body)

    assert problems == ()
    assert quiz is not None
    assert len(quiz.questions) == 1
    assert quiz.questions[0].stem == "```\n- [x] kode\n## bukan judul\n```"


def test_a_comment_is_not_read():
    quiz, problems = quiz_and_problems(f"<!-- rahasia\n## bukan soal -->\n\n{asked(TWO)}")

    assert problems == ()
    assert quiz is not None
    assert quiz.introduction == ""


def test_a_partly_right_option_of_a_single_pays_its_part():
    assert [one.credit for one in choice("- [x] A\n- [33,5%] B\n- [ ] C").choices] == [
        1,
        Fraction(67, 200),
        0,
    ]


def test_feedback_after_a_blank_line_must_be_indented():
    assert choice("- [x] A\n\n  > Tepat.\n- [ ] B").choices[0].feedback == "Tepat."
    assert "K-108" in rules(f"## Apa?\n{META}\n\n- [x] A\n\n> Tepat.\n\n- [ ] B\n")


def test_an_option_may_hold_a_paragraph_a_list_and_code():
    text = choice("- [x] A\n\n  Paragraf.\n\n  - butir\n\n  ```\n  kode\n  ```\n- [ ] B").choices[0].text
    assert text == "A\n\nParagraf.\n\n- butir\n\n```\nkode\n```"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("1. Apa itu SPBE?", "Apa itu SPBE?"),
        ("3.14 atau 22/7?", "3.14 atau 22/7?"),
        ("2. 5 orang datang", "2. 5 orang datang"),
        ("Apa itu C# ##", "Apa itu C#"),
    ],
)
def test_a_typed_number_is_dropped_only_before_a_letter(written: str, title: str):
    assert question(TWO, title=written).title == title


def test_an_empty_heading_is_caught():
    assert "K-123" in rules(f"## \nKode: a\n\n{TWO}\n")
    assert "K-123" in rules(f"## 1.\nKode: a\n\n{TWO}\n")


def test_a_draw_in_title_and_meta_together_is_caught():
    assert "K-203" in rules(f"# Dasar (ambil 1)\nAmbil: 1\n\n{asked(TWO)}")


def test_deeper_headings_are_content():
    body = f"## Apa?\n{META}\n\n### Kasus\n\nTeks.\n\n{TWO}\n\n> Pembahasan: ya.\n"
    quiz, _ = quiz_and_problems(body)

    assert quiz is not None
    assert quiz.questions[0].stem.startswith("### Kasus")


@pytest.mark.parametrize(
    ("written", "low", "high", "unit"),
    [
        ("40%", "40", "40", "%"),
        ("40 ± 5%", "38", "42", ""),
        ("40% ± 5", "35", "45", "%"),
        ("64 +- 0,5 persen", "63.5", "64.5", "persen"),
        ("64 +/- 0,5", "63.5", "64.5", ""),
        ("1.500,5", "1500.5", "1500.5", ""),
        ("1.500 rupiah", "1500", "1500", "rupiah"),
        ("\N{MINUS SIGN}5", "-5", "-5", ""),
        ("5 s.d. 10 hari", "5", "10", "hari"),
        ("-5 sampai 5", "-5", "5", ""),
    ],
)
def test_a_number_key_reads_as_decided(written: str, low: str, high: str, unit: str):
    read = question(f"Angka: {written}")

    assert isinstance(read, Number)
    assert read.key.bounds == (Decimal(low), Decimal(high))
    assert read.key.unit == unit


def test_percent_in_two_places_is_refused():
    assert "K-143" in rules(asked("Angka: 40% ± 5%"))


def test_a_pipe_in_an_answer_is_written_with_a_backslash():
    read = question("Isian: a \\| b | c")

    assert isinstance(read, ShortText)
    assert read.answers[0].alternatives == ("a | b", "c")


def test_the_same_answer_twice_is_caught():
    assert "K-129" in rules(asked("Isian: BerAKHLAK | berakhlak."))
    assert "K-129" not in rules(asked("Isian: BerAKHLAK | berakhlak", meta=f"{META} | Persis: ya"))


def test_a_file_without_front_matter_is_a_quiz_too():
    quiz, problems = quiz_and_problems(asked(TWO), matter="")

    assert problems == ()
    assert quiz is not None
    assert quiz.code == "kuis"


def test_every_key_of_the_front_matter_has_its_meaning():
    matter = """---
judul: Ujian
kode: ujian-akhir
jenis: pascates
status: draf
lulus: 80
kesempatan: tidak terbatas
jeda: 2 jam
waktu: 1 jam 30 menit
acak-soal: tidak
acak-pilihan: tidak
nilai: terakhir
tampilkan-pembahasan: setelah-lulus
tampilkan-nilai: tidak
nilai-sebagian: ya
remedial: 0
setara: ujian-awal
---
"""
    quiz, problems = quiz_and_problems(asked(TWO), matter=matter)

    assert problems == ()
    assert quiz is not None
    assert (quiz.purpose, quiz.status, quiz.pass_percent) == ("posttest", "draft", 80)
    assert quiz.max_attempts is None
    assert quiz.wait_between_attempts.total_seconds() == 7200
    assert quiz.time_limit is not None
    assert quiz.time_limit.total_seconds() == 5400
    assert (quiz.grade_rule, quiz.show_explanation, quiz.show_score) == ("latest", "after_pass", False)
    assert not quiz.shuffle_options
    assert quiz.questions[0].partial_credit is True
    assert (quiz.remedial_after, quiz.parallel_form) == (0, "ujian-awal")


def test_practice_shows_feedback_at_once():
    quiz, _ = quiz_and_problems(asked(TWO), matter="---\njudul: Latihan\njenis: latihan\n---\n")

    assert quiz is not None
    assert (quiz.purpose, quiz.show_explanation) == ("practice", "immediately")
