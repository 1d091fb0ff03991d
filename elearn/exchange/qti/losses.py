"""What a QTI 2.1 package cannot say of a question of ours."""

from elearn.content.questions.cloze import Cloze
from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.questions.matching import Matching
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.ordering import Ordering
from elearn.content.questions.single_choice import SingleChoice
from elearn.exchange.notes import Note, note

_SHUFFLED = (SingleChoice, MultipleChoice, Matching)


def qti_losses(question: Question) -> tuple[Note, ...]:
    """What is lost; empty when reading the package back gives an equal question (pictures are renamed)."""
    lost = {
        "out-draft": question.status is QuestionStatus.DRAFT,
        "out-difficulty": question.difficulty is not None,
        "out-reference": question.reference is not None,
        "out-hints": bool(question.hints),
        "out-shuffle": not question.shuffle and not isinstance(question, _SHUFFLED),
        "out-closing": _loses_closing(question),
        "out-partial": _loses_partial(question),
        "out-unit": isinstance(question, Cloze)
        and any(one.number and one.number.unit for one in question.blanks),
    }
    return tuple(note(code) for code, is_lost in lost.items() if is_lost)


def _loses_closing(question: Question) -> bool:
    is_judged = question.IS_MARKED and not question.NEEDS_GRADER
    return not is_judged and any((question.when_right, question.when_wrong, question.when_partial))


def _loses_partial(question: Question) -> bool:
    """Whether the author's word on part credit is lost; of ordering the run that earns it is."""
    if isinstance(question, Ordering):
        return question.partial_credit is True
    said_by_rules = isinstance(question, MultipleChoice | Matching | Cloze)
    return question.partial_credit is not None and not said_by_rules
