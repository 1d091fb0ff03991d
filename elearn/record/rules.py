"""A year of learning as pages and files print it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from elearn.ledger.forms import BY_ID
from elearn.ledger.rows import Entry
from elearn.policy.rules import AnnualJp

FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSum:
    """JP of one form of development."""

    form: int
    name: str
    entries: int
    jp: Decimal


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
    groups: dict[int, list[Decimal]] = {}
    for entry in entries:
        groups.setdefault(entry.form, []).append(entry.jp)
    sums = (
        FormSum(form=form, name=BY_ID[form].name, entries=len(jp), jp=sum(jp, Decimal(0)))
        for form, jp in groups.items()
    )
    return tuple(sorted(sums, key=lambda one: (-one.jp, one.form)))


def asked_year(text: str | None, today: date) -> int:
    """The year asked for, or the present one when it is none of a working life."""
    if text and text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= today.year:
        return int(text)
    return today.year
