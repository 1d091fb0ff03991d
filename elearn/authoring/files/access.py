"""Fetch-or-404 for the files of a course, and who may change them: its owners, where the folder lets us."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort

from elearn import clock
from elearn.accounts.identity import signed_in
from elearn.authoring import access
from elearn.authoring import desk as desks
from elearn.authoring.files import folders, store
from elearn.authoring.files.actions import Person
from elearn.authoring.files.bundle import PURPOSE, Bundle, bundle_from
from elearn.authoring.files.folders import FoundFile, NotWritable
from elearn.authoring.files.store import VersionRow
from elearn.authoring.files.trying import code_in
from elearn.authoring.ownership import may_publish
from elearn.content.codes import RESERVED_COURSE_CODES, is_code
from elearn.content.course_files import COURSE_FILE
from elearn.content.links import MODULES
from elearn.publishing.checking import CheckedCourse
from elearn.releases.library import find_course
from elearn.uploads import actions as uploads
from elearn.web.settings import current_settings


@dataclass(frozen=True, kw_only=True)
class CoursePlace:
    """A course as a place for files. `obstacle` keeps everybody out, `is_owner` is about this person."""

    code: str
    folder: str
    title: str
    owners: tuple[str, ...]
    is_owner: bool
    obstacle: NotWritable | None
    is_there: bool = True

    @property
    def may_change(self) -> bool:
        """Whether this person may put files here."""
        return self.is_owner and self.obstacle is None


def place_or_404(code: str) -> CoursePlace:
    """A course of the working files."""
    return _place(access.course_or_404(code))


def open_place_or_403(code: str) -> CoursePlace:
    """A course of the working files whose files this person may change."""
    return _opened(place_or_404(code))


def new_place(code: str) -> CoursePlace | None:
    """The place of a course that is not there yet; None when something stands there, or the code is taken."""
    if not is_code(code) or code in RESERVED_COURSE_CODES or access.course_or_none(code) is not None:
        return None
    settings = current_settings()
    if folders.files_of(settings, code):
        return None
    owners = access.owners(code, None)
    published = find_course(code)
    return CoursePlace(
        code=code,
        folder=code,
        title=published.title if published else code,
        owners=owners,
        is_owner=may_publish(owners, access.publisher()),
        obstacle=folders.why_not_writable(settings, code),
        is_there=False,
    )


def waiting_or_404(code: str, token: str) -> tuple[CoursePlace, Bundle]:
    """What this person sent into a course and has not decided about; the course may be a new one."""
    waiting = uploads.find(token, person_id=signed_in().person_id, purpose=PURPOSE, now=clock.now())
    if waiting is None:
        abort(404)
    bundle = bundle_from(waiting.body)
    if bundle.code != code:
        abort(404)
    working = access.course_or_none(code)
    place = _place(working) if working else new_place(code)
    if place is None or place.folder != bundle.folder:
        abort(404)
    return _opened(place), bundle


def is_decided(token: str) -> bool:
    """Whether nothing of this person waits under a token: the yes came twice, or too late."""
    person_id = signed_in().person_id
    return uploads.find(token, person_id=person_id, purpose=PURPOSE, now=clock.now()) is None


def file_or_404(place: CoursePlace, path: str) -> FoundFile:
    """A file of the course by its path in the tree."""
    found = next(
        (one for one in folders.files_of(current_settings(), place.folder) if one.path == path), None
    )
    if found is None:
        abort(404)
    return found


def version_or_404(place: CoursePlace, number: int) -> VersionRow:
    """A version of a file of the course."""
    row = store.find_version(number)
    if row is None or row.path.split("/")[1] != place.folder:
        abort(404)
    return row


def is_there(code: str) -> bool:
    """Whether the working files have such a course."""
    return access.course_or_none(code) is not None


def code_of_folder(folder: str) -> str:
    """The kode of the course in a folder, as the checker reads it now; empty when it is not there."""
    try:
        courses = desks.desk(current_settings(), access.today()).courses
    except OSError:
        return ""
    return next((one.code for one in courses if one.folder == folder), "")


def person() -> Person:
    """Who says yes."""
    return Person(id=signed_in().person_id, name=signed_in().name)


def _opened(place: CoursePlace) -> CoursePlace:
    if not place.may_change:
        abort(403)
    return place


def _place(working: CheckedCourse) -> CoursePlace:
    settings = current_settings()
    owners = access.owners(_known_as(working), working)
    return CoursePlace(
        code=working.code,
        folder=working.folder,
        title=access.title_of(working.code, working),
        owners=owners,
        is_owner=may_publish(owners, access.publisher()),
        obstacle=folders.why_not_writable(settings, working.folder),
    )


def _known_as(working: CheckedCourse) -> str:
    """The kode that owners are looked up by: a course.md that cannot be read must not lose its owners."""
    if working.reading.course or working.reading.draft:
        return working.code
    written = folders.read(current_settings(), f"{MODULES}/{working.folder}/{COURSE_FILE}")
    return code_in(written or b"") or working.folder
