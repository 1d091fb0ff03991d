"""The demo office: filled into an empty installation, and removed without touching anybody real."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.accounts.roles import Role
from elearn.config import Settings
from elearn.database import transaction
from elearn.errors import ElearnError
from elearn.operations import demo_obligations, demo_office, demo_store
from elearn.operations.agency import actions as agency
from elearn.operations.demo_history import Learner, live_through
from elearn.people import actions as people
from elearn.people import store as people_store
from elearn.publishing import actions as publishing
from elearn.releases.library import library, look_again

GRANTED_BY = "demo"
MOST_PEOPLE = agency.MOST_PEOPLE


class DemoRefused(ElearnError):
    """An invented agency has no place here; nothing has been changed."""


def fill(settings: Settings) -> bool:
    """Seed units, people, grants and some history, and switch demo mode on; False when people are here.

    All in one transaction. Needs the application context and a release to have history in.
    """
    with transaction():
        if not people_store.is_empty():
            return False
        unit_ids = _add_units(settings)
        person_ids = _add_people(unit_ids)
        for grant in demo_office.grants():
            unit_id = unit_ids[grant.unit] if grant.unit else None
            accounts.grant_role(
                person_ids[grant.key], Role(grant.role), unit_id=unit_id, granted_by=GRANTED_BY
            )
        now = clock.now()
        demo_obligations.give(unit_ids, person_ids, now)
        live_through([Learner(key=key, person_id=person_ids[key]) for key in person_ids], settings, now)
        demo_obligations.settle(person_ids, now)
        # Inside the transaction: after a crash here the next start fills anew and overwrites the marker.
        _write_marker(settings, person_ids)
    return True


def grow(
    settings: Settings, *, people: int, seed: int, today: date, tell: Callable[[int], None]
) -> agency.Built:
    """Put an invented agency of so many people beside the demo office; an earlier one goes first.

    Publishes and fills an empty installation before. Raises DemoRefused where real people are.
    """
    if not settings.is_demo and not people_store.is_empty():
        raise DemoRefused(
            "Folder data ini sudah berisi orang sungguhan; tidak ada yang diubah.",
            hint="Pilih folder lain: elearn demo --people 1000 --instance FOLDER.",
        )
    if library().number == 0:
        publishing.publish(settings, actor=GRANTED_BY)
        look_again()
    fill(settings)
    agency.remove(settings)
    return agency.build(settings, people=people, seed=seed, today=today, tell=tell)


def clear(settings: Settings) -> int:
    """End demo mode: remove the demo people with all they did, and the units that are left empty.

    Real people stay. Gives the number of people removed.
    """
    from_agency = agency.remove(settings)
    with transaction():
        removed = demo_store.remove_people([person.nip for person in demo_office.people()])
        codes = [demo_office.ROOT_UNIT, *(unit.code for unit in demo_office.units())]
        demo_store.remove_empty_units(list(reversed(codes)))
    settings.demo_marker.unlink(missing_ok=True)
    return removed + from_agency


def _add_units(settings: Settings) -> dict[str, int]:
    root = people.add_unit(code=demo_office.ROOT_UNIT, name=settings.agency_name, kind="instansi")
    ids = {demo_office.ROOT_UNIT: root}
    for unit in demo_office.units():
        ids[unit.code] = people.add_unit(
            code=unit.code, name=unit.name, kind=unit.kind, parent_id=ids[unit.parent]
        )
    return ids


def _add_people(unit_ids: dict[str, int]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for person in demo_office.people():
        ids[person.key] = people.add_person(
            nip=person.nip,
            name=person.name,
            title_before=person.title_before,
            title_after=person.title_after,
            employment_status=person.status,
            rank=person.rank,
            position=person.position,
            position_kind=person.position_kind,
            unit_id=unit_ids[person.unit],
            supervisor_id=ids.get(person.leader),
            valid_from=person.in_service_since,
        )
        # No password: in demo mode one signs in with a button, and nothing secret is fixed anywhere.
        accounts.add_account(ids[person.key], password=None)
    return ids


def _write_marker(settings: Settings, person_ids: dict[str, int]) -> None:
    buttons = {role: person_ids[role] for role in demo_office.BUTTONS}
    settings.demo_marker.write_text(json.dumps(buttons, indent=1) + "\n", encoding="utf-8")
