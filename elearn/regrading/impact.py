"""What a correction does to everyone together: counts only, no names. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from elearn.regrading.changes import QuizChanges
from elearn.regrading.rules import KeyRule, Regrade


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionImpact:
    """One question: how many attempts were asked it, and how many marks rise, fall or cannot be compared."""

    code: str
    rule: KeyRule
    asked: int = 0
    raised: int = 0
    lowered: int = 0
    incomparable: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Impact:
    """Finished attempts at one quiz. `now_pass` and `keep_pass` count people: those who pass only now, and
    those with an attempt that falls below the pass mark and stays passed. `unreadable` attempts name a
    quiz object that is gone; they stay as they are.
    """

    changes: QuizChanges
    rules: Mapping[str, KeyRule]
    questions: tuple[QuestionImpact, ...]
    attempts: int = 0
    raised: int = 0
    lowered: int = 0
    now_pass: int = 0
    keep_pass: int = 0
    unreadable: int = 0

    @property
    def is_felt(self) -> bool:
        """Whether any finished attempt gets another mark: then somebody signs for it."""
        return bool(self.raised or self.lowered)


@dataclass
class Tally:
    """Counts regraded attempts one by one; `had_passed` are the people with a passed attempt before.

    A quiz that only measures (`is_judged` False) is passed by nobody.
    """

    changes: QuizChanges
    rules: Mapping[str, KeyRule]
    had_passed: Collection[int]
    is_judged: bool = True
    unreadable: int = 0
    _regrades: int = 0
    _raised: int = 0
    _lowered: int = 0
    _now: set[int] = field(default_factory=set)
    _below: set[int] = field(default_factory=set)
    _questions: dict[str, list[int]] = field(default_factory=dict)

    def add(self, regrade: Regrade) -> None:
        """Count one attempt."""
        self._regrades += 1
        self._raised += regrade.is_raised
        self._lowered += regrade.is_lowered
        if self.is_judged:
            self._count_passes(regrade)
        for mark in regrade.marks:
            counts = self._questions.setdefault(mark.question, [0, 0, 0, 0])
            counts[0] += 1
            counts[1] += mark.after > mark.before
            counts[2] += mark.after < mark.before
            counts[3] += not mark.is_comparable

    def _count_passes(self, regrade: Regrade) -> None:
        person = regrade.attempt.person_id
        if regrade.passed_after and person not in self.had_passed:
            self._now.add(person)
        if regrade.is_below:
            self._below.add(person)

    def impact(self) -> Impact:
        """The counts so far."""
        return Impact(
            changes=self.changes,
            rules=self.rules,
            questions=tuple(self._question(code, rule) for code, rule in self.rules.items()),
            attempts=self._regrades,
            raised=self._raised,
            lowered=self._lowered,
            now_pass=len(self._now),
            keep_pass=len(self._below),
            unreadable=self.unreadable,
        )

    def _question(self, code: str, rule: KeyRule) -> QuestionImpact:
        asked, raised, lowered, incomparable = self._questions.get(code, [0, 0, 0, 0])
        return QuestionImpact(
            code=code, rule=rule, asked=asked, raised=raised, lowered=lowered, incomparable=incomparable
        )
