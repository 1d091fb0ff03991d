"""What decides the mark of a question, and which answers another version of it can judge. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from elearn.content.questions.contract import (
    ANSWER_FIELD,
    Answer,
    Question,
    UnreadableAnswer,
    part_field,
)
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.single_choice import SingleChoice

WORDING = frozenset({"title", "stem", "tags", "difficulty", "shuffle", "reference", "status", "hints"}) | {
    *("explanation", "when_right", "when_wrong", "when_partial", "place"),
}
"""Fields of a question that may change without making earlier answers to it incomparable."""


def substance(question: Question) -> dict[str, Any]:
    """What decides a mark: kind, points and answer part; words around it and replies do not."""
    data = {name: value for name, value in question.to_data().items() if name not in WORDING}
    found: dict[str, Any] = _without_feedback(data)
    return found


def _without_feedback(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_feedback(part) for name, part in value.items() if name != "feedback"}
    return [_without_feedback(part) for part in value] if isinstance(value, list) else value


def has_key(question: Question) -> bool:
    """Whether a key decides the mark, and neither nobody nor a person does."""
    return question.IS_MARKED and not question.NEEDS_GRADER


def is_comparable(before: Question, after: Question | None, answer: Answer) -> bool:
    """Whether an answer to the old question can be marked with the new key.

    It can when the new question would have taken it as it is: an option that was worded anew is another one.
    """
    if after is None or not has_key(after):
        return False
    if is_widened(before, after):
        return answer is None or (isinstance(answer, str) and bool(after.option_text(answer)))
    if after.KIND != before.KIND:
        return False
    try:
        return after.parse_answer(_form_of(answer)) == answer
    except UnreadableAnswer:
        return False


def is_widened(before: Question, after: Question | None) -> bool:
    """Whether several options of a question are right now where one was: the same question, another key."""
    return isinstance(before, SingleChoice) and isinstance(after, MultipleChoice)


def _form_of(answer: Answer) -> Mapping[str, list[str]]:
    """The form fields that an answer came from."""
    if isinstance(answer, dict):
        return {part_field(key): [value] for key, value in answer.items()}
    if answer is None:
        return {}
    return {ANSWER_FIELD: [answer] if isinstance(answer, str) else list(answer)}
