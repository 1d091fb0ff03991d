"""The kind of change that a publication is to a course: mended spelling, or other content. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from elearn.content.questions.contract import Question
from elearn.content.quiz import Quiz
from elearn.regrading.changes import ChangeKind, changes_between
from elearn.releases.change_kind import CourseChangeKind
from elearn.releases.differences import Change, CourseContents, CourseDifference, Thing
from elearn.releases.published import PublishedCourse
from elearn.releases.text_changes import WordChange, word_changes

MAX_CHANGED_WORDS = 12
"""In one section; more is another text, however long the section."""
MAX_CHANGED_SHARE = 0.02
"""Of the words of all texts that changed."""
ALWAYS_FEW_WORDS = 3
"""A short text has no 2 percent: so many changed words are few in any text."""
LOOKS_ALIKE = 0.75
"""Share of letters in the same order that two spellings of one word have in common ("ijin", "izin")."""

TextOf = Callable[[str], Sequence[str]]
"""The paragraphs of a body object, by its SHA-256."""

# Words that turn a sentence round, or say when and how much: no typing error changes them.
_WEIGHTY_WORDS = """
tidak tak bukan jangan tanpa belum kecuali selain wajib harus dilarang boleh dapat bisa hanya semua setiap
seluruh sebagian paling maksimal minimal lebih kurang sebelum sesudah setelah atau dan jika bila
benar salah sah gugur nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh
ratus seratus ribu juta miliar seribu setengah kali hari minggu bulan tahun jam menit senin selasa rabu
kamis jumat sabtu januari februari maret april mei juni juli agustus september oktober november desember
not never must may only all or and
"""
_WEIGHTY = frozenset(_WEIGHTY_WORDS.split())
# Words that may come or go alone: the sentence says the same without them.
_FILLERS = frozenset({"", "yang", "oleh", "pada", "itu", "ini", "pun", "adalah", "para", "maka", "akan"})
_NUMBER = re.compile(r"\d|^[IVXLC]+\W*$|%")
_EDGES = re.compile(r"^\W+|\W+$")
# What the course page says about a course beside its content; to change it changes nobody's learning.
_LIGHT_SETTINGS = frozenset(
    {"code", "state", "summary", "category", "competencies", "competence_kind", "values", "provider"}
    | {"instructors", "audience", "reviewed_on", "reviewed_by", "owners", "licence", "contact"}
)
_DERIVED = frozenset(
    {"version", "title", "introduction_sha", "objectives", "modules", "quiz_entries"}
    | {"minutes", "jp", "quizzes"}
)


def computed_kind(
    difference: CourseDifference, old: CourseContents, new: CourseContents, text_of: TextOf
) -> CourseChangeKind:
    """Spelling where only a little wording changed, else content; RELEARN is never computed.

    The order of modules and sections counts as neither: nothing else is said because of it. A doubt is
    decided for content: then people are shown what changed, and judge themselves.
    """
    if _has_weight(difference, old, new):
        return CourseChangeKind.CONTENT
    changed = words = 0
    for before, after in _wordings(old, new, text_of):
        changes = word_changes(before, after)
        count = sum(max(len(one.removed), len(one.added)) for one in changes)
        if count > MAX_CHANGED_WORDS or any(_says_something(one) for one in changes):
            return CourseChangeKind.CONTENT
        changed += count
        words += sum(len(text.split()) for text in after) if changes else 0
    is_little = changed <= max(ALWAYS_FEW_WORDS, MAX_CHANGED_SHARE * words)
    return CourseChangeKind.SPELLING if is_little else CourseChangeKind.CONTENT


def _has_weight(difference: CourseDifference, old: CourseContents, new: CourseContents) -> bool:
    """Whether anything but wording and order changed."""
    changes = {(one.thing, change) for one in difference.things for change in one.changes}
    if any(change in (Change.ADDED, Change.REMOVED) for _, change in changes):
        return True
    if any(change is Change.SETTINGS and thing is not Thing.COURSE for thing, change in changes):
        return True
    if _weighty_settings(old.index.course) != _weighty_settings(new.index.course):
        return True
    if _pictures(old) != _pictures(new) or _checks(old.index.course) != _checks(new.index.course):
        return True
    quizzes = ((old.quizzes[code], quiz) for code, quiz in new.quizzes.items())
    return any(_is_marked_otherwise(*pair) for pair in quizzes)


def _weighty_settings(course: PublishedCourse) -> dict[str, object]:
    aside = _LIGHT_SETTINGS | _DERIVED
    return {name: value for name, value in vars(course).items() if name not in aside}


def _pictures(course: CourseContents) -> list[str]:
    """The author's pictures wherever they lie; what is made of them may change with the program."""
    return sorted(name for path, name in course.index.images.items() if path in course.index.sources)


