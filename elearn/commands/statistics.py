"""`elearn statistics COURSE/QUIZ`: what first attempts tell about the questions of a quiz, without names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from elearn.commands.opening import instance_option, opened
from elearn.content.plain import to_plain
from elearn.content.questions.contract import Question
from elearn.quiz import offers
from elearn.quiz.offers import Offer
from elearn.statistics.figures import MIN_FOR_FIGURES
from elearn.statistics.first_attempts import judged_questions, statistics_of
from elearn.statistics.sentences import advice
from elearn.statistics.values import (
    Figures,
    OptionStatistics,
    QuestionStatistics,
    QuizStatistics,
)

BLANKS = "Soal yang dikosongkan bernilai 0 dan tetap dihitung dalam n."
HEAD = f"{'soal':<24} {'n':>6} {'mudah':>6} {'tebak':>6} {'simp.':>6} {'beda':>6} {'efis.':>6}"
HEAD += f" {'bobot':>6} {'detik':>6}"
KODE_WIDTH = 24


@click.command()
@click.argument("quiz", metavar="KURSUS/KUIS")
@click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program lain.")
@instance_option
def command(quiz: str, as_json: bool, instance: Path | None) -> None:
    """Tampilkan statistik soal sebuah kuis dari percobaan pertama peserta."""
    course, slash, code = quiz.partition("/")
    if not (course and slash and code):
        raise click.UsageError(
            "Tulis kode kursus dan kode kuis, misalnya: elearn statistics kearsipan/kuis-arsip"
        )
    with opened(instance):
        offer = offers.offer(course, code)
        statistics = statistics_of(offer)
        if as_json:
            click.echo(json.dumps(_data(offer, statistics), ensure_ascii=False, indent=2))
            return
        for line in _lines(offer, statistics):
            click.echo(line)


def _data(offer: Offer, statistics: QuizStatistics) -> dict[str, object]:
    return {
        "course": offer.course.code,
        "quiz": offer.entry.code,
        "title": offer.entry.title,
        "version": offer.entry.version,
        "attempts": "first",
        "blanks": "zero-marks-counted-in-n",
        "needed": MIN_FOR_FIGURES,
        **to_plain(statistics),
    }


def _lines(offer: Offer, statistics: QuizStatistics) -> Iterator[str]:
    yield f"{offer.entry.title} ({offer.course.code}/{offer.entry.code})"
    yield f"n = {statistics.n} percobaan pertama yang sudah dinilai. {BLANKS}"
    figures = statistics.figures
    if figures is None:
        yield _not_enough(statistics.n)
    else:
        yield (
            f"Nilai rata-rata {_number(figures.mean_percent, 1)}, simpangan baku"
            f" {_number(figures.standard_deviation_percent, 1)}, alfa Cronbach {_number(figures.alpha, 2)}"
            f" (n = {figures.alpha_n} yang mendapat soal yang sama)"
        )
    yield ""
    yield HEAD
    questions = judged_questions(offer.released.quiz)
    for question, one in zip(questions, statistics.questions, strict=True):
        yield from _question_lines(question, one)


def _question_lines(question: Question, one: QuestionStatistics) -> Iterator[str]:
    yield f"{one.code:<{KODE_WIDTH}} {one.n:>6}{_figures(one.figures) if one.figures else ''}"
    if one.figures is None:
        yield f"    {_not_enough(one.n)}"
    for option in one.options:
        yield _option_line(question, option)
    if one.blanks:
        yield f"        {one.blanks:>6}            dikosongkan"
    paying = {option.id for option in one.options if option.pays}
    for finding in one.findings:
        sentence = advice(finding, option_pays=finding.option in paying)
        yield f"    > {sentence % {'option': question.option_text(finding.option or '')}}"


def _option_line(question: Question, option: OptionStatistics) -> str:
    box = "[x]" if option.pays else "[ ]"
    correlation = _number(option.point_biserial, 2)
    text = question.option_text(option.id)
    return f"    {box} {option.count:>6} {_percent(option.share)} {correlation:>6}  {text}"


def _figures(figures: Figures) -> str:
    columns = (
        _percent(figures.facility),
        _percent(figures.chance),
        _number(figures.standard_deviation, 2),
        _number(figures.discrimination and 100 * figures.discrimination, 0),
        _percent(figures.efficiency),
        _percent(figures.effective_weight),
        _number(figures.median_seconds, 0),
    )
    return "".join(f" {one:>6}" for one in columns)


def _not_enough(n: int) -> str:
    return f"Belum cukup data (n = {n}, perlu {MIN_FOR_FIGURES})"


def _percent(share: float | None) -> str:
    return f"{_number(share and 100 * share, 0)}%" if share is not None else "-"


def _number(value: float | None, decimals: int) -> str:
    return "-" if value is None else f"{value:.{decimals}f}".replace(".", ",")
