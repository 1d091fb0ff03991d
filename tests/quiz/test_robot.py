"""The robot that sits a quiz before learners do: what it lets pass and what it tells."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings

from elearn.content.questions.choices import Choice
from elearn.content.questions.contract import Answer, Mark, Question, QuestionStatus
from elearn.content.questions.essay import Essay
from elearn.content.questions.short_text import KnownAnswer, ShortText
from elearn.content.questions.single_choice import SingleChoice
from elearn.content.questions.survey import Survey
from elearn.content.questions.true_false import TrueFalse
from elearn.content.quiz import Purpose, Quiz, QuizSection
from elearn.quiz.drawing import drawn_codes
from elearn.quiz.robot import FALSE_ALARM, LUCK_ABOVE, is_unlikely, sit
from tests.content.strategies import QUESTIONS
from tests.quiz.samples import all_kinds, make_quiz, number, short_text, single


def rules(quiz: Quiz, **more: Any) -> list[str]:
    """The rules that the robot tells of."""
    return [problem.rule for problem in sit(quiz, **more).problems]


def of_two(code: str, **values: Any) -> SingleChoice:
    """One right option of two."""
    choices = (Choice(text="Satu", credit=Fraction(1)), Choice(text="Dua"))
    return SingleChoice(code=code, title=code, choices=choices, **values)


def drawn(count: int, draw: int) -> Quiz:
    """A practice with a section that draws."""
    asked = tuple(single(f"q{n}") for n in range(count))
    section = QuizSection(title="", draw=draw, shuffle=True, questions=asked)
    return make_quiz(sections=(section,), purpose=Purpose.PRACTICE)


class TestASoundQuiz:
    def test_nothing_is_told(self) -> None:
        quiz = make_quiz(*all_kinds(), *(short_text(f"t{n}") for n in range(5)))
        assert sit(quiz).problems == ()

    def test_every_sitting_is_the_same_every_time(self) -> None:
        assert sit(make_quiz()) == sit(make_quiz())

    @given(QUESTIONS)
    @settings(deadline=None, max_examples=60)
    def test_no_question_that_could_be_read_upsets_it(self, question: Question) -> None:
        report = sit(make_quiz(question), sittings=3)
        assert {problem.rule for problem in report.problems} <= {"K-702", "K-704", "K-750"}
        for problem in report.problems:
            assert problem.message("id") != problem.message("en")

    def test_a_quiz_without_questions_is_left_alone(self) -> None:
        assert sit(make_quiz(single(status=QuestionStatus.WITHDRAWN))).problems == ()


@dataclass(frozen=True, kw_only=True)
class Stingy(ShortText):
    """Pays half for the key, and something for nothing."""

    def mark(self, answer: Answer) -> Mark:
        return Mark.of(Fraction(1, 2))


class TestTheKey:
    def test_a_key_that_does_not_earn_everything_is_told(self) -> None:
        question = Stingy(code="q", title="Apa?", answers=(KnownAnswer(alternatives=("a",)),))
        report = sit(make_quiz(question, number()))
        assert [(one.rule, one.values["percent"]) for one in report.problems] == [("K-701", "50")]

    def test_a_blank_that_is_paid_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        full = Mark.of(Fraction(1))
        monkeypatch.setattr("elearn.quiz.robot.mark_of", lambda quiz, question, answer: full)
        assert rules(make_quiz(number())) == ["K-703"]

    def test_a_key_that_no_learner_can_send_is_told(self) -> None:
        question = ShortText(code="q", title="Apa?", answers=(KnownAnswer(alternatives=("a" * 501,)),))
        assert rules(make_quiz(question)) == ["K-702"]

    def test_essays_and_surveys_are_left_out_and_counted(self) -> None:
        survey = Survey(code="s", title="Puas?", choices=(Choice(text="Ya"), Choice(text="Belum")))
        essay = Essay(code="e", title="Jelaskan.", points=Decimal(10))
        report = sit(make_quiz(number(), survey, essay))
        assert (report.problems, report.awaiting, report.unmarked) == ((), 1, 1)
        alone = sit(make_quiz(survey, essay))
        assert (alone.mean_percent, alone.lucky_share, alone.problems) == (None, None, ())

    def test_essays_do_not_hide_that_the_rest_can_be_clicked(self) -> None:
        essay = Essay(code="e", title="Jelaskan.", points=Decimal(10))
        assert rules(make_quiz(*(of_two(f"q{n}") for n in range(5)), essay)) == ["K-750"]


class TestLuck:
    def test_clicking_that_passes_more_than_one_time_in_twenty_is_told(self) -> None:
        # All five of five at 80 %: five coins, at least four heads: 6/32.
        report = sit(make_quiz(*(of_two(f"q{n}") for n in range(5)), pass_percent=Decimal(80)))
        assert [one.rule for one in report.problems] == ["K-750"]
        assert report.lucky_share is not None
        assert abs(report.lucky_share - Fraction(6, 32)) < Fraction(6, 100)  # 3.4 standard deviations
        assert not report.problems[0].is_error

    def test_clicking_that_passes_less_often_is_not(self) -> None:
        # Eight of ten at 80 %: 56/1024 + ... = 5.5 % for coins, 0.04 % for options of four.
        report = sit(make_quiz(*(single(f"q{n}") for n in range(10)), pass_percent=Decimal(80)))
        assert report.problems == ()
        assert report.lucky_share is not None
        assert report.lucky_share <= LUCK_ABOVE

    def test_clicking_that_passes_on_average_is_an_error(self) -> None:
        report = sit(make_quiz(*(of_two(f"q{n}") for n in range(5)), pass_percent=Decimal(40)))
        assert [(one.rule, one.is_error) for one in report.problems] == [("K-704", True)]

    def test_the_mean_is_the_chance_that_the_kinds_name(self) -> None:
        quiz = make_quiz()
        chance = sum(quiz.settled(one).chance_fraction() for one in quiz.questions) / len(quiz.questions)
        report = sit(quiz)
        assert report.mean_percent is not None
        assert abs(report.mean_percent / 100 - chance) < Fraction(3, 100)

    @pytest.mark.parametrize(
        "values", [{"purpose": Purpose.PRACTICE}, {"pass_percent": Decimal(0)}], ids=["practice", "no mark"]
    )
    def test_where_nothing_is_passed_luck_is_nothing(self, values: dict[str, Any]) -> None:
        report = sit(make_quiz(*(of_two(f"q{n}") for n in range(5)), **values))
        assert (report.problems, report.mean_percent, report.lucky_share) == ((), None, None)


class TestTheDraw:
    @pytest.mark.parametrize(("count", "draw"), [(2, 1), (6, 2), (40, 3), (200, 1), (200, 199)])
    def test_a_fair_draw_raises_no_alarm(self, count: int, draw: int) -> None:
        assert rules(drawn(count, draw)) == []

    def test_a_draw_over_the_whole_quiz_is_looked_at_too(self) -> None:
        quiz = make_quiz(*(single(f"q{n}") for n in range(6)), draw=2, purpose=Purpose.PRACTICE)
        first_two = lambda quiz, seed: ("q0", "q1")  # noqa: E731
        assert set(rules(quiz, draw=first_two)) == {"K-705"}
        assert rules(quiz, draw=drawn_codes) == []

    def test_a_question_that_never_comes_and_one_that_comes_too_often_are_told(self) -> None:
        def leaning(quiz: Quiz, seed: int) -> tuple[str, ...]:
            codes = [code for code in drawn_codes(quiz, seed) if code != "q0"]
            return tuple(codes if len(codes) == 2 else [*codes, "q1" if "q1" not in codes else "q2"])

        report = sit(drawn(6, 2), draw=leaning)
        told = {one.values["question"]: one.values["times"] for one in report.problems}
        assert told["Judul q0"] == "0"
        assert "Judul q1" in told
        assert "Judul q5" not in told

    def test_a_section_that_asks_all_its_questions_draws_nothing(self) -> None:
        assert rules(drawn(3, 5)) == []


class TestTheBound:
    def test_a_fair_die_is_never_called_unfair(self) -> None:
        rng = random.Random(1)
        for sides in range(2, 60):
            for tries in (1, 5, 20, 100, 500):
                hits = sum(rng.randrange(sides) == 0 for _ in range(tries))
                assert not is_unlikely(hits, tries, Fraction(1, sides))

    def test_it_is_as_strict_as_it_says(self) -> None:
        # 30 heads in a row are 2^-30 = 0.93e-9 probable, 29 are not below the bound times two.
        assert 2**-31 * 2 < FALSE_ALARM < 2**-29 * 2
        assert is_unlikely(31, 31, Fraction(1, 2))
        assert not is_unlikely(29, 29, Fraction(1, 2))

    def test_nothing_is_unlikely_where_there_is_no_chance(self) -> None:
        assert not is_unlikely(5, 5, Fraction(1))
        assert not is_unlikely(0, 0, Fraction(1, 2))


@dataclass(frozen=True, kw_only=True)
class Still(SingleChoice):
    """Puts the options of the file in the same order whatever the seed, the last one first."""

    def option_order(self, seed: int, shuffle: bool) -> tuple[str, ...]:
        return tuple(choice.id for choice in reversed(self.choices))


class TestTheShuffle:
    OPTIONS = (Choice(text="Satu", credit=Fraction(1)), Choice(text="Dua"), Choice(text="Semua benar"))

    def test_an_option_that_speaks_of_the_others_stays_last(self) -> None:
        sound = SingleChoice(code="q", title="Apa?", choices=self.OPTIONS)
        assert rules(make_quiz(sound, number(), short_text())) == []

    def test_one_that_is_moved_is_told_and_so_is_a_key_that_stays(self) -> None:
        still = Still(code="q", title="Apa?", choices=self.OPTIONS)
        found = sit(make_quiz(still, number(), short_text())).problems
        assert [(one.rule, one.values["option"]) for one in found] == [
            ("K-706", "Semua benar"),
            ("K-707", "Satu"),
        ]

    @pytest.mark.parametrize(
        "quiz",
        [
            make_quiz(Still(code="q", title="Apa?", choices=OPTIONS, shuffle=False), number(), short_text()),
            make_quiz(
                Still(code="q", title="Apa?", choices=OPTIONS), number(), short_text(), shuffle_options=False
            ),
        ],
        ids=["Acak: tidak", "acak-pilihan: tidak"],
    )
    def test_where_the_author_pinned_the_order_nothing_is_looked_at(self, quiz: Quiz) -> None:
        assert rules(quiz) == []

    def test_the_scale_of_a_survey_keeps_its_order(self) -> None:
        choices = (*(Choice(text=word) for word in ("Ya", "Semua jawaban di atas benar", "Belum")),)
        assert rules(make_quiz(Survey(code="q", title="Puas?", choices=choices), number())) == []

    def test_true_and_false_keep_their_places(self) -> None:
        choices = (Choice(text="Benar", credit=Fraction(1)), Choice(text="Salah"))
        quiz = make_quiz(TrueFalse(code="q", title="Ini.", choices=choices), number(), short_text())
        assert rules(quiz) == []


def test_two_hundred_questions_take_seconds() -> None:
    asked = [single(f"q{n}") for n in range(150)] + [number(f"n{n}") for n in range(50)]
    quiz = make_quiz(*asked, draw=100, shuffle_questions=True)
    started = process_time()
    sit(quiz)
    assert process_time() - started < 15, "on a machine three times as slow it must still be bearable"
