"""A row beside the person and the unit it is about. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from elearn.staffing.importing.columns import Field
from elearn.staffing.importing.lines import Line
from elearn.staffing.importing.present import KnownPerson


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A row with what it is about."""

    line: Line
    person: KnownPerson | None
    unit: str  # the code afterwards; "" when it is not known


def since(line: Line, today: date) -> date:
    """The day from which a change of the row holds."""
    return line.dates.get(Field.SINCE) or today


def has_left(person: KnownPerson, today: date) -> bool:
    """Whether a person does not belong to the installation any more."""
    return person.left_on is not None and person.left_on <= today
