"""Response declarations of QTI 2.x and 3.0: what is right, and what each answer earns."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from elearn.exchange.qti.tree import Node

NUMERIC = ("integer", "float")
_MAX_DIGITS = 40


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row of a mapping; `exact` None where nothing is said about upper and lower case."""

    key: str
    value: Fraction
    exact: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What a response may be and what is right."""

    ident: str
    cardinality: str
    base_type: str
    correct: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    default: Fraction = Fraction(0)
    lower: Fraction | None = None
    upper: Fraction | None = None

    def mapped(self, values: tuple[str, ...]) -> Fraction:
        """What the mapping earns for these values."""
        total = sum((self._value(one) for one in dict.fromkeys(values)), Fraction(0))
        total = total if self.lower is None else max(self.lower, total)
        return total if self.upper is None else min(self.upper, total)

    def _value(self, value: str) -> Fraction:
        for entry in self.entries:
            if self.same(entry.key, value, exact=entry.exact is not False):
                return entry.value
        return self.default

    def same(self, first: str, second: str, *, exact: bool = True) -> bool:
        """Whether two values are one."""
        if self.base_type in NUMERIC:
            numbers = number(first), number(second)
            return numbers[0] == numbers[1] and numbers[0] is not None
        if self.base_type in ("directedPair", "pair"):
            sides = first.split(), second.split()
            return sides[0] == sides[1] or (self.base_type == "pair" and sides[0] == sides[1][::-1])
        return first == second or (not exact and first.casefold() == second.casefold())

    def matches(self, values: tuple[str, ...]) -> bool:
        """Whether this is the correct response."""
        if not values or len(values) != len(self.correct):
            return False
        if self.cardinality == "ordered":
            return all(map(self.same, values, self.correct))
        left = list(self.correct)
        for value in values:
            hit = next((at for at, one in enumerate(left) if self.same(one, value)), None)
            if hit is None:
                return False
            del left[hit]
        return True


def number(text: str) -> Fraction | None:
    """The number that a value is, None when it is none."""
    if len(text) > _MAX_DIGITS:
        return None
    try:
        decimal = Decimal(text.strip())
    except InvalidOperation:
        return None
    return Fraction(decimal) if decimal.is_finite() and abs(decimal.adjusted()) < _MAX_DIGITS else None


def declarations_of(item: Node) -> dict[str, Declaration]:
    """The response declarations of an item by identifier."""
    return {one.get("identifier"): _declaration(one) for one in item.all("responseDeclaration")}


def _declaration(node: Node) -> Declaration:
    correct, mapping = node.child("correctResponse"), node.child("mapping")
    rows = mapping.all("mapEntry") if mapping else []
    return Declaration(
        ident=node.get("identifier"),
        cardinality=node.get("cardinality") or "single",
        base_type=node.get("baseType") or "identifier",
        correct=tuple(one.text.strip() for one in correct.all("value")) if correct else (),
        entries=tuple(_entry(row) for row in rows),
        default=_number_of(mapping, "defaultValue") or Fraction(0),
        lower=_number_of(mapping, "lowerBound"),
        upper=_number_of(mapping, "upperBound"),
    )


def _entry(row: Node) -> Entry:
    said = row.get("caseSensitive").lower()
    exact = {"true": True, "1": True, "false": False, "0": False}.get(said)
    return Entry(key=row.get("mapKey"), value=number(row.get("mappedValue")) or Fraction(0), exact=exact)


def _number_of(node: Node | None, name: str) -> Fraction | None:
    return number(node.get(name)) if node and node.get(name) else None
