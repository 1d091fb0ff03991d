"""Aiken in: a question, its options `A. ...`, and `ANSWER: B`.

Source of the rules: https://docs.moodle.org/en/Aiken_format
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction

from elearn.exchange.decoding import MAX_QUESTIONS, decoded
from elearn.exchange.draft import Draft, Marked, Options, Reading
from elearn.exchange.notes import Item, Refused, UnreadableFile, Verdict
from elearn.exchange.pictures import PictureBox
from elearn.exchange.texts import Texts

_OPTION = re.compile(r"(?P<letter>[A-Z])[.)]\s*(?P<text>.*)")
_ANSWER = re.compile(r"(?:ANSWER|JAWABAN|KUNCI)\s*:\s*(?P<letter>.*)", re.IGNORECASE)


@dataclass
class _Question:
    line: int
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    answer: str | None = None
    after_blank: bool = False


def read_aiken(data: bytes, box: PictureBox) -> list[Reading]:
    """The questions of an Aiken file, each as a draft or refused with its line.

    Raises:
        UnreadableFile: the bytes are no text, no line says `ANSWER:`, or there are too many questions.
    """
    text = decoded(data)
    if not any(_ANSWER.fullmatch(line.strip()) for line in text.split("\n")):
        raise UnreadableFile("no-answer-lines")
    questions = _questions(text)
    if len(questions) > MAX_QUESTIONS:
        raise UnreadableFile("too-many", limit=str(MAX_QUESTIONS))
    return [_reading(question, Texts(box)) for question in questions]


def _questions(text: str) -> list[_Question]:
    questions: list[_Question] = []
    current: _Question | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if current is not None and not line:
            current.after_blank = True
            continue
        if not line:
            continue
        if current is None or _begins(current, line):
            current = _Question(number)
            questions.append(current)
        if _put(current, line):
            current = None
    return questions


def _begins(current: _Question, line: str) -> bool:
    """Whether a plain line below options begins the next question: it stands behind a blank line."""
    is_plain = not _OPTION.fullmatch(line) and not _ANSWER.fullmatch(line)
    return is_plain and bool(current.options) and current.after_blank


def _put(question: _Question, line: str) -> bool:
    """Put a line where it belongs; tell whether the question ends with it."""
    question.after_blank = False
    if match := _ANSWER.fullmatch(line):
        question.answer = match["letter"].strip()
        return True
    match = _OPTION.fullmatch(line)
    if match and (question.stem or question.options):
        question.options.append((match["letter"], match["text"]))
    elif question.options:
        letter, text = question.options[-1]
        question.options[-1] = (letter, f"{text} {line}")
    else:
        question.stem.append(line)
    return False


def _reading(question: _Question, texts: Texts) -> Reading:
    name = " ".join(question.stem)[:80]
    try:
        letter = _letter(question)
        options = tuple(
            Marked(text=texts.markdown(text, "plain"), fraction=Fraction(own == letter))
            for own, text in question.options
        )
        return Draft(
            line=question.line,
            name="",
            text=texts.markdown(" ".join(question.stem), "plain"),
            key=Options(options=options),
            fingerprint="\n".join([*question.stem, *(text for _, text in question.options)]),
        )
    except Refused as refused:
        kind = "single-choice"
        return Item(
            line=question.line, id="", title=name, kind=kind, verdict=Verdict.REFUSED, notes=(refused.note,)
        )


def _letter(question: _Question) -> str:
    """The letter of the right option.

    Raises:
        Refused: the question is not complete.
    """
    letters = [letter for letter, _ in question.options]
    if not question.stem:
        raise Refused("no-text")
    if question.answer is None:
        raise Refused("no-answer-line")
    if len(letters) < 2:
        raise Refused("too-few-options")
    if len(set(letters)) < len(letters):
        raise Refused("letter-twice", letters=", ".join(letters))
    answer = re.fullmatch(r"([A-Za-z])[.)]?", question.answer)
    if answer is None or answer[1].upper() not in letters:
        raise Refused("answer-letter", answer=question.answer[:20], letters=", ".join(letters))
    return answer[1].upper()
