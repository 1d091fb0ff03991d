"""Printing activation letters for a unit or for one person, once."""

from __future__ import annotations

from flask import Response as FileResponse
from flask import abort, render_template, request
from flask_babel import format_datetime, gettext

from elearn import clock
from elearn.accounts import access as accounts_access
from elearn.accounts import bulk_actions, bulk_store
from elearn.accounts.acting import me, today
from elearn.people import store as people_store
from elearn.people.rows import PersonRow, UnitRow
from elearn.staffing import access
from elearn.staffing.import_views import Answer
from elearn.staffing.letters.letter import Heading, Letter, letters_csv
from elearn.staffing.letters.pdf import letters_pdf
from elearn.web.downloads import CSV, PDF, download
from elearn.web.settings import current_settings

MOST_LETTERS = 500


def letters() -> str:
    """How many people of a unit have never signed in, and the two forms of their letters."""
    return _page(access.unit_or_404(request.args.get("unit", 0, type=int)))


def print_letters() -> Answer | FileResponse:
    """Issue the codes and send the letters; they cannot be fetched a second time."""
    unit = access.unit_or_404(request.form.get("unit", 0, type=int))
    people = _waiting(unit, with_below=request.form.get("below") == "yes")[:MOST_LETTERS]
    if not people:
        return _page(unit, error=gettext("Tidak ada orang yang menunggu surat aktivasi.")), 422
    return _printed(people, form=request.form.get("form", "pdf"))


def print_letter(person_id: int) -> FileResponse:
    """The letter of one person who has never signed in."""
    person = access.person_or_404(person_id)
    if person.id not in accounts_access.who_may_be_given_codes([person]):
        abort(403)
    return _printed([person], form="pdf")


def _waiting(unit: UnitRow, *, with_below: bool) -> list[PersonRow]:
    """People who have never signed in and whom the signed-in person may give a code."""
    people = people_store.persons_below([unit.id], on=today())
    if not with_below:
        people = [person for person in people if person.unit_id == unit.id]
    waiting = set(bulk_store.without_password([person.id for person in people]))
    people = [person for person in people if person.id in waiting]
    allowed = accounts_access.who_may_be_given_codes(people)
    return [person for person in people if person.id in allowed]


def _page(unit: UnitRow, *, error: str = "") -> str:
    return render_template(
        "staffing/letters.html",
        unit=unit,
        here=len(_waiting(unit, with_below=False)),
        below=len(_waiting(unit, with_below=True)),
        most=MOST_LETTERS,
        days=bulk_actions.LETTER_LIFETIME.days,
        error=error,
    )


def _printed(people: list[PersonRow], *, form: str) -> FileResponse:
    now, settings = clock.now(), current_settings()
    codes = bulk_actions.issue_letters([person.id for person in people], actor=me(), now=now)
    valid_until = (now + bulk_actions.LETTER_LIFETIME).astimezone(settings.time_zone)
    heading = Heading(
        agency=settings.agency_name,
        address=request.host_url.rstrip("/"),
        valid_until=valid_until,
        valid_words=format_datetime(valid_until, "d MMMM y, HH.mm", rebase=False),
        help_contact=settings.help_contact,
    )
    written = [
        Letter(name=person.full_name, nip=person.nip, unit=person.unit_name, code=codes[person.id])
        for person in people
        if person.id in codes
    ]
    if form == "csv":
        return download(letters_csv(written, heading), "surat-aktivasi.csv", CSV)
    return download(letters_pdf(written, heading), "surat-aktivasi.pdf", PDF)
