"""Matching and texts with gaps of QTI 1.2, which every system writes in its own way."""

import re
from collections.abc import Callable
from fractions import Fraction

from elearn.exchange.draft import Gaps, Marked, Numbers, Options, Pairs, Words, gap_mark
from elearn.exchange.notes import Refused
from elearn.exchange.plain_text import one_line
from elearn.exchange.qti.conditions import wanted
from elearn.exchange.qti.old_subject import OldSubject, question_text
from elearn.exchange.qti.subject import Reading
from elearn.exchange.qti.tree import Node

TypedKey = Callable[[Node, OldSubject], tuple[Words | Numbers, dict[str, Fraction]]]


def old_pairs(subject: OldSubject) -> Reading:
    """Matching: a menu for each left side, groups of labels, or categories with their members.

    Raises:
        Refused: a side without text, or no pair that earns anything.
    """
    first = subject.responses[0]
    if first.tag == "response_grp":
        pairs, rights, right = _grouped(first, subject)
    elif first.get("rcardinality").lower() == "multiple":
        pairs, rights, right = _categories(subject)
    else:
        pairs, rights, right = _menus(subject)
    if not pairs:
        raise Refused("no-right")
    used = {text for _, text in pairs}
    sides = [*pairs, *(("", text) for text in dict.fromkeys(rights) if text and text not in used)]
    scores = [subject.judge({ident: values}).score for ident, values in right.items()]
    return Reading(
        text=question_text(subject, {}),
        key=Pairs(pairs=tuple(sides)),
        points=subject.judge(right).score,
        right=right,
        wrong=({},),
        partial_credit=None if any(scores) else False,
    )


Pairing = tuple[list[tuple[str, str]], list[str], dict[str, tuple[str, ...]]]


def _menus(subject: OldSubject) -> Pairing:
    """Canvas and Blackboard: one response for each left side; Blackboard keeps the right sides apart."""
    apart = _right_block(subject)
    pairs: list[tuple[str, str]] = []
    rights = list(apart)
    right: dict[str, tuple[str, ...]] = {}
    for one in subject.responses:
        labels = list(one.within("response_label"))
        texts = {label.get("ident"): subject.bodies.material(label) for label in labels}
        if apart and not any(texts.values()):
            texts = dict(zip((label.get("ident") for label in labels), apart, strict=False))
        rights += texts.values()
        left = "\n\n".join(subject.bodies.material(part) for part in one.all("material")) or _beside(
            one, subject
        )
        chosen = _chosen(subject, one.get("ident"), list(texts))
        if chosen is None or not texts[chosen]:
            raise Refused("pair", pair=one_line(left)[:60])
        pairs.append((left, texts[chosen]))
        right[one.get("ident")] = (chosen,)
    return pairs, rights, right


def _chosen(subject: OldSubject, ident: str, labels: list[str]) -> str | None:
    """The label that the conditions ask for where something is earned."""
    for one in subject.conditions.all():
        test = one.child("conditionvar")
        if test is None or not (one.all("setvar") or one.all("displayfeedback")):
            continue
        keys = [key for key in wanted(test, ident) if key in labels]
        if keys:
            return keys[0]
    return None


def _right_block(subject: OldSubject) -> list[str]:
    for flow in subject.presentation.within("flow"):
        if flow.get("class") == "RIGHT_MATCH_BLOCK":
            return [subject.bodies.material(one) for one in flow.all("flow")]
    return []


def _beside(response: Node, subject: OldSubject) -> str:
    """The text in the same box as a response."""
    for flow in subject.presentation.within("flow"):
        if any(one is response for one in flow.children):
            return "\n\n".join(
                subject.bodies.material(one) for one in flow.children if one is not response
            ).strip()
    return ""


def _categories(subject: OldSubject) -> Pairing:
    """Canvas: a response for each category; its members become left sides."""
    pairs, rights, right = [], [], {}
    for one in subject.responses:
        texts = {label.get("ident"): subject.bodies.material(label) for label in one.within("response_label")}
        category = "\n\n".join(subject.bodies.material(part) for part in one.all("material"))
        rights.append(category)
        tests = [test for condition in subject.conditions.all() if (test := condition.child("conditionvar"))]
        members = [key for test in tests for key in wanted(test, one.get("ident")) if key in texts]
        pairs += [(texts[key], category) for key in dict.fromkeys(members)]
        right[one.get("ident")] = tuple(dict.fromkeys(members))
    return pairs, rights, right


