"""Aiken out: single choice and true/false, each text on one line."""

import re
from string import ascii_uppercase

from elearn.content.questions.choices import ChoiceQuestion
from elearn.content.questions.contract import Question
from elearn.exchange.losses import SAYABLE
from elearn.exchange.notes import Refused
from elearn.exchange.plain_text import one_line

_LOOKS_LIKE_STRUCTURE = re.compile(r"[A-Z][.)]|ANSWER:|.?$")


def write_aiken(question: Question) -> str:
    """A question in Aiken.

    Raises:
        Refused: another kind, more than 26 options, or a text that Aiken would take for an option.
    """
    text = one_line(f"{question.title} {question.stem}")
    if not isinstance(question, SAYABLE["aiken"]) or not isinstance(question, ChoiceQuestion):
        raise Refused("out-kind")
    if len(question.choices) > len(ascii_uppercase) or _LOOKS_LIKE_STRUCTURE.match(text):
        raise Refused("out-kind")
    lines = [text]
    right = ""
    for letter, choice in zip(ascii_uppercase, question.choices, strict=False):
        lines.append(f"{letter}. {one_line(choice.text)}")
        right = letter if choice.is_right else right
    return "\n".join([*lines, f"ANSWER: {right}", ""])
