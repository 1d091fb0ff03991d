"""The kinds of questions. A new kind is one file and one row here."""

from collections.abc import Mapping
from typing import Any

from elearn.content.questions.cloze import Cloze
from elearn.content.questions.contract import Question
from elearn.content.questions.essay import Essay
from elearn.content.questions.matching import Matching
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.ordering import Ordering
from elearn.content.questions.short_text import ShortText
from elearn.content.questions.single_choice import SingleChoice
from elearn.content.questions.survey import Survey
from elearn.content.questions.true_false import TrueFalse

KINDS: dict[str, type[Question]] = {
    kind.KIND: kind
    for kind in (
        SingleChoice,
        MultipleChoice,
        TrueFalse,
        ShortText,
        Number,
        Matching,
        Ordering,
        Cloze,
        Essay,
        Survey,
    )
}


def question_from_data(data: Mapping[str, Any]) -> Question:
    """The question that `to_data` wrote.

    Raises:
        KeyError: no such kind.
    """
    return KINDS[data["kind"]].from_data(data)
