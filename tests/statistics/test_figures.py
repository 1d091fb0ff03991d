"""Figures of quizzes: by hand, against SciPy and NumPy, and what must hold for every group of people."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from elearn.statistics import formulas
from elearn.statistics.figures import quiz_statistics
from elearn.statistics.values import (
    Finding,
    Flag,
    Item,
    Option,
    QuestionStatistics,
    QuizStatistics,
    Response,
    Sitting,
)

OPTIONS = (Option(id="key", pays=True), Option(id="a", pays=False), Option(id="b", pays=False))


def item(code: str, max_mark: float = 1.0, options: tuple[Option, ...] = ()) -> Item:
    return Item(code=code, max_mark=max_mark, chance=0.25, options=options)


def sitting(marks: dict[str, float], chosen: dict[str, str] | None = None, **values: object) -> Sitting:
    """A first attempt at questions worth one point each."""
    picked = chosen or {}
    responses = {
        code: Response(mark=mark, chosen=(picked[code],) if code in picked else ())
        for code, mark in marks.items()
    }
    made = Sitting(total=sum(marks.values()), max_total=len(marks), asked=len(marks), responses=responses)
    return replace(made, **values)


def sittings(columns: Sequence[Sequence[float]]) -> list[Sitting]:
    """Sittings from the marks of each question; the questions are q0, q1, ..."""
    return [
        sitting({f"q{place}": mark for place, mark in enumerate(row)}) for row in zip(*columns, strict=True)
    ]


def items(count: int) -> list[Item]:
    return [item(f"q{place}") for place in range(count)]


def question(statistics: QuizStatistics, code: str) -> QuestionStatistics:
    return next(one for one in statistics.questions if one.code == code)


def flags(one: QuestionStatistics) -> set[Flag]:
    return {finding.flag for finding in one.findings}


class TestByHand:
    # Five people. x: mean 3/5; deviations .4 .4 -.6 -.6 .4, squares together 1.2, variance 1.2/4 = .3.
    # r: mean 2; deviations 2 1 -1 0 -2, squares together 10, variance 10/4 = 2.5.
    MARKS = (1.0, 1.0, 0.0, 0.0, 1.0)
    RESTS = (4.0, 3.0, 1.0, 2.0, 0.0)

    def test_facility_is_the_mean_share_of_the_points(self) -> None:
        assert formulas.facility(self.MARKS, 1.0) == pytest.approx(0.6)
        assert formulas.facility(self.MARKS, 2.0) == pytest.approx(0.3)

    def test_the_standard_deviation_divides_by_one_less_than_n(self) -> None:
        assert formulas.spread(self.MARKS) == pytest.approx(0.3**0.5)
        assert formulas.spread((2.0,)) == 0

    def test_discrimination_is_the_correlation_with_the_rest(self) -> None:
        # Products .8 + .4 + .6 + 0 - .8 = 1.0, covariance 1/4; 0.25 / sqrt(.3 * 2.5) = 0.288675.
        assert formulas.correlation(self.MARKS, self.RESTS) == pytest.approx(0.2886751)

    def test_efficiency_compares_with_the_best_order(self) -> None:
        # In rising order x 0 0 1 1 1 meets r 0 1 2 3 4: 1.2 + .6 + 0 + .4 + .8 = 3.0; reached is 1.0.
        assert formulas.efficiency(self.MARKS, self.RESTS) == pytest.approx(1 / 3)

    def test_nothing_is_told_of_a_question_that_all_answer_alike(self) -> None:
        same = (1.0,) * 5
        assert formulas.correlation(same, self.RESTS) is None
        assert formulas.efficiency(same, self.RESTS) is None
        assert formulas.point_biserial(self.RESTS, self.RESTS) is None

    def test_effective_weights_are_shares_of_roots_and_a_negative_one_is_left_out(self) -> None:
        # Roots 2 and 1: two thirds, one third.
        found = formulas.effective_weights({"a": 4.0, "b": 1.0, "c": -1.0, "d": 0.0})
        assert found == {"a": pytest.approx(2 / 3), "b": pytest.approx(1 / 3), "c": None, "d": 0.0}

    def test_alpha(self) -> None:
        # Variances 1/3, 1/4, 1/4, together 5/6; totals 3 2 1 0, variance 5/3. 3/2 * (1 - 1/2) = 0.75.
        columns = ((1.0, 1.0, 0.0, 0.0), (1.0, 1.0, 1.0, 0.0), (1.0, 0.0, 0.0, 0.0))
        assert formulas.alpha(columns) == pytest.approx(0.75)
        assert formulas.alpha(columns[:1]) is None
        assert formulas.alpha(((1.0, 0.0), (0.0, 1.0))) is None

    def test_point_biserial(self) -> None:
        # Those with rest 4 and 3 chose it: (3.5 - 2) / sqrt(2.5) * sqrt(2/3 * 5/4) = 0.866025.
        assert formulas.point_biserial((4.0, 3.0), self.RESTS) == pytest.approx(0.8660254)

    def test_a_whole_quiz(self) -> None:
        # The five people above, four times: mean stays, sums of squares are 4 times, divided by 19.
        # The rest is one more question worth 4 points, with the marks of RESTS.
        people = [
            Sitting(
                total=mark + rest,
                max_total=5.0,
                asked=2,
                responses={"x": Response(mark=mark), "y": Response(mark=rest)},
            )
            for mark, rest in zip(self.MARKS * 4, self.RESTS * 4, strict=True)
        ]
        found = quiz_statistics([item("x"), item("y", 4.0)], people)
        assert found.n == 20
        one = question(found, "x").figures
        assert one is not None
        assert one.facility == pytest.approx(0.6)
        assert one.standard_deviation == pytest.approx((4.8 / 19) ** 0.5)
        assert one.discrimination == pytest.approx(0.2886751)
        assert one.efficiency == pytest.approx(1 / 3)
        # cov(x, total) = (4.8 + 4.0) / 19, cov(y, total) = (40 + 4.0) / 19: roots as 1 to sqrt(5).
        assert one.effective_weight == pytest.approx(1 / (1 + 5**0.5))
        # Totals 5 4 1 2 1: mean 2.6, 52 %.
        assert found.figures is not None
        assert found.figures.mean_percent == pytest.approx(52)
        # Variances 4.8, 40, of totals 4.8 + 40 + 2 * 4 = 52.8, all over 19: 2 * (1 - 44.8 / 52.8).
        assert found.figures.alpha == pytest.approx(2 * (1 - 44.8 / 52.8))
        assert found.figures.alpha_n == 20


MARK = st.sampled_from([0.0, 1 / 3, 0.5, 1.0])


@st.composite
def groups(draw: st.DrawFn) -> list[list[float]]:
    """Marks of two to five questions of 20 to 40 people, as columns."""
    people = draw(st.integers(20, 40))
    column = st.lists(MARK, min_size=people, max_size=people)
    return draw(st.lists(column, min_size=2, max_size=5))


class TestAgainstScipy:
    @settings(deadline=None, max_examples=60)
    @given(groups())
    def test_discrimination_and_efficiency(self, columns: list[list[float]]) -> None:
        totals = np.sum(columns, axis=0)
        found = quiz_statistics(items(len(columns)), sittings(columns))
        for column, one in zip(columns, found.questions, strict=True):
            marks, rests = np.array(column), np.round(totals - column, 9)
            assert one.figures is not None
            assert one.figures.facility == pytest.approx(np.mean(marks))
            assert one.figures.standard_deviation == pytest.approx(np.std(marks, ddof=1), abs=1e-9)
            if np.ptp(marks) == 0 or np.ptp(rests) < 1e-9:
                assert one.figures.discrimination is None
                continue
            assert one.figures.discrimination == pytest.approx(stats.pearsonr(marks, rests).statistic)
            best = np.cov(np.sort(marks), np.sort(rests))[0, 1]
            assert one.figures.efficiency == pytest.approx(np.cov(marks, rests)[0, 1] / best)

    @settings(deadline=None, max_examples=60)
    @given(groups())
    def test_alpha(self, columns: list[list[float]]) -> None:
        matrix = np.array(columns)
        found = quiz_statistics(items(len(columns)), sittings(columns)).figures
        assert found is not None
        if np.ptp(matrix.sum(axis=0)) < 1e-9:
            assert found.alpha is None
            return
        # The other way to write alpha: from the whole covariance matrix.
        covariances, count = np.cov(matrix), len(columns)
        expected = count / (count - 1) * (1 - np.trace(covariances) / covariances.sum())
        assert found.alpha == pytest.approx(expected, abs=1e-9)

    @settings(deadline=None, max_examples=60)
    @given(
        st.lists(
            st.tuples(st.sampled_from(["key", "a", "b", ""]), st.integers(0, 9)), min_size=20, max_size=40
        )
    )
    def test_point_biserial_of_every_option(self, people: list[tuple[str, int]]) -> None:
        made = [
            sitting({"q0": float(pick == "key"), "rest": rest}, {"q0": pick} if pick else {})
            for pick, rest in people
        ]
        (one,) = quiz_statistics([item("q0", options=OPTIONS)], made).questions
        rests = [rest for _, rest in people]
        for option in one.options:
            picked = [pick == option.id for pick, _ in people]
            assert option.count == sum(picked)
            if len(set(picked)) == 1 or len(set(rests)) == 1:
                assert option.point_biserial is None
            else:
                expected = stats.pointbiserialr(picked, rests).statistic
                assert option.point_biserial == pytest.approx(expected, abs=1e-9)


class TestWhateverTheGroup:
    @settings(deadline=None, max_examples=60)
    @given(groups())
    def test_figures_stay_in_their_ranges(self, columns: list[list[float]]) -> None:
        found = quiz_statistics(items(len(columns)), sittings(columns))
        weights = []
        for one in found.questions:
            assert one.figures is not None
            assert 0 <= one.figures.facility <= 1
            assert one.figures.discrimination is None or -1 <= one.figures.discrimination <= 1
            assert one.figures.efficiency is None or one.figures.efficiency <= 1
            weights.append(one.figures.effective_weight or 0)
        assert sum(weights) == pytest.approx(1) or not any(weights)

    @settings(deadline=None, max_examples=60)
    @given(groups(), st.randoms(use_true_random=False))
    def test_the_order_of_people_changes_nothing(
        self, columns: list[list[float]], rng: random.Random
    ) -> None:
        people = sittings(columns)
        before = quiz_statistics(items(len(columns)), people)
        rng.shuffle(people)
        assert quiz_statistics(items(len(columns)), people) == before


class TestSmallGroups:
    def test_under_twenty_people_no_figure_is_shown_but_counts_are(self) -> None:
        people = [sitting({"q0": 1.0, "rest": float(n)}, {"q0": "key"}) for n in range(19)]
        found = quiz_statistics([item("q0", options=OPTIONS)], people)
        (one,) = found.questions
        assert (found.n, found.figures, one.n, one.figures, one.findings) == (19, None, 19, None, ())
        assert [option.count for option in one.options] == [19, 0, 0]
        assert {option.point_biserial for option in one.options} == {None}
        assert quiz_statistics([item("q0")], [*people, people[0]]).figures is not None

    def test_under_five_people_nothing_but_n_is_shown(self) -> None:
        people = [sitting({"q0": 0.0}, {"q0": "a"}) for _ in range(4)]
        found = quiz_statistics([item("q0", options=OPTIONS)], people)
        assert found == QuizStatistics(n=4, figures=None, questions=(QuestionStatistics(code="q0", n=4),))

    def test_nobody_yet(self) -> None:
        found = quiz_statistics(items(2), [])
        assert (found.n, [one.n for one in found.questions]) == (0, [0, 0])


class TestDrawnQuestions:
    def test_a_drawn_question_is_judged_by_those_who_received_it(self) -> None:
        # Thirty people have q0 and one of q1, q2: 20 received q1 and all were right, 10 received q2.
        people = [sitting({"q0": float(n % 2), "q1": 1.0}) for n in range(20)]
        people += [sitting({"q0": float(n % 2), "q2": 0.0}) for n in range(10)]
        found = quiz_statistics(items(3), people)
        assert [one.n for one in found.questions] == [30, 20, 10]
        drawn = question(found, "q1").figures
        assert drawn is not None
        assert drawn.facility == 1
        assert question(found, "q2").figures is None

    def test_the_rest_score_is_the_total_without_the_question(self) -> None:
        # Alone with itself a question would go with the total perfectly; without it nothing varies.
        people = [sitting({"q0": float(n % 2), "q1": 1.0}) for n in range(20)]
        one = question(quiz_statistics(items(2), people), "q0").figures
        assert one is not None
        assert one.discrimination is None
        assert one.effective_weight == pytest.approx(1)

    def test_alpha_is_told_of_the_largest_group_with_the_same_questions(self) -> None:
        same = [sitting({"q0": float(n % 2), "q1": float(n % 3 == 0)}) for n in range(24)]
        others = [sitting({"q0": 1.0, "q2": float(n % 2)}) for n in range(8)]
        outdated = [sitting({"q0": 1.0}, asked=2, total=2.0, max_total=2.0) for _ in range(30)]
        alone = quiz_statistics(items(3), same).figures
        mixed = quiz_statistics(items(3), [*others, *outdated, *same]).figures
        assert alone is not None
        assert mixed is not None
        assert (mixed.alpha, mixed.alpha_n) == (alone.alpha, 24)


class TestBlanks:
    def test_a_blank_earns_nothing_and_counts(self) -> None:
        people = [sitting({"q0": 1.0}, {"q0": "key"}) for _ in range(15)]
        blank = Sitting(total=0, max_total=1, asked=1, responses={"q0": Response(mark=0, is_blank=True)})
        (one,) = quiz_statistics([item("q0", options=OPTIONS)], [*people, *[blank] * 5]).questions
        assert (one.n, one.blanks) == (20, 5)
        assert one.figures is not None
        assert one.figures.facility == 0.75
        assert one.options[0].share == 0.75


class TestFindings:
    def people(self, right: int, of: int = 100, **values: object) -> list[Sitting]:
        """`right` of 100 people answer q0, the best of them."""
        return [
            sitting({"q0": float(n < right), "rest": float(of - n)}, {"q0": "key" if n < right else "a"})
            for n in range(of)
        ]

    def one(self, people: list[Sitting], options: tuple[Option, ...] = ()) -> QuestionStatistics:
        (found,) = quiz_statistics([item("q0", options=options)], people).questions
        return found

    @pytest.mark.parametrize(
        ("right", "expected"), [(29, Flag.TOO_HARD), (30, None), (95, None), (96, Flag.TOO_EASY)]
    )
    def test_hard_and_easy(self, right: int, expected: Flag | None) -> None:
        found = flags(self.one(self.people(right)))
        assert found & {Flag.TOO_HARD, Flag.TOO_EASY} == ({expected} if expected else set())

    def test_a_question_that_tells_people_apart_is_not_flagged(self) -> None:
        assert flags(self.one(self.people(60))) == set()

    def test_low_discrimination_starts_below_twenty(self) -> None:
        # x alternates; r is alternating too with a part that has nothing to do with x.
        def group(strength: float) -> list[Sitting]:
            return [
                sitting({"q0": float(n % 2), "rest": strength * (n % 2) + (n // 2) % 2}) for n in range(40)
            ]

        # r = s / sqrt(s^2 + 1): 0.196 for 0.2, 0.287 for 0.3.
        assert flags(self.one(group(0.2))) == {Flag.LOW_DISCRIMINATION}
        assert flags(self.one(group(0.3))) == set()

    def test_negative_discrimination_and_negative_weight(self) -> None:
        upside_down = [sitting({"q0": float(n % 2), "rest": 5.0 - 3 * (n % 2)}) for n in range(20)]
        found = self.one(upside_down)
        assert flags(found) == {Flag.NEGATIVE_DISCRIMINATION, Flag.NEGATIVE_WEIGHT}
        assert found.figures is not None
        assert found.figures.effective_weight is None

    def test_an_option_nobody_chose_and_one_that_draws_the_best(self) -> None:
        # The best people choose "a": the key is probably wrong. Nobody chooses "b".
        people = [
            sitting({"q0": float(n >= 10), "rest": float(50 - n)}, {"q0": "key" if n >= 10 else "a"})
            for n in range(20)
        ]
        found = self.one(people, OPTIONS)
        assert Finding(flag=Flag.OPTION_NEVER_CHOSEN, option="b") in found.findings
        assert Finding(flag=Flag.WRONG_OPTION_ATTRACTS, option="a") in found.findings
        paid = (OPTIONS[0], replace(OPTIONS[1], pays=True), OPTIONS[2])
        assert Flag.WRONG_OPTION_ATTRACTS not in flags(self.one(people, paid))

    @pytest.mark.parametrize(
        ("seconds", "known", "is_flagged"), [(4.9, 20, True), (5.0, 20, False), (1.0, 19, False)]
    )
    def test_too_fast(self, seconds: float, known: int, is_flagged: bool) -> None:
        people = self.people(60)
        for place in range(known):
            response = replace(people[place].responses["q0"], seconds=seconds)
            people[place] = replace(people[place], responses={"q0": response})
        found = self.one(people)
        assert (Flag.TOO_FAST in flags(found)) is is_flagged
        assert found.figures is not None
        assert found.figures.median_seconds == (seconds if known >= 20 else None)
