"""Eighteen-digit numbers for invented people: valid in every part, and no two alike by construction.

The n-th person has the n-th number of a shuffled list of birthdays and serials, so no number needs to be
remembered to know that it is free. After 302,064 people the list begins again, with years of birth of another
remainder.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

# The demo office has the serials below 101.
FIRST_SERIAL, SERIALS = 101, 899
BIRTHDAYS = 12 * 28
LIST_LENGTH = SERIALS * BIRTHDAYS
# Has no factor in common with the length of the list (29 * 31 * 2^4 * 3 * 7), so it reaches every place.
STRIDE = 100_003


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """When somebody was born and began to serve; `month` is 0 for a PPPK, whose number has the year alone."""

    born: date
    year: int
    month: int

    @property
    def since(self) -> date:
        """The first day of service."""
        return date(self.year, self.month or 1, 1)


def service_of(
    chance: random.Random,
    number: int,
    total: int,
    *,
    ages: tuple[int, int],
    begun: tuple[int, int],
    status: str,
) -> Service:
    """Birth and beginning of service of the `number`-th of `total` people, who is about so old.

    `ages` and `begun` are the least and the highest year of birth, and of the beginning of service.
    """
    place = (number * STRIDE) % LIST_LENGTH
    birthday = place // SERIALS
    lists = (total - 1) // LIST_LENGTH + 1
    year = _year(chance, ages, number // LIST_LENGTH, lists)
    born = date(year, birthday // 28 + 1, birthday % 28 + 1)
    least = max(begun[0], year + 19)
    first = least + int(chance.random() * (max(begun[1], least) - least + 1))
    is_contract = status.startswith("pppk")
    month = 0 if is_contract else (1, 2, 3, 12)[int(chance.random() * 4)]
    return Service(born=born, year=first, month=month)


def nip_of(service: Service, number: int, *, is_female: bool) -> str:
    """The number: birth, beginning of service (or year, 2 and count of appointments), sex, serial."""
    serial = FIRST_SERIAL + (number * STRIDE) % LIST_LENGTH % SERIALS
    begun = f"{service.year}{service.month:02d}" if service.month else f"{service.year}21"
    return f"{service.born:%Y%m%d}{begun}{2 if is_female else 1}{serial:03d}"


def _year(chance: random.Random, ages: tuple[int, int], remainder: int, lists: int) -> int:
    year = ages[0] + int(chance.random() * (ages[1] - ages[0] + 1))
    return year - (year - remainder) % lists
