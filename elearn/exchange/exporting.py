"""A quiz of ours as a file for another system, with everything that the format cannot say."""

from collections.abc import Callable
from dataclasses import dataclass

from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.quiz import Quiz
from elearn.exchange.aiken.writer import write_aiken
from elearn.exchange.gift.writer import gift_category, write_gift
from elearn.exchange.losses import losses
from elearn.exchange.moodle.writer import HEAD, TAIL, PictureOf, moodle_category, write_moodle
from elearn.exchange.notes import Item, LossReport, Note, Refused, Verdict
from elearn.exchange.qti.packing import packed
from elearn.exchange.table_writer import write_table


@dataclass(frozen=True)
class Exported:
    """The file and what it could not say; an item's verdict tells whether the question is in it."""

    data: bytes
    report: LossReport

    @property
    def text(self) -> str:
        """The file as text, for formats that are text."""
        return self.data.decode()


@dataclass(frozen=True, slots=True)
class Form:
    """How files of a format are named and sent."""

    ending: str
    media_type: str


FORMATS: dict[str, Form] = {
    "gift": Form("gift", "text/plain; charset=utf-8"),
    "aiken": Form("txt", "text/plain; charset=utf-8"),
    "moodle-xml": Form("xml", "application/xml"),
    "qti": Form("zip", "application/zip"),
    "csv": Form("csv", "text/csv; charset=utf-8"),
}
"""The formats of `export_quiz`, by name."""


def export_quiz(quiz: Quiz, form: str, picture_of: PictureOf) -> Exported:
    """The questions of a quiz file as `form` (one of `FORMATS`), keys included.

    Questions of banks are not in it: they are in files of their own.
    """
    if form in _WHOLE:
        return _WHOLE[form](quiz, picture_of)
    write, category, head, tail = _writers(form, picture_of)
    parts: list[str] = []
    items = []
    for section in quiz.sections:
        parts += [category(section.title)] if section.title and form != "aiken" else []
        for question in section.questions:
            try:
                parts.append(_written(question, form, write))
            except Refused as refused:
                items.append(item_of(question, Verdict.REFUSED, (refused.note,)))
            else:
                items.append(item_of(question, Verdict.IMPORTED, losses(question, form)))
    return Exported((head + "\n".join(parts) + tail).encode(), LossReport(tuple(items)))


def _table(quiz: Quiz, _picture_of: PictureOf) -> Exported:
    text = write_table((section.title, section.questions) for section in quiz.sections)
    items = [item_of(question, Verdict.IMPORTED, ()) for question in quiz.questions]
    return Exported(text.encode(), LossReport(tuple(items)))


def _package(quiz: Quiz, picture_of: PictureOf) -> Exported:
    items = []

    def told(question: Question, refused: Refused | None) -> None:
        notes = (refused.note,) if refused else losses(question, "qti")
        items.append(item_of(question, Verdict.REFUSED if refused else Verdict.IMPORTED, notes))

    data = packed(quiz, picture_of, told)
    return Exported(data, LossReport(tuple(items)))


_WHOLE: dict[str, Callable[[Quiz, PictureOf], Exported]] = {"csv": _table, "qti": _package}
"""The formats that are not written question by question."""


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


def item_of(question: Question, verdict: Verdict, notes: tuple[Note, ...]) -> Item:
    """The row of a question in the report."""
    return Item(
        line=question.place.line,
        id=question.code,
        title=question.title[:80],
        kind=question.KIND,
        verdict=verdict,
        notes=notes,
    )
