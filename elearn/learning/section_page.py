"""What the section page prints: frozen values, ready to be laid out."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from elearn.content.questions.ordering import Ordering
from elearn.learning.access import SectionPlace
from elearn.learning.addresses import course_url, quiz_url, task_url
from elearn.learning.checks import ShownCheck, Tried, body_parts
from elearn.learning.store import Reading
from elearn.practice.rules import ReportState
from elearn.practice.sentences import STATES as REPORT_STATES
from elearn.progress import rules
from elearn.progress.standing import SectionKey
from elearn.progress.steps import following
from elearn.releases.library import find_course
from elearn.web.language import content


@dataclass(frozen=True, slots=True, kw_only=True)
class RailItem:
    """One line of the rail; `minutes` 0 prints none."""

    title: str
    url: str
    is_read: bool
    is_current: bool
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage:
    """One section for one reader. `number` of `total` sections of the module; `read` of them are read."""

    place: SectionPlace
    course_url: str
    url: str
    parts: list[Markup | ShownCheck]
    rail: list[RailItem]
    number: int
    read: int
    total: int
    minutes_left: int
    is_read: bool
    previous: tuple[str, str] | None
    next: tuple[str, str, str]
    is_bookmarked: bool
    note: str
    note_error: str
    listed_for: tuple[str, str] | None  # address and title of the quiz whose reading list asks for this
    task: tuple[str, str] | None  # where the practice task is reported, and what became of the last report

    @property
    def has_ordering(self) -> bool:
        """Whether a check asks to put things in order: only then its script is worth fetching."""
        kinds = {part.question.question.KIND for part in self.parts if isinstance(part, ShownCheck)}
        return Ordering.KIND in kinds


def section_page(
    place: SectionPlace,
    reading: Reading,
    *,
    seed: int,
    tried: Tried | None = None,
    note: str | None = None,
    note_error: str = "",
    task_state: ReportState | None = None,
) -> SectionPage:
    """The page of a section. `note` is what was typed when it could not be kept; `task_state` where the
    last report on the practice task of this section stands.
    """
    root = course_url(place.course.code)
    url = f"{root}{place.module.code}/{place.section.code}"
    read, total = rules.sections_read([place.module], reading.standing.read)
    return SectionPage(
        place=place,
        course_url=root,
        url=url,
        parts=body_parts(place, seed, tried),
        rail=_rail(place, reading, root),
        number=place.index + 1,
        read=read,
        total=total,
        minutes_left=rules.minutes_left([place.module], reading.standing.read),
        is_read=place.key in reading.standing.read,
        previous=_previous(place, root),
        next=(f"{url}/read", *_next_words(place)),
        is_bookmarked=reading.is_bookmarked,
        note=reading.note if note is None else note,
        note_error=note_error,
        listed_for=_quiz_of_list(reading),
        task=_task(place, task_state),
    )


def _task(place: SectionPlace, state: ReportState | None) -> tuple[str, str] | None:
    if place.section.task is None or place.is_archived:
        return None
    url = task_url(place.course.code, place.module.code)
    return url, str(REPORT_STATES[state][0]) if state else ""


def _quiz_of_list(reading: Reading) -> tuple[str, str] | None:
    course_code, quiz = reading.listed_for or ("", "")
    course = find_course(course_code) if course_code else None
    entry = course.quizzes.get(quiz) if course else None
    return (quiz_url(course_code, quiz), entry.title) if entry else None


def _rail(place: SectionPlace, reading: Reading, root: str) -> list[RailItem]:
    module = place.module
    items = [
        RailItem(
            title=section.title,
            url=f"{root}{module.code}/{section.code}",
            is_read=SectionKey(module.code, section.code) in reading.standing.read,
            is_current=section is place.section,
            minutes=section.minutes,
        )
        for section in module.sections
    ]
    entry = place.course.quizzes.get(module.quiz) if module.quiz else None
    if entry is not None:
        is_passed = module.code in reading.standing.done_modules - reading.skipped
        address = quiz_url(place.course.code, entry.code)
        items.append(RailItem(title=entry.title, url=address, is_read=is_passed, is_current=False, minutes=0))
    return items


def _previous(place: SectionPlace, root: str) -> tuple[str, str] | None:
    """Address and title of the section before this one, also across modules."""
    steps = [(module, section) for module in place.course.modules for section in module.sections]
    here = steps.index((place.module, place.section))
    if here == 0:
        return None
    module, section = steps[here - 1]
    return f"{root}{module.code}/{section.code}", section.title


def _next_words(place: SectionPlace) -> tuple[str, str]:
    """Title and label of the button that goes on."""
    step = following(place.course, place.key, passed=())
    if step is None:
        return gettext("Selesaikan bacaan ini"), gettext("Bagian terakhir")
    if step.section is not None:
        return content(step.section.title), gettext("Selanjutnya")
    entry = place.course.quizzes.get(step.quiz or "")
    return content(entry.title) if entry else gettext("Kuis"), gettext("Selanjutnya: kuis")
