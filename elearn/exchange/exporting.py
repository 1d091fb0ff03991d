"""A quiz of ours as a file for another system, with everything that the format cannot say."""

from collections.abc import Callable
from dataclasses import dataclass

from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.quiz import Quiz
from elearn.exchange.aiken_writer import write_aiken
from elearn.exchange.gift_writer import gift_category, write_gift
from elearn.exchange.losses import losses
from elearn.exchange.moodle_writer import HEAD, TAIL, PictureOf, moodle_category, write_moodle
from elearn.exchange.notes import Item, LossReport, Note, Refused, Verdict
from elearn.exchange.table_writer import write_table

FORMATS = ("gift", "aiken", "moodle-xml", "csv")


@dataclass(frozen=True)
class Exported:
    """The file and what it could not say; an item's verdict tells whether the question is in it."""

    text: str
    report: LossReport


def export_quiz(quiz: Quiz, form: str, picture_of: PictureOf) -> Exported:
    """The questions of a quiz file as `form` (one of `FORMATS`), keys included.

    Questions of banks are not in it: they are in files of their own.
    """
    if form == "csv":
        text = write_table((section.title, section.questions) for section in quiz.sections)
        items = [_item(question, Verdict.IMPORTED, ()) for question in quiz.questions]
        return Exported(text, LossReport(tuple(items)))
    write, category, head, tail = _writers(form, picture_of)
    parts: list[str] = []
    items = []
    for section in quiz.sections:
        parts += [category(section.title)] if section.title and form != "aiken" else []
        for question in section.questions:
            try:
                parts.append(_written(question, form, write))
            except Refused as refused:
                items.append(_item(question, Verdict.REFUSED, (refused.note,)))
            else:
                items.append(_item(question, Verdict.IMPORTED, losses(question, form)))
    return Exported(head + "\n".join(parts) + tail, LossReport(tuple(items)))


def _writers(
    form: str, picture_of: PictureOf
) -> tuple[Callable[[Question], str], Callable[[str], str], str, str]:
    if form == "gift":
        return write_gift, gift_category, "", ""
    if form == "aiken":
        return write_aiken, gift_category, "", ""
    return (lambda question: write_moodle(question, picture_of)), moodle_category, HEAD, TAIL


def _written(question: Question, form: str, write: Callable[[Question], str]) -> str:
    if question.status is QuestionStatus.WITHDRAWN and form != "moodle-xml":
        raise Refused("out-withdrawn")
    return write(question)


def _item(question: Question, verdict: Verdict, notes: tuple[Note, ...]) -> Item:
    return Item(
        line=question.place.line,
        id=question.code,
        title=question.title[:80],
        kind=question.KIND,
        verdict=verdict,
        notes=notes,
    )
