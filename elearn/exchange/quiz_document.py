"""The quiz file that imported questions make, read again before anybody relies on it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from elearn.content.codes import code_from_path
from elearn.content.questions.choices import Choice, ChoiceQuestion
from elearn.content.questions.cloze import Cloze
from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.questions.essay import Essay
from elearn.content.questions.matching import Matching, Pair
from elearn.content.questions.ordering import Ordering
from elearn.content.questions.short_text import ShortText
from elearn.content.questions.writing import write_question
from elearn.content.quiz_files import QuizReading, read_quiz
from elearn.content.text import DEFAULT_LIMITS
from elearn.exchange.notes import Note, note
from elearn.exchange.plain_text import guarded, guarded_title, one_line
from elearn.exchange.settling import Settled
from elearn.problems import Problem

_PATH = "quizzes/impor/soal.md"
_MATTER = "---\njudul: Kuis\nlulus: 0%\n---\n\n"
_ROOMY = replace(DEFAULT_LIMITS, file_bytes=64 * DEFAULT_LIMITS.file_bytes, lines=2_000_000)
"""Limits while questions are looked at: what a quiz file has no room for is told later, one by one."""

MOST_PASSES = 4
MAX_FILE_BYTES = DEFAULT_LIMITS.file_bytes - 16 * 1024
MAX_FILE_LINES = DEFAULT_LIMITS.lines - 400
_DRAW = re.compile(r"\((?:ambil|draw)\s+\d+\)", re.IGNORECASE)


@dataclass(frozen=True)
class Checked:
    """A question with its text in our format, or why our reader refuses it."""

    settled: Settled
    text: str
    refusal: Note | None = None


def checked(questions: Sequence[Settled]) -> list[Checked]:
    """Every question as our own reader reads it: as meant, mended where a text looked like structure, or
    refused.
    """
    texts = [write_question(one.question) for one in questions]
    sound = list(range(len(questions)))
    for _ in range(MOST_PASSES):
        misread = _misread([questions[at].question for at in sound], [texts[at] for at in sound])
        if not misread:
            break
        sound = [at for place, at in enumerate(sound) if place not in misread]
    else:
        sound = []
    kept = set(sound)
    return [
        Checked(one, texts[at]) if at in kept else _mended(one, texts[at]) for at, one in enumerate(questions)
    ]


def _misread(questions: Sequence[Question], texts: Sequence[str]) -> set[int]:
    """The places of the questions that our reader refuses or reads as something else."""
    if not questions:
        return set()
    quiz, problems = _read("\n".join(texts))
    if quiz is not None:
        read = {question.code: question for question in quiz.questions}
        return {at for at, one in enumerate(questions) if read.get(one.code) != one}
    starts = list(accumulate((text.count("\n") + 1 for text in texts), initial=_MATTER.count("\n") + 1))
    errors = [problem.place.line for problem in problems if problem.is_error]
    return {max(0, bisect_right(starts, line) - 1) for line in errors}


def _read(text: str) -> QuizReading:
    return read_quiz((_MATTER + text).encode("utf-8", "replace"), _PATH, _ROOMY)


def _mended(one: Settled, text: str) -> Checked:
    """The question alone: as it is, then with its lines guarded, then each text on one line."""
    tried: list[Question] = []
    problem: Problem | None = None
    for mend in (lambda question: question, _guarded, _flattened):
        question = mend(one.question)
        if question in tried:
            continue
        tried.append(question)
        text = write_question(question)
        quiz, problems = _read(text)
        if quiz is not None and quiz.questions == (question,):
            return Checked(replace(one, question=question), text)
        problem = problem or next((found for found in problems if found.is_error), None)
    return Checked(one, "", note("checker", problem=_sentence(problem)) if problem else note("misread"))


def _sentence(problem: Problem) -> str:
    return f"{problem.message()} ({problem.rule})"


def _guarded(question: Question) -> Question:
    return _with_texts(question, guarded)


def _flattened(question: Question) -> Question:
    return _with_texts(question, lambda text: guarded(one_line(text)))


def _with_texts(question: Question, mend: Callable[[str], str]) -> Question:
    changed = replace(
        question,
        title=guarded_title(one_line(question.title)),
        stem=mend(question.stem),
        hints=tuple(mend(hint) for hint in question.hints),
        explanation=mend(question.explanation),
        when_right=mend(question.when_right),
        when_wrong=mend(question.when_wrong),
        when_partial=mend(question.when_partial),
    )
    if isinstance(changed, ChoiceQuestion):
        return replace(changed, choices=tuple(_mended_choice(one, mend) for one in changed.choices))
    if isinstance(changed, ShortText):
        answers = tuple(replace(one, feedback=mend(one.feedback)) for one in changed.answers)
        return replace(changed, answers=answers)
    if isinstance(changed, Matching):
        pairs = tuple(Pair(left=mend(one.left), right=mend(one.right)) for one in changed.pairs)
        return replace(changed, pairs=pairs, distractors=tuple(mend(one) for one in changed.distractors))
    if isinstance(changed, Ordering):
        return replace(changed, items=tuple(mend(one) for one in changed.items))
    if isinstance(changed, Cloze):
        return replace(changed, text=mend(changed.text))
    if isinstance(changed, Essay):
        return replace(changed, sample_answer=mend(changed.sample_answer))
    return changed


def _mended_choice(choice: Choice, mend: Callable[[str], str]) -> Choice:
    return replace(choice, text=mend(choice.text), feedback=mend(choice.feedback))


def fits(size: int, lines: int) -> bool:
    """Whether a quiz file may have so many bytes and lines."""
    return size <= MAX_FILE_BYTES and lines <= MAX_FILE_LINES


def new_document(path: str, questions: Sequence[Checked]) -> str:
    """A draft quiz with these questions, in sections where the source had categories."""
    code = code_from_path(path)
    is_active = any(one.settled.question.status is QuestionStatus.ACTIVE for one in questions)
    matter = ["---", f"judul: {code.replace('-', ' ').capitalize()}", f"kode: {code}", "status: draf"]
    matter += [] if is_active else ["lulus: 0%"]
    return "\n".join([*matter, "---", "", ""]) + _body(questions)


def longer_document(existing: str, questions: Sequence[Checked], source: str) -> str:
    """A quiz file with these questions behind its own; in a section of their own when it has sections."""
    own = existing.rstrip("\n") + "\n\n"
    heading = f"# {_section_title(source)}\n\n" if re.search(r"(?m)^# ", existing) else ""
    return own + heading + "\n".join(one.text for one in questions)


def _body(questions: Sequence[Checked]) -> str:
    by_category: dict[str, list[Checked]] = {}
    for one in questions:
        by_category.setdefault(_section_title(one.settled.draft.category), []).append(one)
    if len(by_category) < 2:
        return "\n".join(one.text for one in questions)
    parts = []
    for title in sorted(by_category, key=bool):
        heading = f"# {title}\n\n" if title else ""
        parts.append(heading + "\n".join(one.text for one in by_category[title]))
    return "\n".join(parts)


def _section_title(category: str) -> str:
    """The last part of a category path, as a heading may say it; a `//` in it is a slash."""
    last = category.replace("//", "\0").rpartition("/")[2].replace("\0", "/")
    title = one_line(_DRAW.sub("", last)).strip("# ")
    return guarded_title(title) if title else ""
