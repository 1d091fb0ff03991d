"""The marking of QTI 2.x and 3.0: response declarations, templates and the rules of responseProcessing.

Source of the rules: https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html (response processing).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from elearn.exchange.qti.declarations import NUMERIC, Declaration
from elearn.exchange.qti.expressions import RULES, Value, as_number, same
from elearn.exchange.qti.judging import Budget, Judged, Responses, UnreadableRules
from elearn.exchange.qti.tree import Node


class _Exit(Exception):
    """The rules end here."""


@dataclass
class Processing:
    """Runs the rules of one item. `feedback` are its feedback elements in their order."""

    item: Node
    declarations: dict[str, Declaration]
    feedback: list[Node]
    budget: Budget = field(default_factory=Budget)
    _outcomes: dict[str, Value] = field(default_factory=dict)
    _responses: Responses = field(default_factory=dict)

    def judge(self, responses: Responses) -> Judged:
        """Score and feedback of an answer.

        Raises:
            UnreadableRules: the rules use something unknown.
        """
        self._responses = responses
        self.budget.step(1 + len(self.feedback) // 5)
        self._outcomes = {one.get("identifier"): _default(one) for one in self.item.all("outcomeDeclaration")}
        rules = self.item.child("responseProcessing")
        try:
            if rules is not None and rules.children:
                self._run(rules.children)
            else:
                self._outcomes["SCORE"] = self._by_template(rules.get("template") if rules else "")
        except _Exit:
            pass
        shown = frozenset(at for at, node in enumerate(self.feedback) if self._is_shown(node))
        return Judged(as_number(self._outcomes.get("SCORE", ())) or Fraction(0), shown)

    def declared(self, responses: Responses) -> Judged:
        """The score by correct responses and mappings alone, for rules that cannot be read."""
        self._responses = responses
        return Judged(self._by_template(""))

    def _count(self, declared: Declaration) -> None:
        """Comparing values one by one is work too."""
        values = len(self._responses.get(declared.ident, ()))
        self.budget.step(1 + values * (len(declared.entries) + len(declared.correct)) // 20)

    def _by_template(self, template: str) -> Fraction:
        if template.rstrip("/").removesuffix(".xml").endswith("map_response_point"):
            raise UnreadableRules
        total = Fraction(0)
        for one in self.declarations.values():
            self._count(one)
            values = self._responses.get(one.ident, ())
            is_mapped = bool(one.entries) and not template.removesuffix(".xml").endswith("match_correct")
            total += one.mapped(values) if is_mapped else Fraction(one.matches(values))
        return total

    def _is_shown(self, node: Node) -> bool:
        outcome = self._outcomes.get(node.get("outcomeIdentifier"), ())
        is_said = isinstance(outcome, tuple) and node.get("identifier") in outcome
        return is_said != (node.get("showHide") == "hide")

    def _run(self, rules: list[Node]) -> None:
        for rule in rules:
            self.budget.step()
            if rule.tag == "responseCondition":
                self._choose(rule)
            elif rule.tag == "setOutcomeValue":
                self._outcomes[rule.get("identifier")] = self._only(rule)
            elif rule.tag == "responseProcessingFragment":
                self._run(rule.children)
            elif rule.tag == "exitResponse":
                raise _Exit
            else:
                raise UnreadableRules(rule.tag)

    def _choose(self, rule: Node) -> None:
        for branch in rule.children:
            if branch.tag == "responseElse":
                return self._run(branch.children)
            if branch.tag not in ("responseIf", "responseElseIf") or not branch.children:
                raise UnreadableRules(branch.tag)
            if self._value(branch.children[0]) is True:
                return self._run(branch.children[1:])
        return None

    def _only(self, node: Node) -> Value:
        if len(node.children) != 1:
            raise UnreadableRules(node.tag)
        return self._value(node.children[0])

    def _value(self, node: Node) -> Value:
        self.budget.step()
        reader = _READERS.get(node.tag)
        if reader is not None:
            return reader(self, node)
        rule = RULES.get(node.tag)
        if rule is None:
            raise UnreadableRules(node.tag)
        return rule(node, [self._value(one) for one in node.children])

    def _variable(self, node: Node) -> Value:
        ident = node.get("identifier")
        if ident in self.declarations:
            return tuple(self._responses.get(ident, ()))
        return self._outcomes.get(ident, ())

    def _correct(self, node: Node) -> Value:
        one = self.declarations.get(node.get("identifier"))
        return one.correct if one else ()

    def _map_response(self, node: Node) -> Value:
        one = self.declarations.get(node.get("identifier"))
        if one:
            self._count(one)
        return one.mapped(tuple(self._responses.get(one.ident, ()))) if one else Fraction(0)

    def _match(self, node: Node) -> Value:
        if len(node.children) != 2:
            raise UnreadableRules(node.tag)
        first, second = (self._value(one) for one in node.children)
        named = [self.declarations.get(one.get("identifier")) for one in node.children]
        known = next((one for one in named if one), None)
        if isinstance(first, tuple) and isinstance(second, tuple) and known:
            is_ordered = known.cardinality == "ordered"
            type_ = Declaration(
                ident="",
                cardinality="ordered" if is_ordered else "multiple",
                base_type=known.base_type,
                correct=second,
            )
            return type_.matches(first)
        return same(first, second)


def _default(node: Node) -> Value:
    default = node.child("defaultValue")
    if default is not None:
        return tuple(one.text.strip() for one in default.all("value"))
    return Fraction(0) if node.get("baseType") in NUMERIC else ()


def _base_value(_self: Processing, node: Node) -> Value:
    text = node.text.strip()
    if node.get("baseType") == "boolean":
        return text == "true"
    return (text,) if text else ()


_READERS: dict[str, Callable[[Processing, Node], Value]] = {
    "variable": Processing._variable,
    "correct": Processing._correct,
    "mapResponse": Processing._map_response,
    "match": Processing._match,
    "baseValue": _base_value,
}
