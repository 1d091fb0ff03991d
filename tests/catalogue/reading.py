"""What a learner reads: the passages, sentences, figures and questions of a course, each with its place.

Everything is read by `elearn.content`; here it is only measured.

How sentences are counted. A sentence ends at `.`, `?` or `!` before a capital letter, a figure or a quotation
mark, and at the end of its paragraph or list item. Headings, tables, code, abbreviations, titles of boxes and
captions are left out, and so are short items: those of a list (or the options of a question) that do not end
as a sentence and have at most twelve words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import product
from pathlib import Path

from elearn.content.course import Course, Module
from elearn.content.folders import read_tree
from elearn.content.headings import heading_of
from elearn.content.links import Link, LinkKind, OutsideTree, links_of, lone_link, resolve
from elearn.content.questions.contract import Question
from elearn.content.quiz import Purpose, Quiz
from elearn.content.text import Line, lines_of
from elearn.content.tree import ContentTree, CourseReading

ROOT = Path(__file__).resolve().parent.parent.parent
COURSES = sorted(path.parent.name for path in (ROOT / "modules").glob("*/course.md"))
SHORT_ITEM_WORDS = 12


class Kind(Enum):
    """What a passage is on the page."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    OTHER = "other"
    """Headings, cells of tables, titles, captions, abbreviations: words to spell, no sentences."""


@dataclass(frozen=True)
class Passage:
    """A piece of prose without its marks; `line` is its first line in the file."""

    path: str
    line: int
    text: str
    kind: Kind = Kind.PARAGRAPH

    @property
    def place(self) -> str:
        """Where it stands, as editors jump to it."""
        return f"{self.path}:{self.line}"


@cache
def tree() -> ContentTree:
    """All courses of the repository, without looking at dates."""
    return read_tree(ROOT / "modules", ROOT / "quizzes")


def reading_of(folder: str) -> CourseReading:
    """The course in a folder, as the checker read it."""
    return next(one for one in tree().courses.values() if one.folder == folder)


def course_of(folder: str) -> Course:
    """The course in a folder, whatever is still wrong in it."""
    reading = reading_of(folder)
    assert reading.draft, f"modules/{folder}/course.md tidak terbaca: {reading.problems}"
    return reading.draft


def asked_by(quiz: Quiz) -> Iterator[Question]:
    """The questions that have a key or are marked by a person."""
    return (one for one in quiz.active_questions if one.KIND != "survey")


def questions_of(folder: str) -> list[Question]:
    """All questions of a course, surveys left out."""
    return [question for quiz in reading_of(folder).quizzes.values() for question in asked_by(quiz)]


def asked_about(module: Module, folder: str) -> list[Question]:
    """The questions whose Rujukan leads to this module."""
    return [one for one in questions_of(folder) if one.reference and one.reference.module == module.code]


def all_said_by(question: Question, course: Course) -> str:
    """Every word of a question, and the title of the section it leads to."""
    leads_to = question.reference
    titles = [
        section.title
        for module in course.modules
        for section in module.sections
        if leads_to and (module.code, section.code) == (leads_to.module, leads_to.section)
    ]
    return " ".join((*question.texts(), *question.grader_texts(), *titles))


# Passages


def texts_of(folder: str) -> Iterator[tuple[str, list[Passage]]]:
    """Every file of a course with its passages."""
    course = course_of(folder)
    yield (
        course.path,
        [
            Passage(course.path, 1, course.summary),
            *passages_of(course.path, lines_of(course.introduction, course.introduction_offset)),
        ],
    )
    for module in course.modules:
        passages = []
        for section in module.sections:
            passages.append(Passage(module.path, section.place.line, _bare(section.title), Kind.OTHER))
            passages += passages_of(module.path, lines_of(section.source, section.line_offset))
        yield module.path, passages
    for quiz in reading_of(folder).quizzes.values():
        yield quiz.path, list(_quiz_passages(quiz))


def _quiz_passages(quiz: Quiz) -> Iterator[Passage]:
    yield from passages_of(quiz.path, lines_of(quiz.introduction))
    for question in quiz.questions:
        first = question.place.line
        told = {question.title, question.stem, question.explanation}
        for text in (*question.texts(), *question.grader_texts()):
            for passage in passages_of(quiz.path, lines_of(text)):
                kind = passage.kind if text in told else Kind.ITEM
                yield Passage(quiz.path, first, passage.text, kind)


_QUOTE = re.compile(r"\s*(?:>\s?)+")
_ITEM = re.compile(r"\s*(?:[-*+]|[0-9]{1,3}[.)])\s+(?:\[[ x]\]\s+)?(?P<text>.*)")
_OTHER = re.compile(
    r"\s*(?:\||!!!|\?\?\?|===|:\s{2,}|\*\[[^\]]+\]:|!\[|(?:Bukti|Konfirmasi|Waktu):)(?P<text>.*)"
)


