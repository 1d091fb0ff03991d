"""Checks on the spot inside a section: practice, judged at once, never stored."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from elearn.content.questions.contract import Answer, Mark, UnreadableAnswer
from elearn.learning.access import SectionPlace
from elearn.quiz import links, sentences
from elearn.quiz.forms import answer_fields, answer_of, typed_again
from elearn.quiz.questions import QuestionResult, ShownQuestion, Texts, result_of
from elearn.quiz.rules import Visible
from elearn.releases import library
from elearn.releases.library import CheckRef

EVERYTHING = Visible.everything()


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What was answered to one check: the value and either a judgement or why it cannot be judged."""

    ref: CheckRef
    value: Answer = None
    result: QuestionResult | None = None
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class ShownCheck:
    """A question inside the text, as its form prints it. `anchor` is the id to come back to."""

    ref: CheckRef
    anchor: str
    question: ShownQuestion


def body_parts(place: SectionPlace, seed: int, tried: Tried | None = None) -> list[Markup | ShownCheck]:
    """The text of a section, with the check forms where the author put them."""
    text = library.body(place.section.body_sha256)
    parts: list[Markup | ShownCheck] = []
    for ref in place.section.checks:
        before, marker, after = text.partition(ref.marker)
        shown = _shown(place, ref, seed, tried if tried and tried.ref == ref else None) if marker else None
        if shown is not None:
            parts += [Markup(before), shown]  # noqa: S704 - a part of what publishing made safe
            text = Markup(after)  # noqa: S704
    return [*parts, text]


def try_check(place: SectionPlace, form: MultiDict[str, str]) -> Tried:
    """Judge the posted answer to one check of this section; 404 when the section has no such check."""
    named = (form.get("quiz"), form.get("question"))
    ref = next((one for one in place.section.checks if (one.quiz, one.question) == named), None)
    check = _shown(place, ref, seed=0) if ref else None
    if ref is None or check is None:
        abort(404)
    shown = check.question
    fields = answer_fields(form, ref.question)
    try:
        value = answer_of(shown.question, fields)
    except UnreadableAnswer as refusal:
        typed = typed_again(fields, refusal)
        return Tried(ref=ref, value=typed, error=sentences.unreadable(refusal.code))
    if value is None:
        return Tried(ref=ref, error=gettext("Pilih atau tulis jawaban Anda dahulu."))
    return Tried(ref=ref, value=value, result=_judged(place, shown, value))


def _judged(place: SectionPlace, shown: ShownQuestion, value: Answer) -> QuestionResult | None:
    mark: Mark = shown.question.mark(value)
    reference = shown.question.reference
    is_here = reference is not None and (reference.module, reference.section) == place.key
    reread = None if is_here else links.reread(reference, place.course.code)
    return result_of(shown.question, mark, value, shown.html, EVERYTHING, reread)


def _shown(place: SectionPlace, ref: CheckRef, seed: int, tried: Tried | None = None) -> ShownCheck | None:
    entry = place.course.quizzes.get(ref.quiz)
    released = library.released_quiz(entry.object_sha256) if entry else None
    question = next(
        (one for one in (released.quiz.questions if released else ()) if one.code == ref.question), None
    )
    if released is None or question is None:
        return None
    shown = ShownQuestion(
        question=released.quiz.settled(question),
        html=Texts(released.html),
        seed=seed,
        shuffle=released.quiz.shuffle_options,
        value=tried.value if tried else None,
        error=tried.error if tried else "",
        result=tried.result if tried else None,
        shows_hints=True,  # nothing is marked here
    )
    return ShownCheck(ref=ref, anchor=f"cek-{ref.question}", question=shown)
