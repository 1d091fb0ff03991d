"""Questions as items of QTI 2.1.

2.1 because it is the version that most systems read (OpenOlat, TAO, ILIAS, Canvas, Moodle's plug-ins); 2.2
readers take it as it is, and 3.0 is read by few.
"""

from collections.abc import Iterable

from elearn.content.questions.choices import ChoiceQuestion
from elearn.content.questions.cloze import Cloze
from elearn.content.questions.contract import Question
from elearn.content.questions.essay import Essay
from elearn.content.questions.matching import Matching
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.ordering import Ordering
from elearn.content.questions.short_text import ShortText
from elearn.content.questions.survey import Survey
from elearn.exchange.foreign_numbers import plain_number
from elearn.exchange.notes import Refused
from elearn.exchange.plain_text import one_line
from elearn.exchange.qti.cloze_writer import cloze_item
from elearn.exchange.qti.flow import attribute, block, flow
from elearn.exchange.qti.kind_parts import (
    essay_parts,
    matching_parts,
    multiple_parts,
    number_parts,
    ordering_parts,
    short_text_parts,
    single_parts,
    survey_parts,
)
from elearn.exchange.qti.rules import Parts, closing_rules
from elearn.exchange.qti.xhtml import Target

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_SCHEMA = f"{NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def identifier(code: str) -> str:
    """The identifier of an item: names of QTI begin with a letter or `_`."""
    return code if code[:1].isalpha() else f"_{code}"


def write_item(question: Question, target: Target) -> str:
    """The XML file of a question; `target` names a picture inside the package.

    Raises:
        Refused: there is no form for this kind.
    """
    parts = _parts(question, target)
    is_marked = question.IS_MARKED
    points = plain_number(question.points)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<assessmentItem xmlns="{NAMESPACE}" xmlns:xsi="{_XSI}" xsi:schemaLocation="{_SCHEMA}"'
        f' identifier="{identifier(question.code)}" title="{attribute(one_line(question.title)[:250])}"'
        ' adaptive="false" timeDependent="false" toolName="elearn">',
        *parts.declarations,
        *(_outcomes(question, points) if is_marked else ()),
        *_feedback_outcomes(question, parts),
        "<itemBody>",
        block("\n\n".join(text for text in (question.title, question.stem) if text), target),
        *parts.body,
        "</itemBody>",
        *_rules(question, parts),
        *_feedback(question, parts, target),
        "</assessmentItem>",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _parts(question: Question, target: Target) -> Parts:
    match question:
        case Survey():
            return survey_parts(question, target)
        case MultipleChoice():
            return multiple_parts(question, target)
        case ChoiceQuestion():
            return single_parts(question, target)
        case ShortText():
            return short_text_parts(question)
        case Number():
            return number_parts(question)
        case Matching():
            return matching_parts(question, target)
        case Ordering():
            return ordering_parts(question, target)
        case Cloze():
            return cloze_item(question, target)
        case Essay():
            return essay_parts(question, target)
    raise Refused("out-kind")


def _outcomes(question: Question, points: str) -> Iterable[str]:
    yield '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"' + (
        f' normalMaximum="{points}"><defaultValue><value>0</value></defaultValue></outcomeDeclaration>'
    )
    yield (
        '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">'
        f"<defaultValue><value>{points}</value></defaultValue></outcomeDeclaration>"
    )


def _feedback_outcomes(question: Question, parts: Parts) -> Iterable[str]:
    if parts.own:
        cardinality = "multiple" if isinstance(question, MultipleChoice) else "single"
        yield f'<outcomeDeclaration identifier="FEEDBACK" cardinality="{cardinality}" baseType="identifier"/>'
    if _closings(question):
        yield '<outcomeDeclaration identifier="CLOSING" cardinality="single" baseType="identifier"/>'
    if question.explanation:
        yield (
            '<outcomeDeclaration identifier="SOLUTION" cardinality="single" baseType="identifier">'
            "<defaultValue><value>solution</value></defaultValue></outcomeDeclaration>"
        )


def _closings(question: Question) -> dict[str, str]:
    if not question.IS_MARKED or question.NEEDS_GRADER:
        return {}
    said = {
        "correct": question.when_right,
        "partial": question.when_partial,
        "incorrect": question.when_wrong,
    }
    return {ident: text for ident, text in said.items() if text}


def _rules(question: Question, parts: Parts) -> list[str]:
    rules = [*parts.rules, *(closing_rules(question) if _closings(question) else ())]
    return ["<responseProcessing>", *rules, "</responseProcessing>"] if rules else []


def _feedback(question: Question, parts: Parts, target: Target) -> Iterable[str]:
    said = [("FEEDBACK", ident, text) for ident, text in parts.own.items()]
    said += [("CLOSING", ident, text) for ident, text in _closings(question).items()]
    said += [("SOLUTION", "solution", question.explanation)] if question.explanation else []
    for outcome, ident, text in said:
        yield (
            f'<modalFeedback outcomeIdentifier="{outcome}" identifier="{ident}" showHide="show">'
            f"{flow(text, target)}</modalFeedback>"
        )
