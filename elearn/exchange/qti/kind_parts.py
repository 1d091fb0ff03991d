"""What each kind of question puts into its QTI 2.1 item."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import chain, zip_longest

from elearn.content.questions.choices import ChoiceQuestion, stays_last
from elearn.content.questions.contract import Question
from elearn.content.questions.essay import Essay
from elearn.content.questions.matching import Matching
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.ordering import Ordering
from elearn.content.questions.rubric import write_rubric
from elearn.content.questions.short_text import ShortText
from elearn.content.questions.survey import Survey
from elearn.content.questions.true_false import TrueFalse
from elearn.exchange.foreign_numbers import plain_number
from elearn.exchange.qti.flow import attribute, flow
from elearn.exchange.qti.interactions import RUBRIC_CLASS
from elearn.exchange.qti.rules import (
    Parts,
    left_id,
    mapping,
    own_id,
    right_id,
    score_by_match,
    score_by_number,
    set_value,
    shares,
    text_rules,
)
from elearn.exchange.qti.xhtml import Target


def _declaration(cardinality: str, base_type: str, correct: Iterable[str], mapped: str = "") -> str:
    values = "".join(f"<value>{attribute(one)}</value>" for one in correct)
    right = f"<correctResponse>{values}</correctResponse>" if values else ""
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{base_type}">'
        f"{right}{mapped}</responseDeclaration>"
    )


def _choices(question: ChoiceQuestion, target: Target, most: int) -> str:
    is_fixed_order = isinstance(question, TrueFalse | Survey) or not question.shuffle
    shuffle = "false" if is_fixed_order else "true"
    lines = [f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="{shuffle}" maxChoices="{most}">']
    for choice in question.choices:
        fixed = ' fixed="true"' if shuffle == "true" and stays_last(choice.text) else ""
        text = flow(choice.text, target, inline=True)
        lines.append(f'<simpleChoice identifier="{choice.id}"{fixed}>{text}</simpleChoice>')
    return "\n".join([*lines, "</choiceInteraction>"])


def _own_of_choices(question: ChoiceQuestion) -> dict[str, str]:
    return {choice.id: choice.feedback for choice in question.choices if choice.feedback}


def single_parts(question: ChoiceQuestion, target: Target) -> Parts:
    """Single choice and true/false: every option has its points in the mapping."""
    mapped = mapping((choice.id, choice.credit * _exact(question), None) for choice in question.choices)
    right = [choice.id for choice in question.choices if choice.is_right]
    own = _own_of_choices(question)
    return Parts(
        declarations=[_declaration("single", "identifier", right, mapped)],
        body=[_choices(question, target, 1)],
        rules=[set_value("SCORE", '<mapResponse identifier="RESPONSE"/>'), *_echo(own)],
        own=own,
    )


def _exact(question: Question) -> Fraction:
    return Fraction(question.points)


def _echo(own: dict[str, str]) -> list[str]:
    """Feedback named as the options that it belongs to."""
    return [set_value("FEEDBACK", '<variable identifier="RESPONSE"/>')] if own else []


def multiple_parts(question: MultipleChoice, target: Target) -> Parts:
    """Multiple choice; part credit as a mapping in which wrong clicks cost."""
    right = [choice.id for choice in question.choices if choice.is_right]
    wrong = [choice.id for choice in question.choices if not choice.is_right]
    own = _own_of_choices(question)
    if question.partial_credit:
        parts = shares(question.points, len(right))
        rows = [*zip(right, parts, strict=True), *((one, -parts[-1]) for one in wrong)]
        mapped = mapping(((key, value, None) for key, value in rows), lower="0", upper=question.points)
        rules = [set_value("SCORE", '<mapResponse identifier="RESPONSE"/>')]
    else:
        mapped, rules = "", [score_by_match(question.points)]
    return Parts(
        declarations=[_declaration("multiple", "identifier", right, mapped)],
        body=[_choices(question, target, 0)],
        rules=[*rules, *_echo(own)],
        own=own,
    )


def survey_parts(question: Survey, target: Target) -> Parts:
    """Options without a key."""
    own = _own_of_choices(question)
    return Parts(
        declarations=[_declaration("single", "identifier", ())],
        body=[_choices(question, target, 1)],
        rules=_echo(own),
        own=own,
    )


def short_text_parts(question: ShortText) -> Parts:
    """A field with all known answers in its mapping."""
    known = [(text, one) for one in question.answers for text in one.alternatives]
    rows = ((text, one.credit * _exact(question), question.exact) for text, one in known)
    own = {own_id(at): one.feedback for at, one in enumerate(question.answers) if one.feedback}
    right = next(text for text, one in known if one.credit == 1)
    length = max(15, *(len(text) for text, _ in known))
    return Parts(
        declarations=[_declaration("single", "string", [right], mapping(rows))],
        body=[f'<p><textEntryInteraction responseIdentifier="RESPONSE" expectedLength="{length}"/></p>'],
        rules=[set_value("SCORE", '<mapResponse identifier="RESPONSE"/>'), *text_rules(question, own)],
        own=own,
    )


def number_parts(question: Number) -> Parts:
    """A field for a number, its unit behind it."""
    key = question.key
    target = key.bounds[0] if key.target is None else key.target
    unit = f" {attribute(key.unit)}" if key.unit else ""
    return Parts(
        declarations=[_declaration("single", "float", [plain_number(target)])],
        body=[f'<p><textEntryInteraction responseIdentifier="RESPONSE" expectedLength="15"/>{unit}</p>'],
        rules=[score_by_number("RESPONSE", key, plain_number(question.points))],
    )


def matching_parts(question: Matching, target: Target) -> Parts:
    """Two sets; each pair has its share of the points."""
    pairs = [f"{left_id(pair.left)} {right_id(pair.right)}" for pair in question.pairs]
    used = sorted({pair.right for pair in question.pairs})
    rights = [text for text in chain(*zip_longest(question.distractors, used)) if text is not None]
    mapped, rules = "", [score_by_match(question.points)]
    if question.has_parts_paid:
        rows = zip(pairs, shares(question.points, len(pairs)), strict=True)
        mapped = mapping((key, value, None) for key, value in rows)
        rules = [set_value("SCORE", '<mapResponse identifier="RESPONSE"/>')]
    shuffle = "true" if question.shuffle else "false"
    most = f'shuffle="{shuffle}" maxAssociations="{len(pairs)}"'
    lines = [
        f'<matchInteraction responseIdentifier="RESPONSE" {most}>',
        "<simpleMatchSet>",
        *(_side(left_id(pair.left), pair.left, 1, target) for pair in question.pairs),
        "</simpleMatchSet>\n<simpleMatchSet>",
        *(_side(right_id(text), text, len(pairs), target) for text in rights),
        "</simpleMatchSet>\n</matchInteraction>",
    ]
    return Parts(
        declarations=[_declaration("multiple", "directedPair", pairs, mapped)], body=lines, rules=rules
    )


def _side(ident: str, text: str, most: int, target: Target) -> str:
    written = flow(text, target, inline=True)
    return (
        f'<simpleAssociableChoice identifier="{ident}" matchMax="{most}">{written}</simpleAssociableChoice>'
    )


def ordering_parts(question: Ordering, target: Target) -> Parts:
    """The items in an order that does not tell the key."""
    lines = ['<orderInteraction responseIdentifier="RESPONSE" shuffle="true">']
    for ident in question.option_order(0, True):
        text = flow(question.option_text(ident), target, inline=True)
        lines.append(f'<simpleChoice identifier="{ident}">{text}</simpleChoice>')
    return Parts(
        declarations=[_declaration("ordered", "identifier", question.part_keys())],
        body=[*lines, "</orderInteraction>"],
        rules=[score_by_match(question.points)],
    )


def essay_parts(question: Essay, target: Target) -> Parts:
    """A field for a text; rubric and sample answer are for those who mark."""
    words = f"{question.min_words or ''}-{question.max_words or ''}"
    limits = f' class="elearn-words-{words}"' if words != "-" else ""
    length = f' expectedLength="{question.max_words * 8}"' if question.max_words else ""
    body = [f'<extendedTextInteraction responseIdentifier="RESPONSE"{limits}{length}/>']
    if question.rubric:
        written = flow(write_rubric(question.rubric), target)
        body.append(f'<rubricBlock view="scorer" class="{RUBRIC_CLASS}">{written}</rubricBlock>')
    if question.sample_answer:
        body.append(f'<rubricBlock view="scorer">{flow(question.sample_answer, target)}</rubricBlock>')
    return Parts(declarations=[_declaration("single", "string", ())], body=body, rules=[])
