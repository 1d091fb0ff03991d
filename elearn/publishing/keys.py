"""Changed keys in what is about to be published: whom they touch, and whether somebody must sign for that."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.single_choice import SingleChoice
from elearn.content.quiz import Quiz
from elearn.errors import ElearnError
from elearn.problems import Place, Problem
from elearn.publishing.compiling import CompiledCourse
from elearn.publishing.sentences import level_of
from elearn.regrading import actions as regrading
from elearn.regrading import store as regrading_store
from elearn.regrading.impact import Impact
from elearn.regrading.rules import KeyRule
from elearn.releases import objects
from elearn.releases.library import released_quiz
from elearn.releases.manifest import Manifest
from elearn.releases.published import PublishedCourse, QuizEntry, course_index_from, released_quiz_from
from elearn.web.settings import current_settings

UNSIGNED = "K-611"
OTHER_KIND = "K-612"
_log = logging.getLogger(__name__)

KeyRules = Mapping[str, KeyRule]
"""The author's rules by `kursus/kuis/soal`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyChange:
    """A quiz whose new version changes the marking of a question, and what that does to finished attempts."""

    course: str
    quiz: Quiz
    new_sha256: str
    impact: Impact
    concerns_anyone: bool

    @property
    def name(self) -> str:
        """`kursus/kuis`."""
        return f"{self.course}/{self.quiz.code}"


