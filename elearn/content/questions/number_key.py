"""The key of a number question: `N`, `N ± T`, `N ± P%`, `A s.d. B`, with a unit behind."""

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

from elearn.content.numbers import MAX_DIGITS, UnreadableNumber, author_number, written


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberKey:
    """What counts as right: a target with a tolerance (absolute, or percent of the target), or a range;
    with a unit.
    """

    target: Decimal | None = None
    tolerance: Decimal = Decimal(0)
    is_relative: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """The smallest and the largest right number, both included."""
        if self.target is None:
            return self.low or Decimal(0), self.high or Decimal(0)
        with localcontext() as context:
            context.prec = 3 * MAX_DIGITS
            slack = abs(self.target) * self.tolerance / 100 if self.is_relative else self.tolerance
            return self.target - slack, self.target + slack

    def accepts(self, number: Decimal) -> bool:
        """Whether a number is right; NaN and infinity never are."""
        low, high = self.bounds
        return number.is_finite() and low <= number <= high

    def written(self) -> str:
        """The key as our format writes it."""
        if self.target is None:
            low, high = self.bounds
            return f"{written(low)} s.d. {written(high)}{self._unit_tail()}"
        if not self.tolerance:
            return written(self.target) + self._unit_tail()
        if self.unit == "%" and not self.is_relative:
            return f"{written(self.target)}% ± {written(self.tolerance)}"
        percent = "%" if self.is_relative else ""
        return f"{written(self.target)} ± {written(self.tolerance)}{percent}{self._unit_tail()}"

    def _unit_tail(self) -> str:
        return "%" if self.unit == "%" else f" {self.unit}" if self.unit else ""


class UnreadableKey(ValueError):
    """A number key that cannot be read. `reason` is one of: empty, number, range-tolerance, percent, order,
    tolerance.
    """

    def __init__(self, reason: str, text: str, meant: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.text = text
        self.meant = meant


_NUMBER = r"[+\-−–]?\s?[0-9][0-9.,]*"
_KEY = re.compile(
    rf"(?P<first>{_NUMBER})\s*(?P<percent>%)?\s*"
    r"(?:(?P<sign>±|\+/?-|(?:s\.?\s?d\.?|s/d|sampai(?: dengan)?)(?=\s))"
    rf"\s*(?P<second>{_NUMBER})\s*(?P<percent2>%)?)?"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


_NO_UNIT = re.compile(r"[^°\w]|_|\d|s\.?\s?d\.|s/d\b|.*(?:^| )[\d±]", re.IGNORECASE)


def read_key(text: str) -> NumberKey:
    """The key that an author wrote after `Angka:`: `N`, `N ± T`, `N ± P%`, `A s.d. B`, each with a unit
    behind.

    Raises:
        UnreadableKey: with the reason and, when it is sure, what was meant.
    """
    tidy = " ".join(text.split())
    if not tidy:
        raise UnreadableKey("empty", tidy)
    match = _KEY.fullmatch(tidy)
    if match is None:
        raise UnreadableKey("number", tidy)
    unit = match["rest"].strip()
    is_glued = tidy[match.start("rest") - 1 : match.start("rest")].isdigit()
    if unit and (_NO_UNIT.match(unit) or (is_glued and re.search(r"\d", unit.split()[0]))):
        raise UnreadableKey("range-tolerance" if match["sign"] else "number", tidy)
    first = _key_number(match["first"])
    if match["sign"] is None:
        return NumberKey(target=first, unit=_unit(match["percent"], unit))
    second = _key_number(match["second"])
    if match["sign"].startswith(("±", "+")):
        return _toleranced(first, second, match, unit)
    if first > second:
        raise UnreadableKey("order", tidy)
    return NumberKey(low=first, high=second, unit=_unit(match["percent"] or match["percent2"], unit))


def _toleranced(first: Decimal, second: Decimal, match: re.Match[str], unit: str) -> NumberKey:
    if second < 0:
        raise UnreadableKey("tolerance", match["second"])
    if match["percent"] and match["percent2"]:
        raise UnreadableKey("percent", match[0])
    relative = bool(match["percent2"])
    return NumberKey(target=first, tolerance=second, is_relative=relative, unit=_unit(match["percent"], unit))


def _unit(percent: str | None, rest: str) -> str:
    if percent and rest:
        raise UnreadableKey("percent", f"% {rest}")
    return percent or rest


def _key_number(text: str) -> Decimal:
    try:
        return author_number(text)
    except UnreadableNumber as error:
        raise UnreadableKey("number", error.text, error.meant) from None
