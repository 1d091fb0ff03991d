"""What a learner reads: the words, sentences, figures and questions of a course, each with its place.

Everything is read by `elearn.content`; here it is only measured.

How sentences are counted. A sentence ends at `.`, `?` or `!` before a capital letter, a figure or a quotation
mark, and at the end of its paragraph or list item. Headings, tables, code, abbreviations, titles of boxes and
captions are left out, and so are short items: those of a list (or the options of a question) that do not end
as a sentence and have at most twelve words.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

import snowballstemmer
from defusedxml.ElementTree import fromstring

from elearn.content.course import Course, Module
from elearn.content.folders import read_tree
from elearn.content.headings import heading_of
from elearn.content.links import Link, LinkKind, OutsideTree, links_of, lone_link, resolve
from elearn.content.questions.contract import Question
from elearn.content.quiz import Purpose, Quiz
from elearn.content.text import Line, lines_of
from elearn.content.tree import ContentTree, CourseReading

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
DICTIONARY = Path("/usr/share/hunspell/id_ID.dic")
COURSES = sorted(path.parent.name for path in (ROOT / "modules").glob("*/course.md"))
SHORT_ITEM_WORDS = 12
SHORT_QUOTE_WORDS = 4


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


def parts_of(module: Module, quizzes: dict[str, Quiz]) -> list[Question]:
    """The questions whose Rujukan leads to this module."""
    return [
        question
        for quiz in quizzes.values()
        for question in asked_by(quiz)
        if question.reference and question.reference.module == module.code
    ]


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


_BARE = (
    (re.compile(r"`+[^`]*`+|\$[^$\n]+\$|\[\^[^\]]+\]:?|https?://\S+|<[^>]+>|\{[:#.][^}]*\}|\]\([^)]*\)"), " "),
    (re.compile(r"^\s*\*{2}[^*]{1,40}:\*{2}"), " "),
    (re.compile(r"(?<!\w)[*_]([^*_\s][^*_]*)[*_](?!\w)"), r"‹\1›"),
    (re.compile(r"\*+|==|!?\[|\]|^\s*[!?=]{3}\s*(?:catatan|penting|contoh|waspada)?"), " "),
)


def _bare(text: str) -> str:
    """The text without marks; what is in italics stands between ‹ and ›."""
    text = text.replace("**", "\0")
    text = re.sub(r"^\s*\0[^\0]{1,40}:\0", " ", text).replace("\0", "")
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


# Words


def word_list(name: str) -> dict[str, str]:
    """A list of this folder: one entry a line, `word` or `word = better word`, `#` begins a comment."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    entries = (line.partition("#")[0].partition("=") for line in lines)
    return {word.strip().casefold(): better.strip() for word, _, better in entries if word.strip()}


_NAMED = re.compile(r"‹[^›]*›|[\"“]([^\"”]*)[\"”]")


def own_words(text: str) -> str:
    """The text without what it only names: words in italics and short quotations."""

    def named(match: re.Match[str]) -> str:
        is_name = match[1] is None or length_of(match[1]) <= SHORT_QUOTE_WORDS
        return " " if is_name else match[0]

    return _NAMED.sub(named, text)


@cache
def better_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """The words of kata_baku.txt, and what is written instead."""
    words = word_list("kata_baku.txt")
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE), words


_PLAIN_WORD = re.compile(r"(?<![\w.@/-])[a-z]{2,}(?:-[a-z]{2,})*(?![\w@/-]|\.\w)")


def plain_words(text: str) -> set[str]:
    """The words in small letters: names and abbreviations are not for a dictionary, nor is what has figures."""
    return set(_PLAIN_WORD.findall(re.sub(r"‹[^›]*›", " ", text)))


def unknown_words(words: Iterable[str]) -> set[str]:
    """Those that neither the dictionary nor istilah.txt knows, in any form that affixes make of them.

    The dictionary (Debian's hunspell-id) has most roots but few of their forms, so that a word counts as known
    when what is left without its affixes is.
    """
    wanted = set(words)
    terms = set(word_list("istilah.txt"))
    forms = {word: {piece: forms_of(piece) for piece in {word, *word.split("-")}} for word in wanted}
    every = sorted({form for pieces in forms.values() for some in pieces.values() for form in some})
    told = subprocess.run(
        ["hunspell", "-d", "id_ID", "-i", "utf-8", "-l"],
        input="\n".join(every),
        capture_output=True,
        text=True,
        check=True,
    )
    strange = set(told.stdout.split()) - terms

    def is_known(word: str) -> bool:
        pieces = {piece: any(form not in strange for form in some) for piece, some in forms[word].items()}
        return pieces[word] or all(pieces[piece] for piece in word.split("-"))

    return {word for word in wanted if not is_known(word)}


_CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES = ("kan", "an", "i")
_PREFIXES = ("antar", "pasca", "multi", "swa", "non", "nir", "pra", "ter", "ber", "per", "pe", "se", "ke", "ku")
_SHORTEST_ROOT = 3


def forms_of(word: str) -> set[str]:
    """A word and what it may be made of: without clitics and affixes, and `meN-` in the place of `di-`."""
    forms, new = {word}, {word}
    for _ in range(3):
        new = {form for one in new for form in _shorter(one) if len(form) >= _SHORTEST_ROOT} - forms
        forms |= new
    return forms


