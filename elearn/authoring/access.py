"""Fetch-or-404 for the working files, and who may put them before learners."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NoReturn

from flask import abort, redirect, url_for

from elearn import clock
from elearn.accounts.identity import may_call, signed_in
from elearn.authoring import desk as desks
from elearn.authoring.ownership import ALWAYS, Publisher, may_publish
from elearn.people import store as people_store
from elearn.people.numbers import masked
from elearn.publishing import draft as drafts
from elearn.publishing.checking import CheckedCourse
from elearn.publishing.draft import Draft
from elearn.releases.library import find_course
from elearn.web.settings import current_settings


def today() -> date:
    """The day at the place of this installation."""
    return clock.now().astimezone(current_settings().time_zone).date()


def course_or_404(code: str) -> CheckedCourse:
    """A course of the working files."""
    try:
        found = desks.desk(current_settings(), today()).course(code)
    except OSError:
        _to_overview()
    if found is None:
        abort(404)
    return found


def course_or_none(code: str) -> CheckedCourse | None:
    """A course of the working files, or None when it or the whole folder is not there."""
    try:
        return desks.desk(current_settings(), today()).course(code)
    except OSError:
        return None


def title_of(code: str, working: CheckedCourse | None) -> str:
    """What the course is called now, or was called for learners."""
    published = find_course(code)
    return working.title if working else published.title if published else code


def draft_or_404(code: str) -> Draft:
    """The draft of a course, as far as its files can be read."""
    try:
        found = drafts.draft(current_settings(), code, today())
    except OSError:
        _to_overview()
    if found is None:
        abort(404)
    return found


def may_publish_course(code: str, working: CheckedCourse | None) -> bool:
    """Whether the signed-in person may publish this course or take a publication of it back.

    The owners that learners' version names decide, so that nobody makes himself one by writing a file; those
    of the files count only before the first publication.
    """
    return may_publish(owners(code, working), publisher())


def owned(codes: Iterable[str]) -> frozenset[str]:
    """Those of these courses that the signed-in person may publish: theirs are the readers' reports."""
    me = publisher()
    working = {code: None if find_course(code) else course_or_none(code) for code in codes}
    return frozenset(code for code in working if may_publish(owners(code, working[code]), me))


def may_skip_review() -> bool:
    """Whether the signed-in person may publish without the review that a course asks for, with a reason."""
    return bool(signed_in().roles & ALWAYS)


def owners(code: str, working: CheckedCourse | None) -> tuple[str, ...]:
    """The owners of a course as they hold now."""
    published = find_course(code)
    if published is not None:
        return published.owners
    course = (working.reading.course or working.reading.draft) if working else None
    return course.owners if course else ()


def publisher() -> Publisher:
    """The signed-in person as an owner would be named."""
    person = signed_in()
    row = people_store.persons([person.person_id])[person.person_id]
    above = people_store.units(people_store.units_above([person.unit_id])[person.unit_id])
    return Publisher(
        roles=person.roles,
        nip=row.nip,
        units=frozenset(word for unit in above.values() for word in (unit.code, unit.name)),
    )


def own_unit() -> str:
    """The code of the signed-in person's unit, as `pemilik:` names it."""
    unit_id = signed_in().unit_id
    return people_store.units([unit_id])[unit_id].code


def actor() -> str:
    """The signed-in person for the list of releases and the audit log."""
    person = signed_in()
    nip = people_store.persons([person.person_id])[person.person_id].nip
    return f"{person.name[:70]} ({masked(nip)})" if nip else person.name[:90]


def _to_overview() -> NoReturn:
    """The overview tells that the folders cannot be read; who may not see it only hears to come again."""
    if not may_call("authoring.courses"):
        abort(503)
    abort(redirect(url_for("authoring.courses"), code=303))
