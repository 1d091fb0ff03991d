"""An item of QTI 1.2 while it is read, and its text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elearn.exchange.qti.bodies import Bodies
from elearn.exchange.qti.conditions import Conditions
from elearn.exchange.qti.judging import Judge, Said
from elearn.exchange.qti.tree import Node

RESPONSES = ("response_lid", "response_str", "response_num", "response_grp", "response_xy")
"""The elements that take an answer."""

_ASIDE = ("RIGHT_MATCH_BLOCK",)


@dataclass(frozen=True, kw_only=True)
class OldSubject:
    """`kind` is what the exporting system calls it; may be empty."""

    item: Node
    presentation: Node
    responses: list[Node]
    kind: str
    bodies: Bodies
    conditions: Conditions
    judge: Judge
    said: list[Said]


def question_text(subject: OldSubject, marks: Mapping[int, str]) -> str:
    """The text of the question; in the place of a response (by its id()) its mark, or nothing."""
    text, was_mark = "", True
    for piece, is_mark in _pieces(subject.presentation, subject, marks):
        if not piece.strip():
            continue
        between = "" if not text else " " if is_mark or was_mark else "\n\n"
        if between == " " and piece[0] in ".,;:?!)":
            between = ""
        text, was_mark = text + between + piece, is_mark
    return text


def _pieces(node: Node, subject: OldSubject, marks: Mapping[int, str]) -> Iterator[tuple[str, bool]]:
    is_alone = len(subject.responses) == 1
    for one in node.children:
        if one.tag in RESPONSES:
            if id(one) in marks:
                yield marks[id(one)], True
            elif is_alone:
                yield from ((subject.bodies.material(part), False) for part in one.all("material"))
        elif one.tag == "material":
            yield subject.bodies.material(one), False
        elif one.get("class") not in _ASIDE and one.tag not in ("render_choice", "render_fib"):
            yield from _pieces(one, subject, marks)