class UnknownKey(ElearnError):
    """A rule was given for a question that is not published anew."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(
            f"Soal {', '.join(sorted(names))} tidak ada di kuis yang kini terbit dengan isi baru.",
            hint="Tulis KURSUS/KUIS/SOAL; elearn publish --dry-run menunjukkan soal yang berubah.",
        )


def key_changes(
    base: Manifest, compiled: Sequence[CompiledCourse], chosen: KeyRules
) -> tuple[KeyChange, ...]:
    """What these courses change about the keys of the release `base`. Nothing is written.

    Raises:
        UnknownKey: a rule in `chosen` names no question of a course that changes.
    """
    pairs = [pair for course in compiled if _is_new(base, course) for pair in _pairs(base, course)]
    known = {f"{pair.name}/{one.code}" for pair in pairs for one in pair.old.questions}
    unknown = set(chosen) - known
    if unknown:
        raise UnknownKey(unknown)
    changes = (_key_change(pair, _own_rules(chosen, pair.name)) for pair in pairs)
    return tuple(one for one in changes if one is not None)


def unsigned_problems(changes: Iterable[KeyChange]) -> dict[str, tuple[Problem, ...]]:
    """By course what keeps it back until somebody signs: finished attempts would get other marks."""
    problems: dict[str, tuple[Problem, ...]] = {}
    for change in changes:
        if change.impact.is_felt:
            problems[change.course] = (*problems.get(change.course, ()), _unsigned(change))
    return problems


def kind_problems(base: Manifest, compiled: Iterable[CompiledCourse]) -> dict[str, tuple[Problem, ...]]:
    """By course the questions whose code belongs to a question of another kind in the release `base`.

    No note helps: statistics and earlier answers of the code would be of two questions at once. Only from one
    right option to several is the question the same, with a corrected key that earlier answers fit.
    """
    problems: dict[str, tuple[Problem, ...]] = {}
    for course in compiled:
        pairs = _pairs(base, course) if _is_new(base, course) else iter(())
        found = tuple(problem for pair in pairs if not pair.is_same for problem in _other_kinds(pair))
        if found:
            problems[course.code] = found
    return problems


def _other_kinds(pair: _Pair) -> Iterator[Problem]:
    before = {one.code: one for one in pair.old.questions}
    for question in pair.new.questions:
        old = before.get(question.code)
        is_widened = isinstance(old, SingleChoice) and isinstance(question, MultipleChoice)
        if old is not None and old.KIND != question.KIND and not is_widened:
            values = {"code": question.code, "before": old.WORDS[0], "after": question.WORDS[0]}
            place = question.place if question.place.path else Place(pair.new.path)
            yield Problem(place=place, level=level_of(OTHER_KIND), rule=OTHER_KIND, values=values)


def decide(changes: Iterable[KeyChange], *, release: int, note: str, signed_by: str, now: datetime) -> None:
    """Write the corrections down, inside the transaction that puts the release in force."""
    for change in changes:
        if change.impact.rules and change.concerns_anyone:
            regrading.decide(
                release=release,
                course=change.course,
                quiz=change.quiz.code,
                new_sha256=change.new_sha256,
                rules=change.impact.rules,
                note=note,
                signed_by=signed_by,
                now=now,
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pair:
    """A quiz as it was given to learners last, and as it is about to be."""

    course: str
    old: Quiz
    new: Quiz
    new_sha256: str
    is_same: bool

    @property
    def name(self) -> str:
        return f"{self.course}/{self.new.code}"


def _is_new(base: Manifest, course: CompiledCourse) -> bool:
    line = base.line(course.code)
    return line is None or line.index_sha256 != course.index_sha256


def _pairs(base: Manifest, course: CompiledCourse) -> Iterator[_Pair]:
    before = _published_before(base, course.code)
    after = course_index_from(course.objects[course.index_sha256]).course
    for entry in after.quiz_entries:
        known = before.quizzes.get(entry.code) if before else None
        # A quiz that was out of the release for a while: its people had the version of the last attempt.
        sha256 = known.object_sha256 if known else regrading_store.latest_object(course.code, entry.code)
        old = _old_quiz(sha256)
        if old is not None:
            yield _Pair(
                course=course.code,
                old=old,
                new=_new_quiz(course, entry),
                new_sha256=entry.object_sha256,
                is_same=sha256 == entry.object_sha256,
            )


def _published_before(base: Manifest, code: str) -> PublishedCourse | None:
    line = base.line(code)
    if line is None:
        return None
    try:
        return course_index_from(objects.get(current_settings().published_folder, line.index_sha256)).course
    except (objects.ObjectMissing, ValueError, KeyError, TypeError):
        # Whoever lost the published folder publishes anew; the attempts still name their quizzes.
        _log.exception("The course %s of the release in force cannot be read.", code)
        return None


def _old_quiz(sha256: str | None) -> Quiz | None:
    if sha256 is None:
        return None
    try:
        return released_quiz(sha256).quiz
    except (objects.ObjectMissing, ValueError, KeyError, TypeError):
        _log.exception("The quiz object %s cannot be read; its key cannot be compared.", sha256)
        return None


def _new_quiz(course: CompiledCourse, entry: QuizEntry) -> Quiz:
    return released_quiz_from(course.objects[entry.object_sha256]).quiz


def _own_rules(chosen: KeyRules, name: str) -> dict[str, KeyRule]:
    return {
        full.removeprefix(f"{name}/"): rule for full, rule in chosen.items() if full.startswith(f"{name}/")
    }


def _key_change(pair: _Pair, rules: Mapping[str, KeyRule]) -> KeyChange | None:
    if pair.is_same and not rules:
        return None
    impact = regrading.plan(pair.course, pair.old, pair.new, rules)
    if not impact.changes.questions and not impact.rules and not impact.changes.is_telling:
        return None
    return KeyChange(
        course=pair.course,
        quiz=pair.new,
        new_sha256=pair.new_sha256,
        impact=impact,
        concerns_anyone=regrading_store.has_attempts(pair.course, pair.new.code),
    )


def _unsigned(change: KeyChange) -> Problem:
    impact = change.impact
    felt = [one.code for one in impact.questions if one.raised or one.lowered]
    first = next((one for one in impact.changes.questions if one.code in felt and one.line), None)
    values = {
        "quiz": change.name,
        "course": change.course,
        "questions": ", ".join(felt),
        "raised": str(impact.raised),
        "lowered": str(impact.lowered),
        "now_pass": str(impact.now_pass),
        "keep_pass": str(impact.keep_pass),
    }
    place = Place(first.path, first.line) if first else Place(change.quiz.path)
    return Problem(place=place, level=level_of(UNSIGNED), rule=UNSIGNED, values=values)
