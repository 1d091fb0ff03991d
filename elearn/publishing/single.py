"""Checking one file by itself, also outside a course: everything but what only other files can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import PurePath

from elearn.content.checks import check_dates
from elearn.content.course import Course
from elearn.content.course_files import COURSE_FILE, read_course
from elearn.content.front_matter import read_front_matter
from elearn.content.link_checks import LinkScope, check_links
from elearn.content.links import MODULES, QUIZZES
from elearn.content.minutes import DEFAULT_PACE, Pace
from elearn.content.module_files import KEYS as MODULE_KEYS
from elearn.content.module_files import read_module
from elearn.content.quiz import Quiz
from elearn.content.quiz_files import KEYS as QUIZ_KEYS
from elearn.content.quiz_files import read_quiz
from elearn.content.text import read_text
from elearn.markup.renderer import Renderer
from elearn.problems import Problem
from elearn.publishing.cache import CachedRenderer
from elearn.publishing.checking import joined
from elearn.publishing.pictures import Pictures
from elearn.publishing.sources import quiz_texts_of, section_texts_of
from elearn.publishing.texts import Text, TextRenderer

_OWN_LINK_RULES = frozenset({"K-421", "K-429", "K-430", "K-450"})
_NEEDS_OTHER_FILES = frozenset({"K-609", "K-650"})
_QUIZ_SIGN = re.compile(
    r"^(?:\s*(?:[-*+]|\w{1,2}\.)?\s*\[(?:x|X| |\d{1,3}%)\]\s+\S"
    r"|(?:Isian|Angka|Pasangkan|Urutkan|Lengkapi|Uraian):)",
    re.MULTILINE,
)


class FileKind(StrEnum):
    """What kind of file an author wrote."""

    COURSE = "course"
    MODULE = "module"
    QUIZ = "quiz"


@dataclass(frozen=True, kw_only=True)
class SingleCheck:
    """The problems of one file, and the quiz in it when it is one that could be read."""

    kind: FileKind
    problems: tuple[Problem, ...]
    quiz: Quiz | None = None


@dataclass
class _Reading:
    """What was read of the file."""

    problems: list[Problem]
    texts: list[Text] = field(default_factory=list)
    quiz: Quiz | None = None


def kind_of_file(path: PurePath, data: bytes) -> FileKind:
    """What a file is: by its name, its folder, its keys, and at last by what looks like answers."""
    folders = {part.lower() for part in path.parts[:-1]}
    if path.name.lower() == COURSE_FILE:
        return FileKind.COURSE
    if (QUIZZES in folders) != (MODULES in folders):
        return FileKind.QUIZ if QUIZZES in folders else FileKind.MODULE
    source, _ = read_text(data, path.name)
    if source is None:
        return FileKind.MODULE
    text = "\n".join(line.text for line in source.lines if line.is_text)
    keys = set(read_front_matter(source, {**MODULE_KEYS, **QUIZ_KEYS}).values)
    if keys & (set(MODULE_KEYS) - set(QUIZ_KEYS)):
        return FileKind.MODULE
    is_quiz = bool(keys & (set(QUIZ_KEYS) - set(MODULE_KEYS))) or _QUIZ_SIGN.search(text) is not None
    return FileKind.QUIZ if is_quiz else FileKind.MODULE


def virtual_path(path: PurePath, kind: FileKind) -> str:
    """The path that the file would have in the content folders."""
    return f"{QUIZZES if kind is FileKind.QUIZ else MODULES}/{path.parent.name or 'berkas'}/{path.name}"


def check_file(
    data: bytes, path: PurePath, *, today: date | None = None, pace: Pace = DEFAULT_PACE
) -> SingleCheck:
    """Check the bytes of one file. Links, references and pictures that lead to other files are left out."""
    kind = kind_of_file(path, data)
    inside = virtual_path(path, kind)
    reading = _read(kind, data, inside, today, pace)
    read = [*reading.problems, *_link_problems(data, inside)]
    problems = joined(read, _rendering_problems(reading.texts))
    shown = tuple(replace(one, place=replace(one.place, path=str(path))) for one in problems)
    return SingleCheck(kind=kind, problems=shown, quiz=reading.quiz)


def _read(kind: FileKind, data: bytes, path: str, today: date | None, pace: Pace) -> _Reading:
    if kind is FileKind.QUIZ:
        quiz, problems = read_quiz(data, path)
        return _Reading(list(problems), list(quiz_texts_of(quiz, {})) if quiz else [], quiz)
    if kind is FileKind.MODULE:
        module, problems = read_module(data, path, pace=pace)
        return _Reading(list(problems), list(section_texts_of(module)) if module else [])
    course, problems = read_course(data, path)
    return _Reading([*problems, *_date_problems(course, today)], list(_course_texts(course)))


def _date_problems(course: Course | None, today: date | None) -> Iterator[Problem]:
    return check_dates(course, today) if course and today else iter(())


def _course_texts(course: Course | None) -> Iterator[Text]:
    if course:
        yield Text(source=course.introduction, path=course.path, line_offset=course.introduction_offset)


def _link_problems(data: bytes, path: str) -> list[Problem]:
    source, _ = read_text(data, path)
    if source is None:
        return []
    scope = LinkScope(attachments={}, anchors={}, check_lines=frozenset())
    return [one for one in check_links(source, scope) if one.rule in _OWN_LINK_RULES]


def _rendering_problems(texts: list[Text]) -> list[Problem]:
    if not texts:
        return []
    with Renderer() as renderer, CachedRenderer(renderer, None) as cached:
        rendered = TextRenderer(renderer=cached, addresses={}, pictures=Pictures(read=lambda _: None))
        for text in texts:
            rendered.render(text)
    return [one for one in rendered.problems if one.rule not in _NEEDS_OTHER_FILES]
