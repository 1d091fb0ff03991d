"""Lengkapi: blanks of three sorts in a text, and the slips that must never be silent."""

import random
import time
from fractions import Fraction

import pytest

from elearn.content.questions.cloze import Cloze
from elearn.content.questions.contract import UnreadableAnswer, Verdict, option_id, part_field
from elearn.content.sentences import worded
from tests.content.writing import META, asked, question, quiz_and_problems, the_problem

ALL = (
    "Lengkapi:\n\nPerpres Nomor [[95 | sembilan puluh lima]] memuat [[Angka: 70 ± 2 pasal]] pasal\n"
    "dan ditetapkan oleh [[ [x] Presiden | [ ] Menteri | [ ] Gubernur ]]."
)


def read(answer: str = ALL, meta: str = META) -> Cloze:
    """The cloze question of an answer part."""
    made = question(answer, meta=meta)
    assert isinstance(made, Cloze)
    return made


def rights(inside: str) -> tuple[str, ...]:
    """The alternatives that one blank reads as."""
    return read(f"Lengkapi:\n\nTeks [[{inside}]] akhir.").blanks[0].right


# --- reading


def test_the_three_sorts_of_blanks_are_read():
    typed, number, menu = read().blanks

    assert typed.right == ("95", "sembilan puluh lima")
    assert number.number is not None
    assert (number.number.bounds, number.number.unit) == ((68, 72), "pasal")
    assert (menu.options, menu.right) == (("Presiden", "Menteri", "Gubernur"), ("Presiden",))


def test_the_text_around_the_blanks_stays_as_it_is():
    made = read("Lengkapi:\n\nTeks **tebal** [[a]], lalu\n\n- butir [[b]]\n- butir dua")
    first, second = (mark for _, mark, _ in made.marked_blanks)

    assert made.text == f"Teks **tebal** {first}, lalu\n\n- butir {second}\n- butir dua"


def test_a_text_may_begin_behind_the_keyword():
    assert read("Lengkapi: Tahun [[2018]] itu.").blanks[0].right == ("2018",)


def test_alternatives_split_at_bars_that_are_not_escaped():
    assert rights("a | b") == ("a", "b")
    assert rights(r"a \| b") == ("a | b",)
    assert rights(r"x\[0\] | y") == ("x[0]", "y")
    assert rights("a[0]") == ("a[0]",)


def test_a_blank_may_run_over_the_end_of_a_line():
    assert rights("sembilan\npuluh | 90") == ("sembilan puluh", "90")


def test_brackets_in_code_are_literal():
    answer = "Lengkapi:\n\nKode `a[[0]]` dan [[b]].\n\n```\n[[c]]\n```\n\nLalu \\[\\[d\\]\\]."
    assert [blank.right for blank in read(answer).blanks] == [("b",)]


def test_what_looks_like_a_value_of_another_language_stays_text():
    for text in ("0123", "12:30", "1.10", "ya", "2018-01-02", "= ~ # { }"):
        assert rights(text) == (text,)


# --- slips


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Tanpa isian.", "K-175"),
        ("", "K-175"),
        ("Satu [[dua tiga.", "K-176"),
        ("Satu [[dua\n\ntiga]] empat.", "K-176"),
        ("Satu dua]] tiga [[empat]].", "K-176"),
        ("Satu [[dua [[tiga]] empat]].", "K-176"),
        ("Satu [[]] dua.", "K-177"),
        ("Satu [[  ]] dua.", "K-177"),
        ("Satu [[a | ]] dua.", "K-128"),
        ("Satu [[a || b]] dua.", "K-128"),
        ("Satu [[a | A.]] dua.", "K-129"),
        ("Satu [[ [ ] a | [ ] b ]] dua.", "K-179"),
        ("Satu [[ [x] a | [x] b ]] dua.", "K-179"),
        ("Satu [[ [x] a | b ]] dua.", "K-180"),
        ("Satu [[ [x] a ]] dua.", "K-181"),
        ("Satu [[ [x] a | [v] b ]] dua.", "K-112"),
        ("Satu [[ [x] a | (x) b ]] dua.", "K-112"),
        ("Satu [[ [x] a | [50%] b ]] dua.", "K-119"),
        ("Satu [[ [x] a | [ ] ]] dua.", "K-106"),
        ("Satu [[ [x] a | | [ ] b ]] dua.", "K-106"),
        ("Satu [[ [x] a | [ ]  a. ]] dua.", "K-109"),
        ("Satu [[Angak: 95]] dua.", "K-183"),
        ("Satu [[Isian: a]] dua.", "K-183"),
        ("Satu [[Angka: 3.14]] dua.", "K-117"),
        ("Satu [[Angka: ]] dua.", "K-140"),
        ("Satu [[Angka: lima]] dua.", "K-141"),
        ("Satu [[Angka: 5 s.d. 10 ± 1]] dua.", "K-142"),
        ("Satu [[dua]](https://a.go.id) tiga.", "K-184"),
        ("Satu ![gambar [[dua]]](gambar/a.png) tiga.", "K-184"),
        ("Satu $x = [[dua]]$ tiga.", "K-184"),
        ("[[a]] " * 101, "K-174"),
        ("Satu [[dua]].\n\n> Umpan balik.", "K-108"),
        ("Satu [[dua]].\n\nPembahasan: begitu.", "K-110"),
        ("Satu [[dua]].\n\n- [x] a\n- [ ] b", "K-102"),
    ],
)
def test_a_slip_is_an_error_with_words_in_both_languages(text: str, rule: str):
    quiz, problems = quiz_and_problems(asked(f"Lengkapi:\n\n{text}"))

    assert quiz is None
    assert rule in [one.rule for one in problems]
    for problem in problems:
        for language in ("id", "en"):
            message, hint = worded(problem, language)
            assert message
            assert "{" not in message + hint


