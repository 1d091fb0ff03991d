"""What must be read again before the next attempt, as far as it can be read at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from elearn.content.questions.contract import Reference
from elearn.content.quiz import Quiz
from elearn.progress import reading_list_store
from elearn.progress import store as progress_store
from elearn.progress.reading_list import ListItem, ReadingList
from elearn.progress.rules import blocking_module
from elearn.progress.standing import SectionKey, Standing
from elearn.quiz import links, offers, rules
from elearn.quiz.rules import PastAttempt, Visible
from elearn.quiz.store import AttemptRow, SavedAnswer, is_weak


@dataclass(frozen=True, kw_only=True, slots=True)
class ListLine:
    """A section of a reading list as a page prints it."""

    url: str
    heading: str
    is_read: bool


@dataclass(frozen=True, kw_only=True)
class Reread:
    """A heading behind answers that were not right, and the numbers of those questions."""

    url: str
    heading: str
    numbers: tuple[int, ...]


def list_before_next(
    person_id: int, course: str, quiz: Quiz, past: Sequence[PastAttempt]
) -> ReadingList | None:
    """The list that stands before the next attempt, its read items included, in the order of the course;
    None without one.

    A section that left the release, or that a locked course does not open to this person, is not asked for.
    One query, and only after failures.
    """
    if not rules.remedial_is_due(quiz, past):
        return None
    found = reading_list_store.newest(person_id, course, quiz.code)
    items = tuple(sorted(_readable(person_id, found.items), key=_place)) if found else ()
    return replace(found, items=items) if found and items else None


def lines_of(found: ReadingList) -> tuple[ListLine, ...]:
    """The list in words."""
    return tuple(
        ListLine(url=place[0], heading=place[1], is_read=item.read_at is not None)
        for item in found.items
        if (place := links.reread(_reference(item), item.course))
    )


def to_read(quiz: Quiz, course: str, asked: Sequence[str], weak: Collection[str]) -> tuple[ListItem, ...]:
    """The published headings behind these questions of an attempt, in the order asked, each once."""
    references = {one.code: one.reference for one in quiz.questions if one.IS_MARKED}
    found = [references.get(code) for code in asked if code in weak]
    items = (_item(one, course) for one in found if one is not None and offers.find_section(one, course))
    return tuple(dict.fromkeys(items))


def _item(reference: Reference, course: str) -> ListItem:
    return ListItem(course=reference.course or course, key=SectionKey(reference.module, reference.section))


def _reference(item: ListItem) -> Reference:
    return Reference(course=item.course, module=item.key.module, section=item.key.section)


def _place(item: ListItem) -> tuple[str, int]:
    """Where a published section stands: the course, and its place in it."""
    course = offers.find_course(item.course)
    modules = course.modules if course else ()
    keys = [SectionKey(module.code, section.code) for module in modules for section in module.sections]
    return item.course, keys.index(item.key)


def _readable(person_id: int, items: Sequence[ListItem]) -> Iterator[ListItem]:
    standings: dict[
        str, Standing
    ] = {}  # of locked courses only; a list points into one course, hardly ever two
    for item in items:
        course = offers.find_course(item.course)
        if course is None or offers.find_section(_reference(item), item.course) is None:
            continue
        if course.locked:
            if course.code not in standings:
                standings[course.code] = progress_store.standing(person_id, course.code)
            if blocking_module(course, item.key.module, standings[course.code]):
                continue
        yield item


def headings_behind(
    attempt: AttemptRow, quiz: Quiz, stored: Mapping[str, SavedAnswer], visible: Visible
) -> tuple[Reread, ...]:
    """The headings behind answers that were not right, in the order of the questions, each once.

    The numbers of those questions would tell what was wrong: they come with the verdicts.
    """
    numbers: dict[tuple[str, str], list[int]] = {}
    questions = {one.code: one for one in quiz.questions}
    for number, question in enumerate((questions[code] for code in attempt.questions), start=1):
        place = links.reread(question.reference, attempt.course)
        if place and question.IS_MARKED and is_weak(stored.get(question.code)):
            numbers.setdefault(place, []).append(number)
    return tuple(
        Reread(url=url, heading=heading, numbers=tuple(at) if visible.verdicts else ())
        for (url, heading), at in numbers.items()
    )
