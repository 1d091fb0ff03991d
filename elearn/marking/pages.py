"""What the pages of marking print: frozen values. Nobody's name but the graders' is among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from elearn.content.numbers import written
from elearn.content.questions.essay import Criterion, Essay, Level
from elearn.marking import rules, sentences
from elearn.marking.rules import TypedMark
from elearn.marking.store import LookRow, MarkRow, Paper, PaperState, Pile, QuestionKey
from elearn.people import store as people_store
from elearn.quiz import offers
from elearn.quiz.questions import Texts
from elearn.releases.library import ReleasedQuiz


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """One question with its titles and what waits (or was marked) of it."""

    pile: Pile
    course_title: str
    quiz_title: str
    question_title: Markup


@dataclass(frozen=True, kw_only=True)
class QueuePage:
    """All that waits for this grader, second looks first, and what was marked before."""

    looks: tuple[QueueRow, ...]
    waiting: tuple[QueueRow, ...]
    marked: tuple[QueueRow, ...]


def queue_rows(piles: Iterable[Pile]) -> tuple[QueueRow, ...]:
    """The rows of a part of the queue."""
    return tuple(_queue_row(pile) for pile in piles)


def _queue_row(pile: Pile) -> QueueRow:
    released = offers.released_quiz(pile.object_sha256)
    return QueueRow(
        pile=pile,
        course_title=offers.course_title(pile.key.course),
        quiz_title=released.quiz.title,
        question_title=_title(released, pile.key),
    )


def row_of(paper: Paper) -> QueueRow:
    """The titles around one answer."""
    pile = Pile(key=paper.key, count=1, since=paper.handed_in_at, object_sha256=paper.object_sha256)
    return _queue_row(pile)


def _title(released: ReleasedQuiz, key: QuestionKey) -> Markup:
    title = next((one.title for one in released.quiz.questions if one.code == key.question), key.question)
    return Texts(released.html)[title]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Where one stands among the answers to a question; `order` holds the ids of their attempts."""

    order: tuple[int, ...]
    states: Mapping[int, PaperState]

    @classmethod
    def of(cls, key: QuestionKey, papers: Iterable[PaperState]) -> Progress:
        """The answers in their fixed, telling-nothing order."""
        states = {one.attempt_id: one for one in papers}
        order = rules.shuffled(states, f"{key.course}/{key.quiz}/{key.question}")
        return cls(order=order, states=states)

    @property
    def total(self) -> int:
        """How many answers there are."""
        return len(self.order)

    @property
    def marked(self) -> int:
        """How many have a mark."""
        return sum(one.points is not None for one in self.states.values())

    def number(self, attempt_id: int) -> int:
        """The place of an answer, from 1."""
        return self.order.index(attempt_id) + 1

    def following(self, after: int | None = None) -> int | None:
        """The next answer that waits for a mark or a second look; None when no other does."""
        waiting = [
            one.attempt_id for one in self.states.values() if one.points is None or one.is_looked_again
        ]
        return rules.next_waiting(self.order, waiting, after)


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    """All answers to one question."""

    row: QueueRow
    essay: Essay
    progress: Progress

    @property
    def papers(self) -> tuple[PaperState, ...]:
        """The answers in their order."""
        return tuple(self.progress.states[one] for one in self.progress.order)


@dataclass(frozen=True, kw_only=True)
class CriterionField:
    """One criterion of the form. `choices` is empty where points are typed; `slip` says what is wrong."""

    place: int
    criterion: Criterion
    text: Markup | None
    choices: tuple[tuple[Level, str, Markup | None], ...]  # level, value of its radio button, its words
    typed: str
    slip: str


@dataclass(frozen=True, kw_only=True)
class HistoryRow:
    """A mark and the name of who gave it."""

    mark: MarkRow
    grader: str


@dataclass(frozen=True, kw_only=True)
class AnswerPage:
    """One answer with everything its grader needs. `overtaken` is the mark of a faster grader.

    `is_own_look`: its learner asked for a second look, and this grader gave a mark: another one answers.
    """

    paper: Paper
    essay: Essay
    html: Texts
    row: QueueRow
    progress: Progress
    typed: TypedMark
    next_number: int
    history: tuple[HistoryRow, ...]
    look: LookRow | None
    overtaken: HistoryRow | None = None
    is_own_look: bool = False
    slips: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> int:
        """How many words the answer has."""
        return self.essay.words_of(self.paper.text)

    @property
    def waits_for_look(self) -> bool:
        """Whether its learner asked for a second look that nobody has given yet."""
        return self.look is not None and self.look.answered_at is None

    @property
    def fields(self) -> tuple[CriterionField, ...]:
        """The criteria of the form."""
        return tuple(
            _field(place, criterion, typed, self.slips.get(str(place), ""), self.html)
            for place, (criterion, typed) in enumerate(
                zip(self.essay.criteria, self.typed.points, strict=True), start=1
            )
        )


def _field(place: int, criterion: Criterion, typed: str, slip: str, html: Texts) -> CriterionField:
    return CriterionField(
        place=place,
        criterion=criterion,
        text=html[criterion.text] if criterion.text else None,
        choices=tuple(
            (level, written(level.points), html[level.text] if level.text else None)
            for level in rules.choices(criterion)
        ),
        typed=typed,
        slip=slip,
    )


def answer_page(
    paper: Paper,
    essay: Essay,
    released: ReleasedQuiz,
    papers: Iterable[PaperState],
    marks: Sequence[MarkRow],
    look: LookRow | None,
    *,
    grader_id: int,
    typed: TypedMark | None = None,
    is_overtaken: bool = False,
) -> AnswerPage:
    """The page of one answer; `typed` is what a refused form held, else the mark that counts stands there."""
    history = _history(marks)
    return AnswerPage(
        paper=paper,
        essay=essay,
        html=Texts(released.html),
        row=row_of(paper),
        progress=Progress.of(paper.key, papers),
        typed=typed or _as_typed(essay, marks[-1] if marks else None, look),
        next_number=marks[-1].number + 1 if marks else 1,
        history=history,
        look=look,
        is_own_look=look is not None
        and look.answered_at is None
        and not rules.may_look_again({one.grader_id for one in marks}, grader_id),
        overtaken=history[-1] if is_overtaken and history else None,
        slips={name: sentences.slip(slip) for name, slip in typed.slips.items()} if typed else {},
    )


def _as_typed(essay: Essay, last: MarkRow | None, look: LookRow | None) -> TypedMark:
    points = tuple(written(one) for one in last.criteria) if last else ("",) * len(essay.criteria)
    # Who asked for a second look is owed new words, not the old ones once more.
    is_kept = last is not None and (look is None or look.answered_at is not None)
    return TypedMark(points=points, comment=last.comment if last and is_kept else "", slips={})


def _history(marks: Sequence[MarkRow]) -> tuple[HistoryRow, ...]:
    people = people_store.persons({one.grader_id for one in marks}) if marks else {}
    return tuple(
        HistoryRow(mark=one, grader=people[one.grader_id].full_name if one.grader_id in people else "–")
        for one in marks
    )