def test_a_slip_is_told_at_its_place():
    problem = the_problem(asked("Lengkapi:\n\nSatu [[dua]] dan\ntiga [[]] empat."), "K-177")

    assert (problem.place.line, problem.place.column) == (12, 6)
    assert problem.excerpt == "tiga [[]] empat."


# --- marking


def test_every_blank_weighs_the_same():
    made = read()
    menu = option_id("Presiden")

    assert made.mark({"1": "95", "2": "70", "3": menu}).fraction == 1
    assert made.mark({"1": "  Sembilan PULUH lima. ", "2": "71"}).fraction == Fraction(2, 3)
    assert made.mark({"2": "68 pasal", "3": option_id("Menteri")}).fraction == Fraction(1, 3)
    assert made.mark({"1": "x"}).verdict is Verdict.WRONG
    assert made.mark(None).verdict is Verdict.BLANK


def test_persis_compares_letter_by_letter():
    made = read("Lengkapi:\n\nTulis [[BerAKHLAK]].", meta=META + " | Persis: ya")

    assert made.mark({"1": "berakhlak"}).fraction == 0
    assert made.mark({"1": "BerAKHLAK"}).fraction == 1


def test_only_lists_can_be_guessed():
    made = read()
    rng = random.Random(3)
    sat = [made.mark(made.robot_answer(rng)).fraction for _ in range(3000)]

    assert made.chance_fraction() == Fraction(1, 9)
    assert abs(float(sum(sat) / len(sat)) - 1 / 9) < 0.02


def test_each_blank_is_judged_by_itself():
    parts = read().parts({"1": "96", "3": option_id("Presiden")})

    assert [(one.given, one.right, one.verdict) for one in parts] == [
        ("96", "95", Verdict.WRONG),
        ("", "70 ± 2 pasal", Verdict.BLANK),
        ("Presiden", "Presiden", Verdict.RIGHT),
    ]


def test_a_typed_number_is_echoed_where_it_is_read_otherwise():
    made = read("Lengkapi:\n\nBiaya [[Angka: 1500 rupiah]] atau [[Angka: 2]] atau [[x]].")

    assert made.echo({"1": "Rp 1.500", "2": "2", "3": "1.500"}) == "1: 1500"
    assert made.echo({"2": "2"}) is None
    assert made.echo(None) is None


def test_a_text_full_of_brackets_and_backticks_is_read_in_no_time():
    for text in (
        "[[a]]\n\n" * 5000,
        "".join(f"{'`' * n} x " for n in range(300)),
        "[" * 290 + "\n\n" + "]" * 290,
    ):
        started = time.perf_counter()
        quiz_and_problems(asked(f"Lengkapi:\n\n{text}"))
        assert time.perf_counter() - started < 5


# --- posting and showing


def test_a_number_that_cannot_be_read_is_asked_again():
    with pytest.raises(UnreadableAnswer, match="number"):
        read().parse_answer({part_field("2"): ["tujuh puluh"]})


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({part_field("3"): ["Presiden"]}, "unknown-option"),
        ({part_field("4"): ["x"]}, "unknown-option"),
        ({part_field("1"): ["x", "y"]}, "too-many"),
        ({part_field("1"): ["x" * 501]}, "too-long"),
        ({part_field("1"): ["x\0"]}, "characters"),
    ],
)
def test_what_is_not_on_the_page_is_refused(form: dict[str, list[str]], code: str):
    with pytest.raises(UnreadableAnswer) as refusal:
        read().parse_answer(form)
    assert refusal.value.code == code


def test_blanks_left_empty_are_left_out():
    form = {part_field("1"): [" "], part_field("2"): ["70"], part_field("3"): [""]}

    assert read().parse_answer(form) == {"2": "70"}
    assert read().parse_answer({part_field("1"): [""]}) is None


def test_the_order_of_a_list_does_not_tell_the_key():
    assert [text for _, text in read().blanks[2].choices] == ["Gubernur", "Menteri", "Presiden"]
