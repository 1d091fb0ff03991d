"""How long a section or a quiz takes, from its words, figures and questions; never typed by hand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from elearn.content.text import Line, LineKind

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|<img\b[^>]*>", re.IGNORECASE)
_NOT_WORDS = re.compile(r"\]\([^)]*\)|<[^>]+>|\{[:#.][^}]*\}|https?://\S+")
_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The rates that minutes are computed with; an installation may set its own."""

    words_per_minute: int = 150
    seconds_per_figure: int = 12
    seconds_per_question: int = 60


DEFAULT_PACE = Pace()


@dataclass(frozen=True, slots=True)
class Amount:
    """What there is to read."""

    words: int
    figures: int


def amount_of(lines: Iterable[Line]) -> Amount:
    """Words and figures of some lines; comments do not count, code does."""
    words = figures = 0
    for line in lines:
        if line.kind is LineKind.COMMENT:
            continue
        text, images = _IMAGE.subn(" ", line.text)
        figures += images
        words += len(_WORD.findall(_NOT_WORDS.sub(" ", text)))
    return Amount(words, figures)


def reading_minutes(amount: Amount, questions: int = 0, pace: Pace = DEFAULT_PACE) -> int:
    """Minutes, rounded half up, at least 1."""
    seconds = amount.words * 60 / pace.words_per_minute
    seconds += amount.figures * pace.seconds_per_figure + questions * pace.seconds_per_question
    return max(1, int(seconds / 60 + 0.5))


def quiz_minutes(question_count: int, time_limit: timedelta | None, pace: Pace = DEFAULT_PACE) -> int:
    """Minutes to answer a quiz: a rate for each question, never more than its time limit."""
    minutes = max(1, -(-question_count * pace.seconds_per_question // 60))
    if time_limit is None:
        return minutes
    return max(1, min(minutes, int(time_limit.total_seconds() // 60)))
