"""The office hours of every unit: those of the policy, in the zone of the unit or of one above it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from elearn.messages import outbox_store
from elearn.messages.outbox_store import UnitZone
from elearn.messages.rules import OfficeHours
from elearn.policy import store as policy_store
from elearn.web.settings import current_settings
from elearn.workdays import calendar_of


@dataclass(frozen=True, slots=True)
class Offices:
    """Office hours by unit."""

    by_unit: Mapping[int, OfficeHours]

    def of(self, unit_id: int) -> OfficeHours:
        """The office hours of a unit."""
        return self.by_unit[unit_id]

    def together(self, unit_ids: Collection[int]) -> dict[OfficeHours, list[int]]:
        """These units, those with the same hours together."""
        found: dict[OfficeHours, list[int]] = {}
        for unit_id in sorted(unit_ids):
            found.setdefault(self.by_unit[unit_id], []).append(unit_id)
        return found


def offices(now: datetime) -> Offices:
    """The office hours in force today. Two queries, whatever the number of units."""
    home = current_settings().time_zone
    today = now.astimezone(home).date()
    policy = policy_store.in_force(today)
    opens, closes = policy.hours("office_hours")
    years = range(today.year - 1, today.year + 2)
    calendar = calendar_of(years, weekend=policy.weekdays("weekend"))
    zones = zones_of(outbox_store.unit_zones(), home)
    hours = {
        zone: OfficeHours(opens=opens, closes=closes, calendar=calendar, zone=zone)
        for zone in set(zones.values())
    }
    return Offices({unit_id: hours[zone] for unit_id, zone in zones.items()})


def zones_of(units: Collection[UnitZone], home: ZoneInfo) -> dict[int, ZoneInfo]:
    """The zone of each unit: its own, else that of the nearest unit above that has one, else `home`."""
    above = {unit.id: unit for unit in units}
    found: dict[int, ZoneInfo] = {}
    for unit in units:
        way: list[int] = []
        at: UnitZone | None = unit
        while at is not None and at.id not in found and not at.zone and at.id not in way:
            way.append(at.id)
            at = above.get(at.parent_id) if at.parent_id is not None else None
        zone = home if at is None or at.id in way else found.get(at.id) or _zone(at.zone, home)
        found |= dict.fromkeys([*way, unit.id], zone)
    return found


def _zone(name: str, home: ZoneInfo) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return home  # a name that came in by an import: better mails at our hours than none
