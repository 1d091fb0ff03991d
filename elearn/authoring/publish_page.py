"""What publishing one course would do to people, and whether anything keeps it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import get_locale

from elearn.authoring.rules import ProblemRow, problem_rows
from elearn.problems import Problem
from elearn.publishing.actions import PublishReport, publish
from elearn.publishing.impact import CourseImpact
from elearn.publishing.keys import UNSIGNED, KeyChange
from elearn.publishing.reviewing import UNREVIEWED
from elearn.regrading.changes import ChangeKind
from elearn.regrading.rules import KeyRule
from elearn.releases.change_kind import CourseChangeKind
from elearn.web.settings import current_settings

_NAMED = "name"
"""The value of a problem that an author's word lifts: what `archived` calls it."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """What a person decided on the page. `kind` None: computed; `key_rules` are by `kursus/kuis/soal`."""

    note: str = ""
    kind: CourseChangeKind | None = None
    key_rules: Mapping[str, KeyRule] = field(default_factory=dict)
    archived: frozenset[str] = frozenset()
    without_review: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """A question whose marking changes; `raised` and `lowered` count finished attempts under `rule`."""

    name: str
    code: str
    title: str
    change: ChangeKind | None
    rule: KeyRule
    asked: int
    raised: int
    lowered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizKeys:
    """A quiz with changed keys; `now_pass` and `keep_pass` count people."""

    title: str
    attempts: int
    now_pass: int
    keep_pass: int
    questions: tuple[KeyRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanishing:
    """Something that people have done and that goes: `name` is ticked to let it go."""

    name: str
    row: ProblemRow


@dataclass(frozen=True, kw_only=True)
class PublishPage:
    """One course before it is published. `state` is that of `CourseOutcome`, for the word given so far.

    `stopping` must be mended in the files; `vanishing` and the signature may be decided on the page, and by
    the HR administrator that it goes live without the review it waits for.
    """

    state: str
    stopping: tuple[ProblemRow, ...]
    warnings: int
    vanishing: tuple[Vanishing, ...]
    needs_note: bool
    waits_for_review: bool
    impact: CourseImpact | None
    keys: tuple[QuizKeys, ...]
    version: str

    @property
    def can_publish(self) -> bool:
        """Whether a person's word is all that may be missing."""
        return self.state in ("published", "kept") and not self.stopping


def tried(course: str, word: Word | None = None) -> PublishReport:
    """What would happen now; nothing is written.

    Raises:
        ElearnError: the word does not fit the files any more.
        OSError: the folders cannot be read.
    """
    return _publish(course, word or Word(), actor="", dry_run=True)


def done(course: str, word: Word, actor: str) -> PublishReport:
    """Publish this course and no other.

    Raises: as `tried`; OSError also where the release cannot be written.
    """
    return _publish(course, word, actor=actor, dry_run=False)


def publish_page(course: str, report: PublishReport) -> PublishPage:
    """The page of a report on this course."""
    (outcome,) = (one for one in report.courses if one.code == course)
    impact = next((one for one in report.impacts if one.change.course == course), None)
    language = str(get_locale() or "id")
    errors = [one for one in outcome.problems if one.is_error]
    named = [one for one in errors if _NAMED in one.values]
    stopping = [one for one in errors if one.rule not in (UNSIGNED, UNREVIEWED) and one not in named]
    return PublishPage(
        state=outcome.state,
        stopping=problem_rows(stopping, language),
        warnings=len(outcome.problems) - len(errors),
        vanishing=tuple(_vanishing(one, language) for one in named),
        needs_note=any(one.impact.is_felt for one in report.key_changes if one.course == course),
        waits_for_review=any(one.rule == UNREVIEWED for one in errors),
        impact=impact,
        keys=tuple(_quiz_keys(one) for one in report.key_changes if one.course == course),
        version=impact.change.version if impact else "",
    )


def _publish(course: str, word: Word, *, actor: str, dry_run: bool) -> PublishReport:
    return publish(
        current_settings(),
        actor=actor,
        note=word.note,
        only={course},
        key_rules=word.key_rules,
        kinds={course: word.kind} if word.kind else {},
        archived=word.archived,
        unreviewed={course} if word.without_review else (),
        dry_run=dry_run,
    )


def _vanishing(problem: Problem, language: str) -> Vanishing:
    (row,) = problem_rows([problem], language)
    return Vanishing(name=problem.values[_NAMED], row=row)


def _quiz_keys(change: KeyChange) -> QuizKeys:
    impact = change.impact
    changed = {one.code: one for one in impact.changes.questions}
    counts = {one.code: one for one in impact.questions}
    titles = {one.code: one.title for one in change.quiz.questions}
    return QuizKeys(
        title=change.quiz.title,
        attempts=impact.attempts,
        now_pass=impact.now_pass,
        keep_pass=impact.keep_pass,
        questions=tuple(
            KeyRow(
                name=f"{change.name}/{code}",
                code=code,
                title=changed[code].title if code in changed else titles.get(code, code),
                change=changed[code].kind if code in changed else None,
                rule=counts[code].rule if code in counts else KeyRule.NONE,
                asked=counts[code].asked if code in counts else 0,
                raised=counts[code].raised if code in counts else 0,
                lowered=counts[code].lowered if code in counts else 0,
            )
            for code in dict.fromkeys((*changed, *counts))
        ),
    )
