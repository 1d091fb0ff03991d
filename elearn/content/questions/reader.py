"""One `##` question of a quiz file, from its lines to a question of its kind."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from elearn.content.findings import found
from elearn.content.near import nearest
from elearn.content.questions.block import Block
from elearn.content.questions.contract import Question
from elearn.content.questions.items import box_lines, read_items, settled_problems, stray
from elearn.content.questions.kinds import KINDS
from elearn.content.questions.labels import label_of, split_labelled
from elearn.content.questions.meta import NO_META, QUESTION_KEYS, read_meta
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.shared_fields import read_common
from elearn.content.questions.single_choice import SingleChoice
from elearn.content.questions.true_false import TrueFalse, is_true_false
from elearn.content.text import Line, LineKind, SourceText, Value
from elearn.problems import Place, Problem

_KEYWORDS = {kind.KEYWORD: kind for kind in KINDS.values() if kind.KEYWORD}
_KEYWORD = re.compile(rf"\s{{0,3}}(?P<word>{'|'.join(_KEYWORDS)})\s*:\s*(?P<value>.*?)\s*", re.IGNORECASE)
_OWN_LISTS = tuple(word for word, kind in _KEYWORDS.items() if kind.HAS_BOXES)
_KIND_WORDS = {word: kind for kind in KINDS.values() for word in (*kind.WORDS, kind.KIND) if not kind.KEYWORD}
_NEAR_KEYWORD = re.compile(r"\s{0,3}(?:\*\*)?(?P<word>\w{3,12})\s*:")
_TITLE = re.compile(r"\s{0,3}##(?:\s+(?P<title>.*?))?(?:\s+#+)?\s*")
_NUMBERED = re.compile(r"[0-9]{1,3}\. +(?=[^\W\d_])")

_COUNT_WORDS = {"dua": 2, "tiga": 3, "empat": 4, "lima": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_ASKS_FOR = re.compile(
    r"\bpilih(?:lah)? +"
    r"(?:(?P<count>dua|tiga|empat|lima|[2-5])\b(?! *[.,/]?\d)|(?P<several>semua|beberapa|lebih dari satu)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class QuestionReading:
    """A question, or None when its problems hold an error."""

    question: Question | None
    problems: tuple[Problem, ...]


def read_question(source: SourceText, heading: Line, lines: tuple[Line, ...]) -> QuestionReading:
    """Read the question under a heading."""
    title, problems = read_title(source, heading)
    meta_line = next((line for line in lines if not line.is_blank), None)
    meta = read_meta(source, meta_line, QUESTION_KEYS) if meta_line and meta_line.is_text else NO_META
    body = lines[lines.index(meta_line) + 1 :] if meta.is_meta and meta_line else lines
    labelled = split_labelled(source, body)
    start = _answer_start(labelled.rest)
    stem_lines, answer_lines = labelled.rest[:start], labelled.rest[start:]
    keyword = _KEYWORD.fullmatch(answer_lines[0].text) if answer_lines else None
    block = Block(
        path=source.path,
        title=title,
        meta=meta.values,
        stem=_text_of(stem_lines),
        keyword=keyword["word"].lower() if keyword else "",
        keyword_value=_keyword_value(source, heading, answer_lines, keyword),
        answer_lines=answer_lines[1:] if keyword else answer_lines,
        labels=labelled.quotes,
    )
    problems += [*meta.problems, *labelled.problems, *_stem_problems(source, stem_lines)]
    question, more = _of_its_kind(block, stem_lines)
    problems += more
    if any(problem.is_error for problem in problems):
        question = None
    if question is not None:
        problems += question.check()
    return QuestionReading(question, settled_problems(problems, title.text))


def read_title(source: SourceText, heading: Line) -> tuple[Value, list[Problem]]:
    """The text of a heading; a number typed before a letter is dropped."""
    match = _TITLE.fullmatch(heading.text)
    written = (match["title"] if match else "") or ""
    number = _NUMBERED.match(written)
    text = written[number.end() :] if number else written
    place = source.place(heading)
    empty = (
        [found("K-123", place, excerpt=heading.text)]
        if not text or re.fullmatch(r"[0-9]{1,3}\.", text)
        else []
    )
    return Value(text, place), empty


def _answer_start(lines: Sequence[Line]) -> int:
    """The index of the first line of the answer; the number of lines when there is none."""
    boxes = box_lines(lines)
    for index, line in enumerate(lines):
        if line.number in boxes or (line.is_text and _KEYWORD.fullmatch(line.text)):
            return index
    return len(lines)


def _keyword_value(
    source: SourceText, heading: Line, lines: Sequence[Line], keyword: re.Match[str] | None
) -> Value:
    if keyword is None:
        return Value("", source.place(heading))
    return Value(keyword["value"], source.place(lines[0], keyword.start("value") + 1))


def _text_of(lines: Sequence[Line]) -> str:
    texts = ["" if line.kind is LineKind.COMMENT else line.text for line in lines]
    return "\n".join(texts).strip("\n").rstrip()


def _stem_problems(source: SourceText, lines: Sequence[Line]) -> Iterator[Problem]:
    """A label typed as plain text would show its explanation to everyone; "Petunjuk:" may be meant for
    them.
    """
    for line in lines:
        label = label_of(line.text) if line.is_text else None
        if label and label[0] != "Petunjuk" and not line.text.lstrip().startswith(">"):
            yield stray(source.path, line)


def _of_its_kind(block: Block, stem_lines: Sequence[Line]) -> tuple[Question | None, list[Problem]]:
    common, problems = read_common(block)
    second = _second_kind(block)
    if second:
        return None, [*problems, second]
    if not block.keyword and not box_lines(block.answer_lines):
        return None, [*problems, _no_answer(block, stem_lines)]
    word = block.meta["jenis"].text.lower() if "jenis" in block.meta else ""
    kind, kind_problems = _chosen_kind(block, word)
    problems += kind_problems
    if kind is None:
        return None, problems
    if not kind.NEEDS_GRADER:
        problems += [found("K-186", value.place) for value in block.labels.get("Contoh jawaban", ())]
    question, more = kind.read(block, common)
    return question, [*problems, *more]


def _second_kind(block: Block) -> Problem | None:
    """The problem of an answer that begins twice."""
    first = block.keyword.capitalize() + ":" if block.keyword else "kotak"
    boxes = box_lines(block.answer_lines) if block.keyword and block.keyword not in _OWN_LISTS else {}
    for line in block.answer_lines:
        match = _KEYWORD.fullmatch(line.text) if line.is_text else None
        second = match["word"].capitalize() + ":" if match else "kotak" if line.number in boxes else ""
        if second:
            return found(
                "K-102", Place(block.path, line.number), excerpt=line.text, first=first, second=second
            )
    return None


def _no_answer(block: Block, stem_lines: Sequence[Line]) -> Problem:
    words = [match["word"] for line in stem_lines if (match := _NEAR_KEYWORD.match(line.text))]
    meant = next((near for word in words if (near := nearest(word, _KEYWORDS))), "")
    return found("K-115", block.place, meant=f"{meant.capitalize()}:" if meant else "")


def _chosen_kind(block: Block, word: str) -> tuple[type[Question] | None, list[Problem]]:
    if block.keyword:
        kind = _KEYWORDS[block.keyword]
        if word and word not in (*kind.WORDS, kind.KIND):
            return None, [_misfit(block, 0)]
        return kind, []
    items, _ = read_items(block.path, block.answer_lines)
    marked = sum(item.is_right for item in items)
    if word and word not in _KIND_WORDS:
        return None, [_misfit(block, marked)]
    kind = _KIND_WORDS.get(word) or _kind_by_marks([item.text for item in items], marked)
    return kind, list(_count_problems(block, kind, word, marked))


def _misfit(block: Block, marked: int) -> Problem:
    value = block.meta["jenis"]
    return found("K-122", value.place, width=len(value.text), kind=value.text, count=str(marked))


def _kind_by_marks(texts: Sequence[str], marked: int) -> type[Question]:
    if len(texts) == 2 and is_true_false(texts):
        return TrueFalse
    return MultipleChoice if marked > 1 else SingleChoice


def _count_problems(block: Block, kind: type[Question], word: str, marked: int) -> Iterator[Problem]:
    if kind is MultipleChoice and not word:
        yield found("K-150", block.place, count=str(marked))
    asks = _ASKS_FOR.search(f"{block.title.text}\n{block.stem}")
    if asks is None or not marked:
        return
    wanted = _COUNT_WORDS.get((asks["count"] or "").lower())
    if (wanted and wanted != marked) or (not wanted and marked == 1 and not word):
        asked = asks["count"] or asks["several"]
        yield found("K-121", block.place, asked=asked, marked=str(marked))
