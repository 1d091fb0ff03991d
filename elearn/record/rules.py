"""A year of learning as pages and files print it. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from elearn.ledger.forms import BY_ID, E_LEARNING
from elearn.ledger.rows import Entry
from elearn.policy.rules import AnnualJp
from elearn.policy.values import Policy

FIRST_YEAR = 2000
WITH_MINIMUM = ("cpns", "pns")
"""Statuses to which the yearly minimum applies; for the others there is a ceiling: policy/rules.py."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSum:
    """JP of one form of development."""

    form: int
    name: str
    entries: int
    jp: Decimal
    over_cap: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordYear:
    """One person's ledger of one year, against what the rules say."""

    year: int
    years: tuple[int, ...]
    rule: AnnualJp
    jp: Decimal
    forms: tuple[FormSum, ...]
    entries: tuple[Entry, ...]


def record_year(
    year: int, *, years: Iterable[int], present_year: int, entries: Sequence[Entry], rule: AnnualJp
) -> RecordYear:
    """The year as it is shown; the present year and the shown one can always be chosen."""
    return RecordYear(
        year=year,
        years=tuple(sorted({*years, present_year, year}, reverse=True)),
        rule=rule,
        jp=sum((entry.jp for entry in entries), Decimal(0)),
        forms=by_form(entries),
        entries=tuple(entries),
    )


def by_form(entries: Iterable[Entry]) -> tuple[FormSum, ...]:
    """Sums by form, the largest first."""
    groups: dict[int, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.form, []).append(entry)
    sums = (
        FormSum(
            form=form,
            name=BY_ID[form].name,
            entries=sum(one.corrects_id is None for one in group),
            jp=sum((one.jp for one in group), Decimal(0)),
            over_cap=sum((one.over_cap for one in group), Decimal(0)),
        )
        for form, group in groups.items()
    )
    return tuple(sorted(sums, key=lambda one: (-one.jp, one.form)))


def above_daily_cap(entries: Iterable[Entry], policies: Mapping[date, Policy]) -> dict[date, Decimal]:
    """Days whose JP of modules are above a cap that only warns, with how many; they count all the same."""
    days: dict[date, Decimal] = {}
    for entry in entries:
        if entry.form == E_LEARNING and entry.source == "module":
            days[entry.on_date] = days.get(entry.on_date, Decimal(0)) + entry.jp
    above: dict[date, Decimal] = {}
    for day, jp in days.items():
        policy = policies[day]
        beyond = jp - policy.number("jp_daily_cap")
        if beyond > 0 and policy.cap("jp_daily_cap_mode") == "warn":
            above[day] = beyond
    return above


def asked_year(text: str | None, today: date) -> int:
    """The year asked for, or the present one when it is none of a working life."""
    if text and text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= today.year:
        return int(text)
    return today.year


class RecapFault(StrEnum):
    """What does not fit in a closed year."""

    CHECKSUM = "checksum"  # the recap is not the one that was frozen
    TOTALS = "totals"  # people or JP are not those of its lines
    ENTRIES = "entries"  # the entries from before the closing add up to something else


def added_up(recap: str) -> tuple[int, Decimal] | None:
    """People and JP of a recap, from its lines; None when it cannot be read."""
    rows = list(csv.reader(io.StringIO(recap.removeprefix("\ufeff"), newline=""), delimiter=";"))[1:]
    try:
        jp = sum((Decimal(row[5].replace(",", ".")) for row in rows), Decimal(0))
        return len({row[0] for row in rows}), jp
    except (IndexError, InvalidOperation):
        return None
