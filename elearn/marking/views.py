"""Penilaian uraian: what waits, one answer after the other, and the history of marks."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.actions import Actor
from elearn.accounts.identity import signed_in
from elearn.content.questions.essay import Essay
from elearn.marking import access, actions, pages, rules, sentences, store
from elearn.marking.actions import Overtaken, OwnMark
from elearn.marking.pages import Progress, QuestionPage, QueuePage
from elearn.marking.rules import TypedMark
from elearn.marking.store import Paper, QuestionKey
from elearn.releases.library import ReleasedQuiz

bp = Blueprint("marking", __name__, url_prefix="/marking")

CONFLICT, UNPROCESSABLE = 409, 422
LARGEST_NUMBER = 999_999


@bp.get("/")
def queue() -> str:
    """How many answers wait for each question, second looks on top."""
    me = signed_in().person_id
    page = QueuePage(
        looks=pages.queue_rows(store.look_piles(me)),
        waiting=pages.queue_rows(store.waiting_piles(me)),
        marked=pages.queue_rows(store.marked_piles(me)),
    )
    return render_template("marking/queue.html", queue=page)


@bp.get("/questions/<code:course>/<code:quiz>/<code:question>")
def question(course: str, quiz: str, question: str) -> str:
    """All answers to one question, numbered, and how far one is."""
    key = QuestionKey(course=course, quiz=quiz, question=question)
    progress = Progress.of(key, access.papers_or_404(key))
    # Any of them knows the question; the last one begun has it as it reads now.
    paper, essay, _ = access.paper_or_404(max(progress.order), question)
    page = QuestionPage(row=pages.row_of(paper), essay=essay, progress=progress)
    return render_template("marking/question.html", question_page=page)


@bp.get("/questions/<code:course>/<code:quiz>/<code:question>/next")
def next_answer(course: str, quiz: str, question: str) -> Response:
    """To the next answer that waits; `after` is the one to skip."""
    key = QuestionKey(course=course, quiz=quiz, question=question)
    return _onward(key, request.args.get("after", type=int))


@bp.get("/answers/<row_id:attempt_id>/<code:question>")
def answer(attempt_id: int, question: str) -> str:
    """One answer to mark, or to mark anew."""
    return _answer_page(*access.paper_or_404(attempt_id, question))


@bp.post("/answers/<row_id:attempt_id>/<code:question>")
def give(attempt_id: int, question: str) -> Response | tuple[str, int]:
    """Store the mark and go on to the next answer of the same question."""
    paper, essay, released = access.paper_or_404(attempt_id, question)
    typed = _typed(paper, essay)
    if typed.mark is None:
        return _answer_page(paper, essay, released, typed), UNPROCESSABLE
    me = signed_in()
    grader = Actor(name=me.name, person_id=me.person_id)
    outcome = actions.give_mark(paper, essay, typed.mark, grader, clock.now())
    if isinstance(outcome, Overtaken):
        return _answer_page(paper, essay, released, typed, is_overtaken=True), CONFLICT
    if isinstance(outcome, OwnMark):
        return _answer_page(paper, essay, released, typed), UNPROCESSABLE
    flash(str(sentences.SAVED), "success")
    return _onward(paper.key, attempt_id)


def _typed(paper: Paper, essay: Essay) -> TypedMark:
    number = request.form.get("number", type=int) or 1
    look = store.find_look(paper.attempt_id, essay.code)
    return rules.read_mark(
        essay,
        min(max(number, 1), LARGEST_NUMBER),
        [request.form.get(f"points-{place}", "") for place in range(1, len(essay.criteria) + 1)],
        request.form.get("comment", ""),
        needs_comment=look is not None and look.answered_at is None,
    )


def _answer_page(
    paper: Paper,
    essay: Essay,
    released: ReleasedQuiz,
    typed: TypedMark | None = None,
    *,
    is_overtaken: bool = False,
) -> str:
    page = pages.answer_page(
        paper,
        essay,
        released,
        store.papers(paper.key, signed_in().person_id),
        store.marks_of(paper.attempt_id, essay.code),
        store.find_look(paper.attempt_id, essay.code),
        grader_id=signed_in().person_id,
        typed=typed,
        is_overtaken=is_overtaken,
    )
    return render_template("marking/answer.html", answer_page=page)


def _onward(key: QuestionKey, after: int | None) -> Response:
    progress = Progress.of(key, store.papers(key, signed_in().person_id))
    following = progress.following(after)
    if following is None:
        is_left = after is not None and progress.following() is not None
        flash(str(sentences.LAST_ONE if is_left else sentences.ALL_MARKED), "info")
        return redirect(url_for("marking.queue"), code=303)
    return redirect(url_for("marking.answer", attempt_id=following, question=key.question), code=303)
