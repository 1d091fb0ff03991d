"""Pasangkan: what an author writes, how it is marked, and the slips that must never be silent."""

import random
from fractions import Fraction

import pytest

from elearn.content.questions.contract import Mark, UnreadableAnswer, Verdict, option_id, part_field
from elearn.content.questions.matching import Matching, split_at_arrow
from elearn.content.quiz import quiz_from_data
from elearn.content.sentences import worded
from tests.content.writing import META, asked, question, quiz_and_problems, rules, the_problem

THREE = "Pasangkan:\n\n- Satu -> Pertama\n- Dua -> Kedua\n- Tiga -> Ketiga\n- -> Keempat"


def read(answer: str = THREE, meta: str = META) -> Matching:
    """The matching question of an answer part."""
    made = question(answer, meta=meta)
    assert isinstance(made, Matching)
    return made


def pairs_of(answer: str) -> list[tuple[str, str]]:
    """The pairs that an answer part reads as."""
    return [(pair.left, pair.right) for pair in read(answer).pairs]


def answer_of(made: Matching, **rights: str) -> dict[str, str]:
    """An answer with a right side chosen for some left sides, by their words."""
    return {option_id(left): option_id(right) for left, right in rights.items()}


# --- reading


@pytest.mark.parametrize("arrow", ["->", "=>", "→", "⇒", "-->", "==>", "–>", "\uf0e0", "➔"])
def test_every_arrow_that_a_word_processor_makes_is_read(arrow: str):
    assert pairs_of(f"Pasangkan:\n- A {arrow} B\n- C{arrow}D") == [("A", "B"), ("C", "D")]


def test_the_first_arrow_outside_code_splits():
    answer = "Pasangkan:\n\n- `a -> b` -> panah -> kanan\n- Dua -> `x -> y`"

    assert pairs_of(answer) == [("`a -> b`", "panah -> kanan"), ("Dua", "`x -> y`")]


def test_an_arrow_behind_a_backslash_is_a_word_of_the_left_side():
    assert split_at_arrow(r"A \-> B -> C") == ("A -> B", "C")
    assert pairs_of("Pasangkan:\n\n- A \\→ B → C\n- D -> E")[0] == ("A → B", "C")


def test_an_empty_left_side_makes_a_distractor():
    made = read()

    assert made.distractors == ("Keempat",)
    assert len(made.pairs) == 3
    assert made.rights == ("Pertama", "Kedua", "Ketiga", "Keempat")


def test_two_left_sides_may_share_a_right_side():
    made = read("Pasangkan:\n\n- Kucing -> Hewan\n- Anjing ->  Hewan.\n- Mawar -> Bunga")

    assert made.rights == ("Hewan", "Bunga")
    assert made.mark(answer_of(made, Kucing="Hewan", Anjing="Hewan", Mawar="Bunga")).fraction == 1


def test_an_item_goes_on_below_and_blank_lines_between_items_change_nothing():
    answer = "Pasangkan:\n\n- Satu ->\n  Pertama\n\n\n* Dua -> Kedua\n  sampai habis"
    assert pairs_of(answer) == [("Satu", "Pertama"), ("Dua", "Kedua\nsampai habis")]


# --- slips


def test_a_left_side_without_a_right_one_is_caught():
    problem = the_problem(asked("Pasangkan:\n\n- Satu -> Pertama\n- Dua ->\n- Tiga -> Ketiga"), "K-162")

    assert problem.is_error
    assert problem.place.line == 12


def test_an_item_without_arrow_is_caught():
    problem = the_problem(asked("Pasangkan:\n\n- Satu -> Pertama\n- Dua Kedua\n- Tiga -> C"), "K-161")
    assert "Dua Kedua" in problem.message()


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("Pasangkan:\n\n- A -> B", "K-160"),
        ("Pasangkan:", "K-160"),
        ("Pasangkan:\n\n- A -> B\n- a -> C\n- A -> D", "K-163"),
        ("Pasangkan:\n\n- A -> B\n- C -> D\n- -> B", "K-164"),
        ("Pasangkan:\n\n- A -> B\n- C -> D\n- -> E\n- -> E", "K-164"),
        ("Pasangkan: A -> B\n\n- A -> B\n- C -> D", "K-165"),
        ("Pasangkan:\n\n- A -> B\n-C -> D\n- E -> F", "K-167"),
        ("Pasangkan:\n\n- A -> B\nC -> D\n- E -> F", "K-168"),
        ("Pasangkan:\n\n- A -> B\n- C -> B", "K-169"),
        ("Pasangkan:\n\n- A -> B\n- C -> D\n  > Umpan balik.", "K-108"),
        ("Pasangkan:\n\n- A -> B\n- C -> D\n\nTeks lain.", "K-111"),
        ("Pasangkan:\n\n- A -> B\n- C -> D\n\nPembahasan: begitu.", "K-110"),
        ("Pasangkan:\n\n- A -> B\n- C -> D\n\nIsian: x", "K-102"),
        ("Pasangkan:\n\n- A -> B\n- C -> D\n\n- [x] x\n- [ ] y", "K-102"),
    ],
)
def test_a_slip_is_an_error_with_words_in_both_languages(answer: str, rule: str):
    quiz, problems = quiz_and_problems(asked(answer))

    assert quiz is None
    assert rule in [one.rule for one in problems]
    for problem in problems:
        for language in ("id", "en"):
            message, hint = worded(problem, language)
            assert message
            assert "{" not in message + hint


