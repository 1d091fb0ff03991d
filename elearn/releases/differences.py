"""What differs between two releases, thing by thing, each known by its kode wherever it stands. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from elearn.content.questions.contract import Question
from elearn.content.quiz import Quiz
from elearn.releases.published import CourseIndex, PublishedCourse, PublishedModule


class Thing(StrEnum):
    """What was changed."""

    COURSE = "course"
    INTRODUCTION = "introduction"
    MODULE = "module"
    SECTION = "section"
    QUIZ = "quiz"
    QUESTION = "question"


class Change(StrEnum):
    """How it was changed; one thing may have several changes."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    REWRITTEN = "rewritten"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingChange:
    """One changed thing; `inside` is the kode of its module or quiz, empty for things of the course."""

    thing: Thing
    code: str
    title: str
    changes: tuple[Change, ...]
    inside: str = ""


@dataclass(frozen=True, kw_only=True)
class CourseDifference:
    """What differs in one course; `files` are the paths of its sources that differ, in order."""

    code: str
    title: str
    things: tuple[ThingChange, ...]
    files: tuple[str, ...]

    @property
    def is_added(self) -> bool:
        """Whether the older release did not have the course at all."""
        return any(one.thing is Thing.COURSE and Change.ADDED in one.changes for one in self.things)

    @property
    def is_removed(self) -> bool:
        """Whether the newer release no longer has it."""
        return any(one.thing is Thing.COURSE and Change.REMOVED in one.changes for one in self.things)


@dataclass(frozen=True, kw_only=True)
class CourseContents:
    """A course of a release with its quizzes by kode."""

    index: CourseIndex
    quizzes: Mapping[str, Quiz]


def course_difference(old: CourseContents | None, new: CourseContents | None) -> CourseDifference:
    """What differs between two versions of a course; None: that release does not have it.

    Raises:
        ValueError: neither of them is given.
    """
    present = new or old
    if present is None:
        raise ValueError("no course to compare")
    course = present.index.course
    if old is None or new is None:
        change = Change.ADDED if old is None else Change.REMOVED
        only = ThingChange(thing=Thing.COURSE, code=course.code, title=course.title, changes=(change,))
        files = tuple(sorted(present.index.sources))
        return CourseDifference(code=course.code, title=course.title, things=(only,), files=files)
    things = (
        *_course_changes(old.index.course, new.index.course),
        *_module_changes(old.index.course, new.index.course),
        *_quiz_changes(old.quizzes, new.quizzes),
    )
    files = _different(old.index.sources, new.index.sources)
    return CourseDifference(code=course.code, title=course.title, things=things, files=files)


def _different(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(path for path in {*old, *new} if old.get(path) != new.get(path)))


def _course_changes(old: PublishedCourse, new: PublishedCourse) -> Iterator[ThingChange]:
    changes = [Change.RENAMED] if old.title != new.title else []
    if _settings(old) != _settings(new):
        changes.append(Change.SETTINGS)
    if changes:
        yield ThingChange(thing=Thing.COURSE, code=new.code, title=new.title, changes=tuple(changes))
    if old.introduction_sha != new.introduction_sha:
        rewritten = (Change.REWRITTEN,)
        yield ThingChange(thing=Thing.INTRODUCTION, code=new.code, title=new.title, changes=rewritten)


_NOT_SETTINGS = {"version", "title", "introduction_sha", "objectives", "modules", "quiz_entries"}
_NOT_SETTINGS |= {"minutes", "jp", "quizzes"}  # they follow from the others


def _settings(course: PublishedCourse) -> dict[str, object]:
    return {name: value for name, value in vars(course).items() if name not in _NOT_SETTINGS}


def _module_changes(old: PublishedCourse, new: PublishedCourse) -> Iterator[ThingChange]:
    before, after = {one.code: one for one in old.modules}, {one.code: one for one in new.modules}
    kept = [code for code in before if code in after], [code for code in after if code in before]
    moved = _moved(*kept)
    for code in (*after, *(one for one in before if one not in after)):
        yield from _changed_module(before.get(code), after.get(code), is_moved=code in moved)
    yield from _section_changes(before, after)


