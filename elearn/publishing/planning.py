"""What a publication would do: which courses are ready, which are kept back and why, and what changes."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from elearn.content.course import Status
from elearn.problems import Problem
from elearn.publishing import keys, weighing
from elearn.publishing.checking import CheckedCourse
from elearn.publishing.impact import CourseChange
from elearn.publishing.keys import KeyChange, KeyRules
from elearn.publishing.reviewing import unreviewed_problems
from elearn.publishing.stopping import stopping_problems
from elearn.publishing.weighing import KindWords
from elearn.releases import objects, store
from elearn.releases.manifest import CourseLine, Manifest, manifest_from
from elearn.releases.store import InForce

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class AuthorsWord:
    """What a person decided about a publication; nothing of it is needed where nobody is touched.

    `signature`: the note that signs for changed keys. `key_rules`: how single questions count. `kinds`: the
    kind of change by course. `archived`: things that may go although people are in the middle of them, as
    `kursus/kode` (module, quiz) or `kursus/modul/bagian`. `unreviewed`: courses that go live without the
    reviewer's yes they ask for, when there is a signature: it is the reason.
    """

    signature: str = ""
    key_rules: KeyRules = field(default_factory=dict)
    kinds: KindWords = field(default_factory=dict)
    archived: Collection[str] = ()
    unreviewed: Collection[str] = ()


NO_WORD = AuthorsWord()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What one publication is about to do. `kept_back` tells by course what stops it beside its files:
    changed keys without a signature, codes of another kind, progress that would be lost, no reviewer's yes.
    `without_review` are those that a person lets go without that yes.
    """

    folder: Path
    in_force: InForce | None
    base: Manifest
    candidates: tuple[CheckedCourse, ...]
    key_changes: tuple[KeyChange, ...]
    kept_back: Mapping[str, tuple[Problem, ...]]
    word: AuthorsWord
    without_review: frozenset[str] = frozenset()

    @cached_property
    def ready(self) -> tuple[CheckedCourse, ...]:
        """The courses that are published."""
        return tuple(course for course in self.candidates if course.code not in self.kept_back)

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest of the release that publishing makes."""
        return self.base.with_courses([line_of(course) for course in self.ready])

    @cached_property
    def is_new(self) -> bool:
        """Whether that is another release than the one in force."""
        before = self.in_force.manifest_sha256 if self.in_force else ""
        return bool(self.manifest.courses) and objects.sha256_of(self.manifest.to_bytes()) != before

    @cached_property
    def changes(self) -> tuple[CourseChange, ...]:
        """What differs in each course that is another one than before, those that are kept back included.

        Raises:
            UnchangedCourse: the author named the kind of change of a course that is not among them.
        """
        compiled = [one.compiled for one in self.candidates if one.compiled]
        return weighing.changes_of(self.folder, self.base, compiled, self.word.kinds)

    @property
    def changes_in_force(self) -> tuple[CourseChange, ...]:
        """The changes without those of courses that are kept back."""
        return tuple(one for one in self.changes if one.course not in self.kept_back)


def planned(folder: Path, chosen: Sequence[CheckedCourse], word: AuthorsWord) -> Plan:
    """What publishing these courses would do now. Nothing is written.

    Raises:
        UnknownKey: a rule names no question of a course that changes.
        NothingToArchive: a name to archive is nothing that vanishes.
    """
    in_force = store.find_in_force()
    base = _manifest(folder, in_force)
    candidates = tuple(course for course in chosen if course.compiled is not None and is_public(course))
    compiled = [one.compiled for one in candidates if one.compiled]
    changes = keys.key_changes(base, compiled, word.key_rules)
    unreviewed = unreviewed_problems(folder, base, candidates)
    let_go = frozenset(unreviewed).intersection(word.unreviewed if word.signature else ())
    reasons = (
        {} if word.signature else keys.unsigned_problems(changes),
        # A code that went to a question of another kind keeps its course back, signed or not.
        keys.kind_problems(base, compiled),
        stopping_problems(folder, base, candidates, word.archived),
        {code: problems for code, problems in unreviewed.items() if code not in let_go},
    )
    return Plan(
        folder=folder,
        in_force=in_force,
        base=base,
        candidates=candidates,
        key_changes=changes,
        kept_back=_joined(reasons),
        word=word,
        without_review=let_go,
    )


def is_public(course: CheckedCourse) -> bool:
    """Whether learners may have the course, as far as its author is concerned."""
    return course.status in (Status.PUBLISHED, Status.ARCHIVED)


def line_of(course: CheckedCourse) -> CourseLine:
    """The line of a compiled course in a manifest."""
    assert course.compiled is not None
    return CourseLine(
        code=course.code, version=course.compiled.version, index_sha256=course.compiled.index_sha256
    )


def _joined(reasons: Sequence[Mapping[str, tuple[Problem, ...]]]) -> dict[str, tuple[Problem, ...]]:
    codes = dict.fromkeys(code for one in reasons for code in one)
    return {code: tuple(problem for one in reasons for problem in one.get(code, ())) for code in codes}


def _manifest(folder: Path, in_force: InForce | None) -> Manifest:
    if in_force is None:
        return Manifest()
    try:
        return manifest_from(objects.get(folder, in_force.manifest_sha256))
    except (objects.ObjectMissing, ValueError, KeyError, TypeError):
        # Whoever lost the published folder publishes anew from the sources; refusing would leave nothing.
        _log.exception(
            "The manifest of release %s cannot be read; publishing starts afresh.", in_force.number
        )
        return Manifest()
