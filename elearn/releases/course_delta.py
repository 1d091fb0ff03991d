"""What a reader of an earlier version of a course has to know of the present one, by section. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from elearn.releases.differences import CourseContents, Thing, ThingChange, course_difference
from elearn.releases.published import PublishedModule, PublishedSection
from elearn.releases.text_changes import ParagraphChange, Piece, compared_words, paragraph_changes

MAX_PARAGRAPHS = 120
"""Changed paragraphs on one page; past them a section only says that it has more."""

TextOf = Callable[[str], Sequence[str]]
"""The paragraphs of a body object, by its SHA-256."""


class SectionState(StrEnum):
    """What became of a section."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionDelta:
    """A section that is not as it was; `section` is empty for the introduction of the course.

    `title` is the present one (of a section that is gone, the last one); `renamed` compares it with the
    earlier one where it changed. Of a new section only its minutes are told: it is there to be read.
    `left_out` counts changed paragraphs that the page has no room for.
    """

    module: str
    section: str
    module_title: str
    title: str
    state: SectionState
    renamed: tuple[Piece, ...] = ()
    paragraphs: tuple[ParagraphChange, ...] = ()
    left_out: int = 0
    minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class CourseDelta:
    """Everything that changed. `others` are changes outside the text: quizzes, questions, the course itself.
    `words` are to be read on the page.
    """

    sections: tuple[SectionDelta, ...]
    others: tuple[ThingChange, ...]
    words: int


def course_delta(old: CourseContents, new: CourseContents, text_of: TextOf) -> CourseDelta:
    """What differs between the version that somebody learnt and another one.

    A section is the same one by its kode in its module, wherever it stands; sections whose visible words are
    the same are left out.
    """
    sections = _bounded(_sections(old, new, text_of))
    difference = course_difference(old, new)
    outside = (Thing.QUIZ, Thing.QUESTION, Thing.COURSE)
    others = tuple(one for one in difference.things if one.thing in outside)
    words = sum(one.words for section in sections for one in section.paragraphs)
    return CourseDelta(sections=sections, others=others, words=words)


def _bounded(sections: Iterator[SectionDelta]) -> tuple[SectionDelta, ...]:
    """The sections with as many paragraphs as a page holds."""
    room = MAX_PARAGRAPHS
    shown: list[SectionDelta] = []
    for one in sections:
        kept = one.paragraphs[:room]
        room -= len(kept)
        shown.append(replace(one, paragraphs=kept, left_out=len(one.paragraphs) - len(kept)))
    return tuple(shown)


def _sections(old: CourseContents, new: CourseContents, text_of: TextOf) -> Iterator[SectionDelta]:
    yield from _introduction(old, new, text_of)
    before = {module.code: module for module in old.index.course.modules}
    after = {module.code: module for module in new.index.course.modules}
    for module in after.values():
        yield from _module(before.get(module.code), module, text_of)
    for code, module in before.items():
        if code not in after:
            yield from (_short(module, one, SectionState.GONE) for one in module.sections)


def _introduction(old: CourseContents, new: CourseContents, text_of: TextOf) -> Iterator[SectionDelta]:
    before, after = old.index.course.introduction_sha, new.index.course.introduction_sha
    changes = paragraph_changes(text_of(before), text_of(after)) if before != after else ()
    if changes:
        yield SectionDelta(
            module="",
            section="",
            module_title="",
            title=new.index.course.title,
            state=SectionState.CHANGED,
            paragraphs=changes,
        )


def _module(old: PublishedModule | None, new: PublishedModule, text_of: TextOf) -> Iterator[SectionDelta]:
    known = {one.code: one for one in old.sections} if old else {}
    for section in new.sections:
        was = known.pop(section.code, None)
        if was is None:
            yield _short(new, section, SectionState.NEW)
        else:
            yield from _changed(new, was, section, text_of)
    yield from (_short(new, one, SectionState.GONE) for one in known.values())


def _changed(
    module: PublishedModule, was: PublishedSection, now: PublishedSection, text_of: TextOf
) -> Iterator[SectionDelta]:
    is_same = was.body_sha256 == now.body_sha256
    changes = () if is_same else paragraph_changes(text_of(was.body_sha256), text_of(now.body_sha256))
    renamed = compared_words(was.title, now.title) if was.title != now.title else ()
    if changes or renamed:
        yield SectionDelta(
            module=module.code,
            section=now.code,
            module_title=module.title,
            title=now.title,
            state=SectionState.CHANGED,
            renamed=renamed,
            paragraphs=changes,
        )


def _short(module: PublishedModule, section: PublishedSection, state: SectionState) -> SectionDelta:
    return SectionDelta(
        module=module.code,
        section=section.code,
        module_title=module.title,
        title=section.title,
        state=state,
        minutes=section.minutes if state is SectionState.NEW else 0,
    )
