"""From drafts to questions of ours: what our kinds cannot say is told or refused, codes are given."""

import hashlib
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from elearn.content.codes import MAX_CODE_CHARACTERS, code_from_text, is_code
from elearn.content.questions.choices import Choice, same_option
from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.questions.matching import LEAST_PAIRS, Matching, Pair
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.shared_fields import MAX_POINTS
from elearn.content.questions.short_text import KnownAnswer, ShortText, comparable
from elearn.content.questions.single_choice import SingleChoice
from elearn.content.questions.true_false import TrueFalse, is_true_false
from elearn.exchange.draft import (
    Draft,
    Gaps,
    Marked,
    Numbers,
    Opinion,
    Options,
    Order,
    Pairs,
    Statement,
    Words,
    Writing,
)
from elearn.exchange.html_text import plain_from_html
from elearn.exchange.notes import Note, Refused, note, once
from elearn.exchange.plain_text import escaped, one_line, opened, split_title
from elearn.exchange.settling_parts import (
    ALMOST_ALL,
    check_options,
    gap_texts,
    settled_essay,
    settled_gaps,
    settled_opinion,
    settled_order,
    whole_number,
)

NAMELESS = "Perhatikan dan jawablah"
"""The title of a question whose text begins with a picture or a list and that has no name."""


@dataclass(frozen=True)
class Settled:
    """A question of ours, the draft it came from, and what was lost between them."""

    draft: Draft
    question: Question
    notes: tuple[Note, ...]


def settled(draft: Draft) -> Settled:
    """The question that a draft makes.

    Raises:
        Refused: none of our kinds can say it.
    """
    notes = list(draft.notes)
    if not draft.text.strip() and not isinstance(draft.key, Gaps):
        if not draft.name.strip():
            raise Refused("no-text")
        draft = replace(draft, text=opened(escaped(one_line(draft.name))))
        notes.append(note("name-as-text"))
    question = _of_kind(draft, _common(draft, notes), notes)
    return Settled(draft, question, once(notes))


def code_of(draft: Draft, title: str) -> str:
    """A code that the same source question gets on every import: its own id, or its words and a mark made of
    its raw text.
    """
    if is_code(draft.source_id):
        return draft.source_id
    if draft.source_id:
        return f"{code_from_text(draft.source_id)}-{mark_of(draft.source_id)}"
    words = plain_from_html(draft.name or title)
    return f"{code_from_text(words)}-{mark_of(draft.fingerprint)}"


def with_mark(code: str, draft: Draft) -> str:
    """Another code for a question whose id stands twice in its file."""
    return f"{code[: MAX_CODE_CHARACTERS - 7]}-{mark_of(draft.fingerprint)}"


def mark_of(text: str) -> str:
    """Six letters and digits that stand for a text, whatever its white space."""
    return hashlib.blake2b(" ".join(text.split()).encode("utf-8", "replace"), digest_size=3).hexdigest()


def _common(draft: Draft, notes: list[Note]) -> dict[str, Any]:
    if isinstance(draft.key, Gaps):
        title, stem, _ = gap_texts(draft)
    else:
        title, stem = split_title(draft.text, draft.name or NAMELESS)
    points = draft.points
    if not 0 < points <= MAX_POINTS:
        notes.append(note("points", points=str(points)))
        points = Decimal(1)
    tags = (one_line(tag.replace("|", "/").replace(",", " ")) for tag in draft.tags)
    return {
        "code": code_of(draft, title),
        "title": title,
        "stem": stem,
        "points": points,
        "tags": tuple(dict.fromkeys(tag for tag in tags if tag)),
        "shuffle": draft.shuffle,
        "partial_credit": draft.partial_credit,
        "status": QuestionStatus.WITHDRAWN if draft.withdrawn else QuestionStatus.ACTIVE,
        "hints": tuple(hint for hint in draft.hints if hint),
        "explanation": draft.explanation,
        "when_right": draft.when_right,
        "when_wrong": draft.when_wrong,
        "when_partial": draft.when_partial,
    }


def _of_kind(draft: Draft, common: dict[str, Any], notes: list[Note]) -> Question:
    match draft.key:
        case Options(several=True):
            return _several(draft.key.options, common, notes)
        case Options():
            return _single(draft.key.options, common, notes)
        case Statement():
            return _statement(draft.key, common)
        case Words():
            return _words(draft.key, common, notes)
        case Numbers():
            return _number(draft.key, common, notes)
        case Pairs():
            return _matching(draft.key, common)
    return _of_other_kind(draft, common, notes)


def _of_other_kind(draft: Draft, common: dict[str, Any], notes: list[Note]) -> Question:
    match draft.key:
        case Order():
            return settled_order(draft.key, common)
        case Gaps():
            return settled_gaps(draft.key, gap_texts(draft)[2], common, notes)
        case Opinion():
            return settled_opinion(draft.key, common)
        case Writing():
            return settled_essay(draft.key, common, notes)
    raise Refused("unknown-key")


