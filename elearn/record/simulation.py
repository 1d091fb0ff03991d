"""What learning may contribute to the IP ASN: a simulation with weights to try, never an official value.

The points follow PermenPANRB 38/2018 and Peraturan BKN 8/2019 as offices print them (competence: 40 of 100);
how BKN measures has changed several times since. Pure; nothing of it is ever stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

ZERO, HUNDRED = Decimal(0), Decimal(100)


class JobGroup(StrEnum):
    """Groups of positions that are measured alike."""

    MANAGERIAL = "managerial"
    FUNCTIONAL = "functional"
    EXECUTIVE = "executive"


class Part(StrEnum):
    """Parts of the dimension competence."""

    TRAINING = "training"  # leadership or functional training of the position
    JP = "jp"  # 20 JP in the last year
    SEMINAR = "seminar"  # a seminar or the like in the last two years


class Fault(StrEnum):
    """What is wrong with a weight as typed."""

    NO_NUMBER = "no_number"


WEIGHTS: Mapping[JobGroup, Mapping[Part, Decimal]] = {
    JobGroup.MANAGERIAL: {Part.TRAINING: Decimal(15), Part.JP: Decimal(15), Part.SEMINAR: Decimal(10)},
    JobGroup.FUNCTIONAL: {Part.TRAINING: Decimal(15), Part.JP: Decimal(15), Part.SEMINAR: Decimal(10)},
    JobGroup.EXECUTIVE: {Part.JP: Decimal("22.5"), Part.SEMINAR: Decimal("17.5")},
}
"""Points of each part, by group of positions; each group adds up to 40."""
SEMINAR_FORMS = frozenset({4, 7, 8, 9})
"""Forms that count as a seminar or the like: workshop, sosialisasi, bimbingan teknis, seminar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What of a person counts: training for his position (he says so himself), JP, and a seminar."""

    has_training: bool
    jp: Decimal
    minimum: Decimal
    has_seminar: bool

    def holds(self, part: Part) -> bool:
        """Whether a part is fulfilled; it counts whole or not at all."""
        if part is Part.TRAINING:
            return self.has_training
        return self.jp >= self.minimum if part is Part.JP else self.has_seminar


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A part with its weight and the points it brings."""

    part: Part
    weight: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """The parts, what they bring together, and the most they could."""

    rows: tuple[Row, ...]

    @property
    def points(self) -> Decimal:
        """What the parts bring."""
        return sum((row.points for row in self.rows), ZERO)

    @property
    def most(self) -> Decimal:
        """What they would bring if all were fulfilled."""
        return sum((row.weight for row in self.rows), ZERO)


def simulate(standing: Standing, weights: Mapping[Part, Decimal]) -> Simulation:
    """The points of each part that has a weight, in the order of the parts."""
    return Simulation(
        rows=tuple(
            Row(part=part, weight=weights[part], points=weights[part] if standing.holds(part) else ZERO)
            for part in Part
            if part in weights
        )
    )


def weights_of(group: JobGroup, typed: Mapping[str, str]) -> tuple[dict[Part, Decimal], dict[Part, Fault]]:
    """The weights as typed, by name of the part ("jp": "22,5"), else the usual ones; and faults."""
    weights, faults = dict(WEIGHTS[group]), {}
    for part in weights:
        text = typed.get(part.value, "").strip().replace(",", ".")
        if not text:
            continue
        try:
            weight = Decimal(text) if len(text) <= 6 else HUNDRED + 1
        except InvalidOperation:
            weight = HUNDRED + 1
        if weight.is_finite() and ZERO <= weight <= HUNDRED:
            weights[part] = weight
        else:
            faults[part] = Fault.NO_NUMBER
    return weights, faults
