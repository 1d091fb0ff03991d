"""What goes out and comes in again is the same, wherever the format can say it."""

import pytest
from hypothesis import HealthCheck, assume, given, settings

from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.questions.writing import write_question
from elearn.content.quiz_files import read_quiz
from elearn.exchange.exporting import export_quiz
from elearn.exchange.importing import import_questions
from elearn.exchange.losses import SAYABLE
from tests.content.strategies import QUESTIONS
from tests.exchange.trimming import has_pictures, trimmed

MATTER = "---\njudul: Kuis\nlulus: 0%\n---\n\n"
PATH = "quizzes/spbe/kuis.md"


def through(question: Question, form: str) -> tuple[Question, ...]:
    """The questions that come back when one goes out as `form`."""
    quiz, problems = read_quiz((MATTER + write_question(question)).encode(), PATH)
    assert quiz is not None, problems
    sent = export_quiz(quiz, form, lambda path: None)
    told = {note.code for item in sent.report.items for note in item.notes}
    assume(not told & {"out-arrow", "out-gaps", "out-gap-last"})
    back = import_questions(sent.text.encode(), form, into=PATH, source="a", kind_of=lambda data: None)
    assert back.document is not None, (sent.text, back.report)
    read, _ = read_quiz(back.document.encode(), PATH)
    assert read is not None
    return read.questions


@pytest.mark.parametrize("form", ["gift", "moodle-xml"])
@given(question=QUESTIONS)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.filter_too_much])
def test_a_question_comes_back_equal(form: str, question: Question):
    assume(isinstance(question, SAYABLE[form]) and not has_pictures(question))
    assume(form == "moodle-xml" or question.status is not QuestionStatus.WITHDRAWN)
    sayable = trimmed(question, form)

    assert through(sayable, form) == (sayable,)