def test_a_pair_without_its_marker_is_mended_with_one():
    problem = the_problem(asked("Pasangkan:\n\n- A -> B\nC -> D\n- E -> F"), "K-168")

    assert problem.mend is not None
    assert (problem.mend.line, problem.mend.text) == (12, "- ")


def test_a_misspelt_keyword_is_guessed():
    assert 'Maksud Anda "Pasangkan:"' in the_problem(asked("Pasangan:\n\n- A -> B\n- C -> D"), "K-115").hint()


def test_jenis_must_fit_the_keyword():
    assert "K-122" in rules(asked(THREE, meta="Kode: a | Jenis: jamak | Rujukan: b#c"))
    assert rules(asked(THREE, meta="Kode: a | Jenis: pasangkan | Rujukan: b#c")) == []


# --- marking


def test_every_right_pair_is_paid():
    made = read()

    assert made.mark(answer_of(made, Satu="Pertama", Dua="Ketiga", Tiga="Ketiga")).fraction == Fraction(2, 3)
    assert made.mark(answer_of(made, Satu="Pertama")) == Mark.of(Fraction(1, 3))
    assert made.mark(answer_of(made, Satu="Keempat")).verdict is Verdict.WRONG
    assert made.mark(None).verdict is Verdict.BLANK


def test_the_author_may_ask_for_all_pairs_or_nothing():
    made = read(meta=META + " | Nilai-sebagian: tidak")

    assert made.mark(answer_of(made, Satu="Pertama", Dua="Kedua")).fraction == 0
    assert made.mark(made.right_answer()).fraction == 1
    assert made.chance_fraction() == Fraction(1, 4**3)


def test_a_quiz_that_says_nothing_still_pays_pairs():
    quiz, _ = quiz_and_problems(asked(THREE))
    assert quiz is not None
    assert quiz.settled(quiz.questions[0]).partial_credit is True

    strict, _ = quiz_and_problems(asked(THREE), matter="---\njudul: Kuis\nnilai-sebagian: tidak\n---\n\n")
    assert strict is not None
    assert strict.settled(strict.questions[0]).partial_credit is False


@pytest.mark.parametrize(("says", "pays"), [("", True), ("nilai-sebagian: tidak\n", False)])
def test_the_quiz_s_word_on_parts_holds_for_the_questions_of_its_banks(says: str, pays: bool):
    bank, _ = quiz_and_problems(asked(THREE))
    quiz, _ = quiz_and_problems(asked("- [x] a\n- [ ] b"), matter=f"---\njudul: Kuis\n{says}---\n\n")
    assert bank is not None and quiz is not None
    (pooled,) = (one for one in quiz.pool([bank]).questions if isinstance(one, Matching))
    assert pooled.partial_credit is pays


def test_a_quiz_stored_before_not_said_had_a_value_of_its_own_still_pays_pairs():
    quiz, _ = quiz_and_problems(asked(THREE))
    assert quiz is not None and quiz.partial_credit is None
    old = quiz_from_data({**quiz.to_data(), "partial_credit": False})
    assert old.settled(old.questions[0]).partial_credit is True


def test_chance_is_what_clicking_at_random_earns():
    made = read()
    rng = random.Random(7)
    sat = [made.mark(made.robot_answer(rng)).fraction for _ in range(3000)]

    assert made.chance_fraction() == Fraction(1, 4)
    assert abs(float(sum(sat) / len(sat)) - 0.25) < 0.02


def test_each_part_is_judged_by_itself():
    made = read()
    parts = made.parts(answer_of(made, Satu="Pertama", Dua="Ketiga"))

    assert [(one.name, one.given, one.right, one.verdict) for one in parts] == [
        ("Satu", "Pertama", "Pertama", Verdict.RIGHT),
        ("Dua", "Ketiga", "Kedua", Verdict.WRONG),
        ("Tiga", "", "Ketiga", Verdict.BLANK),
    ]


# --- posting


def test_pairs_left_open_are_left_out():
    made = read()
    form = {
        part_field(option_id("Satu")): [option_id("Kedua")],
        part_field(option_id("Dua")): [""],
    }

    assert made.parse_answer(form) == {option_id("Satu"): option_id("Kedua")}
    assert made.parse_answer({}) is None


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({part_field(option_id("Satu")): ["o0"]}, "unknown-option"),
        ({part_field("tak-ada"): [option_id("Kedua")]}, "unknown-option"),
        ({"answer": [option_id("Kedua")]}, "unknown-option"),
        ({part_field(option_id("Satu")): [option_id("Kedua"), option_id("Ketiga")]}, "too-many"),
        ({part_field(option_id("Satu")): ["x" * 1000]}, "too-long"),
    ],
)
def test_what_is_not_on_the_page_is_refused(form: dict[str, list[str]], code: str):
    with pytest.raises(UnreadableAnswer) as refusal:
        read().parse_answer(form)
    assert refusal.value.code == code


def test_the_order_of_the_right_sides_never_tells_the_key():
    made = read(meta=META + " | Acak: tidak")
    by_words = [made.option_text(one) for one in made.option_order(5, shuffle=True)]
    dealt = {read().option_order(seed, shuffle=True) for seed in range(60)}

    assert by_words == ["Kedua", "Keempat", "Ketiga", "Pertama"]
    assert len(dealt) > 15
