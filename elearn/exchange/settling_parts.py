"""From drafts to ordering, cloze, essay and survey; and what all options must be."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from elearn.content.questions.choices import Choice, same_option
from elearn.content.questions.cloze import Cloze
from elearn.content.questions.cloze_text import Blank
from elearn.content.questions.essay import MAX_WORDS, Essay
from elearn.content.questions.matching import CODE
from elearn.content.questions.number_key import NumberKey
from elearn.content.questions.ordering import LEAST_ITEMS, Ordering
from elearn.content.questions.parted import MAX_PARTS
from elearn.content.questions.short_text import comparable
from elearn.content.questions.survey import Survey
from elearn.exchange.draft import (
    Draft,
    Gaps,
    Marked,
    Numbers,
    Opinion,
    Options,
    Order,
    Words,
    Writing,
    gap_mark,
)
from elearn.exchange.notes import Note, Refused, note
from elearn.exchange.plain_text import one_line, split_title
from elearn.exchange.sentences import worded

ALMOST_ALL = Fraction(999, 1000)
"""From this part of the points on an answer counts as right: other systems write 99.999."""

NAMELESS_CLOZE = "Lengkapi kalimat berikut"
"""The title of a cloze question whose text begins with a gap and that has no name."""

_BRACKETS = re.compile(r"(?<!\\)\[(?=\[)|(?<!\\)\](?=\])")


def settled_order(key: Order, common: dict[str, Any]) -> Ordering:
    """The ordering question.

    Raises:
        Refused: fewer than two items, an empty one, one twice, or too many.
    """
    if len(key.items) < LEAST_ITEMS:
        raise Refused("few-items")
    if len(key.items) > MAX_PARTS:
        raise Refused("many-parts", limit=str(MAX_PARTS))
    check_texts(key.items)
    return Ordering(**common, items=key.items)


def settled_opinion(key: Opinion, common: dict[str, Any]) -> Survey:
    """The survey question; it has no points.

    Raises:
        Refused: fewer than two options, an empty one, or one twice.
    """
    check_options(key.options)
    choices = tuple(Choice(text=one.text, feedback=one.feedback) for one in key.options)
    return Survey(**{**common, "points": Survey.points}, choices=choices)


def settled_essay(key: Writing, common: dict[str, Any], notes: list[Note]) -> Essay:
    """The essay question; what ours cannot say of its length is told."""
    least, most = key.min_words, key.max_words
    if any(words is not None and not 0 < words <= MAX_WORDS for words in (least, most)) or (
        least and most and least > most
    ):
        notes.append(note("word-range", least=str(least or 0), most=str(most or 0)))
        least = most = None
    total = sum((one.points for one in key.rubric), Decimal(0))
    if key.rubric and total != common["points"]:
        notes.append(note("rubric-points", points=str(total)))
        common["points"] = total
    return Essay(
        **common, min_words=least, max_words=most, rubric=key.rubric, sample_answer=key.sample_answer
    )


def gap_texts(draft: Draft) -> tuple[str, str, str]:
    """Title, stem and the text with the gaps: it begins with the paragraph of the first gap."""
    assert isinstance(draft.key, Gaps)
    before, first, behind = draft.key.text.partition(gap_mark(1))
    head, blank_line, line = before.rpartition("\n\n")
    lead = "\n\n".join(part for part in (draft.text.strip("\n"), head.strip("\n")) if part.strip())
    text = (line if blank_line else before) + first + behind
    if not lead.strip():
        return one_line(draft.name) or NAMELESS_CLOZE, "", text
    title, stem = split_title(lead, draft.name or NAMELESS_CLOZE)
    return title, stem, text


def settled_gaps(key: Gaps, text: str, common: dict[str, Any], notes: list[Note]) -> Cloze:
    """The cloze question with this text.

    Raises:
        Refused: no gap, too many, or a gap that ours cannot say (the sentence names it).
    """
    if not key.gaps:
        raise Refused("no-gaps")
    if len(key.gaps) > MAX_PARTS:
        raise Refused("many-parts", limit=str(MAX_PARTS))
    exact = any(isinstance(gap, Words) and gap.exact for gap in key.gaps)
    if exact and not all(gap.exact for gap in key.gaps if isinstance(gap, Words)):
        notes.append(note("gap-exact"))
    blanks = []
    for number, gap in enumerate(key.gaps, start=1):
        try:
            blanks.append(_blank(gap, exact, notes))
        except Refused as refused:
            raise Refused("gap", number=str(number), reason=worded(refused.note)) from None
    return Cloze(**common, text=_without_brackets(text), blanks=tuple(blanks), exact=exact)


def _without_brackets(text: str) -> str:
    """The text in which brackets outside of code open no gap."""
    parts, at = [], 0
    for code in CODE.finditer(text):
        parts += [_BRACKETS.sub(r"\\\g<0>", text[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*parts, _BRACKETS.sub(r"\\\g<0>", text[at:])])


def _blank(gap: Words | Options | Numbers, exact: bool, notes: list[Note]) -> Blank:
    match gap:
        case Words():
            return _typed(gap, exact, notes)
        case Options():
            return _menu(gap, notes)
        case Numbers():
            return _number(gap, notes)


def _typed(gap: Words, exact: bool, notes: list[Note]) -> Blank:
    right: dict[str, str] = {}
    for answer in gap.answers:
        text = one_line(answer.text.replace("\\*", "*"))
        if "*" in answer.text.replace("\\*", ""):
            notes.append(note("wildcard", answer=answer.text[:60]))
        elif answer.fraction >= ALMOST_ALL and comparable(text, exact):
            right.setdefault(comparable(text, exact), text)
        elif answer.fraction > 0:
            notes.append(note("gap-part"))
    _tell_feedback(gap.answers, notes)
    if not right:
        raise Refused("no-right-answer")
    return Blank(right=tuple(right.values()))


def _menu(gap: Options, notes: list[Note]) -> Blank:
    check_options(gap.options)
    options = tuple(one_line(one.text) for one in gap.options)
    right = tuple(one_line(one.text) for one in gap.options if one.fraction >= ALMOST_ALL)
    if gap.several or len(right) > 1:
        raise Refused("gap-several")
    if not right:
        raise Refused("no-right")
    if any(0 < one.fraction < ALMOST_ALL for one in gap.options):
        notes.append(note("gap-part"))
    _tell_feedback(gap.options, notes)
    return Blank(options=options, right=right)


def _number(gap: Numbers, notes: list[Note]) -> Blank:
    right = whole_number(gap, notes)
    _tell_feedback(gap.answers, notes)
    return Blank(number=right)


def whole_number(key: Numbers, notes: list[Note]) -> NumberKey:
    """The one number that earns all points.

    Raises:
        Refused: there is none, or there are several.
    """
    whole = {answer.key: None for answer in key.answers if answer.fraction >= ALMOST_ALL}
    if not whole:
        raise Refused("no-right-answer")
    if len(whole) > 1:
        raise Refused("several-numbers", numbers=_listed(one.written() for one in whole))
    lost = [answer.key.written() for answer in key.answers if 0 < answer.fraction < ALMOST_ALL]
    lost += [
        answer.key.written() for answer in key.answers if answer.fraction <= 0 and answer.key not in whole
    ]
    if lost:
        notes.append(note("number-part", numbers=_listed(lost)))
    return next(iter(whole))


def _tell_feedback(answers: Iterable[Any], notes: list[Note]) -> None:
    if any(one.feedback for one in answers):
        notes.append(note("gap-feedback"))


def check_options(options: Iterable[Marked]) -> None:
    """Look at the options of a question.

    Raises:
        Refused: fewer than two, an empty one, or one twice.
    """
    texts = [option.text for option in options]
    if len(texts) < 2:
        raise Refused("too-few-options")
    check_texts(texts)


def check_texts(texts: Iterable[str]) -> None:
    """Look at texts that stand side by side.

    Raises:
        Refused: an empty one, or one twice.
    """
    seen: set[str] = set()
    for text in texts:
        key = same_option(text)
        if not key:
            raise Refused("empty-option")
        if key in seen:
            raise Refused("option-twice", option=one_line(text)[:80])
        seen.add(key)


def _listed(texts: Iterable[str]) -> str:
    return "; ".join(texts)[:120]
