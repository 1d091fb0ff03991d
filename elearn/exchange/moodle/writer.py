"""Moodle XML out. Texts are written as Markdown, which Moodle reads; pictures go inside."""

import base64
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.sax.saxutils import escape, quoteattr

from elearn.content.questions.choices import Choice, ChoiceQuestion, folded
from elearn.content.questions.cloze import Cloze
from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.questions.essay import Essay
from elearn.content.questions.matching import Matching
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.ordering import Ordering
from elearn.content.questions.short_text import ShortText
from elearn.content.questions.survey import Survey
from elearn.content.questions.true_false import PAIRS, TrueFalse
from elearn.exchange.foreign_numbers import plain_number
from elearn.exchange.gift.writer import percent
from elearn.exchange.losses import PICTURE
from elearn.exchange.moodle.gaps import cloze_text
from elearn.exchange.moodle.parts import ALL_OR_NOTHING, LONGEST_RUN
from elearn.exchange.notes import Refused
from elearn.exchange.plain_text import one_line, without_controls

PictureOf = Callable[[str], bytes | None]
"""Gives the bytes of a picture by its path in the quiz file, None when it is not there."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
TAIL = "</quiz>\n"
_TYPES: dict[type[Question], str] = {
    TrueFalse: "truefalse",
    ShortText: "shortanswer",
    Number: "numerical",
    Matching: "matching",
    Ordering: "ordering",
    Cloze: "cloze",
    Essay: "essay",
}


def write_moodle(question: Question, picture_of: PictureOf) -> str:
    """A `<question>` element.

    Raises:
        Refused: Moodle has no form for this kind that ours can write.
    """
    body = [
        _element("name", _text(one_line(question.title)[:255])),
        _markdown("questiontext", "\n\n".join(_filled(*_question_texts(question))), picture_of),
        _markdown("generalfeedback", question.explanation, picture_of),
        _element("defaultgrade", plain_number(question.points)),
        _element("hidden", str(int(question.status is QuestionStatus.WITHDRAWN))),
        _element("idnumber", escape(question.code)),
        *_answers(question, picture_of),
        *(_markdown("hint", hint, picture_of) for hint in question.hints),
        _tags(question),
    ]
    inside = "\n".join(f"    {line}" for line in body if line)
    return f'  <question type="{_type_of(question)}">\n{inside}\n  </question>\n'


def moodle_category(title: str) -> str:
    """The element that puts the questions below it into a category."""
    path = "$course$/top/" + one_line(title).replace("/", "//")
    return f'  <question type="category">\n    {_element("category", _text(path))}\n  </question>\n'


def _question_texts(question: Question) -> tuple[str, ...]:
    return (question.title, question.stem, *([cloze_text(question)] if isinstance(question, Cloze) else []))


def _type_of(question: Question) -> str:
    return _TYPES.get(type(question), "multichoice")


def _filled(*texts: str) -> list[str]:
    return [text for text in texts if text]


def _element(tag: str, inside: str, attributes: str = "") -> str:
    return f"<{tag}{attributes}>{inside}</{tag}>"


def _text(text: str) -> str:
    return _element("text", escape(without_controls(text)))


def _markdown(tag: str, text: str, picture_of: PictureOf, attributes: str = "") -> str:
    """A text element in Markdown with the pictures that it shows."""
    files: dict[str, bytes] = {}

    def inside(match: re.Match[str]) -> str:
        data = picture_of(unquote(match["target"]))
        if data is None:
            return match[0]
        name = PurePosixPath(unquote(match["target"])).name
        files[name] = data
        return match[0].replace(f"({match['target']}", f"(@@PLUGINFILE@@/{name.replace(' ', '%20')}", 1)

    written = _text(PICTURE.sub(inside, text))
    written += "".join(_file(name, data) for name, data in files.items())
    return _element(tag, written, f'{attributes} format="markdown"')


def _file(name: str, data: bytes) -> str:
    attributes = f' name={quoteattr(name)} path="/" encoding="base64"'
    return _element("file", base64.b64encode(data).decode(), attributes)


def _answers(question: Question, picture_of: PictureOf) -> Iterable[str]:
    match question:
        case TrueFalse():
            return [_true_false(choice, picture_of) for choice in question.choices]
        case Survey():
            raise Refused("out-kind")  # Moodle wants a right option
        case ChoiceQuestion():
            return [*_choices(question, picture_of), *_closings(question, picture_of)]
        case ShortText():
            return _words(question, picture_of)
        case Number():
            return _number(question, picture_of)
        case Matching():
            return [*_pairs(question, picture_of), *_closings(question, picture_of)]
        case Ordering():
            return [*_order(question, picture_of), *_closings(question, picture_of)]
        case Cloze():
            return []  # the gaps stand in the question text
        case Essay():
            return _writing(question, picture_of)
    raise Refused("out-kind")


def _answer(fraction: Fraction, text: str, feedback: str, picture_of: PictureOf, extra: str = "") -> str:
    inside = _text(text) + extra + _markdown("feedback", feedback, picture_of)
    return _element("answer", inside, f' fraction="{percent(fraction)}" format="plain_text"')


def _true_false(choice: Choice, picture_of: PictureOf) -> str:
    word = "true" if folded(choice.text) in [yes for yes, _ in PAIRS] else "false"
    return _answer(choice.credit, word, choice.feedback, picture_of)


def _choices(question: ChoiceQuestion, picture_of: PictureOf) -> Iterable[str]:
    several = isinstance(question, MultipleChoice)
    share = Fraction(1, sum(choice.is_right for choice in question.choices) or 1)
    yield _element("single", "false" if several else "true")
    yield _element("shuffleanswers", "true" if question.shuffle else "false")
    for choice in question.choices:
        fraction = choice.credit if not several else share if choice.is_right else -share
        written = _markdown("answer", choice.text, picture_of, f' fraction="{percent(fraction)}"')
        feedback = _markdown("feedback", choice.feedback, picture_of)
        yield written.removesuffix("</answer>") + feedback + "</answer>"


def _closings(question: Question, picture_of: PictureOf) -> Iterable[str]:
    yield _markdown("correctfeedback", question.when_right, picture_of)
    yield _markdown("partiallycorrectfeedback", question.when_partial, picture_of)
    yield _markdown("incorrectfeedback", question.when_wrong, picture_of)


def _words(question: ShortText, picture_of: PictureOf) -> Iterable[str]:
    yield _element("usecase", str(int(question.exact)))
    for answer in question.answers:
        for text in answer.alternatives:
            yield _answer(answer.credit, text.replace("*", "\\*"), answer.feedback, picture_of)
    if question.when_wrong:
        yield _answer(Fraction(0), "*", question.when_wrong, picture_of)


def _number(question: Number, picture_of: PictureOf) -> Iterable[str]:
    low, high = question.key.bounds
    target = (low + high) / 2 if question.key.target is None else question.key.target
    tolerance = _element("tolerance", plain_number(high - target))
    yield _answer(Fraction(1), plain_number(target), question.when_right, picture_of, tolerance)
    if question.when_wrong:
        yield _answer(Fraction(0), "*", question.when_wrong, picture_of, _element("tolerance", "0"))
    if question.key.unit:
        name = _element("unit_name", escape(question.key.unit))
        yield _element("units", _element("unit", _element("multiplier", "1") + name))


def _pairs(question: Matching, picture_of: PictureOf) -> Iterable[str]:
    yield _element("shuffleanswers", "true" if question.shuffle else "false")
    sides = [(pair.left, pair.right) for pair in question.pairs]
    for left, right in [*sides, *(("", text) for text in question.distractors)]:
        written = _markdown("subquestion", left, picture_of)
        yield written.removesuffix("</subquestion>") + _element("answer", _text(right)) + "</subquestion>"


def _order(question: Ordering, picture_of: PictureOf) -> Iterable[str]:
    yield _element("layouttype", "VERTICAL") + _element("selecttype", "ALL") + _element("selectcount", "0")
    yield _element("gradingtype", (LONGEST_RUN if question.has_parts_paid else ALL_OR_NOTHING)[0])
    for place, text in enumerate(question.items, start=1):
        yield _markdown("answer", text, picture_of, f' fraction="{place}.0000000"')


def _writing(question: Essay, picture_of: PictureOf) -> Iterable[str]:
    yield _element("responseformat", "editor") + _element("responserequired", "1")
    yield _element("responsefieldlines", "15") + _element("attachments", "0")
    for tag, words in (("minwordlimit", question.min_words), ("maxwordlimit", question.max_words)):
        if words is not None:
            yield _element(tag, str(words))
    guide = replace(question, min_words=None, max_words=None).write_answer()
    yield _markdown("graderinfo", guide.partition(":")[2].strip("\n"), picture_of)


def _tags(question: Question) -> str:
    tags = "".join(_element("tag", _text(tag)) for tag in question.tags)
    return _element("tags", tags) if tags else ""
