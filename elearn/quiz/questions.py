"""One question as a page prints it: to be answered, or judged. Checks on the spot in learning use it too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from markupsafe import Markup, escape

from elearn.content.questions.contract import Answer, Mark, Part, Question, Verdict
from elearn.content.questions.number import Number
from elearn.content.questions.ordering import Ordering
from elearn.quiz.essays.results import EssayResult
from elearn.quiz.forms import prefix
from elearn.quiz.rules import Visible

LAST_PLACE = 1000
"""Behind every number that an item may have."""


class Texts(Mapping[str, Markup]):
    """Markdown source to safe HTML, as made at publish time; a text missing there prints as plain text."""

    def __init__(self, html: Mapping[str, str]) -> None:
        self._html = html

    def __getitem__(self, source: str) -> Markup:
        found = self._html.get(source)
        return escape(source) if found is None else Markup(found)  # noqa: S704 - sanitised by publishing

    def __iter__(self) -> Iterator[str]:
        return iter(self._html)

    def __len__(self) -> int:
        return len(self._html)


@dataclass(frozen=True, kw_only=True)
class JudgedOption:
    """What stands beside an option afterwards: `verdict` is right, wrong, partial, missed or None."""

    verdict: str | None = None
    reply: Markup | None = None


@dataclass(frozen=True, kw_only=True)
class JudgedPart:
    """What stands beside a part afterwards: `verdict` is right, wrong or blank; `right` is the key."""

    verdict: Verdict
    right: Markup


@dataclass(frozen=True, kw_only=True)
class QuestionResult:
    """The judgement of an answer as far as it may be shown; what may not is None or empty."""

    verdict: Verdict
    key_visible: bool = False
    options: Mapping[str, JudgedOption] = field(default_factory=dict)
    parts: Mapping[str, JudgedPart] = field(default_factory=dict)
    feedback: tuple[Markup, ...] = ()
    explanation_html: Markup | None = None
    right_text: str = ""
    reread: tuple[str, str] | None = None  # address and heading
    essay: EssayResult | None = None


@dataclass(frozen=True, kw_only=True)
class ShownQuestion:
    """A question with everything its template prints. `value` is what stands in its fields."""

    question: Question
    html: Texts
    seed: int
    shuffle: bool
    value: Answer = None
    number: int | None = None
    total: int | None = None
    disabled: bool = False
    is_flagged: bool = False
    sequence: int = 0  # of the stored answer; 0 when nothing is stored
    state: str = ""  # "Tersimpan 10.42.07, tanda terima K7QF-2M"
    error: str = ""
    result: QuestionResult | None = None
    shows_hints: bool = False

    @property
    def hints(self) -> tuple[Markup, ...]:
        """The author's hints, in stages; none where they may not be seen."""
        return tuple(self.html[one] for one in self.question.hints) if self.shows_hints else ()

    @property
    def name_prefix(self) -> str:
        """What stands before the names of its fields."""
        return prefix(self.question.code)

    @property
    def template(self) -> str:
        """The file that draws its kind."""
        return f"quiz/questions/{self.question.KIND}.html"

    @cached_property
    def options(self) -> tuple[tuple[str, Markup], ...]:
        """Id and HTML of each option, in the order of this attempt; items to order in the order given."""
        order = self.question.option_order(self.seed, self.shuffle)
        if isinstance(self.question, Ordering) and isinstance(self.value, dict):
            order = tuple(sorted(order, key=partial(_place_given, self.value)))
        return tuple((one, self.html[self.question.option_text(one)]) for one in order)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values of the answer, whether one or several."""
        return chosen_values(self.value)

    @property
    def is_answered(self) -> bool:
        """Whether an answer stands here."""
        return self.value is not None

    @property
    def in_words(self) -> tuple[Markup, ...]:
        """The answer for reading: texts of options, or what was typed."""
        parts = self.question.parts(self.value)
        if parts:
            return tuple(_part_words(number, part, self.html) for number, part in enumerate(parts, start=1))
        if self.question.option_order(self.seed, shuffle=False):
            return tuple(text for one, text in self.options if one in self.chosen)
        return tuple(escape(text) for text in self.chosen)

    @property
    def echo(self) -> str | None:
        """How a typed number is read, where that is not how it was typed."""
        echo = self.question.echo(self.value)
        return None if echo is None or (echo,) == self.chosen else echo

    @property
    def unit(self) -> str:
        """The unit beside a number field."""
        return self.question.key.unit if isinstance(self.question, Number) else ""


def chosen_values(answer: Answer) -> tuple[str, ...]:
    """The values of an answer, whether one or several."""
    if answer is None:
        return ()
    if isinstance(answer, dict):
        return tuple(answer.values())
    return (answer,) if isinstance(answer, str) else tuple(answer)


def _place_given(given: Mapping[str, str], item: str) -> int:
    """The number that an item was given; those without one come last."""
    number = given.get(item, "")
    return int(number) if number.isascii() and number.isdigit() else LAST_PLACE


def _part_words(number: int, part: Part, html: Texts) -> Markup:
    """ "SPBE: Perpres 95 Tahun 2018", or "1: 2018" for a blank in a text."""
    name = html[part.name] if part.name else str(number)
    return Markup("%s: %s") % (name, html[part.given] if part.given else "\N{EN DASH}")


def result_of(
    question: Question,
    mark: Mark,
    answer: Answer,
    html: Texts,
    visible: Visible,
    reread: tuple[str, str] | None = None,
) -> QuestionResult | None:
    """The judgement of an answer as far as `visible` allows; None when nothing may be shown.

    `question` must be settled (`Quiz.settled`); `reread` is address and heading of its reference.
    """
    if not visible.verdicts:
        return None
    is_weak = question.IS_MARKED and mark.verdict is not Verdict.RIGHT
    to_reread = reread if is_weak or visible.explanation else None
    if not visible.key or not visible.explanation:
        return QuestionResult(verdict=mark.verdict, reread=to_reread)
    parts = question.parts(answer)
    option_ids = () if parts else question.option_order(0, shuffle=False)
    tied = dict(mark.feedback)
    loose = [html[text] for one, text in mark.feedback if one not in option_ids]
    closing = question.closing(mark.verdict)
    return QuestionResult(
        verdict=mark.verdict,
        key_visible=True,
        options={one: _judged(question, one, answer, tied, html) for one in option_ids},
        parts={
            part.key: JudgedPart(verdict=part.verdict, right=html[part.right] if part.right else Markup())
            for part in parts
        },
        feedback=(*loose, *([html[closing]] if closing else ())),
        explanation_html=html[question.explanation] if question.explanation else None,
        right_text="" if option_ids or parts else _right_text(question),
        reread=to_reread,
    )


def _judged(
    question: Question, option: str, answer: Answer, replies: Mapping[str, str], html: Texts
) -> JudgedOption:
    is_right = option in chosen_values(question.right_answer())
    if not question.IS_MARKED:
        return JudgedOption(reply=html[replies[option]] if option in replies else None)
    if option not in chosen_values(answer):
        return JudgedOption(verdict="missed" if is_right else None)
    reply = html[replies[option]] if option in replies else None
    if is_right:
        return JudgedOption(verdict="right", reply=reply)
    # In a question with one answer an option may pay a part of the points.
    is_partial = isinstance(answer, str) and question.mark(answer).verdict is Verdict.PARTIAL
    return JudgedOption(verdict="partial" if is_partial else "wrong", reply=reply)


def _right_text(question: Question) -> str:
    if question.NEEDS_GRADER:
        return ""
    if isinstance(question, Number):
        return question.key.written()
    return ", ".join(chosen_values(question.right_answer()))
