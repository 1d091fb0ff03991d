"""What first attempts tell about the questions of a quiz. Pure; the formulas are in formulas.py.

Blanks: a question that was shown and left empty earns 0 marks and counts in n. A question drawn at random is
judged by those who received it; its rest score is the total without it.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import covariance, fmean, median

from elearn.statistics import formulas
from elearn.statistics.values import (
    Figures,
    Finding,
    Flag,
    Item,
    Option,
    OptionStatistics,
    QuestionStatistics,
    QuizFigures,
    QuizStatistics,
    Response,
    Sitting,
)

MIN_FOR_FIGURES = 20
"""Below this n no figure is shown: a correlation of 0 in the population still comes out above 0.4 or below
-0.4 in one of twelve groups of 20, so smaller groups would flag good questions by chance."""

MIN_FOR_COUNTS = 5
"""Below this n nothing but n is shown: in smaller groups a count can tell who answered what."""

TOO_HARD_BELOW = 0.30
TOO_EASY_ABOVE = 0.95
LOW_DISCRIMINATION_BELOW = 0.20
TOO_FAST_BELOW_S = 5.0
ROUNDED_PLACES = 9


@dataclass
class _Column:
    """The answers to one question as they come in, packed: ten thousand people fit into a small server."""

    item: Item
    sittings: array[int] = field(default_factory=lambda: array("l"))
    marks: array[float] = field(default_factory=lambda: array("d"))
    totals: array[float] = field(default_factory=lambda: array("d"))
    seconds: array[float] = field(default_factory=lambda: array("d"))
    chosen_rests: dict[str, array[float]] = field(default_factory=dict)
    blanks: int = 0

    def __post_init__(self) -> None:
        self.chosen_rests = {option.id: array("d") for option in self.item.options}

    def add(self, number: int, total: float, response: Response) -> None:
        self.sittings.append(number)
        self.marks.append(response.mark)
        self.totals.append(total)
        self.blanks += response.is_blank
        if response.seconds is not None:
            self.seconds.append(response.seconds)
        for option in response.chosen:
            if option in self.chosen_rests:
                self.chosen_rests[option].append(_rest(total, response.mark))

    @property
    def n(self) -> int:
        return len(self.marks)

    @property
    def rests(self) -> list[float]:
        return [_rest(total, mark) for total, mark in zip(self.totals, self.marks, strict=True)]


def _rest(total: float, mark: float) -> float:
    # 0.1 + 0.2 - 0.2 must be 0.1, or scores that are equal would seem to vary.
    return round(total - mark, ROUNDED_PLACES)


def quiz_statistics(items: Sequence[Item], sittings: Iterable[Sitting]) -> QuizStatistics:
    """The statistics of a quiz; `sittings` is read once, and its order does not matter."""
    columns = {item.code: _Column(item) for item in items}
    percents = array("d")
    groups: list[frozenset[str] | None] = []
    known_groups: dict[frozenset[str], frozenset[str]] = {}
    for number, sitting in enumerate(sittings):
        percents.append(100 * sitting.total / sitting.max_total if sitting.max_total else 0.0)
        answered = {code: one for code, one in sitting.responses.items() if code in columns}
        for code, response in answered.items():
            columns[code].add(number, sitting.total, response)
        same = frozenset(answered)
        groups.append(known_groups.setdefault(same, same) if len(same) == sitting.asked else None)
    weights = formulas.effective_weights(
        {code: covariance(one.marks, one.totals) for code, one in columns.items() if _is_enough(one.n)}
    )
    return QuizStatistics(
        n=len(percents),
        figures=_quiz_figures(percents, columns, groups) if _is_enough(len(percents)) else None,
        questions=tuple(_question(column, weights.get(code)) for code, column in columns.items()),
    )


def _is_enough(people: int) -> bool:
    return people >= MIN_FOR_FIGURES


def _quiz_figures(
    percents: Sequence[float], columns: Mapping[str, _Column], groups: Sequence[frozenset[str] | None]
) -> QuizFigures:
    counted = Counter(group for group in groups if group is not None)
    # Between groups of one size the codes decide, so that the order of people does not.
    group = max(counted, key=lambda one: (counted[one], sorted(one)), default=frozenset[str]())
    size = counted[group]
    same = (
        [
            [
                mark
                for sitting, mark in zip(columns[code].sittings, columns[code].marks, strict=True)
                if groups[sitting] is group
            ]
            for code in sorted(group)
        ]
        if _is_enough(size)
        else []
    )
    return QuizFigures(
        mean_percent=fmean(percents),
        standard_deviation_percent=formulas.spread(percents),
        alpha=formulas.alpha(same),
        alpha_n=size,
    )


def _question(column: _Column, weight: float | None) -> QuestionStatistics:
    if column.n < MIN_FOR_COUNTS:
        return QuestionStatistics(code=column.item.code, n=column.n)
    rests = column.rests if _is_enough(column.n) else []
    figures = _figures(column, rests, weight) if rests else None
    options = tuple(_option(option, column, rests) for option in column.item.options)
    return QuestionStatistics(
        code=column.item.code,
        n=column.n,
        blanks=column.blanks,
        figures=figures,
        options=options,
        findings=tuple(_findings(figures, options, weight_is_negative=_works_against(column)))
        if figures
        else (),
    )


def _figures(column: _Column, rests: Sequence[float], weight: float | None) -> Figures:
    return Figures(
        facility=formulas.facility(column.marks, column.item.max_mark),
        standard_deviation=formulas.spread(column.marks),
        discrimination=formulas.correlation(column.marks, rests),
        efficiency=formulas.efficiency(column.marks, rests),
        effective_weight=weight,
        chance=column.item.chance,
        median_seconds=median(column.seconds) if _is_enough(len(column.seconds)) else None,
    )


def _option(option: Option, column: _Column, rests: Sequence[float]) -> OptionStatistics:
    chosen = column.chosen_rests[option.id]
    return OptionStatistics(
        id=option.id,
        pays=option.pays,
        count=len(chosen),
        share=len(chosen) / column.n,
        point_biserial=formulas.point_biserial(chosen, rests) if rests else None,
    )


def _works_against(column: _Column) -> bool:
    return covariance(column.marks, column.totals) < -formulas.TOLERANCE


def _findings(
    figures: Figures, options: Sequence[OptionStatistics], *, weight_is_negative: bool
) -> Iterator[Finding]:
    if figures.facility < TOO_HARD_BELOW:
        yield Finding(flag=Flag.TOO_HARD)
    if figures.facility > TOO_EASY_ABOVE:
        yield Finding(flag=Flag.TOO_EASY)
    if figures.discrimination is not None and figures.discrimination < -formulas.TOLERANCE:
        yield Finding(flag=Flag.NEGATIVE_DISCRIMINATION)
    elif figures.discrimination is not None and figures.discrimination < LOW_DISCRIMINATION_BELOW:
        yield Finding(flag=Flag.LOW_DISCRIMINATION)
    if weight_is_negative:
        yield Finding(flag=Flag.NEGATIVE_WEIGHT)
    if figures.median_seconds is not None and figures.median_seconds < TOO_FAST_BELOW_S:
        yield Finding(flag=Flag.TOO_FAST)
    for option in options:
        if option.count == 0:
            yield Finding(flag=Flag.OPTION_NEVER_CHOSEN, option=option.id)
        elif not option.pays and (option.point_biserial or 0.0) > formulas.TOLERANCE:
            yield Finding(flag=Flag.WRONG_OPTION_ATTRACTS, option=option.id)
