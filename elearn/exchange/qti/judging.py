"""What a QTI question says to an answer, found out by trying answers.

All versions describe marking as a small program. Trying the program with answers whose meaning is known
tells credits and feedback whatever way its author wrote them.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from elearn.exchange.notes import Refused

Responses = Mapping[str, tuple[str, ...]]
"""What is answered to each response identifier; nothing where one is left blank."""

MAX_STEPS = 200_000
"""Steps of marking that one question may take: hundreds of options with a rule each stay far below."""

OWN = "own_"
"""How identifiers of feedback on one known answer begin in packages of ours."""

_PERCENT = Fraction(1, 1_000_000)
_CLOSING = re.compile(r"correct|right|wrong|benar|salah|partial|sebagian|general", re.IGNORECASE)
_RIGHT = re.compile(r"correct|right|benar", re.IGNORECASE)
_NOT_RIGHT = re.compile(r"incorrect|in_correct|wrong|salah|not", re.IGNORECASE)
_PARTIAL = re.compile(r"partial|sebagian", re.IGNORECASE)
_GENERAL = re.compile(r"general|solution|pembahasan|explanation", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Judged:
    """The score and the feedback shown, by its place in the list of the question."""

    score: Fraction
    shown: frozenset[int] = frozenset()


Judge = Callable[[Responses], Judged]


class UnreadableRules(Exception):
    """A marking program that uses something unknown here."""


@dataclass
class Budget:
    """Counts the steps of one question."""

    left: int = MAX_STEPS

    def step(self, count: int = 1) -> None:
        """So many more.

        Raises:
            Refused: too many.
        """
        self.left -= count
        if self.left < 0:
            raise Refused("qti-rules")


@dataclass(frozen=True, slots=True)
class Said:
    """A feedback text with its identifier."""

    ident: str
    text: str


@dataclass
class Feedback:
    """Feedback texts by what they answer; `own` by the key of an option or known answer. `lost` are those
    that no tried answer brought up.
    """

    when_right: str = ""
    when_wrong: str = ""
    when_partial: str = ""
    explanation: str = ""
    own: dict[str, str] = field(default_factory=dict)
    lost: int = 0


def fraction_of(score: Fraction, points: Fraction) -> Fraction:
    """The part of the points, as finely as our boxes can say it; -1 to 1."""
    part = score / points if points else Fraction(0)
    tidy = Fraction(round(part / _PERCENT)) * _PERCENT
    return max(Fraction(-1), min(Fraction(1), tidy))


def sorted_feedback(
    said: Sequence[Said],
    judge: Judge,
    right: Responses,
    wrong: Iterable[Responses],
    own: Mapping[str, Responses],
) -> Feedback:
    """Who hears what: right answers, wrong answers, everybody, or those of one answer in `own`."""
    shown_right = judge(right).shown
    shown_wrong = [judge(one).shown for one in wrong]
    shown_own = {key: judge(one).shown for key, one in own.items()}
    sorts = Feedback()
    for at, one in enumerate(said):
        if not one.text:
            continue
        heard = [key for key, shown in shown_own.items() if at in shown]
        _sort(one, sorts, at in shown_right, [at in shown for shown in shown_wrong], heard)
    return sorts


def _sort(one: Said, sorts: Feedback, by_right: bool, by_wrong: list[bool], heard: list[str]) -> None:
    is_closing = _CLOSING.search(one.ident) is not None
    if by_right and all(by_wrong) and (by_wrong or _GENERAL.search(one.ident)):
        sorts.explanation = _joined(sorts.explanation, one.text)
    elif heard and (one.ident.startswith(OWN) or (len(heard) == 1 and not is_closing)):
        for key in heard:
            sorts.own[key] = _joined(sorts.own.get(key, ""), one.text)
    elif by_right:
        sorts.when_right = _joined(sorts.when_right, one.text)
    elif by_wrong and all(by_wrong) and not _PARTIAL.search(one.ident):
        sorts.when_wrong = _joined(sorts.when_wrong, one.text)
    elif heard and not is_closing:
        for key in heard:
            sorts.own[key] = _joined(sorts.own.get(key, ""), one.text)
    else:
        _by_name(one, sorts)


def _by_name(one: Said, sorts: Feedback) -> None:
    """Feedback that nothing brought up, as its name says."""
    if _PARTIAL.search(one.ident):
        sorts.when_partial = _joined(sorts.when_partial, one.text)
    elif _GENERAL.search(one.ident):
        sorts.explanation = _joined(sorts.explanation, one.text)
    elif _NOT_RIGHT.search(one.ident):
        sorts.when_wrong = _joined(sorts.when_wrong, one.text)
    elif _RIGHT.search(one.ident):
        sorts.when_right = _joined(sorts.when_right, one.text)
    else:
        sorts.lost += 1


def _joined(first: str, second: str) -> str:
    return f"{first}\n\n{second}" if first and second != first else first or second
