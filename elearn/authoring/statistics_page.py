"""The page with the statistics of a quiz: every figure ready to print, nobody's name anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from elearn.content.questions.contract import Question
from elearn.quiz.offers import Offer
from elearn.quiz.questions import Texts
from elearn.statistics.figures import MIN_FOR_COUNTS, MIN_FOR_FIGURES
from elearn.statistics.first_attempts import judged_questions, statistics_of
from elearn.statistics.sentences import advice
from elearn.statistics.values import (
    Figures,
    OptionStatistics,
    QuestionStatistics,
    QuizFigures,
)
from elearn.web.formats import number
from elearn.web.language import content

NOT_KNOWN = "–"
SVG_WIDTH = 100


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One figure in words; `bar` is its length of 100, None where a bar would say nothing."""

    name: str
    value: str
    bar: float | None = None


@dataclass(frozen=True, kw_only=True)
class OptionRow:
    """An option: its text, how many chose it, and how that goes with the score on the other questions."""

    text: Markup
    pays: bool
    count: int
    share: str
    bar: float
    correlation: str


@dataclass(frozen=True, kw_only=True)
class QuestionCard:
    """One question. `facility` and `discrimination` are repeated in the overview."""

    number: int
    question: Question
    title: Markup
    stem: Markup | None
    n: int
    has_counts: bool
    blanks: int | None
    blank_share: str
    blank_bar: float
    measures: tuple[Measure, ...]
    facility: str
    discrimination: str
    options: tuple[OptionRow, ...]
    advice: tuple[Markup, ...]


@dataclass(frozen=True, kw_only=True)
class StatisticsPage:
    """The whole page; `measures` of the quiz are empty below `needed` people."""

    course_title: str
    course_code: str
    quiz_title: str
    quiz_code: str
    n: int
    needed: int
    draws: bool
    measures: tuple[Measure, ...]
    questions: tuple[QuestionCard, ...]


def statistics_page(offer: Offer) -> StatisticsPage:
    """The statistics of a published quiz, worded in the reader's language."""
    quiz = offer.released.quiz
    statistics = statistics_of(offer)
    texts = Texts(offer.released.html)
    judged = judged_questions(quiz)
    return StatisticsPage(
        course_title=offer.course.title,
        course_code=offer.course.code,
        quiz_title=offer.entry.title,
        quiz_code=offer.entry.code,
        n=statistics.n,
        needed=MIN_FOR_FIGURES,
        draws=quiz.draws,
        measures=_quiz_measures(statistics.figures) if statistics.figures else (),
        questions=tuple(
            _card(place, question, one, texts)
            for place, (question, one) in enumerate(zip(judged, statistics.questions, strict=True), start=1)
        ),
    )


def _quiz_measures(figures: QuizFigures) -> tuple[Measure, ...]:
    mean = figures.mean_percent
    return (
        Measure(name=gettext("Nilai rata-rata"), value=_percent(mean / 100), bar=_bar(mean / 100)),
        Measure(name=gettext("Simpangan baku nilai"), value=_plain(figures.standard_deviation_percent, 1)),
        Measure(name=gettext("Keajegan (alfa Cronbach)"), value=_plain(figures.alpha, 2)),
        Measure(name=gettext("Peserta dengan soal yang sama"), value=number(figures.alpha_n)),
    )


def _card(place: int, question: Question, one: QuestionStatistics, texts: Texts) -> QuestionCard:
    figures = one.figures
    blank_share = (one.blanks or 0) / one.n if one.n else 0.0
    return QuestionCard(
        number=place,
        question=question,
        title=texts[question.title],
        stem=texts[question.stem] if question.stem else None,
        n=one.n,
        has_counts=one.n >= MIN_FOR_COUNTS,
        blanks=one.blanks,
        blank_share=_percent(blank_share),
        blank_bar=_bar(blank_share),
        measures=_measures(figures) if figures else (),
        facility=_percent(figures.facility) if figures else NOT_KNOWN,
        discrimination=_hundredths(figures.discrimination) if figures else NOT_KNOWN,
        options=tuple(_option(option, question, texts) for option in one.options),
        advice=_advice(one, question, texts),
    )


def _measures(figures: Figures) -> tuple[Measure, ...]:
    discrimination, weight = figures.discrimination, figures.effective_weight
    seconds = figures.median_seconds
    return (
        Measure(name=gettext("Kemudahan"), value=_percent(figures.facility), bar=_bar(figures.facility)),
        Measure(name=gettext("Nilai tebak"), value=_percent(figures.chance), bar=_bar(figures.chance)),
        Measure(name=gettext("Simpangan baku"), value=_plain(figures.standard_deviation, 2)),
        Measure(
            name=gettext("Daya beda"), value=_hundredths(discrimination), bar=_bar(discrimination or 0.0)
        ),
        Measure(name=gettext("Efisiensi daya beda"), value=_percent(figures.efficiency)),
        Measure(name=gettext("Bobot efektif"), value=_percent(weight), bar=_bar(weight or 0.0)),
        Measure(
            name=gettext("Waktu tengah"),
            value=NOT_KNOWN if seconds is None else gettext("%(seconds)s detik", seconds=number(seconds, 0)),
        ),
    )


def _option(option: OptionStatistics, question: Question, texts: Texts) -> OptionRow:
    return OptionRow(
        text=texts[question.option_text(option.id)],
        pays=option.pays,
        count=option.count,
        share=_percent(option.share),
        bar=_bar(option.share),
        correlation=_plain(option.point_biserial, 2),
    )


def _advice(one: QuestionStatistics, question: Question, texts: Texts) -> tuple[Markup, ...]:
    paying = {option.id for option in one.options if option.pays}
    return tuple(
        # The sentence is ours; the option is HTML that publishing made safe.
        Markup(advice(finding, option_pays=finding.option in paying))  # noqa: S704
        % {"option": Markup(content(texts[question.option_text(finding.option or "")]))}  # noqa: S704
        for finding in one.findings
    )


def _percent(share: float | None) -> str:
    return NOT_KNOWN if share is None else f"{number(100 * share, 0)}%"


def _hundredths(value: float | None) -> str:
    return NOT_KNOWN if value is None else number(100 * value, 0)


def _plain(value: float | None, decimals: int) -> str:
    return NOT_KNOWN if value is None else number(value, decimals)


def _bar(share: float) -> float:
    return round(SVG_WIDTH * min(max(share, 0.0), 1.0), 1)
