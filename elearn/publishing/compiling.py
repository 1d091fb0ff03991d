"""A course as read becomes a course as published: bodies, quizzes, pictures, index, search pages."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from elearn.content.course import Course, Module, Section, Status
from elearn.content.minutes import Pace, quiz_minutes
from elearn.content.quiz import Quiz
from elearn.problems import Problem
from elearn.publishing.sentences import level_of
from elearn.publishing.sources import quiz_texts_of, section_texts_of
from elearn.publishing.stored_objects import StoredObjects
from elearn.publishing.texts import Text, TextRenderer
from elearn.releases.manifest import version_of
from elearn.releases.objects import sha256_of
from elearn.releases.published import (
    CheckRef,
    CourseIndex,
    PublishedCourse,
    PublishedModule,
    PublishedSection,
    QuizEntry,
    course_index_from,
    quiz_to_bytes,
)
from elearn.releases.search import Page

MAX_SECTION_KIB = 150
"""HTML of one section without its pictures; past it reading on a telephone becomes waiting."""
MAX_PICTURES_KIB = 500
"""Pictures of one section together, in the size that a telephone fetches: 4 seconds on slow 3G (1 Mbit/s)."""
_PICTURE = re.compile(r'<img [^>]*?src="([^"]+)"')


@dataclass(frozen=True, kw_only=True)
class CompiledCourse:
    """Everything that publishing a course writes; `objects` are by SHA-256, `index_sha256` is one of them.

    `telling` are the names of those that tell the course apart from another version: its index, its quizzes
    and its texts. A course that was compiled earlier has no `pages`; its objects are read when asked for.
    """

    code: str
    version: str
    index_sha256: str
    objects: Mapping[str, bytes]
    telling: frozenset[str]
    pages: tuple[Page, ...] = ()

    @cached_property
    def index(self) -> CourseIndex:
        """The index of the course."""
        return course_index_from(self.objects[self.index_sha256])

    @property
    def is_stored(self) -> bool:
        """Whether the objects lie in the published folder already."""
        return isinstance(self.objects, StoredObjects)

    def without_bodies(self) -> "CompiledCourse":
        """Only what tells the course apart from another version: its index, its quizzes and its texts."""
        if isinstance(self.objects, StoredObjects):
            return replace(self, objects=self.objects.only(self.telling), pages=())
        return replace(self, objects={name: self.objects[name] for name in sorted(self.telling)}, pages=())


@dataclass(frozen=True, kw_only=True)
class Compilation:
    """A compiled course, and what showed only while compiling it."""

    compiled: CompiledCourse
    problems: tuple[Problem, ...]


class Compiler:
    """Compiles one course; one object for one course."""

    def __init__(self, texts: TextRenderer, banks: Mapping[str, Quiz], pace: Pace) -> None:
        self._texts = texts
        self._banks = banks
        self._pace = pace
        self._objects: dict[str, bytes] = {}
        self._pages: list[Page] = []
        self._problems: list[Problem] = []

    def compile(self, course: Course, quizzes: Mapping[str, Quiz]) -> Compilation:
        """The course with those of its modules and quizzes that learners see."""
        shown = {code: quiz for code, quiz in sorted(quizzes.items()) if quiz.status is Status.PUBLISHED}
        entries = tuple(self._quiz(quiz) for quiz in shown.values())
        introduction = self._introduction(course)
        modules = tuple(self._module(course, module, shown) for module in course.published_modules)
        sources = self._sources(course, shown)
        version = version_of(sources)
        index = CourseIndex(
            course=_published(course, version, introduction, modules, entries),
            sources={path: self._put(data) for path, data in sorted(sources.items())},
            images=self._images(),
        )
        index_sha256 = self._put(index.to_bytes())
        texts = (sha256 for path, sha256 in index.sources.items() if path.endswith(".md"))
        problems = (*self._problems, *self._texts.problems, *self._texts.pictures.problems)
        compiled = CompiledCourse(
            code=course.code,
            version=version,
            index_sha256=index_sha256,
            objects=self._objects,
            telling=frozenset({index_sha256, *texts, *(one.object_sha256 for one in entries)}),
            pages=tuple(self._pages),
        )
        return Compilation(compiled=compiled, problems=problems)

    def _put(self, data: bytes) -> str:
        sha256 = sha256_of(data)
        self._objects[sha256] = data
        return sha256

    def _images(self) -> dict[str, str]:
        """The originals by path, and the files that pages show in their place: a release needs both."""
        pictures = self._texts.pictures
        derived = {name: self._put(data) for name, data in pictures.derived.items()}
        originals = {path: sha256_of(data) for path, data in pictures.data.items()}
        return dict(sorted((originals | derived).items()))

    def _introduction(self, course: Course) -> str:
        text = Text(source=course.introduction, path=course.path, line_offset=course.introduction_offset)
        rendered = self._texts.render(text)
        words = f"{course.summary} {rendered.text}"
        self._pages.append(Page(course=course.code, module="", section="", title=course.title, text=words))
        return self._put(rendered.html.encode())

    def _module(self, course: Course, module: Module, quizzes: Mapping[str, Quiz]) -> PublishedModule:
        texts = section_texts_of(module)
        return PublishedModule(
            code=module.code,
            title=module.title,
            jp=module.jp or Decimal(0),
            minutes=module.minutes,
            objectives=module.objectives,
            quiz=module.quiz if module.quiz in quizzes else None,
            sections=tuple(
                self._section(course, module, section, text)
                for section, text in zip(module.sections, texts, strict=True)
            ),
        )

    def _section(self, course: Course, module: Module, section: Section, text: Text) -> PublishedSection:
        rendered = self._texts.render(text)
        text_bytes, picture_bytes = len(rendered.html.encode()), self._picture_bytes(rendered.html)
        self._check_size("K-651", section, text_bytes, MAX_SECTION_KIB)
        self._check_size("K-652", section, picture_bytes, MAX_PICTURES_KIB)
        self._pages.append(
            Page(
                course=course.code,
                module=module.code,
                section=section.code,
                title=section.title,
                text=rendered.text,
            )
        )
        return PublishedSection(
            code=section.code,
            title=section.title,
            minutes=section.minutes,
            words=rendered.words,
            bytes=text_bytes + picture_bytes,
            body_sha256=self._put(rendered.html.encode()),
            checks=tuple(
                CheckRef(quiz=one.quiz, question=one.question, marker=text.inserts[one.line])
                for one in section.checks
            ),
            task=section.practice_task,
        )

    def _picture_bytes(self, html: str) -> int:
        sizes = self._texts.pictures.sizes
        return sum(sizes.get(url, 0) for url in set(_PICTURE.findall(html)))

    def _check_size(self, rule: str, section: Section, size: int, limit: int) -> None:
        if size > limit * 1024:
            values = {"section": section.title, "kib": str(size // 1024), "limit": str(limit)}
            self._problems.append(
                Problem(place=section.place, level=level_of(rule), rule=rule, values=values)
            )

    def _quiz(self, quiz: Quiz) -> QuizEntry:
        html = {text.source: self._texts.render(text).html for text in quiz_texts_of(quiz, self._banks)}
        sources = self._quiz_sources(quiz)
        return QuizEntry(
            code=quiz.code,
            title=quiz.title,
            purpose=quiz.purpose,
            version=version_of(sources),
            object_sha256=self._put(quiz_to_bytes(quiz, html, self._originals(html))),
            question_count=quiz.question_count,
            total_points=quiz.total_points,
            minutes=quiz_minutes(quiz.question_count, quiz.time_limit, self._pace),
            show_score=quiz.show_score,
        )

    def _originals(self, html: Mapping[str, str]) -> dict[str, str]:
        """The originals of the pictures in these texts, for whoever takes the quiz along."""
        originals = self._texts.pictures.originals
        shown = {url[7:71] for text in html.values() for url in _PICTURE.findall(text)}
        return {name: originals[name] for name in sorted(shown & originals.keys())}

    def _sources(self, course: Course, quizzes: Mapping[str, Quiz]) -> dict[str, bytes]:
        """All files that this version consists of: what a draft holds is not part of it."""
        sources = {course.path: course.source}
        sources |= {module.path: module.source for module in course.published_modules}
        for quiz in quizzes.values():
            sources |= self._quiz_sources(quiz)
        named = {unicodedata.normalize("NFC", path): data for path, data in sources.items()}
        return named | self._texts.pictures.data

    def _quiz_sources(self, quiz: Quiz) -> dict[str, bytes]:
        banks = [self._banks[name] for name in quiz.banks if name in self._banks]
        return {quiz.path: quiz.source, **{bank.path: bank.source for bank in banks}}


def _published(
    course: Course,
    version: str,
    introduction: str,
    modules: tuple[PublishedModule, ...],
    quizzes: tuple[QuizEntry, ...],
) -> PublishedCourse:
    return PublishedCourse(
        code=course.code,
        version=version,
        state=course.status.value,
        title=course.title,
        summary=course.summary,
        category=course.category,
        competence_kind=course.competence_kind,
        competencies=course.competencies,
        values=course.values,
        provider=course.provider,
        instructors=course.instructors,
        audience=course.audience,
        mode=course.mode,
        prerequisites=course.prerequisites,
        pretest=course.pretest,
        posttest=course.posttest,
        completion_rule=course.completion_rule,
        validity_months=course.validity_months,
        legal_basis=course.legal_basis,
        valid_until=course.valid_until,
        reviewed_on=course.reviewed_on,
        reviewed_by=course.reviewed_by,
        owners=course.owners,
        licence=course.licence,
        contact=course.contact,
        locked=course.locked,
        introduction_sha=introduction,
        objectives=course.objectives,
        modules=modules,
        quiz_entries=quizzes,
        minutes=course.minutes,
        jp=course.jp,
        needs_review=course.needs_review,
    )
