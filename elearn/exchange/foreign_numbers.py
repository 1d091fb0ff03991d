"""Numbers and weights as other systems write them: a point before the decimals."""

import re
from decimal import Decimal
from fractions import Fraction

from elearn.content.numbers import MAX_DIGITS
from elearn.content.questions.number_key import NumberKey
from elearn.exchange.notes import Refused

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?")
_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:[.,][0-9]{0,10})?)%")
_HUNDRED_THOUSANDTH = Decimal("0.0001")
UNIT_SHAPE = re.compile(r"(?:[^\W\d_]|[°%])[^\d±\n|]{0,30}")


def number_of(text: str) -> Decimal:
    """The number: `3.14`, `-2`, `1e-3`; a single comma is a decimal comma.

    Raises:
        Refused: it is none, or has more digits than ours may have.
    """
    tidy = text.strip().replace("\N{MINUS SIGN}", "-")
    if tidy.count(",") == 1 and "." not in tidy:
        tidy = tidy.replace(",", ".")
    if not _NUMBER.fullmatch(tidy):
        raise Refused("number", number=text.strip()[:40])
    number = Decimal(tidy)
    plain = f"{number:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if sum(one.isdigit() for one in plain) > MAX_DIGITS:
        raise Refused("number", number=text.strip()[:40])
    return abs(Decimal(plain)) if not number else Decimal(plain)


def key_of(target: str, tolerance: str = "", unit: str = "") -> NumberKey:
    """The key of a number with a tolerance.

    Raises:
        Refused: one of them is no number, or the tolerance is below 0.
    """
    slack = number_of(tolerance) if tolerance.strip() else Decimal(0)
    if slack < 0:
        raise Refused("number", number=tolerance.strip()[:40])
    return NumberKey(target=number_of(target), tolerance=slack, unit=unit)


def range_of(low: str, high: str) -> NumberKey:
    """The key of a range.

    Raises:
        Refused: an end is no number, or the ends are the wrong way round.
    """
    first, second = number_of(low), number_of(high)
    if first > second:
        raise Refused("range-order", low=low.strip()[:20], high=high.strip()[:20])
    return NumberKey(low=first, high=second)


def weight_of(text: str) -> tuple[Fraction | None, str]:
    """The weight `%50%` at the beginning of an answer (None when there is none) and the rest.

    Raises:
        Refused: a `%` that begins a weight and does not end it, or more than 100.
    """
    match = _WEIGHT.match(text)
    if match is None:
        if re.match(r"%-?[0-9]", text) and not re.match(r"%-?[0-9]+\s", text):
            raise Refused("weight", weight=text[:12])
        return None, text
    return percent_of(match[1]), text[match.end() :]


def percent_of(text: str) -> Fraction:
    """A percentage as a fraction, rounded to the four decimals that our boxes can say.

    Raises:
        Refused: no number, or outside of -100 to 100.
    """
    try:
        number = number_of(text)
    except Refused:
        raise Refused("weight", weight=text[:12]) from None
    if not -100 <= number <= 100:
        raise Refused("weight", weight=text[:12])
    return Fraction(number.quantize(_HUNDRED_THOUSANDTH)) / 100


def plain_number(number: Decimal) -> str:
    """The number as other systems read it: `3.14`, never in exponent form."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
