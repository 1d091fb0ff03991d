"""The formulas of classical item analysis: plain numbers in, one figure out. Pure.

x is the mark of one person for one question, r the rest score (his total without x). Every variance and
covariance divides by n - 1. Sums are exactly rounded, so the order of people never changes a figure.

Sources: Crocker and Algina, Introduction to Classical and Modern Test Theory (1986), chapters 5, 7 and 14;
Henrysson, Psychometrika 28 (1963), 211-218; Loevinger, Psychological Bulletin 45 (1948), 507-529; Cronbach,
Psychometrika 16 (1951), 297-334; Wang and Stanley, Review of Educational Research 40 (1970), 663-705.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum, sqrt
from statistics import covariance, fmean

TOLERANCE = 1e-9
"""Marks are stored with eight places: differences and covariances below this are rounding."""

Numbers = Sequence[float]


def is_constant(values: Numbers) -> bool:
    """Whether all values are the same; nothing can be told from a question that all answer alike."""
    return len(values) < 2 or max(values) - min(values) < TOLERANCE


def variance(values: Numbers) -> float:
    """sum (x - mean)^2 / (n - 1) of two values or more; that of the standard library is exact, and slow."""
    mean = fmean(values)
    return fsum((value - mean) ** 2 for value in values) / (len(values) - 1)


def facility(marks: Numbers, max_mark: float) -> float:
    """Item difficulty p: the mean mark as a share of the highest possible, 0 to 1 (Crocker and Algina, 14).

    `marks` has at least one mark, `max_mark` is above 0.
    """
    return min(max(fmean(marks) / max_mark, 0.0), 1.0)


def spread(values: Numbers) -> float:
    """Standard deviation sqrt(sum (x - mean)^2 / (n - 1)), in the unit of the values; 0 for a single one."""
    return 0.0 if is_constant(values) else sqrt(variance(values))


def correlation(xs: Numbers, ys: Numbers) -> float | None:
    """Product-moment correlation, -1 to 1; None where one of the two does not vary.

    With ys the rest scores it is the corrected item-total correlation, the discrimination of a question
    (Henrysson 1963): the question itself is taken out of the score it is compared with.
    """
    if is_constant(xs) or is_constant(ys):
        return None
    value = covariance(xs, ys) / sqrt(variance(xs) * variance(ys))
    return min(max(value, -1.0), 1.0)


def efficiency(marks: Numbers, rests: Numbers) -> float | None:
    """Covariance reached over the highest one that these marks allow, at most 1; None where none is possible.

    The highest covariance of two sets of numbers is that of both in rising order (rearrangement inequality).
    The ratio is Loevinger's (1948) coefficient of homogeneity for one question against the rest.
    """
    if is_constant(marks) or is_constant(rests):
        return None
    return min(covariance(marks, rests) / covariance(sorted(marks), sorted(rests)), 1.0)


def effective_weights(covariances: Mapping[str, float]) -> dict[str, float | None]:
    """The share of each question in what makes totals differ, 0 to 1; None where it works against the others.

    `covariances` holds cov(x, total) of each question. Components weigh by what they contribute to the
    spread of the total, not by their points (Wang and Stanley 1970): sqrt(cov(x, total)) over the sum of
    these roots. A question with a negative covariance has no root and no part in the sum.
    """
    roots = {code: sqrt(value) for code, value in covariances.items() if value > TOLERANCE}
    whole = fsum(roots.values())
    return {code: _weight(value, roots.get(code, 0.0), whole) for code, value in covariances.items()}


def _weight(value: float, root: float, whole: float) -> float | None:
    if value < -TOLERANCE or not whole:
        return None
    return root / whole


def alpha(columns: Sequence[Numbers]) -> float | None:
    """Cronbach's alpha: k / (k - 1) * (1 - sum var(x_i) / var(total)), at most 1; it may be negative.

    `columns` holds the marks of each of k questions, of the same people in the same order. None for fewer
    than two questions or totals that do not vary.
    """
    count = len(columns)
    if count < 2:
        return None
    totals = [fsum(marks) for marks in zip(*columns, strict=True)]
    if is_constant(totals):
        return None
    own = fsum(variance(marks) for marks in columns)
    return min(count / (count - 1) * (1 - own / variance(totals)), 1.0)


def point_biserial(chosen_rests: Numbers, rests: Numbers) -> float | None:
    """Correlation of "chose this option" (1 or 0) with the rest score, -1 to 1; None where nothing varies.

    `chosen_rests` are the rest scores of those who chose it, `rests` those of all. Written out, the
    product-moment correlation is (M1 - M) / s * sqrt(n1 / n0 * n / (n - 1)): n1 people chose it and n0 did
    not, M1 is the mean of those who did, M and s are mean and standard deviation of all n (Crocker and
    Algina, 14).
    """
    people, with_it = len(rests), len(chosen_rests)
    if with_it in (0, people) or is_constant(rests):
        return None
    odds = with_it / (people - with_it)
    value = (fmean(chosen_rests) - fmean(rests)) / spread(rests) * sqrt(odds * people / (people - 1))
    return min(max(value, -1.0), 1.0)