def _checks(course: PublishedCourse) -> dict[tuple[str, str], object]:
    return {(module.code, one.code): one.checks for module in course.modules for one in module.sections}


def _is_marked_otherwise(old: Quiz, new: Quiz) -> bool:
    """Whether a key changed, or anything of a question but its words."""
    found = changes_between(old, new)
    if found.is_telling or any(one.kind is not ChangeKind.OPTIONS for one in found.questions):
        return True
    before = {one.code: one for one in old.questions}
    return any(_bones(before[one.code]) != _bones(one) for one in new.questions)


def _bones(question: Question) -> Any:
    """All of a question but its words and its place in the file."""
    words = {*question.texts(), *question.grader_texts()}

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: bare(one) for name, one in value.items() if name != "place"}
        if isinstance(value, list):
            return [bare(one) for one in value]
        return "" if isinstance(value, str) and value in words else value

    return bare(question.to_data())


def _wordings(
    old: CourseContents, new: CourseContents, text_of: TextOf
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Each text that both have, as it was and as it is: titles, and what differs of bodies and questions."""
    before, after = old.index.course, new.index.course
    yield (before.title,), (after.title,)
    if before.introduction_sha != after.introduction_sha:
        yield text_of(before.introduction_sha), text_of(after.introduction_sha)
    earlier = {(module.code, one.code): one for module in before.modules for one in module.sections}
    titles = {module.code: module.title for module in before.modules}
    for module in after.modules:
        yield (titles[module.code],), (module.title,)
        for section in module.sections:
            was = earlier[module.code, section.code]
            if was.body_sha256 != section.body_sha256:
                body = text_of(was.body_sha256), text_of(section.body_sha256)
                yield (was.title, *body[0]), (section.title, *body[1])
            else:
                yield (was.title,), (section.title,)
    for code, quiz in new.quizzes.items():
        yield (old.quizzes[code].title,), (quiz.title,)
        known = {one.code: one for one in old.quizzes[code].questions}
        for question in quiz.questions:
            if known[question.code] != question:
                yield _texts(known[question.code]), _texts(question)


def _texts(question: Question) -> tuple[str, ...]:
    return (*question.texts(), *question.grader_texts())


def _says_something(change: WordChange) -> bool:
    """Whether the words were not only written otherwise: a number, a date or a word that turns the sense
    round differs, or words came, went or were put in place of others that do not look like them.
    """
    if _numbers(change.removed) != _numbers(change.added):
        return True
    before, after = ([_core(word) for word in words] for words in (change.removed, change.added))
    if _WEIGHTY & (set(before) ^ set(after)):
        return True
    if before and after:
        return difflib.SequenceMatcher(None, "".join(before), "".join(after)).ratio() < LOOKS_ALIKE
    return not _FILLERS.issuperset(before + after)


def _numbers(words: Sequence[str]) -> list[str]:
    """The words with a number in them; the comma or full stop after one belongs to the sentence."""
    return [word.strip("()").rstrip(".,;:") for word in words if _NUMBER.search(word)]


def _core(word: str) -> str:
    return _EDGES.sub("", word).lower()
