"""The joint of the house: something happened to a learner, and everything that follows is one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from elearn.certificates import actions as certificates
from elearn.certificates.facts import TranscriptLine
from elearn.certificates.rules import Score, score
from elearn.content.quiz import Purpose
from elearn.database import Durability, transaction
from elearn.ledger import store as ledger
from elearn.ledger.forms import E_LEARNING
from elearn.ledger.rows import Entry
from elearn.ledger.rules import NOTHING, Counted
from elearn.obligations import actions as obligations
from elearn.outcomes.happenings import (
    Consequences,
    CourseLeft,
    Happening,
    ModuleSkipped,
    QuizFailed,
    QuizPassed,
    SectionOpened,
    SectionRead,
    TaskConfirmed,
)
from elearn.outcomes.marks import best_marks
from elearn.progress import reading_list_store, store, tasks_store
from elearn.progress.rules import module_done, newly_done
from elearn.progress.standing import EnrolmentRow, SectionKey, Standing
from elearn.progress.steps import following
from elearn.progress.store import PRETEST
from elearn.releases.archived import course_with_archived
from elearn.releases.library import PublishedCourse, find_course
from elearn.releases.published import PublishedModule
from elearn.web.settings import current_settings

NOTHING_FOLLOWS = Consequences()


def record(person_id: int, happening: Happening, now: datetime) -> Consequences:
    """Write what happened and all that follows from it: log, position, completions with version and JP.

    Telling the same thing twice changes nothing the second time. All is on disk when this returns, except
    after SectionOpened: a view is not an acknowledgement.
    """
    is_view = isinstance(happening, SectionOpened)
    with transaction(Durability.RELAXED if is_view else Durability.SYNCED):
        match happening:
            case SectionOpened():
                return _opened(person_id, happening, now)
            case SectionRead():
                return _read(person_id, happening, now)
            case QuizPassed():
                return _passed(person_id, happening, now)
            case QuizFailed():
                return _failed(person_id, happening, now)
            case ModuleSkipped():
                return _skipped(person_id, happening, now)
            case TaskConfirmed():
                return _applied(person_id, happening, now)
            case CourseLeft():
                return _left(person_id, happening, now)


def _opened(person_id: int, opened: SectionOpened, now: datetime) -> Consequences:
    key = SectionKey(opened.module, opened.section)
    version = _version(opened.course)
    is_new = store.enter(person_id, opened.course, key, now, looks=True)
    events = [_event(person_id, "enrolled", opened.course, version, now)] if is_new else []
    if opened.is_first and store.mark_opened(person_id, opened.course, key, version, now):
        events.append(_event(person_id, "opened", opened.course, version, now, key))
    store.add_events(events)
    return NOTHING_FOLLOWS


def _read(person_id: int, read: SectionRead, now: datetime) -> Consequences:
    key = SectionKey(read.module, read.section)
    course = find_course(read.course)
    version = course.version if course else ""
    is_new = store.enter(person_id, read.course, _next_place(course, key), now, looks=False)
    events = [_event(person_id, "enrolled", read.course, version, now)] if is_new else []
    if store.mark_read(person_id, read.course, key, version, now):
        events.append(_event(person_id, "read", read.course, version, now, key))
    store.add_events(events)
    reading_list_store.mark_read(person_id, read.course, key, now)
    # Asked again after a second reading too: a course that lost a module may be complete by now.
    return _complete(person_id, course, now)


def _passed(person_id: int, passed: QuizPassed, now: datetime) -> Consequences:
    course = find_course(passed.course)
    start = _first_section(course)
    is_new = store.enter(person_id, passed.course, start, now, looks=False, moves=False)
    if store.has_passed_event(person_id, passed.attempt_id):
        return NOTHING_FOLLOWS
    events = [_event(person_id, "enrolled", passed.course, passed.version, now)] if is_new else []
    event = _event(person_id, "passed", passed.course, passed.version, now)
    store.add_events([*events, event | {"quiz": passed.quiz, "attempt_id": passed.attempt_id}])
    reading_list_store.drop_pending(person_id, passed.course, passed.quiz)
    return _complete(person_id, course, now)


def _failed(person_id: int, failed: QuizFailed, now: datetime) -> Consequences:
    reading_list_store.put(person_id, failed.course, failed.quiz, failed.attempt_id, failed.to_read, now)
    return NOTHING_FOLLOWS


def _skipped(person_id: int, skipped: ModuleSkipped, now: datetime) -> Consequences:
    """The module counts as finished, once and without JP: JP are hours of learning."""
    course = find_course(skipped.course)
    if course is None or course.find_module(skipped.module) is None:
        return NOTHING_FOLLOWS
    version, zero = course.version, Decimal(0)
    is_new = store.enter(person_id, course.code, _first_section(course), now, looks=False, moves=False)
    events = [_event(person_id, "enrolled", course.code, version, now)] if is_new else []
    entered = store.enrolment(person_id, course.code)
    is_first = store.add_completion(
        person_id,
        course.code,
        module=skipped.module,
        version=version,
        now=now,
        jp=zero,
        basis=PRETEST,
        cycle=entered.cycle if entered else 1,
    )
    if is_first:
        event = _event(person_id, "skipped", course.code, version, now, SectionKey(skipped.module, ""))
        events.append(event | {"attempt_id": skipped.attempt_id})
    store.add_events(events)
    told = _complete(person_id, course, now)
    return replace(told, module_completed=told.module_completed or is_first)


def _applied(person_id: int, done: TaskConfirmed, now: datetime) -> Consequences:
    """What was learned was applied at work: it counts once a cycle, and may be the last thing missing."""
    course = find_course(done.course)
    start, version = _first_section(course), _version(done.course)
    is_new = store.enter(person_id, done.course, start, now, looks=False, moves=False)
    events = [_event(person_id, "enrolled", done.course, version, now)] if is_new else []
    if not tasks_store.add_task_done(
        person_id, done.course, done.module, cycle=done.cycle, version=version, now=now
    ):
        store.add_events(events)
        return NOTHING_FOLLOWS
    place = SectionKey(done.module, _task_section(course, done.module))
    store.add_events([*events, _event(person_id, "applied", done.course, version, now, place)])
    return _complete(person_id, course, now)


def _left(person_id: int, left: CourseLeft, now: datetime) -> Consequences:
    if store.mark_left(person_id, left.course, now):
        store.add_events([_event(person_id, "left", left.course, _version(left.course), now)])
    return NOTHING_FOLLOWS


def _complete(person_id: int, course: PublishedCourse | None, now: datetime) -> Consequences:
    """Write the completions that are due now: each once, with version and JP of this day."""
    if course is None:
        return NOTHING_FOLLOWS
    standing = store.standing(person_id, course.code)
    modules, is_course_done = newly_done(course, standing)
    finished = [*((module, course.version) for module in modules), *_archived_done(course, standing)]
    counted = NOTHING
    for module, version in finished:
        if store.add_completion(
            person_id,
            course.code,
            module=module.code,
            version=version,
            now=now,
            jp=module.jp or Decimal(0),
            cycle=standing.cycle,
        ):
            counted += _credited(person_id, course, module, now, standing.cycle)
    if is_course_done:
        # The JP stand with the modules: counted here too, they would count twice.
        if store.add_completion(
            person_id, course.code, version=course.version, now=now, jp=Decimal(0), cycle=standing.cycle
        ):
            _certify(person_id, course, standing.cycle, now)
        obligations.complete(person_id, course.code, cycle=standing.cycle, now=now)
    return Consequences(module_completed=bool(finished), course_completed=is_course_done, counted=counted)


def _archived_done(course: PublishedCourse, standing: Standing) -> Iterator[tuple[PublishedModule, str]]:
    """The modules that the course no longer has, finished now, with the version in which they last stood.

    They count for themselves, with their JP; what the course asks for stays what it asks for.
    """
    known = {module.code for module in course.modules} | standing.done_modules
    for code in sorted({key.module for key in standing.read} - known):
        before = course_with_archived(course, code)
        module = before.find_module(code) if before else None
        if before and module and module_done(module, standing.read, standing.passed):
            yield module, before.version


def certify_missing(person_id: int, course: str, cycle: int, now: datetime) -> bool:
    """Issue the certificate of a course that was finished without one; whether there was one to issue.

    It names the version and the day of the completion, but the titles of today: those of then are not kept.
    """
    with transaction():
        rows = [one for one in store.completions(person_id, course) if one.is_course and one.cycle == cycle]
        known = find_course(course)
        if not rows or known is None:
            return False
        learned = replace(known, version=rows[0].version)
        return _certify(person_id, learned, cycle, now, completed_at=rows[0].completed_at)


def _certify(
    person_id: int,
    course: PublishedCourse,
    cycle: int,
    now: datetime,
    *,
    completed_at: datetime | None = None,
) -> bool:
    """Issue the certificate that a finished course earns, in this very transaction."""
    finished = {row.module: row.jp for row in store.completions(person_id, course.code) if row.cycle == cycle}
    enrolment = store.enrolment(person_id, course.code)
    earned = certificates.Earned(
        person_id=person_id,
        course=course,
        cycle=cycle,
        started_at=enrolment.started_at if enrolment else now,
        completed_at=completed_at or now,
        transcript=tuple(
            TranscriptLine(title=module.title, jp=finished[module.code])
            for module in course.modules
            if module.code in finished
        ),
        score=_score(person_id, course, enrolment, cycle),
    )
    return certificates.issue(earned, now=now) is not None


def _score(
    person_id: int, course: PublishedCourse, enrolment: EnrolmentRow | None, cycle: int
) -> Score | None:
    """The score for the transcript: of the post-test, else of the quizzes of the modules.

    A quiz whose score its taker does not see gives none; neither does practice, nor a cycle that is past:
    its end is not known, and marks of the next one are not its marks.
    """
    if enrolment is not None and enrolment.cycle != cycle:
        return None
    since = enrolment.cycle_began_at if enrolment else None
    counting = {
        quiz.code for quiz in course.quiz_entries if quiz.show_score and quiz.purpose is not Purpose.PRACTICE
    }
    asked = {course.posttest} if course.posttest else {module.quiz for module in course.modules}
    marks = best_marks(person_id, course.code, sorted(code for code in asked if code in counting), since)
    if course.posttest:
        return score(marks.get(course.posttest), ())
    return score(None, list(marks.values()))


def _credited(
    person_id: int, course: PublishedCourse, module: PublishedModule, now: datetime, cycle: int
) -> Counted:
    """Enter the JP of a finished module in the ledger, on the date of the place; gives what was counted."""
    if not module.jp:
        return NOTHING
    entry = Entry(
        person_id=person_id,
        on_date=now.astimezone(current_settings().time_zone).date(),
        form=E_LEARNING,
        jp=module.jp,
        source="module",
        source_key=f"{course.code}/{module.code}/{cycle}",
        title=module.title,
        recorded_at=now,
    )
    return ledger.add(entry) or NOTHING


def _next_place(course: PublishedCourse | None, key: SectionKey) -> SectionKey:
    """Where the learner goes after reading: the next section; before a quiz he stays where he is."""
    step = following(course, key, passed=()) if course else None
    if step is None or step.module is None or step.section is None:
        return key
    return SectionKey(step.module.code, step.section.code)


def _first_section(course: PublishedCourse | None) -> SectionKey:
    for module in course.modules if course else ():
        for section in module.sections:
            return SectionKey(module.code, section.code)
    return SectionKey("", "")


def _task_section(course: PublishedCourse | None, module_code: str) -> str:
    module = course.find_module(module_code) if course else None
    section = module.task_section if module else None
    return section.code if section else ""


def _version(course: str) -> str:
    known = find_course(course)
    return known.version if known else ""


def _event(
    person_id: int, kind: str, course: str, version: str, now: datetime, key: SectionKey | None = None
) -> dict[str, object]:
    return {
        "person_id": person_id,
        "at": now,
        "kind": kind,
        "course": course,
        "module": key.module if key else "",
        "section": key.section if key else "",
        "quiz": "",
        "version": version,
        "attempt_id": None,
    }