def _single(options: tuple[Marked, ...], common: dict[str, Any], notes: list[Note]) -> Question:
    check_options(options)
    right = sum(option.fraction >= ALMOST_ALL for option in options)
    if right == 0:
        raise Refused("no-right")
    if right > 1:
        notes.append(note("two-right"))
        return _multiple(options, common, lambda option: option.fraction >= ALMOST_ALL)
    if any(option.fraction < 0 for option in options):
        notes.append(note("negative"))
    choices = tuple(
        Choice(text=option.text, credit=_credit(option.fraction), feedback=option.feedback)
        for option in options
    )
    if len(choices) == 2 and is_true_false(choice.text for choice in choices):
        whole = tuple(replace(one, credit=Fraction(one.is_right)) for one in choices)
        return TrueFalse(**common, choices=whole)
    return SingleChoice(**common, choices=choices)


def _several(options: tuple[Marked, ...], common: dict[str, Any], notes: list[Note]) -> Question:
    check_options(options)
    earning = [option.fraction for option in options if option.fraction > 0]
    if not earning:
        raise Refused("no-right")
    if max(earning) - min(earning) > Fraction(1, 100) or abs(sum(earning, Fraction(0)) - 1) > Fraction(1, 50):
        notes.append(note("weights-levelled"))
    losing = [option.fraction for option in options if option.fraction <= 0]
    if losing and not any(losing):
        notes.append(note("wrong-clicks-cost"))
    question = _multiple(options, common, lambda option: option.fraction > 0)
    return question if question.partial_credit is not None else replace(question, partial_credit=True)


def _multiple(options: tuple[Marked, ...], common: dict[str, Any], is_right: Any) -> MultipleChoice:
    choices = tuple(
        Choice(text=option.text, credit=Fraction(bool(is_right(option))), feedback=option.feedback)
        for option in options
    )
    return MultipleChoice(**common, choices=choices)


def _credit(fraction: Fraction) -> Fraction:
    return Fraction(1) if fraction >= ALMOST_ALL else max(fraction, Fraction(0))


def _statement(key: Statement, common: dict[str, Any]) -> Question:
    yes = Choice(text="Benar", credit=Fraction(key.is_true), feedback=key.when_true)
    no = Choice(text="Salah", credit=Fraction(not key.is_true), feedback=key.when_false)
    return TrueFalse(**common, choices=(yes, no))


def _words(key: Words, common: dict[str, Any], notes: list[Note]) -> Question:
    answers: list[KnownAnswer] = []
    seen: set[str] = set()
    for answer in key.answers:
        if answer.text == "*":
            common["when_wrong"] = common["when_wrong"] or answer.feedback
            notes += [note("anything-earns")] if answer.fraction > 0 else []
            continue
        if "*" in answer.text.replace("\\*", ""):
            notes.append(note("wildcard", answer=answer.text[:60]))
            continue
        text = answer.text.replace("\\*", "*")
        compared = comparable(text, key.exact)
        if compared and compared not in seen:
            seen.add(compared)
            _add_answer(answers, text, replace(answer, fraction=_credit(answer.fraction)))
    if not any(answer.credit == 1 for answer in answers):
        raise Refused("no-right-answer")
    return ShortText(**common, answers=tuple(answers), exact=key.exact)


def _add_answer(answers: list[KnownAnswer], text: str, marked: Marked) -> None:
    last = answers[-1] if answers else None
    if last and (last.credit, last.feedback) == (marked.fraction, marked.feedback):
        answers[-1] = replace(last, alternatives=(*last.alternatives, text))
    else:
        answers.append(KnownAnswer(alternatives=(text,), credit=marked.fraction, feedback=marked.feedback))


def _number(key: Numbers, common: dict[str, Any], notes: list[Note]) -> Question:
    right = whole_number(key, notes)
    feedback = next(one.feedback for one in key.answers if one.key == right)
    common["when_right"] = common["when_right"] or feedback
    return Number(**common, key=right)


def _matching(key: Pairs, common: dict[str, Any]) -> Question:
    spelt: dict[str, str] = {}
    for left, right in key.pairs:
        if not right:
            raise Refused("pair", pair=one_line(left)[:60])
        spelt.setdefault(same_option(right), right)
    pairs = tuple(Pair(left=left, right=spelt[same_option(right)]) for left, right in key.pairs if left)
    lefts = [same_option(pair.left) for pair in pairs]
    if len(pairs) < LEAST_PAIRS:
        raise Refused("few-pairs")
    if len(set(lefts)) < len(lefts):
        twice = next(left for at, left in enumerate(lefts) if left in lefts[:at])
        raise Refused("option-twice", option=one_line(twice)[:80])
    used = {same_option(pair.right) for pair in pairs}
    distractors = tuple(text for same, text in spelt.items() if same not in used)
    return Matching(**common, pairs=pairs, distractors=distractors)
