"""Publishing: all or nothing, and never what an error is in."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from elearn import clock
from elearn.audit.store import add_entry
from elearn.config import Settings
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.markup.renderer import Renderer
from elearn.problems import Problem
from elearn.publishing import keys
from elearn.publishing.checking import CheckedContent, CheckedCourse, check_content
from elearn.publishing.impact import CourseImpact
from elearn.publishing.keys import KeyRules
from elearn.publishing.planning import NO_WORD, AuthorsWord, Plan, is_public, planned
from elearn.publishing.progress import Told, untold
from elearn.publishing.report import CourseOutcome, PublishReport
from elearn.publishing.search_index import write_search_index
from elearn.publishing.weighing import KindWords, impacts_of
from elearn.regrading import actions as regrading
from elearn.releases import objects, store
from elearn.releases.library import look_again

__all__ = [
    "CourseOutcome",
    "PublishReport",
    "PublishedMeanwhile",
    "UnknownCourse",
    "publish",
    "reasons_kept_back",
]
_ATTEMPTS = 5
_log = logging.getLogger(__name__)


class UnknownCourse(ElearnError):
    """A course that was asked for is not in the content folder."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(
            f"Tidak ada kursus berkode {', '.join(codes)}.", hint="Lihat kodenya di kepala berkas course.md."
        )


class PublishedMeanwhile(ElearnError):
    """Another publication came between, again and again."""

    def __init__(self) -> None:
        super().__init__("Penerbitan lain sedang berjalan.", hint="Coba lagi sebentar.")


def publish(
    settings: Settings,
    *,
    actor: str,
    note: str = "",
    only: Collection[str] = (),
    renderer: Renderer | None = None,
    key_rules: KeyRules | None = None,
    kinds: KindWords | None = None,
    archived: Collection[str] = (),
    unreviewed: Collection[str] = (),
    signs: bool = True,
    dry_run: bool = False,
    told: Told = untold,
) -> PublishReport:
    """Publish every course that has no error and is no draft; `only` limits it to these codes.

    Everything a release names is on disk, synced, before the one transaction that puts it in force. Unchanged
    content makes no new release. Needs an application context. `renderer` and `told` as in `check_content`.

    Where a changed key gives finished attempts other marks, the note is the signature: without one, or where
    `signs` is False, the course is kept back. `key_rules` says how single questions count, `kinds` the kind
    of change by course where it is not to be computed, `archived` what may go although people are in the
    middle of it, `unreviewed` which courses go live without the review they ask for; the note is the reason
    (`AuthorsWord`). `dry_run` writes nothing and reports what would happen.

    Raises:
        UnknownCourse: a code in `only` has no course.
        UnknownKey: `key_rules` names a question that is not published anew.
        UnchangedCourse: `kinds` names a course that is not published anew.
        NothingToArchive: `archived` names nothing that vanishes.
        FileNotFoundError: the modules folder is not there.
        OSError: the objects could not be written; the old release stays in force.
    """
    today = clock.now().astimezone(settings.time_zone).date()
    content = check_content(settings, today=today, only=only, renderer=renderer, told=told)
    unknown = sorted(set(only) - {course.code for course in content.courses})
    if unknown:
        raise UnknownCourse(unknown)
    chosen = [course for course in content.courses if not only or course.code in only]
    word = AuthorsWord(
        signature=note.strip() if signs else "",
        key_rules=key_rules or {},
        kinds=kinds or {},
        archived=archived,
        unreviewed=unreviewed,
    )
    for _ in range(_ATTEMPTS):
        plan = planned(settings.published_folder, chosen, word)
        impacts = impacts_of(plan.changes, plan.key_changes)
        if dry_run:
            return _report(plan, content, chosen, impacts, plan.in_force.number if plan.in_force else 0)
        try:
            number = _published(settings.published_folder, plan, actor, note)
        except IntegrityError:
            continue  # two first publications at once: both wanted the same number
        if number is not None:
            look_again()
            _correct_marks()
            return _report(plan, content, chosen, impacts, number)
    raise PublishedMeanwhile


