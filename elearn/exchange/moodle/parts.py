"""Moodle XML in: essay, ordering, cloze and the texts with boxes (ddwtos, gapselect).

Source of the rules: https://docs.moodle.org/en/Moodle_XML_format, and for ordering the core type since 4.4.
"""

from dataclasses import replace
from decimal import Decimal

from elearn.content.numbers import written
from elearn.content.questions.essay import Essay
from elearn.content.quiz_files import read_quiz
from elearn.exchange.draft import Gaps, Order, Writing
from elearn.exchange.foreign_numbers import number_of
from elearn.exchange.moodle.gaps import cloze_parts, cloze_weight, slot_parts
from elearn.exchange.moodle.texts import MoodleTexts
from elearn.exchange.moodle.tree import Node
from elearn.exchange.notes import Refused, note

GAPPED = ("cloze", "multianswer", "ddwtos", "gapselect")
"""The types whose question text holds the gaps."""

ALL_OR_NOTHING, LONGEST_RUN = ("ALL_OR_NOTHING", "-1"), ("LONGEST_CONTIGUOUS_SUBSET", "6")
_MATTER = "---\njudul: x\nlulus: 0%\n---\n\n## x\nKode: x | Poin: {points}\n\nUraian:\n\n{guide}\n"


def read_cloze(node: Node, texts: MoodleTexts) -> Gaps:
    """The text with its gaps.

    Raises:
        Refused: as `cloze_parts`.
    """
    question = _question_text(node)
    marked, gaps = cloze_parts(texts.raw(question), lambda text: texts.texts.plain(text, "html"), texts.notes)
    return replace(gaps, text=texts.markdown_of(question, marked))


def gap_points(node: Node) -> Decimal:
    """What the gaps weigh together: Moodle writes no other points for a cloze question."""
    question = node.child("questiontext")
    return cloze_weight(question.value("text") or question.text if question else "")


def read_boxes(node: Node, texts: MoodleTexts) -> Gaps:
    """The text whose gaps are filled from boxes.

    Raises:
        Refused: as `slot_parts`.
    """
    question = _question_text(node)
    boxes = []
    for box in [*node.all("dragbox"), *node.all("selectoption")]:
        group = box.value("group", "1")
        boxes.append((texts.texts.plain(texts.raw(box), "html"), group))
    marked, gaps = slot_parts(texts.raw(question), boxes)
    if node.child("dragbox"):
        texts.notes.append(note("boxes"))
    return replace(gaps, text=texts.markdown_of(question, marked))


def read_ordering(node: Node, texts: MoodleTexts) -> Order:
    """The items in the order of the file, which is the right one."""
    grading = node.value("gradingtype", ALL_OR_NOTHING[0]).upper()
    if grading not in (*ALL_OR_NOTHING, *LONGEST_RUN):
        texts.notes.append(note("ordering-grading"))
    if node.value("selecttype", "ALL").upper() not in ("ALL", "0"):
        texts.notes.append(note("ordering-select"))
    if any(texts.markdown(one.child("feedback")) for one in node.all("answer")):
        texts.notes.append(note("ordering-feedback"))
    return Order(items=tuple(texts.markdown(one) for one in node.all("answer")))


def partial_credit(node: Node) -> bool | None:
    """Whether a partly right order earns something; None where nothing does."""
    grading = node.value("gradingtype", ALL_OR_NOTHING[0]).upper()
    return None if grading in ALL_OR_NOTHING else True


def read_writing(node: Node, texts: MoodleTexts) -> Writing:
    """The length, and what is told to graders: our rubric and sample answer where it is written as ours."""
    if texts.markdown(node.child("responsetemplate")).strip():
        texts.notes.append(note("essay-template"))
    if node.value("attachments", "0") != "0" or node.value("responseformat") == "noinline":
        texts.notes.append(note("essay-files"))
    writing = _guided(texts.markdown(node.child("graderinfo")), node, texts)
    return replace(
        writing, min_words=_words(node.value("minwordlimit")), max_words=_words(node.value("maxwordlimit"))
    )


def _guided(guide: str, node: Node, texts: MoodleTexts) -> Writing:
    if not guide:
        return Writing()
    points = written(_grade(node.value("defaultgrade", "1")))
    quiz, _ = read_quiz(_MATTER.format(points=points, guide=guide).encode("utf-8", "replace"), "soal.md")
    essay = quiz.questions[0] if quiz is not None and len(quiz.questions) == 1 else None
    if isinstance(essay, Essay) and (essay.rubric or essay.sample_answer):
        return Writing(rubric=essay.rubric, sample_answer=essay.sample_answer)
    texts.notes.append(note("grader-info"))
    return Writing(sample_answer=guide)


def _grade(text: str) -> Decimal:
    try:
        return number_of(text)
    except Refused:
        return Decimal(1)


def _words(text: str) -> int | None:
    return int(text[:9]) if text.isascii() and text.isdigit() and int(text[:9]) else None


def _question_text(node: Node) -> Node:
    question = node.child("questiontext")
    if question is None:
        raise Refused("no-text")
    return question
