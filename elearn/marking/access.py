"""Fetch-or-404: an answer is there for every grader but its own writer."""

from __future__ import annotations

from flask import abort

from elearn.accounts.identity import signed_in
from elearn.content.questions.essay import Essay
from elearn.marking import store
from elearn.marking.store import Paper, PaperState, QuestionKey
from elearn.quiz import offers
from elearn.releases.library import ReleasedQuiz


def paper_or_404(attempt_id: int, question: str) -> tuple[Paper, Essay, ReleasedQuiz]:
    """An answer with the essay and quiz as they were when it was written."""
    paper = store.find_paper(attempt_id, question, signed_in().person_id)
    if paper is None:
        abort(404)
    released = offers.released_quiz(paper.object_sha256)
    return paper, essay_or_404(released, question), released


def papers_or_404(key: QuestionKey) -> tuple[PaperState, ...]:
    """All answers to a question that the signed-in person may mark; 404 when there is none."""
    found = store.papers(key, signed_in().person_id)
    if not found:
        abort(404)
    return found


def essay_or_404(released: ReleasedQuiz, question: str) -> Essay:
    """The essay of this kode in a quiz."""
    found = next((one for one in released.quiz.questions if one.code == question), None)
    if not isinstance(found, Essay):
        abort(404)
    return found
