"""Publishing: all or nothing, and never what an error is in."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from elearn import clock
from elearn.audit.store import add_entry
from elearn.config import Settings
from elearn.content.course import Status
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.markup.renderer import Renderer
from elearn.problems import Problem
from elearn.publishing.checking import CheckedContent, CheckedCourse, check_content
from elearn.publishing.search_index import write_search_index
from elearn.releases import objects, store
from elearn.releases.library import look_again
from elearn.releases.manifest import CourseLine, Manifest, manifest_from
from elearn.releases.store import InForce

_ATTEMPTS = 5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class CourseOutcome:
    """What publishing did with a course: `published`, `unchanged`, `draft`, or `kept` back because of errors.

    `version` is the one learners get now; empty when they get none.
    """

    code: str
    title: str
    version: str
    state: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class PublishReport:
    """The release in force afterwards (0: none); `problems` are those that belong to no course."""

    release: int
    is_new: bool
    courses: tuple[CourseOutcome, ...]
    problems: tuple[Problem, ...]

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem once, by place."""
        every = [*self.problems, *(one for course in self.courses for one in course.problems)]
        return tuple(sorted(dict.fromkeys(every), key=lambda problem: (problem.place, problem.rule)))

    @property
    def has_kept_back(self) -> bool:
        """Whether an error kept a course from being published."""
        return any(course.state == "kept" for course in self.courses)


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
) -> PublishReport:
    """Publish every course that has no error and is no draft; `only` limits it to these codes.

    Everything a release names is on disk, synced, before the one transaction that puts it in force. Unchanged
    content makes no new release. Needs an application context. `renderer` as in `check_content`.

    Raises:
        UnknownCourse: a code in `only` has no course.
        FileNotFoundError: the modules folder is not there.
        OSError: the objects could not be written; the old release stays in force.
    """
    today = clock.now().astimezone(settings.time_zone).date()
    content = check_content(settings, today=today, only=only, renderer=renderer)
    unknown = sorted(set(only) - {course.code for course in content.courses})
    if unknown:
        raise UnknownCourse(unknown)
    chosen = [course for course in content.courses if not only or course.code in only]
    for _ in range(_ATTEMPTS):
        in_force = store.find_in_force()
        try:
            report = _published(settings, content, chosen, in_force, actor, note)
        except IntegrityError:
            continue  # two first publications at once: both wanted the same number
        if report is not None:
            look_again()
            return report
    raise PublishedMeanwhile


def _published(
    settings: Settings,
    content: CheckedContent,
    chosen: Sequence[CheckedCourse],
    in_force: InForce | None,
    actor: str,
    note: str,
) -> PublishReport | None:
    """The report, or None when another release came between."""
    folder = settings.published_folder
    base = _manifest(folder, in_force)
    ready = [course for course in chosen if course.compiled is not None and _is_public(course)]
    lines = [_line(course) for course in ready]
    manifest = base.with_courses(lines)
    for course in ready:
        _write_objects(folder, course)
    sha256 = objects.put(folder, manifest.to_bytes())
    write_search_index(
        folder,
        sha256,
        manifest,
        base,
        base_sha256=in_force.manifest_sha256 if in_force else None,
        pages={course.code: course.compiled.pages for course in ready if course.compiled},
    )
    is_new = bool(manifest.courses) and (in_force is None or in_force.manifest_sha256 != sha256)
    number = in_force.number if in_force else 0
    if is_new:
        summary = {"courses": ", ".join(line.code for line in lines if base.line(line.code) != line)}
        switched = _put_in_force(in_force, sha256, actor, note, summary)
        if switched is None:
            return None
        number = switched
    outcomes = tuple(_outcome(course, base, manifest) for course in chosen)
    return PublishReport(release=number, is_new=is_new, courses=outcomes, problems=content.problems)


def _is_public(course: CheckedCourse) -> bool:
    return course.status in (Status.PUBLISHED, Status.ARCHIVED)


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


def _line(course: CheckedCourse) -> CourseLine:
    assert course.compiled is not None
    return CourseLine(
        code=course.code, version=course.compiled.version, index_sha256=course.compiled.index_sha256
    )


def _write_objects(folder: Path, course: CheckedCourse) -> None:
    assert course.compiled is not None
    for data in course.compiled.objects.values():
        objects.put(folder, data)


@one_transaction
def _put_in_force(
    expected: InForce | None, manifest_sha256: str, actor: str, note: str, details: dict[str, str]
) -> int | None:
    """The number of the new release; None when the release in force is no longer the expected one."""
    if store.lock_in_force() != expected:
        return None
    now = clock.now()
    number = store.add_release(
        manifest_sha256=manifest_sha256, published_at=now, published_by=actor, note=note
    )
    add_entry(
        at=now,
        action="content.publish",
        subject=f"release {number}",
        actor_name=actor,
        details={**details, "manifest": manifest_sha256},
    )
    return number


def _outcome(course: CheckedCourse, base: Manifest, manifest: Manifest) -> CourseOutcome:
    line = manifest.line(course.code)
    if course.compiled is None:
        state = "kept"
    elif not _is_public(course):
        state = "draft"
    else:
        state = "unchanged" if line == base.line(course.code) else "published"
    return CourseOutcome(
        code=course.code,
        title=course.title,
        version=line.version if line else "",
        state=state,
        problems=course.problems,
    )
