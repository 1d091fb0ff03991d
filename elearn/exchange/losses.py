"""What a format cannot say of a question of ours: told before anybody relies on the file."""

import re

from elearn.content.questions.choices import ChoiceQuestion, folded
from elearn.content.questions.cloze import Cloze
from elearn.content.questions.cloze_text import mark_of_blank
from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.questions.essay import Essay
from elearn.content.questions.matching import Matching
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.number_key import NumberKey
from elearn.content.questions.ordering import Ordering
from elearn.content.questions.short_text import ShortText
from elearn.content.questions.single_choice import SingleChoice
from elearn.content.questions.true_false import TrueFalse
from elearn.exchange.moodle.gaps import gap_weight
from elearn.exchange.notes import Note, note
from elearn.exchange.qti.losses import qti_losses

SAYABLE: dict[str, tuple[type[Question], ...]] = {
    "gift": (SingleChoice, MultipleChoice, TrueFalse, ShortText, Number, Matching, Essay, Cloze),
    "moodle-xml": (
        *(SingleChoice, MultipleChoice, TrueFalse, ShortText, Number, Matching),
        *(Ordering, Cloze, Essay),
    ),
    "aiken": (SingleChoice, TrueFalse),
    "qti": (Question,),
}
"""The kinds that each format has a form for; CSV lists all of them as text. Of cloze questions GIFT says
those with one gap to type in.
"""

PICTURE = re.compile(r"!\[[^\]\n]*\]\((?P<target>[^()\s]+)[^()\n]*\)")
_SHUFFLED = (SingleChoice, MultipleChoice, Matching)
_CLOSED = (*_SHUFFLED, Ordering)


def losses(question: Question, form: str) -> tuple[Note, ...]:
    """What is lost when a question is written as `form`; empty when reading it back gives an equal one
    (pictures get another name).
    """
    if form == "qti":
        return qti_losses(question)
    codes = [*_common(question, form), *_own(question, form)]
    return tuple(note(code) for code in codes)


def _common(question: Question, form: str) -> list[str]:
    is_bare, is_moodle = form == "aiken", form == "moodle-xml"
    lost = {
        "out-draft": question.status is QuestionStatus.DRAFT,
        "out-points": question.points != 1 and not is_moodle,
        "out-tags": bool(question.tags) and is_bare,
        "out-difficulty": question.difficulty is not None,
        "out-reference": question.reference is not None,
        "out-hints": bool(question.hints) and not is_moodle,
        "out-shuffle": not question.shuffle and not (is_moodle and isinstance(question, _SHUFFLED)),
        "out-explanation": bool(question.explanation) and is_bare,
        "out-picture": not is_moodle and _has_pictures(question),
        "out-closing": _loses_closing(question, form),
        "out-partial": _loses_partial(question, form),
        "out-code": is_bare,
    }
    return [code for code, is_lost in lost.items() if is_lost]


def _has_pictures(question: Question) -> bool:
    return any(PICTURE.search(text) for text in (*question.texts(), *question.grader_texts()))


def _loses_closing(question: Question, form: str) -> bool:
    said = {"when_right": question.when_right, "when_wrong": question.when_wrong}
    said["when_partial"] = question.when_partial
    can_say: tuple[str, ...] = ()
    if form == "moodle-xml" and isinstance(question, _CLOSED):
        can_say = ("when_right", "when_wrong", "when_partial")
    elif form != "aiken" and isinstance(question, Number):
        can_say = ("when_right", "when_wrong")
    elif form != "aiken" and isinstance(question, ShortText):
        can_say = ("when_wrong",)
    return any(text for name, text in said.items() if name not in can_say)


def _loses_partial(question: Question, form: str) -> bool:
    if isinstance(question, Ordering) and form == "moodle-xml":
        return question.partial_credit is False
    return question.partial_credit is not None and not isinstance(question, MultipleChoice)


def _own(question: Question, form: str) -> list[str]:
    match question:
        case ChoiceQuestion():
            return _of_choices(question, form)
        case ShortText():
            return ["out-exact"] if question.exact and form == "gift" else []
        case Number():
            return _of_number(question.key, form)
        case Cloze():
            return _of_cloze(question, form)
        case Essay():
            return _of_essay(question, form)
    return []


def _of_choices(question: ChoiceQuestion, form: str) -> list[str]:
    lost = {
        "out-all-or-nothing": isinstance(question, MultipleChoice) and not question.partial_credit,
        "out-words": isinstance(question, TrueFalse)
        and form != "aiken"
        and sorted(folded(choice.text) for choice in question.choices) != ["benar", "salah"],
        "out-feedback": form == "aiken" and any(choice.feedback for choice in question.choices),
        "out-partial": form == "aiken" and any(0 < choice.credit < 1 for choice in question.choices),
        "out-layout": form == "aiken"
        and bool(question.stem or any("\n" in choice.text for choice in question.choices)),
    }
    return [code for code, is_lost in lost.items() if is_lost]


def _of_number(key: NumberKey, form: str) -> list[str]:
    lost = {
        "out-unit": bool(key.unit) and form == "gift",
        "out-relative": key.is_relative,
        "out-range": key.target is None and form == "moodle-xml",
    }
    return [code for code, is_lost in lost.items() if is_lost]


def _of_cloze(question: Cloze, form: str) -> list[str]:
    if form == "gift":
        is_last = not question.text.partition(mark_of_blank(1))[2].strip()
        return [*(["out-exact"] if question.exact else []), *(["out-gap-last"] if is_last else [])]
    numbers = [blank.number for blank in question.blanks if blank.number is not None]
    lost = {
        "out-unit": any(number.unit for number in numbers),
        "out-relative": any(number.is_relative for number in numbers),
        "out-range": any(number.target is None for number in numbers),
        "out-gap-points": gap_weight(question) * len(question.blanks) != question.points,
    }
    codes = [code for code, is_lost in lost.items() if is_lost]
    first = question.text.partition(mark_of_blank(1))[0]
    return [*codes, *(["out-lead"] if "\n\n" in first else [])]


def _of_essay(question: Essay, form: str) -> list[str]:
    lost = {
        "out-length": (question.min_words, question.max_words) != (None, None) and form == "gift",
        "out-rubric": bool(question.rubric) and form == "gift",
        "out-sample": bool(question.sample_answer) and form == "gift",
    }
    return [code for code, is_lost in lost.items() if is_lost]
