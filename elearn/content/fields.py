"""The values of front matter in the types the program uses; every refusal is collected, none is thrown."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from elearn.content.codes import code_from_path, code_from_text, is_code
from elearn.content.findings import found
from elearn.content.front_matter import FrontMatter
from elearn.content.numbers import UnreadableNumber, author_number
from elearn.content.text import Value
from elearn.problems import Problem

Chosen = TypeVar("Chosen")

YES_NO = {"ya": True, "yes": True, "tidak": False, "no": False}
_UNITS = {
    "menit": 1,
    "minutes": 1,
    "minute": 1,
    "jam": 60,
    "hours": 60,
    "hour": 60,
    "hari": 1440,
    "days": 1440,
    "day": 1440,
    "minggu": 10080,
    "weeks": 10080,
    "week": 10080,
}
_DURATION_PART = re.compile(r"(?P<count>[0-9]{1,4})\s*(?P<unit>[a-z]+)")
_NONE_WORDS = ("tidak", "tidak ada", "tanpa", "none", "no", "0")
_UNLIMITED_WORDS = ("tidak terbatas", "tak terbatas", "tanpa batas", "bebas", "unlimited")
_MONTHS = [
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
]
_DATE = re.compile(r"(?P<day>[0-9]{1,2}) (?P<month>[a-z]+) (?P<year>[0-9]{4})")
MAX_COUNT = 10_000


class Fields:
    """Reads one file's front matter, value by value, and keeps what was wrong in `problems`."""

    def __init__(self, matter: FrontMatter) -> None:
        self.matter = matter
        self.problems: list[Problem] = []

    def text(self, key: str) -> str:
        """The text of a key; empty when it is not there."""
        return self.matter.values[key].text if key in self.matter.values else ""

    def required(self, key: str, example: str) -> str:
        """The text of a key that must be there."""
        if key not in self.matter.values:
            self.problems.append(found("K-414", self.matter.place, key=key, example=example))
        return self.text(key)

    def words(self, key: str) -> tuple[str, ...]:
        """The items of a list; empty when it is not there."""
        return tuple(value.text for value in self.items(key))

    def items(self, key: str) -> tuple[Value, ...]:
        """The items of a list with their places."""
        return self.matter.lists.get(key, ())

    def one_of(self, key: str, choices: Mapping[str, Chosen], default: Chosen) -> Chosen:
        """The meaning of a word out of a closed list."""
        value = self.matter.values.get(key)
        return default if value is None else self._meaning(key, value, choices, default)

    def some_of(
        self, key: str, choices: Mapping[str, Chosen], default: tuple[Chosen, ...]
    ) -> tuple[Chosen, ...]:
        """The meanings of a list of words out of a closed list."""
        if key not in self.matter.values:
            return default
        meanings = (self._meaning(key, item, choices, None) for item in self.items(key))
        return tuple(one for one in meanings if one is not None)

    def flag(self, key: str, default: bool) -> bool:
        """ya or tidak."""
        return self.one_of(key, YES_NO, default)

    def code(self, path: str) -> str:
        """The `kode` of the file; its name without number prefix by default."""
        value = self.matter.values.get("kode")
        if value is None:
            return code_from_path(path)
        return value.text if self._is_code(value) else code_from_path(path)

    def code_of(self, key: str) -> str | None:
        """The code of another thing, or None."""
        value = self.matter.values.get(key)
        return value.text if value is not None and self._is_code(value) else None

    def codes(self, key: str) -> tuple[str, ...]:
        """A list of codes."""
        return tuple(item.text for item in self.items(key) if self._is_code(item))

    def count(self, key: str, default: int, least: int = 0) -> int:
        """A whole number, at least `least`."""
        value = self.matter.values.get(key)
        if value is None:
            return default
        if not re.fullmatch(r"[0-9]{1,5}", value.text) or not least <= int(value.text) <= MAX_COUNT:
            self._refuse(key, value, f"bilangan bulat mulai {least}")
            return default
        return int(value.text)

    def optional_count(self, key: str) -> int | None:
        """A whole number from 1, or None for none and "tidak terbatas"."""
        if self.text(key).lower() in ("", *_UNLIMITED_WORDS):
            return None
        return self.count(key, 0, least=1) or None

    def percent(self, key: str, default: Decimal) -> Decimal:
        """A percentage from 0 to 100, with or without its sign."""
        number = self.decimal(key, "70% (0 sampai 100)", strip="%")
        if number is None:
            return default
        if not 0 <= number <= 100:
            self.problems.append(
                found("K-205", self.matter.values[key].place, percent=self.text(key).rstrip("% "))
            )
            return default
        return number

    def decimal(self, key: str, allowed: str, strip: str = "") -> Decimal | None:
        """A number in Indonesian writing that is not negative, or None."""
        value = self.matter.values.get(key)
        if value is None:
            return None
        try:
            number = author_number(value.text.removesuffix(strip))
        except UnreadableNumber as error:
            if error.meant:
                self.problems.append(
                    found("K-117", value.place, width=len(error.text), number=error.text, meant=error.meant)
                )
            else:
                self._refuse(key, value, allowed)
            return None
        if number < 0:
            self._refuse(key, value, allowed)
            return None
        return number

    def duration(self, key: str) -> timedelta | None:
        """`30 menit`, `2 jam`, `1 hari`, `1 jam 30 menit`; None when there is none."""
        value = self.matter.values.get(key)
        if value is None or value.text.lower() in _NONE_WORDS:
            return None
        length = read_duration(value.text)
        if length is None:
            self._refuse(key, value, "30 menit, 2 jam, 1 hari, 1 minggu")
        return length

    def date(self, key: str) -> date | None:
        """`2026-03-05` or `5 Maret 2026`, or None."""
        value = self.matter.values.get(key)
        if value is None:
            return None
        day = read_date(value.text)
        if day is None:
            self._refuse(key, value, "tanggal, misalnya 2026-03-05 atau 5 Maret 2026")
        return day

    def _meaning(self, key: str, value: Value, choices: Mapping[str, Chosen], default: Chosen) -> Chosen:
        word = re.sub(r"[\s_]+", "-", value.text.lower())
        if word in choices:
            return choices[word]
        self._refuse(key, value, ", ".join(choices))
        return default

    def _is_code(self, value: Value) -> bool:
        if is_code(value.text):
            return True
        meant = code_from_text(value.text)
        self.problems.append(found("K-131", value.place, width=len(value.text), code=value.text, meant=meant))
        return False

    def _refuse(self, key: str, value: Value, allowed: str) -> None:
        self.problems.append(
            found("K-413", value.place, width=len(value.text), key=key, value=value.text, allowed=allowed)
        )


def read_duration(text: str) -> timedelta | None:
    """The length of time that a text names, or None."""
    tidy = " ".join(text.lower().split())
    parts = list(_DURATION_PART.finditer(tidy))
    if not parts or _DURATION_PART.sub("", tidy).replace("dan", "").strip():
        return None
    if any(part["unit"] not in _UNITS for part in parts):
        return None
    minutes = sum(int(part["count"]) * _UNITS[part["unit"]] for part in parts)
    return timedelta(minutes=minutes) if minutes else None


def read_date(text: str) -> date | None:
    """The day that a text names, or None."""
    tidy = " ".join(text.lower().split())
    try:
        if match := _DATE.fullmatch(tidy):
            return date(int(match["year"]), _MONTHS.index(match["month"]) + 1, int(match["day"]))
        return date.fromisoformat(tidy)
    except ValueError:
        return None
