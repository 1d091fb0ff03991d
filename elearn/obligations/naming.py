"""From the numbers that were typed to the people they name, within the units one looks after."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext

from elearn.obligations import audience_store
from elearn.obligations.forms import AssignmentForm
from elearn.people.numbers import masked, normalised_nip
from elearn.people.staff_store import ids_by_number


def look_up(form: AssignmentForm, units: Collection[int] | None) -> bool:
    """Find the people who were named; False, with the sentence at the field, when one is not to be found.

    The same words for an unknown number and for somebody of another unit.
    """
    numbers = {normalised_nip(one) or "" for one in form.typed_nips}
    if not numbers:
        return True
    found = ids_by_number(numbers)
    inside = audience_store.people_below(units, found.values())
    missing = sorted(nip for nip in numbers if found.get(nip) not in inside)
    if missing:
        shown = ", ".join(masked(nip) for nip in missing[:3])
        form.nips.errors = [gettext("Tidak ada di unit yang Anda layani: %(shown)s.", shown=shown)]
        return False
    form.people = found
    return True