def _changed_module(
    old: PublishedModule | None, new: PublishedModule | None, *, is_moved: bool
) -> Iterator[ThingChange]:
    present = new or old
    assert present is not None
    changes: list[Change] = []
    if old is None:
        changes.append(Change.ADDED)
    elif new is None:
        changes.append(Change.REMOVED)
    else:
        changes += [Change.RENAMED] if old.title != new.title else []
        changes += [Change.MOVED] if is_moved else []
        is_set_anew = (old.jp, old.quiz, old.objectives) != (new.jp, new.quiz, new.objectives)
        changes += [Change.SETTINGS] if is_set_anew else []
    if changes:
        yield ThingChange(thing=Thing.MODULE, code=present.code, title=present.title, changes=tuple(changes))


def _section_changes(
    old: Mapping[str, PublishedModule], new: Mapping[str, PublishedModule]
) -> Iterator[ThingChange]:
    """Sections of modules that both releases have; a new or vanished module says enough by itself."""
    for code, module in new.items():
        if code not in old:
            continue
        before = {one.code: one for one in old[code].sections}
        after = {one.code: one for one in module.sections}
        moved = _moved([one for one in before if one in after], [one for one in after if one in before])
        for name in (*after, *(one for one in before if one not in after)):
            earlier, later = before.get(name), after.get(name)
            present = later or earlier
            assert present is not None
            changes: list[Change] = []
            if earlier is None or later is None:
                changes.append(Change.ADDED if earlier is None else Change.REMOVED)
            else:
                changes += [Change.RENAMED] if earlier.title != later.title else []
                changes += [Change.MOVED] if name in moved else []
                changes += [Change.REWRITTEN] if earlier.body_sha256 != later.body_sha256 else []
            if changes:
                yield ThingChange(
                    thing=Thing.SECTION, code=name, title=present.title, changes=tuple(changes), inside=code
                )


def _quiz_changes(old: Mapping[str, Quiz], new: Mapping[str, Quiz]) -> Iterator[ThingChange]:
    for code in (*new, *(one for one in old if one not in new)):
        earlier, later = old.get(code), new.get(code)
        present = later or earlier
        assert present is not None
        if earlier is None or later is None:
            change = Change.ADDED if earlier is None else Change.REMOVED
            yield ThingChange(thing=Thing.QUIZ, code=code, title=present.title, changes=(change,))
            continue
        changes = [Change.RENAMED] if earlier.title != later.title else []
        changes += [Change.SETTINGS] if _quiz_settings(earlier) != _quiz_settings(later) else []
        if changes:
            yield ThingChange(thing=Thing.QUIZ, code=code, title=later.title, changes=tuple(changes))
        yield from _question_changes(code, earlier.questions, later.questions)


def _quiz_settings(quiz: Quiz) -> dict[str, object]:
    own = {"title", "sections", "path", "source"}
    settings = {name: value for name, value in vars(quiz).items() if name not in own}
    sections = [(one.title, one.draw, one.shuffle, one.introduction) for one in quiz.sections]
    return {**settings, "sections": sections}


def _question_changes(quiz: str, old: Iterable[Question], new: Iterable[Question]) -> Iterator[ThingChange]:
    before, after = {one.code: one for one in old}, {one.code: one for one in new}
    for code in (*after, *(one for one in before if one not in after)):
        earlier, later = before.get(code), after.get(code)
        if earlier == later:
            continue
        present = later or earlier
        assert present is not None
        change = Change.ADDED if earlier is None else Change.REMOVED if later is None else Change.REWRITTEN
        yield ThingChange(
            thing=Thing.QUESTION, code=code, title=present.title, changes=(change,), inside=quiz
        )


def _moved(old: list[str], new: list[str]) -> frozenset[str]:
    """The codes that stand elsewhere among those that both have: all but a longest run in the old order."""
    place = {code: at for at, code in enumerate(old)}
    lengths: list[tuple[int, int]] = []  # of the longest rising run that ends here, and where it came from
    for at, code in enumerate(new):
        best = max(((lengths[i][0], i) for i in range(at) if place[new[i]] < place[code]), default=(0, -1))
        lengths.append((best[0] + 1, best[1]))
    stays: set[str] = set()
    at = max(range(len(new)), key=lambda i: lengths[i][0], default=-1)
    while at >= 0:
        stays.add(new[at])
        at = lengths[at][1]
    return frozenset(code for code in new if code not in stays)
