"""Indonesian numbers: a comma before decimals, dots between groups of three. Strict for authors, kind to
learners.
"""

import re
from decimal import Decimal, localcontext

MAX_DIGITS = 30

_MINUS = str.maketrans(
    {"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "}
)
_SIGN = r"(?P<sign>[+-]?)\s*"
_INDONESIAN = re.compile(
    _SIGN + r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<decimals>[0-9]+))?"
)
_DECIMAL_POINT = re.compile(_SIGN + r"(?P<whole>[0-9]*)\.(?P<decimals>[0-9]+)")
_ENGLISH = re.compile(_SIGN + r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.(?P<decimals>[0-9]+)")
_ENGLISH_GROUPS = re.compile(_SIGN + r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3}){2,})(?P<decimals>)")
_BARE_COMMA = re.compile(_SIGN + r"(?P<whole>),(?P<decimals>[0-9]+)")
_SPACED = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")


class UnreadableNumber(ValueError):
    """A text that is no number in Indonesian writing. `meant` is the surest correction, or empty."""

    def __init__(self, text: str, meant: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.meant = meant


def author_number(text: str) -> Decimal:
    """The number an author wrote: `1.500,5`, `64`, `-0,25`. ASCII digits only.

    Raises:
        UnreadableNumber: `3.14`, `12.34`, `0.500` (meant: with a comma), `1e3`, `٣`, `NaN`, `½`.
    """
    tidy = text.translate(_MINUS).strip()
    if match := _INDONESIAN.fullmatch(tidy):
        return _number(match, text)
    raise UnreadableNumber(text.strip(), _meant(tidy))


def learner_number(text: str) -> Decimal:
    """The number a learner typed: Indonesian first (`1.500` is 1500), another writing only when nothing
    else fits.

    `1.5` and `0.500` can only be decimals, `1,500,000` and `1,500.25` only English groups, `1 500` only a
    group.

    Raises:
        UnreadableNumber: everything else, `NaN`, `Infinity`, `1e1`, `٣`, `½` among it.
    """
    tidy = _SPACED.sub("", text.translate(_MINUS).strip())
    for form in (_INDONESIAN, _DECIMAL_POINT, _ENGLISH, _ENGLISH_GROUPS, _BARE_COMMA):
        if match := form.fullmatch(tidy):
            return _number(match, text)
    raise UnreadableNumber(text.strip())


def written(number: Decimal, grouped: bool = False) -> str:
    """The number in Indonesian writing: `1500,5`, or `1.500,5` when grouped."""
    plain = f"{number:,f}" if grouped else f"{number:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in ("-0", "") else plain.translate(str.maketrans(",.", ".,"))


def _number(match: re.Match[str], text: str) -> Decimal:
    whole = re.sub("[.,]", "", match["whole"]) or "0"
    decimals = match["decimals"] or ""
    if len(whole) + len(decimals) > MAX_DIGITS:
        raise UnreadableNumber(text.strip())
    number = Decimal(f"{match['sign']}{whole}.{decimals or '0'}")
    return abs(number) if number == 0 else _trimmed(number)


def _trimmed(number: Decimal) -> Decimal:
    """Without trailing zeros, and never in exponent form: equal numbers look equal."""
    with localcontext() as context:
        context.prec = 2 * MAX_DIGITS
        whole = number.to_integral_value()
        return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def _meant(tidy: str) -> str:
    if match := _DECIMAL_POINT.fullmatch(tidy):
        return f"{match['sign']}{match['whole'] or '0'},{match['decimals']}"
    if match := _ENGLISH.fullmatch(tidy):
        return f"{match['sign']}{match['whole'].replace(',', '.')},{match['decimals']}"
    if match := _ENGLISH_GROUPS.fullmatch(tidy):
        return f"{match['sign']}{match['whole'].replace(',', '.')}"
    return ""
