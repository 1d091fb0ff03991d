"""Staff as their operators see them: units, people of a unit, finding somebody."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from elearn.accounts.acting import today
from elearn.people.numbers import normalised_nip
from elearn.staffing import access, store
from elearn.staffing.store import PersonLine
from elearn.staffing.unit_tree import branches

bp = Blueprint("staffing", __name__, url_prefix="/staffing")

PEOPLE_A_PAGE = 50
LONGEST_SEARCH = 100


@bp.get("/")
def overview() -> str:
    """The units one looks after; with ?unit= the people of one."""
    unit_id = request.args.get("unit", type=int)
    if unit_id is None:
        return _page()
    unit = access.unit_or_404(unit_id)
    number = max(1, min(request.args.get("page", 1, type=int), 10_000))
    people, count = store.people_of_unit(
        unit_id,
        access.my_reach(),
        on=today(),
        limit=PEOPLE_A_PAGE,
        offset=(number - 1) * PEOPLE_A_PAGE,
    )
    return render_template(
        "staffing/unit.html",
        unit=unit,
        people=people,
        count=count,
        number=number,
        pages=-(-count // PEOPLE_A_PAGE),
    )


@bp.post("/search")
def search() -> str:
    """People by name or NIP. A POST that answers at once: neither may stand in an address."""
    typed = " ".join(request.form.get("q", "").split())[:LONGEST_SEARCH]
    if not typed:
        return _page()
    nip = normalised_nip(typed)
    found = store.people_named(typed.split(), nip, access.my_reach(), limit=PEOPLE_A_PAGE)
    return _page(typed, found)


def _page(typed: str = "", found: list[PersonLine] | None = None) -> str:
    units = store.units_within(access.my_reach(), on=today())
    return render_template(
        "staffing/overview.html", typed=typed, found=found, branches=branches(units), most=PEOPLE_A_PAGE
    )
