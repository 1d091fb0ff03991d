"""The simulation of the IP ASN for one person: what is on record of him, and the weights he tries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from elearn.ledger import store as ledger
from elearn.people.rows import PersonRow
from elearn.policy import store as policy_store
from elearn.record.simulation import (
    SEMINAR_FORMS,
    Fault,
    JobGroup,
    Part,
    Simulation,
    Standing,
    simulate,
    weights_of,
)


@dataclass(frozen=True, kw_only=True)
class SimulationPage:
    """The result with what it rests on; `faults` are weights that are none, shown as typed."""

    year: int
    group: JobGroup
    standing: Standing
    simulation: Simulation
    typed: Mapping[Part, str]
    faults: Mapping[Part, Fault]


def simulation_page(person: PersonRow, args: Mapping[str, str], today: date) -> SimulationPage:
    """The page of a person for what the address asks; the JP are those of this year."""
    group = JobGroup(args["group"]) if args.get("group") in set(JobGroup) else JobGroup.FUNCTIONAL
    weights, faults = weights_of(group, args)
    entries = [*ledger.entries_of(person.id, today.year), *ledger.entries_of(person.id, today.year - 1)]
    standing = Standing(
        has_training=args.get("training_done") == "1",
        jp=sum((one.jp for one in entries if one.on_date.year == today.year), Decimal(0)),
        minimum=policy_store.in_force(today).number("jp_target_pns"),
        has_seminar=any(one.form in SEMINAR_FORMS and one.jp > 0 for one in entries),
    )
    return SimulationPage(
        year=today.year,
        group=group,
        standing=standing,
        simulation=simulate(standing, weights),
        typed={part: args.get(part.value, "") for part in faults},
        faults=faults,
    )
