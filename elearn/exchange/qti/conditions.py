"""The marking of QTI 1.2: `<resprocessing>` as Canvas, Blackboard and others write and read it.

Source of the rules: https://www.imsglobal.org/question/qtiv1p2/imsqti_asi_infov1p2.html. Where systems leave
it: a condition without `continue` does not end the marking, and several `<varequal>` for one answer are
alternatives.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from elearn.exchange.qti.declarations import number
from elearn.exchange.qti.judging import Budget, Judged, Responses, UnreadableRules
from elearn.exchange.qti.tree import Node

SCORES = ("SCORE", "que_score", "")
_COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "vargt": lambda given, key: given > key,
    "vargte": lambda given, key: given >= key,
    "varlt": lambda given, key: given < key,
    "varlte": lambda given, key: given <= key,
}


@dataclass
class Conditions:
    """Runs the conditions of one item; `feedback` are the identifiers of its feedback in their order."""

    item: Node
    feedback: list[str]
    several: frozenset[str] = frozenset()
    """The responses that take several values."""
    budget: Budget = field(default_factory=Budget)

    def judge(self, responses: Responses) -> Judged:
        """Score and feedback of an answer.

        Raises:
            UnreadableRules: a condition that is unknown.
        """
        scores: dict[str, Fraction] = {}
        shown: set[str] = set()
        is_decided = False
        for one in self.all():
            self.budget.step()
            test = one.child("conditionvar")
            is_other = (
                test is not None
                and bool(test.children)
                and all(part.tag == "other" for part in test.children)
            )
            if test is None or not (not is_decided if is_other else self._holds(test, responses)):
                continue
            for change in one.all("setvar"):
                self._set(change, scores)
            is_decided = is_decided or bool(one.all("setvar"))
            shown |= {link.get("linkrefid") for link in one.all("displayfeedback")}
            if one.get("continue").lower() == "no":
                break
        score = next(
            (scores[name] for name in SCORES if name in scores), max(scores.values(), default=Fraction(0))
        )
        return Judged(score, frozenset(at for at, ident in enumerate(self.feedback) if ident in shown))

    def all(self) -> tuple[Node, ...]:
        """Every condition in order."""
        return self._all

    @cached_property
    def _all(self) -> tuple[Node, ...]:
        return tuple(one for part in self.item.all("resprocessing") for one in part.within("respcondition"))

    def declared_most(self) -> Fraction | None:
        """The highest score that the item declares."""
        found = [number(one.get("maxvalue")) for one in self.item.within("decvar") if one.get("maxvalue")]
        return next((one for one in found if one), None)

    def _set(self, change: Node, scores: dict[str, Fraction]) -> None:
        name = change.get("varname") or change.get("variablename")
        text = change.text.strip()
        if text.lower().endswith(".max"):
            value: Fraction | None = self.declared_most() or Fraction(100)
        else:
            value = Fraction(0) if text.lower().endswith(".min") else number(text)
        if value is None:
            return
        now = scores.get(name, Fraction(0))
        action = change.get("action").lower()
        if action == "add":
            scores[name] = now + value
        elif action == "subtract":
            scores[name] = now - value
        elif action == "multiply":
            scores[name] = now * value if abs(now) < 10**12 else now
        elif action == "divide":
            scores[name] = now / value if value else now
        else:
            scores[name] = value

    def _holds(self, node: Node, responses: Responses) -> bool:
        """Whether all conditions in an element hold; alternatives for one answer are joined by or."""
        parts = node.children
        self.budget.step(1 + len(parts) // 5)
        idents = {part.get("respident") for part in parts}
        is_or = node.tag == "or" or (
            len(parts) > 1
            and all(part.tag in ("varequal", "varsubstring") for part in parts)
            and len(idents) == 1
            and node.tag == "conditionvar"
            and not idents & self.several
        )
        results = (self._test(part, responses) for part in parts)
        return any(results) if is_or else bool(parts) and all(results)

    def _test(self, node: Node, responses: Responses) -> bool:
        self.budget.step()
        if node.tag in ("and", "or", "conditionvar"):
            return self._holds(node, responses)
        if node.tag == "not":
            return not self._holds(node, responses)
        values = responses.get(node.get("respident"), ())
        if node.tag == "unanswered":
            return not values
        if node.tag in _COMPARISONS:
            key, given = number(node.text), number(values[0]) if values else None
            return key is not None and given is not None and _COMPARISONS[node.tag](given, key)
        return self._compares(node, values)

    def _compares(self, node: Node, values: tuple[str, ...]) -> bool:
        key = " ".join(node.text.split())
        fold = str if node.get("case").lower() == "yes" else str.casefold
        self.budget.step(len(values))
        if node.tag == "varequal":
            if node.get("index").isdigit():
                at = int(node.get("index")[:4]) - 1
                return 0 <= at < len(values) and values[at] == key
            return any(fold(one) == fold(key) or _equal_numbers(one, key) for one in values)
        if node.tag == "varsubstring":
            return any(fold(key) in fold(one) for one in values)
        if node.tag == "varsubset":
            return key in values or set(key.replace(",", " ").split()) <= set(values)
        if node.tag in ("other", "durequal", "durlt", "durlte", "durgt", "durgte"):
            return False
        raise UnreadableRules(node.tag)


def _equal_numbers(first: str, second: str) -> bool:
    numbers = number(first), number(second)
    return numbers[0] is not None and numbers[0] == numbers[1]


def wanted(condition: Node, respident: str = "") -> list[str]:
    """The values that a condition asks for, in its order; those under `<not>` are not wanted."""
    found: list[str] = []
    for one in condition.children:
        if one.tag == "not":
            continue
        if one.tag in ("varequal", "varsubstring") and respident in ("", one.get("respident")):
            found.append(" ".join(one.text.split()))
        elif one.tag == "varsubset" and respident in ("", one.get("respident")):
            found += one.text.replace(",", " ").split()
        else:
            found += wanted(one, respident)
    return found
