"""The fields every question has, read from the meta line and the labelled quotes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from elearn.content.codes import code_from_text, is_code
from elearn.content.findings import found
from elearn.content.near import nearest
from elearn.content.numbers import UnreadableNumber, author_number
from elearn.content.questions.block import Block
from elearn.content.questions.contract import CommonFields, Difficulty, QuestionStatus, Reference
from elearn.content.questions.meta import ALLOWED
from elearn.content.text import Value
from elearn.problems import Problem

MAX_POINTS = Decimal(1000)

YES_NO = {"ya": True, "yes": True, "tidak": False, "no": False}
DIFFICULTIES = {"mudah": Difficulty.EASY, "sedang": Difficulty.MEDIUM, "sulit": Difficulty.HARD}
STATUSES = {
    "draf": QuestionStatus.DRAFT,
    "aktif": QuestionStatus.ACTIVE,
    "tarik": QuestionStatus.WITHDRAWN,
}

Chosen = TypeVar("Chosen")


def read_common(block: Block) -> tuple[CommonFields, list[Problem]]:
    """The common fields of a question; a field that cannot be read has its default and a problem."""
    problems: list[Problem] = []
    meta, labels = block.meta, block.labels
    fields = CommonFields(
        code=_code(block, problems),
        title=block.title.text,
        stem=block.stem,
        points=_points(meta, problems),
        tags=_tags(meta),
        difficulty=_chosen(meta, "tingkat", _both_languages(DIFFICULTIES), problems),
        shuffle=_chosen(meta, "acak", YES_NO, problems) is not False,
        partial_credit=_chosen(meta, "nilai-sebagian", YES_NO, problems),
        reference=_reference(meta, problems),
        status=_chosen(meta, "status", _both_languages(STATUSES), problems) or QuestionStatus.ACTIVE,
        hints=tuple(value.text for value in labels.get("Petunjuk", ())),
        explanation=_label(labels, "Pembahasan"),
        when_right=_label(labels, "Jika benar"),
        when_wrong=_label(labels, "Jika salah"),
        when_partial=_label(labels, "Jika sebagian"),
        place=block.place,
    )
    _chosen(meta, "persis", YES_NO, problems)
    return fields, problems


def _both_languages(choices: Mapping[str, Chosen]) -> dict[str, Chosen]:
    return {**choices, **{str(code): code for code in choices.values()}}


def _label(labels: Mapping[str, tuple[Value, ...]], label: str) -> str:
    return labels[label][0].text if label in labels else ""


def _code(block: Block, problems: list[Problem]) -> str:
    derived = code_from_text(block.title.text)
    value = block.meta.get("kode")
    if value is None:
        problems.append(found("K-156", block.place, question=block.title.text, code=derived))
        return derived
    if not is_code(value.text):
        problems.append(
            found(
                "K-131", value.place, width=len(value.text), code=value.text, meant=code_from_text(value.text)
            )
        )
    return value.text


def _points(meta: Mapping[str, Value], problems: list[Problem]) -> Decimal:
    value = meta.get("poin")
    if value is None:
        return Decimal(1)
    try:
        points = author_number(value.text)
    except UnreadableNumber as error:
        rule = "K-117" if error.meant else "K-105"
        problems.append(_bad(rule, "poin", value, number=error.text, meant=error.meant))
        return Decimal(1)
    if not 0 < points <= MAX_POINTS:
        problems.append(_bad("K-105", "poin", value))
        return Decimal(1)
    return points


def _tags(meta: Mapping[str, Value]) -> tuple[str, ...]:
    text = meta["tag"].text if "tag" in meta else ""
    return tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))


def _chosen(
    meta: Mapping[str, Value], key: str, choices: Mapping[str, Chosen], problems: list[Problem]
) -> Chosen | None:
    value = meta.get(key)
    if value is None:
        return None
    word = value.text.lower()
    if word not in choices:
        problems.append(_bad("K-105", key, value, meant=nearest(word, choices) or ""))
    return choices.get(word)


def _bad(rule: str, key: str, value: Value, number: str = "", meant: str = "") -> Problem:
    return found(
        rule,
        value.place,
        width=len(value.text),
        key=key.capitalize(),
        value=value.text,
        allowed=ALLOWED[key],
        number=number,
        meant=meant,
    )


def _reference(meta: Mapping[str, Value], problems: list[Problem]) -> Reference | None:
    value = meta.get("rujukan")
    if value is None:
        return None
    reference = reference_of(value.text)
    if reference is None:
        problems.append(found("K-133", value.place, width=len(value.text), reference=value.text))
    return reference


def reference_of(text: str) -> Reference | None:
    """`module#section` or `course/module#section`, or None when it is neither."""
    target, _, section = text.partition("#")
    course, slash, module = target.rpartition("/")
    if not all(is_code(part) for part in (module, section)) or (slash and not is_code(course)):
        return None
    return Reference(course=course or None, module=module, section=section)
