"""Finding people of a list by name. What was typed is posted and forgotten: the address names ids alone."""

from __future__ import annotations

from functools import partial

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.accounts.acting import today as present_day
from elearn.people import store as people_store
from elearn.team import access, below_store, rules
from elearn.team.asked import MOST_WHO, Asked
from elearn.team.blueprint import bp
from elearn.team.rules import Show
from elearn.team.unit_views import MOST_NAMED

LONGEST_SEARCH = 100


@bp.post("/find")
def find() -> Response:
    """Find somebody among those I lead."""
    ids = access.my_team(present_day()).everyone
    return _found(list(ids), partial(url_for, "team.team"))


@bp.post("/unit/<row_id:unit_id>/find")
def find_in_unit(unit_id: int) -> Response:
    """Find somebody in a unit whose people I may see by name."""
    today = present_day()
    seen = access.named_unit_or_404(unit_id, today)
    ids = below_store.ids_in_unit(seen.unit.id, today, with_below=True, limit=MOST_NAMED)
    return _found(ids, partial(url_for, "team.unit", unit_id=unit_id))


def _found(person_ids: list[int], address: partial[str]) -> Response:
    words = request.form.get("words", "").replace("\0", " ")[:LONGEST_SEARCH]
    names = {one.id: one.full_name for one in people_store.persons(person_ids).values()}
    found = tuple(rules.named(names, words)[:MOST_WHO])
    if not found:
        flash(gettext("Tidak ada nama yang cocok."), "info")
    asked = Asked(show=Show.EVERYONE, who=found)
    return redirect(address(**asked.arguments()), code=303)