def _shorter(word: str) -> Iterator[str]:
    yield from (word.removesuffix(end) for end in (*_CLITICS, *_SUFFIXES) if word.endswith(end))
    yield from (word.removeprefix(start) for start in _PREFIXES if word.startswith(start))
    passive = word.removeprefix("di")
    if passive != word and len(passive) >= _SHORTEST_ROOT:
        yield from (passive, _active(passive)) if passive in word_list_words() else (_active(passive),)
    if word.endswith(("kan", "i")):
        yield _active(word)
    if word.startswith(("mem", "men", "peng", "pem", "pen", "meng", "me")):
        yield re.sub(r"^(?:me|pe)(?:ng|m|n)?", "", word)


@cache
def word_list_words() -> frozenset[str]:
    """The project's own words, with the roots of their forms in -kan, -i and -nya."""
    words = set(word_list("istilah.txt"))
    return frozenset(words | {word + end for word in words for end in ("kan", "i", "nya")})


def _active(root: str) -> str:
    """The form with `meN-`: menulis, membaca, mengirim, menyimpan."""
    first, second = root[0], root[1]
    if first in "aiueogh":
        return f"meng{root}"
    if first in "kpts" and second in "aiueo":
        return {"k": "meng", "p": "mem", "t": "men", "s": "meny"}[first] + root[1:]
    return {"k": "meng", "p": "mem", "b": "mem", "f": "mem"}.get(first, "men" if first in "tcdjsz" else "me") + root


# Objectives

_NO_CONTENT = frozenset(
    "dan atau yang di ke dari dengan untuk pada dalam sebuah satu juga tidak sebelum sesudah sampai secara oleh bagi serta "
    "menjelaskan menerangkan menyebutkan membedakan menghitung menyusun memakai menerapkan membaca menentukan "
    "memilih menulis membuat melakukan menggunakan setiap saat bila seperti suatu dapat itu ini para antara tanpa "
    "sebagai agar supaya karena orang hal cara sendiri sesuai menurut melalui lewat".split()
)


@cache
def stem(word: str) -> str:
    """The stem as the search of the platform knows it."""
    return str(snowballstemmer.stemmer("indonesian").stemWord(word))


def stems_of(text: str) -> set[str]:
    """The stems of the words that carry a meaning."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", text)}
    return {stem(word) for word in words - _NO_CONTENT}


def words_of_question(question: Question, sections: dict[tuple[str, str], str]) -> set[str]:
    """The stems of all a question says, and of the title of the section it leads to."""
    reference = question.reference
    title = sections.get((reference.module, reference.section), "") if reference else ""
    return stems_of(" ".join((*question.texts(), *question.grader_texts(), title)))


# Figures


def figures_of(folder: str) -> Iterator[tuple[str, Link]]:
    """Every figure of a course by the path of its file in the tree, with the link that shows it."""
    course = course_of(folder)
    sources: list[tuple[str, Iterable[Line]]] = [(course.path, lines_of(course.introduction, course.introduction_offset))]
    sources += [(module.path, lines_of(module.source.decode("utf-8"))) for module in course.modules]
    sources += [(quiz.path, lines_of(quiz.source.decode("utf-8"))) for quiz in reading_of(folder).quizzes.values()]
    for path, lines in sources:
        for link in links_of(lines):
            if link.kind is LinkKind.IMAGE:
                try:
                    yield resolve(path, link.target).path, link
                except OutsideTree:
                    continue


_FONT_SIZE = re.compile(r"font-size\s*[:=]\s*[\"']?\s*([0-9.]+)(px|em|rem|pt|%)?")
_FONT = re.compile(r"\bfont\s*:\s*[^;\"']*?([0-9.]+)px")


def drawing_problems(path: Path, *, widest: int, smallest: int) -> Iterator[str]:
    """What keeps an SVG from being understood on a small telephone, or by someone who does not see it."""
    text = path.read_text(encoding="utf-8")
    root = fromstring(text)
    for name in ("title", "desc"):
        found = root.find(f"{{http://www.w3.org/2000/svg}}{name}")
        if found is None or not (found.text or "").strip():
            yield f"tanpa <{name}> di dalam <svg>"
    box = (root.get("viewBox") or "").replace(",", " ").split()
    if len(box) != 4:
        yield 'tanpa viewBox="0 0 360 ..."'
    elif float(box[2]) > widest:
        yield f"viewBox selebar {box[2]}, paling lebar {widest}"
    sizes = [match[1] for match in _FONT.finditer(text)]
    for match in _FONT_SIZE.finditer(text):
        if match[2] in (None, "px"):
            sizes.append(match[1])
        else:
            yield f"font-size {match[1]}{match[2]}: tulislah dalam piksel"
    small = sorted({size for size in sizes if float(size) < smallest}, key=float)
    if small:
        yield f"font-size {', '.join(small)}, paling kecil {smallest}"


def forms_before_and_after(course: Course, quizzes: dict[str, Quiz]) -> Iterator[tuple[Quiz, Quiz]]:
    """Every pre-test with every post-test of a course."""
    before = [quiz for quiz in quizzes.values() if quiz.purpose is Purpose.PRETEST]
    after = [quiz for quiz in quizzes.values() if quiz.purpose is Purpose.POSTTEST]
    return ((one, other) for one in before for other in after)
