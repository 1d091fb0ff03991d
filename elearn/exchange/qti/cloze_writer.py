"""Texts with gaps as QTI 2.1."""

import re
from decimal import Decimal

from elearn.content.questions.cloze import Cloze
from elearn.content.questions.cloze_text import Blank
from elearn.content.questions.contract import option_id
from elearn.exchange.foreign_numbers import plain_number
from elearn.exchange.qti.flow import attribute, flow
from elearn.exchange.qti.rules import Parts, base_value, mapping, number_test, set_value, shares, when
from elearn.exchange.qti.xhtml import Target

_GAP = re.compile(r'<gap n="(\d+)"/>')
_SLACK = Decimal("0.0001")


def cloze_item(question: Cloze, target: Target) -> Parts:
    """The text with an interaction in each gap; every gap has a response of its own."""
    parts = shares(question.points, len(question.blanks))
    rows = list(zip(range(1, len(parts) + 1), question.blanks, parts, strict=True))
    written = flow(question.text, target)
    body = _GAP.sub(lambda match: _interaction(int(match[1]), question.blanks[int(match[1]) - 1]), written)
    mapped = [f'<mapResponse identifier="{_name(at)}"/>' for at, blank, _ in rows if blank.number is None]
    rules = [set_value("SCORE", f"<sum>{''.join(mapped)}</sum>")] if mapped else []
    for at, blank, part in rows:
        if blank.number is not None:
            more = f'<sum><variable identifier="SCORE"/>{base_value("float", plain_number(part))}</sum>'
            rules.append(when(number_test(_name(at), blank.number), set_value("SCORE", more)))
    if not question.has_parts_paid:
        least = base_value("float", plain_number(question.points - _SLACK))
        nothing = set_value("SCORE", base_value("float", "0"))
        rules.append(when(f'<lt><variable identifier="SCORE"/>{least}</lt>', nothing))
    return Parts(
        declarations=[_declaration(at, blank, part, question.exact) for at, blank, part in rows],
        body=[f"<div>{body}</div>"],
        rules=rules,
    )


def _name(at: int) -> str:
    return f"RESPONSE_{at}"


def _declaration(at: int, blank: Blank, points: Decimal, exact: bool) -> str:
    if blank.number is not None:
        key = blank.number
        kind, right, mapped = "float", plain_number(key.bounds[0] if key.target is None else key.target), ""
    elif blank.options:
        kind, right = "identifier", option_id(blank.right[0])
        mapped = mapping([(right, points, None)])
    else:
        kind, right = "string", blank.right[0]
        mapped = mapping((text, points, exact) for text in blank.right)
    return (
        f'<responseDeclaration identifier="{_name(at)}" cardinality="single" baseType="{kind}">'
        f"<correctResponse><value>{attribute(right)}</value></correctResponse>{mapped}</responseDeclaration>"
    )


def _interaction(at: int, blank: Blank) -> str:
    if blank.options:
        choices = "".join(
            f'<inlineChoice identifier="{option_id(text)}">{attribute(text)}</inlineChoice>'
            for text in blank.options
        )
        return (
            f'<inlineChoiceInteraction responseIdentifier="{_name(at)}" shuffle="true">{choices}'
            "</inlineChoiceInteraction>"
        )
    length = max((len(text) for text in blank.right), default=8)
    return f'<textEntryInteraction responseIdentifier="{_name(at)}" expectedLength="{max(length, 8)}"/>'
