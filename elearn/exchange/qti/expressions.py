"""Expressions of QTI's response processing that need nothing but the values inside them."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from elearn.exchange.qti.declarations import number
from elearn.exchange.qti.judging import UnreadableRules
from elearn.exchange.qti.tree import Node

Value = Any
"""Of an expression: a tuple of texts (empty is NULL), a Fraction, or a bool."""


def as_number(value: Value) -> Fraction | None:
    """The number that a value is, None when it is none."""
    if isinstance(value, Fraction):
        return value
    return number(value[0]) if isinstance(value, tuple) and len(value) == 1 else None


def _as_texts(value: Value) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("true" if value else "false",)
    return (str(value),) if isinstance(value, Fraction) else tuple(value)


def same(first: Value, second: Value) -> bool:
    """Whether two values are equal: as numbers where both are, else as texts in any order."""
    numbers = as_number(first), as_number(second)
    if None not in numbers:
        return numbers[0] == numbers[1]
    texts = _as_texts(first), _as_texts(second)
    return bool(texts[0]) and sorted(texts[0]) == sorted(texts[1])


def _compared(test: Callable[[Fraction, Fraction], bool]) -> Callable[[Node, list[Value]], Value]:
    def compare(_node: Node, values: list[Value]) -> Value:
        first, second = _two_numbers(values)
        return first is not None and second is not None and test(first, second)

    return compare


def _two_numbers(values: list[Value]) -> tuple[Fraction | None, Fraction | None]:
    if len(values) != 2:
        raise UnreadableRules
    return as_number(values[0]), as_number(values[1])


def _counted(count: Callable[[list[Fraction]], Fraction]) -> Callable[[Node, list[Value]], Value]:
    def calculate(_node: Node, values: list[Value]) -> Value:
        numbers = [
            as_number(one)
            for value in values
            for one in ([value] if not isinstance(value, tuple) else [(text,) for text in value])
        ]
        known = [one for one in numbers if one is not None]
        return count(known) if known and len(known) == len(numbers) else ()

    return calculate


def _product(numbers: list[Fraction]) -> Fraction:
    total = Fraction(1)
    for one in numbers:
        if abs(one) > 10**12:
            raise UnreadableRules
        total *= one
    return total


def _quotient(numbers: list[Fraction]) -> Fraction:
    if len(numbers) != 2 or not numbers[1]:
        raise UnreadableRules
    return numbers[0] / numbers[1]


def _difference(numbers: list[Fraction]) -> Fraction:
    return numbers[0] - sum(numbers[1:], Fraction(0))


def tolerances(node: Node) -> tuple[Fraction, Fraction] | None:
    """The two tolerances of an `<equal>`, as written; None when they cannot be read."""
    written = [number(one) for one in node.get("tolerance").split()]
    if not written:
        return Fraction(0), Fraction(0)
    first, last = written[0], written[-1]
    return None if first is None or last is None else (first, last)


def _equal(node: Node, values: list[Value]) -> Value:
    given, key = _two_numbers(values)
    allowed = tolerances(node)
    if given is None or key is None:
        return False
    if allowed is None:
        raise UnreadableRules
    if node.get("toleranceMode") == "relative":
        allowed = abs(key) * allowed[0] / 100, abs(key) * allowed[1] / 100
    return key - allowed[0] <= given <= key + allowed[1]


def _equal_rounded(node: Node, values: list[Value]) -> Value:
    given, key = _two_numbers(values)
    places = node.get("figures")
    if given is None or key is None or not places.isdigit() or int(places) > 20:
        return False
    return round(given, int(places)) == round(key, int(places))


def _string_match(node: Node, values: list[Value]) -> Value:
    if len(values) != 2:
        raise UnreadableRules
    texts = ["".join(_as_texts(one)) for one in values]
    if node.get("caseSensitive").lower() in ("false", "0"):
        texts = [text.casefold() for text in texts]
    if not all(texts):
        return False
    return texts[1] in texts[0] if node.get("substring").lower() == "true" else texts[0] == texts[1]


def _contains(_node: Node, values: list[Value]) -> Value:
    whole, part = (list(_as_texts(one)) for one in values[:2])
    return bool(part) and all(whole.count(one) >= part.count(one) for one in part)


def _container(_node: Node, values: list[Value]) -> Value:
    return tuple(text for value in values for text in _as_texts(value))


RULES: dict[str, Callable[[Node, list[Value]], Value]] = {
    "null": lambda _node, _values: (),
    "isNull": lambda _node, values: values[:1] in ([()], [("",)]),
    "not": lambda _node, values: values != [True],
    "and": lambda _node, values: all(one is True for one in values),
    "or": lambda _node, values: any(one is True for one in values),
    "member": lambda _node, values: _contains(_node, values[::-1]),
    "contains": _contains,
    "multiple": _container,
    "ordered": _container,
    "containerSize": lambda _node, values: Fraction(len(_as_texts(values[0]))),
    "equal": _equal,
    "equalRounded": _equal_rounded,
    "stringMatch": _string_match,
    "substring": lambda node, values: _string_match(node, values[::-1]),
    "gt": _compared(lambda first, second: first > second),
    "gte": _compared(lambda first, second: first >= second),
    "lt": _compared(lambda first, second: first < second),
    "lte": _compared(lambda first, second: first <= second),
    "sum": _counted(lambda numbers: sum(numbers, Fraction(0))),
    "subtract": _counted(_difference),
    "product": _counted(_product),
    "divide": _counted(_quotient),
    "min": _counted(min),
    "max": _counted(max),
    "integerToFloat": lambda _node, values: values[0] if values else (),
    "round": _counted(lambda numbers: Fraction(round(numbers[0]))),
    "truncate": _counted(lambda numbers: Fraction(int(numbers[0]))),
}
