"""Putting files into a course folder: all of them or none, the old bytes kept, nobody's work overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from elearn.audit.store import add_entry
from elearn.authoring.files import journal, store
from elearn.authoring.files.folders import read
from elearn.authoring.files.journal import Putting, Step
from elearn.config import Settings
from elearn.database import one_transaction
from elearn.releases import objects
from elearn.web.settings import current_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """What a person wants at a path. `data` None: the file goes. `based_on` is the SHA-256 of what he saw
    there, empty where nothing was.
    """

    path: str
    data: bytes | None
    based_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who says yes."""

    id: int
    name: str


_TRIES = 5


class ChangedMeanwhile(Exception):
    """Something else stands there by now than the person saw; nothing was written."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = tuple(paths)


def put_files(
    settings: Settings, course: str, files: Sequence[NewFile], person: Person, now: datetime
) -> tuple[str, ...]:
    """Put files into the folders of a course; gives the paths that became others.

    Whoever calls this has checked them. Every byte that goes is an object first; a crash leaves all files or
    none (`journal`).

    Raises:
        ChangedMeanwhile: another version stands there than the one that was seen.
        OSError: the folders cannot be written; the old files stand.
    """
    for _ in range(_TRIES):
        finish_interrupted(now)
        try:
            putting = _put(settings, course, files, person, now)
        except _Unfinished:
            continue
        if putting is None:
            return ()
        journal.forgotten(settings, putting)
        return tuple(step.path for step in putting.steps)
    raise BlockingIOError("files are being put again and again")


def finish_interrupted(now: datetime) -> int:
    """Do what a crash interrupted; how many yeses that were. Doing it twice is doing it once."""
    settings = current_settings()
    if not any(journal.unfinished(settings)):
        return 0
    done = _finish(settings)
    for putting in done:
        journal.forgotten(settings, putting)
    return len(done)


class _Unfinished(Exception):
    """A note of somebody else lies there: nothing may change before it is done and forgotten."""


@one_transaction
def _finish(settings: Settings) -> tuple[Putting, ...]:
    store.lock()
    waiting = tuple(journal.unfinished(settings))
    for putting in waiting:
        journal.made_up_for(settings, putting)
        store.add_versions(putting)
    return waiting


@one_transaction
def _put(
    settings: Settings, course: str, files: Sequence[NewFile], person: Person, now: datetime
) -> Putting | None:
    store.lock()
    if any(journal.unfinished(settings)):
        raise _Unfinished
    steps = _steps(settings, files)
    if not steps:
        return None
    putting = journal.begun(settings, steps, person.id, now)
    _keep(course, putting, person)
    # The folders last: whatever else can fail has not failed.
    journal.carried_out(settings, putting)
    return putting


def _steps(settings: Settings, files: Sequence[NewFile]) -> list[Step]:
    """What really changes. The bytes are objects when this returns."""
    standing = {file.path: read(settings, file.path) for file in files}
    seen = {path: _name_of(data) for path, data in standing.items()}
    other = [file.path for file in files if seen[file.path] != file.based_on]
    if other:
        raise ChangedMeanwhile(other)
    changed = [file for file in files if file.data != standing[file.path]]
    for file in changed:
        for data in (standing[file.path], file.data):
            if data is not None:
                objects.put(settings.published_folder, data)
    return [Step(path=file.path, before=seen[file.path], after=_name_of(file.data)) for file in changed]


def _name_of(data: bytes | None) -> str:
    return objects.sha256_of(data) if data is not None else ""


def _keep(course: str, putting: Putting, person: Person) -> None:
    store.add_versions(putting)
    for step in putting.steps:
        add_entry(
            at=putting.put_at,
            action="content.file",
            subject=f"file {step.path}"[:200],
            actor_id=person.id,
            actor_name=person.name,
            details={"course": course, "sha256": step.after, "replaced": step.before},
        )
