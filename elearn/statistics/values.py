"""What goes into the statistics of a quiz and what comes out of them, frozen. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Flag(StrEnum):
    """Why an author should look at a question."""

    TOO_HARD = "too-hard"
    TOO_EASY = "too-easy"
    LOW_DISCRIMINATION = "low-discrimination"
    NEGATIVE_DISCRIMINATION = "negative-discrimination"
    NEGATIVE_WEIGHT = "negative-weight"
    OPTION_NEVER_CHOSEN = "option-never-chosen"
    WRONG_OPTION_ATTRACTS = "wrong-option-attracts"
    TOO_FAST = "too-fast"


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """An option that can be clicked; `pays` when it earns the points or a part of them."""

    id: str
    pays: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A question with a key. `max_mark` above 0 in points, `chance` 0 to 1; no options for typed answers."""

    code: str
    max_mark: float
    chance: float
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """What one person did with one question. `mark` in points; `seconds` None where they are not known."""

    mark: float
    is_blank: bool = False
    chosen: tuple[str, ...] = ()
    seconds: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sitting:
    """A first attempt. `total` and `max_total` are points over all `asked` questions with a key.

    `responses` holds those questions that are today as they were then; the others count in the total only.
    """

    total: float
    max_total: float
    asked: int
    responses: Mapping[str, Response]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """The figures of a question. None: cannot be told (nothing varies, or the time is not known)."""

    facility: float  # 0 to 1
    standard_deviation: float  # points
    discrimination: float | None  # item-rest correlation, -1 to 1
    efficiency: float | None  # at most 1
    effective_weight: float | None  # 0 to 1; None also where the covariance is negative
    chance: float  # 0 to 1
    median_seconds: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class OptionStatistics:
    """How often an option was chosen; `share` of n, 0 to 1. `point_biserial` None below 20 people."""

    id: str
    pays: bool
    count: int
    share: float
    point_biserial: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A flag, and the option that it speaks of, if any."""

    flag: Flag
    option: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionStatistics:
    """One question. `figures` None below 20 people; `options` empty and `blanks` None below 5."""

    code: str
    n: int
    blanks: int | None = None
    figures: Figures | None = None
    options: tuple[OptionStatistics, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class QuizFigures:
    """The whole quiz: scores in percent. `alpha` is told of the `alpha_n` people who received the same
    questions, the largest such group; None when they are fewer than 20.
    """

    mean_percent: float
    standard_deviation_percent: float
    alpha: float | None
    alpha_n: int


@dataclass(frozen=True, kw_only=True, slots=True)
class QuizStatistics:
    """All questions in the author's order; `n` first attempts. `figures` None below 20."""

    n: int
    figures: QuizFigures | None
    questions: tuple[QuestionStatistics, ...]
