"""The signed-in person as who acts, and the present moment where he acts: what nearly every page asks."""

from __future__ import annotations

from datetime import date

from elearn import clock
from elearn.accounts.actions import Actor
from elearn.accounts.identity import signed_in
from elearn.web.settings import current_settings


def me() -> Actor:
    """The signed-in person as actions and the audit log name him."""
    person = signed_in()
    return Actor(name=person.name, person_id=person.person_id)


def today() -> date:
    """The present date in the zone of the installation."""
    return clock.now().astimezone(current_settings().time_zone).date()