def passages_of(path: str, lines: Iterable[Line]) -> Iterator[Passage]:
    """The prose of some lines of Markdown; code and links to questions are no prose."""
    begun: list[tuple[int, str, Kind]] = []
    for line in lines:
        if line.is_blank or not line.is_text or lone_link(line):
            yield from _ended(path, begun)
            continue
        text = _QUOTE.sub("", line.text)
        heading, item = heading_of(line), _ITEM.fullmatch(text)
        if heading or _OTHER.match(text) or not text.strip():
            yield from _ended(path, begun)
            yield Passage(path, line.number, _bare(heading.title if heading else text), Kind.OTHER)
        elif item:
            yield from _ended(path, begun)
            begun.append((line.number, item["text"], Kind.ITEM))
        else:
            begun.append((line.number, text, Kind.PARAGRAPH))
    yield from _ended(path, begun)


def _ended(path: str, begun: list[tuple[int, str, Kind]]) -> Iterator[Passage]:
    if begun:
        yield Passage(path, begun[0][0], _bare(" ".join(text for _, text, _ in begun)), begun[0][2])
        begun.clear()


_SPEAKER = re.compile(r"^\s*\*\*[^*]{1,40}:\*\*")
_BARE = (
    (re.compile(r"`+[^`]*`+|\$[^$\n]+\$|\[\^[^\]]+\]:?|\]\([^)]*\)|\{[:#.][^}]*\}"), " "),
    (re.compile(r"https?://\S+|<[^>]+>"), " "),
    (re.compile(r"(?<!\w)[*_]([^*_\s][^*_]*)[*_](?!\w)"), r"‹\1›"),
    (re.compile(r"\*+|==|!?\[|\]|^\s*[!?=]{3}\s*(?:catatan|penting|contoh|waspada)?"), " "),
)


def _bare(text: str) -> str:
    """The text without marks and without who speaks; what is in italics stands between ‹ and ›."""
    text = _SPEAKER.sub(" ", text).replace("**", "")
    for pattern, other in _BARE:
        text = pattern.sub(other, text)
    return " ".join(text.split())


# Sentences

_END = re.compile(r"(?<=[.?!])[\"”’')]*\s+(?=[\"“‘'(‹]*[A-Z0-9])")
_ABBREVIATED = re.compile(r"(?:\b(?:jo|Jo|No|Tk|Bpk|Sdr|Yth|hlm|Kec|Kel|Jl|dr|Dr|H|Hj|St|Moh)|\b\w\.\w)\.$")
_WORD = re.compile(r"[^\W_]+(?:[-'’.,/][^\W_]+)*")


def sentences_of(passage: Passage) -> list[str]:
    """The sentences of a passage; none of a short item, see above."""
    if passage.kind is Kind.OTHER:
        return []
    ends = passage.text.rstrip("\"”’')› ").endswith((".", "?", "!"))
    if passage.kind is Kind.ITEM and not ends and length_of(passage.text) <= SHORT_ITEM_WORDS:
        return []
    sentences, rest = [], ""
    for piece in _END.split(passage.text):
        rest = f"{rest} {piece}".strip()
        if not _ABBREVIATED.search(rest):
            sentences.append(rest)
            rest = ""
    return [one for one in (*sentences, rest) if length_of(one)]


def length_of(sentence: str) -> int:
    """How many words."""
    return len(_WORD.findall(sentence))


# Figures


def figures_of(folder: str) -> Iterator[tuple[str, Link]]:
    """Every figure of a course by the path of its file in the tree, with the link that shows it."""
    course = course_of(folder)
    files = [(one.path, one.source) for one in course.modules]
    files += [(one.path, one.source) for one in reading_of(folder).quizzes.values()]
    sources = [(path, lines_of(source.decode("utf-8"))) for path, source in files]
    sources.append((course.path, lines_of(course.introduction, course.introduction_offset)))
    for path, lines in sources:
        for link in links_of(lines):
            if link.kind is LinkKind.IMAGE:
                try:
                    yield resolve(path, link.target).path, link
                except OutsideTree:
                    continue


def is_same_question(one: Question, other: Question) -> bool:
    """Whether two questions have the same wording, and half of their answers too where they have some."""

    def wording(question: Question) -> str:
        return " ".join(f"{question.title} {question.stem}".casefold().split())

    answers, others = set(one.own_texts()), set(other.own_texts())
    return wording(one) == wording(other) and 2 * len(answers & others) >= min(len(answers), len(others))


def before_and_after(folder: str) -> list[tuple[Quiz, Quiz]]:
    """Every pre-test with every post-test of a course."""
    quizzes = reading_of(folder).quizzes.values()
    before = [quiz for quiz in quizzes if quiz.purpose is Purpose.PRETEST]
    after = [quiz for quiz in quizzes if quiz.purpose is Purpose.POSTTEST]
    return list(product(before, after))
