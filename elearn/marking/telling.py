"""A learner hears that his essays are marked, in the transaction that marks them."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale, gettext

from elearn.marking.store import Paper
from elearn.messages.actions import tell
from elearn.messages.kinds import Kind
from elearn.quiz import offers


def tell_marked(
    person_id: int, paper: Paper, *, number: int, looked_again: bool, is_first: bool, now: datetime
) -> None:
    """Tell the writer that his attempt is scored (`is_first`), or of a later mark, the one of this number.

    Without a figure and without the grader: the page of the result shows what the writer may see.
    """
    with force_locale("id"):
        title = gettext("Uraian Anda sudah dinilai: %(quiz)s", quiz=_quiz(paper))
        if looked_again:
            title = gettext("Permintaan tinjau ulang Anda dijawab: %(quiz)s", quiz=_quiz(paper))
        elif not is_first:
            title = gettext("Nilai uraian Anda berubah: %(quiz)s", quiz=_quiz(paper))
    cause = f"marks:attempt:{paper.attempt_id}"
    if looked_again or not is_first:
        cause += f":{paper.key.question}:{number}"
    link = f"/quiz/attempts/{paper.attempt_id}/result"
    tell([person_id], Kind.MARKS_ARRIVED, cause=cause, title=title, link=link, now=now)


def _quiz(paper: Paper) -> str:
    return offers.quiz_title(paper.key.course, paper.key.quiz)