def reasons_kept_back(settings: Settings, content: CheckedContent) -> Mapping[str, tuple[Problem, ...]]:
    """By course what keeps it back although its files are sound, if it is published without a word."""
    return planned(settings.published_folder, content.courses, NO_WORD).kept_back


def _published(folder: Path, plan: Plan, actor: str, note: str) -> int | None:
    """The number of the release now in force (0: none), or None when another one came between."""
    in_force, base, manifest = plan.in_force, plan.base, plan.manifest
    for course in plan.ready:
        if not _is_in_place(plan, course):
            _write_objects(folder, course)
    sha256 = objects.put(folder, manifest.to_bytes())
    write_search_index(
        folder,
        sha256,
        manifest,
        base,
        base_sha256=in_force.manifest_sha256 if in_force else None,
        pages={course.code: course.compiled.pages for course in plan.ready if course.compiled},
    )
    if not plan.is_new:
        return in_force.number if in_force else 0
    return _put_in_force(plan, sha256, actor, note)


def _correct_marks() -> None:
    """Mark finished attempts by the corrections; what fails here is done by the next run of the job."""
    try:
        regrading.apply_pending(clock.now())
    except SQLAlchemyError:
        _log.exception("Corrected keys could not be applied to all attempts yet.")


def _is_in_place(plan: Plan, course: CheckedCourse) -> bool:
    """Whether nothing of the course is to be written: the release in force has it as it is, and each object
    was seen in its place when the course was checked.
    """
    is_stored = course.compiled is not None and course.compiled.is_stored
    return is_stored and plan.base.line(course.code) == plan.manifest.line(course.code)


def _write_objects(folder: Path, course: CheckedCourse) -> None:
    assert course.compiled is not None
    for data in course.compiled.objects.values():
        objects.put(folder, data)


@one_transaction
def _put_in_force(plan: Plan, manifest_sha256: str, actor: str, note: str) -> int | None:
    """The number of the new release; None when the release in force is no longer the expected one."""
    if store.lock_in_force() != plan.in_force:
        return None
    now = clock.now()
    number = store.add_release(
        manifest_sha256=manifest_sha256, published_at=now, published_by=actor, note=_note_of(plan, note)
    )
    published = {course.code for course in plan.ready}
    signed = [one for one in plan.key_changes if one.course in published]
    keys.decide(signed, release=number, note=plan.word.signature, signed_by=actor, now=now)
    store.add_changes(number, [one.row for one in plan.changes_in_force])
    add_entry(
        at=now,
        action="content.publish",
        subject=f"release {number}",
        actor_name=actor,
        details={
            "courses": ", ".join(one.course for one in plan.changes_in_force),
            "manifest": manifest_sha256,
            **({"archived": ", ".join(sorted(plan.word.archived))} if plan.word.archived else {}),
            **({"without_review": ", ".join(sorted(plan.without_review))} if plan.without_review else {}),
        },
    )
    return number


def _note_of(plan: Plan, note: str) -> str:
    """The note for the list of releases; whoever reads it sees what went live without a reviewer's yes."""
    let_go = sorted(plan.without_review)
    return f"Tanpa tinjauan ({', '.join(let_go)}): {note.strip()}" if let_go else note


def _report(
    plan: Plan,
    content: CheckedContent,
    chosen: Sequence[CheckedCourse],
    impacts: tuple[CourseImpact, ...],
    number: int,
) -> PublishReport:
    return PublishReport(
        release=number,
        is_new=plan.is_new,
        courses=tuple(_outcome(course, plan) for course in chosen),
        problems=content.problems,
        key_changes=plan.key_changes,
        impacts=impacts,
    )


def _outcome(course: CheckedCourse, plan: Plan) -> CourseOutcome:
    line = plan.manifest.line(course.code)
    reasons = plan.kept_back.get(course.code, ())
    if course.compiled is None or reasons:
        state = "kept"
    elif not is_public(course):
        state = "draft"
    else:
        state = "unchanged" if line == plan.base.line(course.code) else "published"
    return CourseOutcome(
        code=course.code,
        title=course.title,
        version=line.version if line else "",
        state=state,
        problems=(*course.problems, *reasons),
    )
