"""The policy of a day: every value in force, typed. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal

from elearn.policy.items import BY_NAME, ITEMS, Item, Kind

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CAP_MODES = ("enforce", "warn", "off")
PLACEHOLDERS = frozenset({"klasifikasi", "urut", "kode_unit", "tahun", "bulan_romawi"})
LONGEST_TEXT = 150
_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_LARGEST = Decimal(10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Values by name; a name that is not in items.py is a mistake of the caller (KeyError)."""

    values: Mapping[str, str]
    bases: Mapping[str, str] = field(default_factory=dict)

    def number(self, name: str) -> Decimal:
        """A number, in the unit of its item."""
        return Decimal(self._value(name, Kind.NUMBER))

    def is_on(self, name: str) -> bool:
        """Whether a switch is on."""
        return self._value(name, Kind.SWITCH) == "on"

    def cap(self, name: str) -> str:
        """What happens beyond a cap: "enforce", "warn" or "off"."""
        return self._value(name, Kind.CAP)

    def weekdays(self, name: str) -> frozenset[int]:
        """Days of the week, Monday is 0."""
        return frozenset(WEEKDAYS.index(day) for day in _parts(self._value(name, Kind.WEEKDAYS)))

    def days(self, name: str) -> tuple[int, ...]:
        """Numbers of days, as written."""
        return tuple(int(day) for day in _parts(self._value(name, Kind.DAYS)))

    def hours(self, name: str) -> tuple[time, time]:
        """From and until, times of day."""
        start, end = self._value(name, Kind.HOURS).split("-")
        return time.fromisoformat(start), time.fromisoformat(end)

    def text(self, name: str) -> str:
        """A value as it is kept."""
        return self._value(name, BY_NAME[name].kind)

    def legal_basis(self, name: str) -> str:
        """The regulation or decree a value rests on; empty for a proposal of ours."""
        return self.bases.get(name, BY_NAME[name].legal_basis)

    def _value(self, name: str, kind: Kind) -> str:
        item = BY_NAME[name]
        if item.kind is not kind:
            raise TypeError(f"{name} is a {item.kind}, not a {kind}")
        return self.values.get(name, item.default)


DEFAULTS = Policy(values={item.name: item.default for item in ITEMS})
"""What holds as long as the agency has set nothing."""


def normalised(item: Item, text: str) -> str | None:
    """A value as it is kept, or None when it is none of this kind."""
    plain = "".join(text.split()).lower()
    match item.kind:
        case Kind.TEXT:
            return " ".join(text.split())[:LONGEST_TEXT]
        case Kind.NUMBERING:
            return plain if _numbers_apart(plain) else None
        case Kind.NUMBER:
            return _number(plain)
        case Kind.SWITCH:
            return plain if plain in ("on", "off") else None
        case Kind.CAP:
            return plain if plain in CAP_MODES else None
        case Kind.WEEKDAYS:
            days = _parts(plain)
            return ",".join(days) if set(days) < set(WEEKDAYS) else None  # seven days off: no working day
        case Kind.DAYS:
            return plain if re.fullmatch(r"-?\d{1,3}(,-?\d{1,3}){0,9}", plain) else None
        case Kind.HOURS:
            return plain if _HOURS.fullmatch(plain) and plain[:5] < plain[6:] else None


def _numbers_apart(pattern: str) -> bool:
    """Whether a pattern gives another number each time: serial and year are in it, nothing unknown is."""
    names = set(re.findall(r"\{(\w*)\}", pattern))
    rest = re.sub(r"\{\w+\}", "", pattern)
    return {"urut", "tahun"} <= names <= PLACEHOLDERS and not set("{}") & set(rest) and len(pattern) <= 80


def _number(text: str) -> str | None:
    """A number with a point; people here write a comma."""
    number = text.replace(",", ".")
    if not re.fullmatch(r"\d{1,5}(\.\d{1,2})?", number) or Decimal(number) > _LARGEST:
        return None
    return number


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(",") if part)