def _grouped(response: Node, subject: OldSubject) -> Pairing:
    """The form of the specification: labels that name the group they match."""
    labels = {one.get("ident"): one for one in response.within("response_label")}
    lefts = [ident for ident, one in labels.items() if one.get("match_group")]
    texts = {ident: subject.bodies.material(one) for ident, one in labels.items()}
    pairs, keys = [], []
    for condition in subject.conditions.all():
        test = condition.child("conditionvar")
        for written in _written_pairs(test) if test is not None else []:
            sides = re.split(r"[\s,]+", written.strip())
            if len(sides) == 2 and all(side in texts for side in sides):
                left, other = sides if sides[0] in lefts or sides[1] not in lefts else sides[::-1]
                if (texts[left], texts[other]) not in pairs:
                    pairs.append((texts[left], texts[other]))
                    keys.append(written)
    known = {left for left, _ in pairs}
    if missing := next((texts[ident] for ident in lefts if texts[ident] not in known), ""):
        raise Refused("pair", pair=one_line(missing)[:60])
    return (
        pairs,
        [text for ident, text in texts.items() if ident not in lefts],
        {response.get("ident"): tuple(keys)},
    )


def _written_pairs(test: Node) -> list[str]:
    return [" ".join(one.text.split()) for one in test.within("varequal", "varsubset")]


def old_gaps(subject: OldSubject, typed_key: TypedKey) -> Reading:
    """A text with several places to answer: named in brackets (Canvas) or standing in the text.

    Raises:
        Refused: a place that is not in the text, or without a key.
    """
    marks = {id(one): gap_mark(at) for at, one in enumerate(subject.responses, start=1)}
    names = [_bracketed(one, subject) for one in subject.responses]
    if all(names):
        text = question_text(subject, {})
        for at, name in enumerate(names, start=1):
            text = _place(name).sub(gap_mark(at), text, count=1)
    else:
        text = question_text(subject, marks)
    held = re.findall(f"{gap_mark(0)[0]}(\\d+){gap_mark(0)[-1]}", text)
    if sorted(map(int, held)) != list(range(1, len(marks) + 1)):
        raise Refused("no-gaps")
    ordered = [subject.responses[int(number) - 1] for number in held]
    for at, number in enumerate(held, start=1):
        text = text.replace(gap_mark(int(number)), f"\ue00a{at}\ue00b", 1)
    text = re.sub("\ue00a(\\d+)\ue00b", lambda match: gap_mark(int(match[1])), text)
    gaps = [_gap(one, subject, typed_key) for one in ordered]
    right = {one.get("ident"): (answer,) for one, (_, answer) in zip(ordered, gaps, strict=True)}
    scores = [subject.judge({ident: values}).score for ident, values in right.items()]
    return Reading(
        text="",
        key=Gaps(text=text, gaps=tuple(gap for gap, _ in gaps)),
        points=subject.judge(right).score,
        right=right,
        wrong=({},),
        partial_credit=None if any(scores) else False,
    )


def _bracketed(response: Node, subject: OldSubject) -> str:
    """The name of a place, as Canvas writes it beside the response and in brackets in the text."""
    if response.tag != "response_lid":
        return ""
    return one_line(" ".join(one.text for one in response.all("material")))[:100]


def _place(name: str) -> re.Pattern[str]:
    letters = "".join(f"\\\\?{re.escape(letter)}" for letter in name)
    return re.compile(f"\\\\?\\[{letters}\\\\?\\]")


def _gap(response: Node, subject: OldSubject, typed_key: TypedKey) -> tuple[Words | Options | Numbers, str]:
    if response.tag != "response_lid":
        key, own = typed_key(response, subject)
        return key, next((text for text, part in own.items() if part >= 1), "")
    labels = {one.get("ident"): subject.bodies.plain(one) for one in response.within("response_label")}
    chosen = _chosen(subject, response.get("ident"), list(labels))
    if subject.kind == "fill_in_multiple_blanks_question":
        answers = (Marked(text=text.replace("*", "\\*"), fraction=Fraction(1)) for text in labels.values())
        return Words(answers=tuple(answers)), chosen or next(iter(labels), "")
    options = tuple(Marked(text=text, fraction=Fraction(ident == chosen)) for ident, text in labels.items())
    return Options(options=options), chosen or ""
