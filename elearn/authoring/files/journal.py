"""Putting several files into the folders so that a crash leaves all of them or none.

File systems rename one file at a time. So what is about to happen is written down first, under a name of its
own in `instance/putting/`; the bytes, old and new, are objects already. Whoever comes next after a crash does
what was written down, then forgets it.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from elearn.authoring.files.folders import place, read
from elearn.config import Settings
from elearn.releases import objects

FOLDER = "putting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One file: the SHA-256 of what stands there and of what shall; empty where there is no file."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Putting:
    """What one person's yes does to the folders."""

    id: str
    put_by: int
    put_at: datetime
    steps: tuple[Step, ...]


def begun(settings: Settings, steps: Sequence[Step], put_by: int, put_at: datetime) -> Putting:
    """Write down what is about to happen; from here on it will, whatever becomes of this process.

    Raises:
        OSError: the instance folder cannot be written; nothing has happened.
    """
    putting = Putting(id=uuid4().hex, put_by=put_by, put_at=put_at, steps=tuple(steps))
    data = {**asdict(putting), "put_at": put_at.isoformat()}
    objects.write_synced(_note(settings, putting), json.dumps(data).encode())
    return putting


def forgotten(settings: Settings, putting: Putting) -> None:
    """It is done, in the folders and in the database."""
    _note(settings, putting).unlink(missing_ok=True)


def unfinished(settings: Settings) -> Iterator[Putting]:
    """What a crash left, oldest first. A note is written whole or not at all."""
    found = []
    for note in (settings.instance / FOLDER).glob("*.json"):
        with contextlib.suppress(FileNotFoundError):  # its own process has just finished it
            data = json.loads(note.read_bytes())
            steps = tuple(Step(**step) for step in data.pop("steps"))
            put_at = datetime.fromisoformat(data.pop("put_at"))
            found.append(Putting(**data, put_at=put_at, steps=steps))
    yield from sorted(found, key=lambda one: (one.put_at, one.id))


def carried_out(settings: Settings, putting: Putting) -> None:
    """Put every file in place. When one cannot be, those before it go back, and nothing has happened.

    Raises:
        OSError: the folders cannot be written.
    """
    done: list[Step] = []
    try:
        for step in putting.steps:
            if step.after:
                _write_beside(settings, step, putting.id)
        for step in putting.steps:
            done.append(step)
            _switch(settings, step, putting.id)
        _sync(settings, putting.steps)
    except OSError:
        for step in reversed(done):
            with contextlib.suppress(OSError):
                _restore(settings, step)
        _tidy(settings, putting)
        forgotten(settings, putting)
        raise


def made_up_for(settings: Settings, putting: Putting) -> None:
    """Finish what a crash interrupted. A file that somebody has changed since then stays as it is.

    Raises:
        OSError: the folders cannot be written.
    """
    _tidy(settings, putting)
    for step in putting.steps:
        now = read(settings, step.path)
        if (objects.sha256_of(now) if now is not None else "") == step.before:
            if step.after:
                _write_beside(settings, step, putting.id)
            _switch(settings, step, putting.id)
    _sync(settings, putting.steps)


def _write_beside(settings: Settings, step: Step, token: str) -> None:
    path = place(settings, step.path)
    data = objects.get(settings.published_folder, step.after)
    mode = path.stat().st_mode & 0o777 if path.is_file() else 0o644
    path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(path, token).open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    _beside(path, token).chmod(mode)


def _switch(settings: Settings, step: Step, token: str) -> None:
    path = place(settings, step.path)
    if step.after:
        _beside(path, token).replace(path)
    else:
        path.unlink(missing_ok=True)


def _restore(settings: Settings, step: Step) -> None:
    path = place(settings, step.path)
    if step.before:
        objects.write_synced(path, objects.get(settings.published_folder, step.before))
    else:
        path.unlink(missing_ok=True)


def _tidy(settings: Settings, putting: Putting) -> None:
    """Take away what was written beside, and folders that were made for nothing."""
    for step in putting.steps:
        path = place(settings, step.path)
        with contextlib.suppress(OSError):
            _beside(path, putting.id).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            if not step.before:
                path.parent.rmdir()  # refused by the system as soon as anything is in it


def _sync(settings: Settings, steps: Iterable[Step]) -> None:
    for folder in {place(settings, step.path).parent for step in steps}:
        if folder.is_dir():
            objects.sync_folder(folder)


def _beside(path: Path, token: str) -> Path:
    """A hidden neighbour: no walk through the folders sees it."""
    return path.with_name(f".baru-{token[:12]}-{path.name}")


def _note(settings: Settings, putting: Putting) -> Path:
    return settings.instance / FOLDER / f"{putting.id}.json"
