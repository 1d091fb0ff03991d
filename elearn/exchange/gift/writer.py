"""GIFT out. Texts are written as `[markdown]`, which Moodle reads; ids and tags stand in a comment."""

import re
from collections.abc import Iterable
from fractions import Fraction

from elearn.content.questions.choices import Choice, folded
from elearn.content.questions.cloze import Cloze
from elearn.content.questions.cloze_text import mark_of_blank
from elearn.content.questions.contract import Question
from elearn.content.questions.essay import Essay
from elearn.content.questions.items import box_of
from elearn.content.questions.matching import Matching
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.number_key import NumberKey
from elearn.content.questions.short_text import ShortText
from elearn.content.questions.single_choice import SingleChoice
from elearn.content.questions.true_false import PAIRS, TrueFalse
from elearn.exchange.foreign_numbers import plain_number
from elearn.exchange.notes import Refused
from elearn.exchange.plain_text import one_line, without_controls

_SPECIAL = re.compile(r"[\\~=#{}:]")


def write_gift(question: Question) -> str:
    """A question in GIFT.

    Raises:
        Refused: GIFT has no form for this kind, or for an arrow `->` in it.
    """
    tags = "".join(f" [tag:{tag}]" for tag in question.tags)
    before, after = f"{question.title}\n\n{question.stem}".rstrip() + " ", ""
    if isinstance(question, Cloze):
        lead, _, after = question.text.partition(mark_of_blank(1))
        before = f"{before.rstrip()}\n\n{lead}"
    answer = f"{_answer(question)}\n"
    if question.explanation:
        answer += f"\t####{_text(question.explanation)}\n"
    name = _escaped(one_line(question.title)[:80])
    answer = answer.strip() if isinstance(question, Essay) else answer
    text = f"{_escaped(before)}{{{answer}}}{_escaped(after)}"
    return f"// [id:{question.code}]{tags}\n::{name}::[markdown]{text}\n"


def gift_category(title: str) -> str:
    """The line that puts the questions below it into a category."""
    return f"$CATEGORY: {one_line(title).replace('/', '//')}\n"


def _answer(question: Question) -> str:
    match question:
        case MultipleChoice():
            return _lines(_several(question.choices))
        case SingleChoice():
            return _lines(_choice(choice) for choice in question.choices)
        case TrueFalse():
            return _statement(question)
        case ShortText():
            return _lines(_words(question))
        case Number():
            return "#" + _lines(_number(question))
        case Matching():
            return _lines(_pairs(question))
        case Cloze():
            return _lines(_gap(question))
        case Essay():
            return ""
    raise Refused("out-kind")


def _lines(pieces: Iterable[str]) -> str:
    return "".join(f"\n\t{piece}" for piece in pieces)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", without_controls(text)).replace("\n", "\\n")


def _text(text: str) -> str:
    """A text between marks; what would look like a weight or format says its format."""
    return ("[markdown]" if text.startswith(("[", "%")) else "") + _escaped(text)


def _comment(text: str) -> str:
    return f"#{_text(text)}" if text else ""


def _choice(choice: Choice) -> str:
    if choice.is_right:
        return f"={_text(choice.text)}{_comment(choice.feedback)}"
    weight = f"%{percent(choice.credit)}%" if choice.credit else ""
    return f"~{weight}{_text(choice.text)}{_comment(choice.feedback)}"


def percent(credit: Fraction) -> str:
    """A part of the points as Moodle writes it: `33.3333`, `-50`."""
    sign = "-" if credit < 0 else ""
    return sign + ("100" if abs(credit) == 1 else box_of(abs(credit)).strip("[%]x ").replace(",", ".") or "0")


def _several(choices: tuple[Choice, ...]) -> Iterable[str]:
    share = Fraction(1, sum(choice.is_right for choice in choices))
    for choice in choices:
        weight = percent(share if choice.is_right else -share)
        yield f"~%{weight}%{_text(choice.text)}{_comment(choice.feedback)}"


def _statement(question: TrueFalse) -> str:
    right = next(choice for choice in question.choices if choice.is_right)
    wrong = next(choice for choice in question.choices if not choice.is_right)
    word = "TRUE" if folded(right.text) in [yes for yes, _ in PAIRS] else "FALSE"
    comments = f"#{_text(wrong.feedback)}#{_text(right.feedback)}" if wrong.feedback or right.feedback else ""
    return word + (comments.rstrip("#") if not right.feedback else comments)


def _words(question: ShortText) -> Iterable[str]:
    said = [text for answer in question.answers for text in (*answer.alternatives, answer.feedback)]
    if any("->" in text for text in (*said, question.when_wrong)):
        raise Refused("out-arrow")  # GIFT would read pairs, and knows no escape for it
    for answer in question.answers:
        weight = "" if answer.credit == 1 else f"%{percent(answer.credit)}%"
        for text in answer.alternatives:
            starred = text.replace("*", "\\*")
            form = "[plain]" if starred.startswith(("[", "%")) else ""
            yield f"={weight}{form}{_escaped(starred)}{_comment(answer.feedback)}"
    if question.when_wrong:
        yield f"=%0%*{_comment(question.when_wrong)}"


def _gap(question: Cloze) -> Iterable[str]:
    (blank, *more) = question.blanks
    if more or blank.number is not None or blank.options:
        raise Refused("out-gaps")
    if any("->" in text for text in blank.right):
        raise Refused("out-arrow")
    for text in blank.right:
        starred = text.replace("*", "\\*")
        yield f"={'[plain]' if text.startswith(('[', '%')) else ''}{_escaped(starred)}"


def _number(question: Number) -> Iterable[str]:
    yield f"={_key(question.key)}{_comment(question.when_right)}"
    if question.when_wrong:
        yield f"~{_comment(question.when_wrong)}"


def _key(key: NumberKey) -> str:
    low, high = key.bounds
    if key.target is None:
        return f"{plain_number(low)}..{plain_number(high)}"
    slack = high - key.target
    return plain_number(key.target) + (f":{plain_number(slack)}" if slack else "")


def _pairs(question: Matching) -> Iterable[str]:
    for pair in question.pairs:
        if "->" in pair.left:
            raise Refused("out-arrow")
        yield f"={_text(pair.left)} -> {_text(pair.right)}"
    for text in question.distractors:
        yield f"= -> {_text(text)}"
