"""Moodle XML in.

Source of the rules: https://docs.moodle.org/en/Moodle_XML_format
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from elearn.content.questions.number_key import NumberKey
from elearn.exchange.decoding import MAX_QUESTIONS
from elearn.exchange.draft import (
    Draft,
    Key,
    Marked,
    NumberAnswer,
    Numbers,
    Options,
    Pairs,
    Reading,
    Statement,
    Words,
)
from elearn.exchange.foreign_numbers import UNIT_SHAPE, key_of, number_of, percent_of
from elearn.exchange.moodle.parts import (
    GAPPED,
    gap_points,
    partial_credit,
    read_boxes,
    read_cloze,
    read_ordering,
    read_writing,
)
from elearn.exchange.moodle.texts import MoodleTexts
from elearn.exchange.moodle.tree import Node, tree_of
from elearn.exchange.notes import Item, Refused, UnreadableFile, Verdict, note
from elearn.exchange.pictures import PictureBox
from elearn.exchange.plain_text import one_line
from elearn.exchange.texts import FORMATS, Texts

KINDS = {
    "multichoice": "single-choice",
    "truefalse": "true-false",
    "shortanswer": "short-text",
    "numerical": "number",
    "matching": "matching",
    "description": "description",
    "essay": "essay",
    "multianswer": "cloze",
    "cloze": "cloze",
    "ordering": "ordering",
    "ddmatch": "matching",
    "ddwtos": "cloze",
    "gapselect": "cloze",
}
"""Moodle's types that ours have a word for; others keep Moodle's name."""

_REFUSED = {"description": "information", "random": "random", "missingtype": "missing-type"}


def read_moodle(data: bytes, box: PictureBox) -> list[Reading]:
    """The questions of a Moodle XML file, each as a draft or refused with its line.

    Raises:
        UnreadableFile: not readable as XML, not a `<quiz>`, without questions, or with too many.
    """
    root = tree_of(data)
    if root.tag != "quiz":
        raise UnreadableFile("not-moodle", root=root.tag[:40])
    readings: list[Reading] = []
    category = ""
    for node in _questions(root):
        if node.attributes.get("type") == "category":
            category = node.value("category")
        else:
            readings.append(_reading(node, category, box))
    if len(readings) > MAX_QUESTIONS:
        raise UnreadableFile("too-many", limit=str(MAX_QUESTIONS))
    if not readings:
        raise UnreadableFile("no-questions")
    return readings


def _questions(node: Node) -> Iterator[Node]:
    """Every question, also those that stand in another element: Moodle would not see them."""
    for one in node.children:
        if one.tag == "question":
            yield one
        else:
            yield from _questions(one)


def _reading(node: Node, category: str, box: PictureBox) -> Reading:
    moodle_type = node.attributes.get("type", "").strip() or "?"
    try:
        return _draft(node, moodle_type, category, MoodleTexts(Texts(box)))
    except Refused as refused:
        name = one_line(node.value("name"))
        return Item(
            line=node.line,
            id=node.value("idnumber"),
            title=name[:80],
            kind=KINDS.get(moodle_type, moodle_type[:40]),
            verdict=Verdict.REFUSED,
            notes=(refused.note,),
        )


def _draft(node: Node, moodle_type: str, category: str, texts: MoodleTexts) -> Draft:
    if moodle_type in _REFUSED:
        raise Refused(_REFUSED[moodle_type])
    read_key = _KEYS.get(moodle_type)
    if read_key is None:
        raise Refused("type", type=moodle_type[:40])
    question = node.child("questiontext")
    if question is not None:
        texts.form = FORMATS.get(question.attributes.get("format", ""), "html")
    text = "" if moodle_type in GAPPED else texts.markdown(question)
    key = read_key(node, texts)
    return Draft(
        line=node.line,
        name=one_line(node.value("name")),
        text=text,
        key=key,
        fingerprint=_fingerprint(node),
        source_id=node.value("idnumber"),
        category=category,
        points=_points(node, moodle_type),
        tags=tuple(tag.value("text") for child in node.all("tags") for tag in child.all("tag")),
        shuffle=node.value("shuffleanswers", "1").lower() not in ("0", "false"),
        partial_credit=partial_credit(node) if moodle_type == "ordering" else None,
        withdrawn=node.value("hidden") == "1",
        hints=tuple(texts.markdown(hint) for hint in node.all("hint")),
        explanation=texts.markdown(node.child("generalfeedback")),
        when_right=texts.markdown(node.child("correctfeedback")),
        when_wrong=_when_wrong(node, texts),
        when_partial=texts.markdown(node.child("partiallycorrectfeedback")),
        notes=tuple(texts.notes),
    )


def _when_wrong(node: Node, texts: MoodleTexts) -> str:
    """What is said to a wrong answer; for numbers it hangs on the answer `*`."""
    written = texts.markdown(node.child("incorrectfeedback"))
    if written or node.attributes.get("type") != "numerical":
        return written
    anything = next((one for one in node.all("answer") if one.value("text") == "*"), None)
    return texts.markdown(anything.child("feedback")) if anything else ""


def _fingerprint(node: Node) -> str:
    """The text of a question without what an export changes by itself (ids, dates)."""
    parts = [node.tag, *node.attributes.values(), node.text.strip()]
    parts += [_fingerprint(one) for one in node.children if one.tag not in ("idnumber", "file")]
    return " ".join(part for part in parts if part)


def _points(node: Node, moodle_type: str) -> Decimal:
    written = node.value("defaultgrade") or node.value("defaultmark")
    if not written and moodle_type in ("cloze", "multianswer"):
        return gap_points(node)
    try:
        return number_of(written or "1")
    except Refused:
        return Decimal(1)


def _fraction(answer: Node) -> Fraction:
    return percent_of(answer.attributes.get("fraction", "0") or "0")


def _marked(answer: Node, text: str, texts: MoodleTexts) -> Marked:
    return Marked(text=text, fraction=_fraction(answer), feedback=texts.markdown(answer.child("feedback")))


def _options(node: Node, texts: MoodleTexts) -> Key:
    options = tuple(_marked(one, texts.markdown(one), texts) for one in node.all("answer"))
    several = node.value("single", "true").lower() in ("false", "0")
    return Options(options=options, several=several)


def _statement(node: Node, texts: MoodleTexts) -> Key:
    said = {one.value("text").lower(): one for one in node.all("answer")}
    if set(said) != {"true", "false"}:
        raise Refused("true-false")
    is_true, is_false = (_fraction(said[word]) > 0 for word in ("true", "false"))
    if is_true == is_false:
        raise Refused("no-right")
    return Statement(
        is_true=is_true,
        when_true=texts.markdown(said["true"].child("feedback")),
        when_false=texts.markdown(said["false"].child("feedback")),
    )


def _words(node: Node, texts: MoodleTexts) -> Key:
    answers = tuple(_marked(one, texts.plain(one), texts) for one in node.all("answer"))
    return Words(answers=answers, exact=node.value("usecase") == "1")


def _numbers(node: Node, texts: MoodleTexts) -> Key:
    unit = _unit(node, texts)
    answers = []
    for one in node.all("answer"):
        value = one.value("text") or one.text.strip()
        if value == "*":
            continue
        key: NumberKey = key_of(value, one.value("tolerance"), unit)
        answers.append(
            NumberAnswer(key=key, fraction=_fraction(one), feedback=texts.markdown(one.child("feedback")))
        )
    return Numbers(answers=tuple(answers))


def _pairs(node: Node, texts: MoodleTexts) -> Key:
    pairs = []
    for one in node.all("subquestion"):
        answer = one.child("answer")
        pairs.append((texts.markdown(one), texts.markdown(answer) if answer else ""))
    return Pairs(pairs=tuple(pairs))


def _unit(node: Node, texts: MoodleTexts) -> str:
    """The unit that multiplies by 1; others and odd ones are told."""
    units = node.child("units")
    named = (
        [(one.value("unit_name"), one.value("multiplier", "1")) for one in units.children] if units else []
    )
    plain = [name for name, multiplier in named if name and _is_one(multiplier)]
    if len(named) > 1:
        texts.notes.append(note("units", units=", ".join(name for name, _ in named)[:80]))
    if plain and not UNIT_SHAPE.fullmatch(plain[0]):
        texts.notes.append(note("units", units=plain[0][:80]))
        return ""
    return one_line(plain[0]) if plain else ""


def _is_one(multiplier: str) -> bool:
    try:
        return number_of(multiplier) == 1
    except Refused:
        return False


_KEYS: dict[str, Callable[[Node, MoodleTexts], Key]] = {
    "multichoice": _options,
    "truefalse": _statement,
    "shortanswer": _words,
    "numerical": _numbers,
    "matching": _pairs,
    "ddmatch": _pairs,
    "essay": read_writing,
    "ordering": read_ordering,
    "cloze": read_cloze,
    "multianswer": read_cloze,
    "ddwtos": read_boxes,
    "gapselect": read_boxes,
}
