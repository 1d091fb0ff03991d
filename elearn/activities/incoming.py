"""Files of evidence as they come with a form; those of a form that needs mending wait, so none is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import request

from elearn.activities.actions import MOST_FILES, NewFile
from elearn.evidence.rules import LARGEST_BYTES, Refusal, judged
from elearn.uploads import actions as uploads

PURPOSE = "activity-evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A file that came now, or earlier (`token` names it while it waits)."""

    name: str
    body: bytes
    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Files that can be taken, and the names of those that cannot with the reason."""

    files: tuple[Came, ...]
    refused: tuple[tuple[str, Refusal], ...] = ()

    @property
    def new_files(self) -> list[NewFile]:
        """As the action takes them."""
        return [NewFile(name=one.name, body=one.body) for one in self.files]


def received(person_id: int, now: datetime) -> Incoming:
    """What came with this request, after what waited from before."""
    files, refused = list(_waiting(person_id, now)), []
    for sent in request.files.getlist("files")[: MOST_FILES + 1]:
        if not sent.filename:
            continue
        body = sent.read(LARGEST_BYTES + 1)
        refusal = judged(body).refusal
        if refusal:
            refused.append((sent.filename[:100], refusal))
        else:
            files.append(Came(name=sent.filename, body=body))
    return Incoming(files=tuple(files), refused=tuple(refused))


def kept(incoming: Incoming, person_id: int, now: datetime) -> tuple[Came, ...]:
    """Let the files wait for the form to come again, at most a day."""
    return tuple(one if one.token else _put(one, person_id, now) for one in incoming.files[:MOST_FILES])


def taken(files: Sequence[Came], person_id: int, now: datetime) -> None:
    """They have arrived and wait no longer."""
    for one in files:
        if one.token:
            uploads.take(one.token, person_id=person_id, purpose=PURPOSE, now=now)


def _waiting(person_id: int, now: datetime) -> list[Came]:
    found = []
    for token in dict.fromkeys(request.form.getlist("waiting")[:MOST_FILES]):
        waiting = uploads.find(token, person_id=person_id, purpose=PURPOSE, now=now)
        if waiting:
            found.append(Came(name=waiting.name, body=waiting.body, token=token))
    return found


def _put(file: Came, person_id: int, now: datetime) -> Came:
    token = uploads.put(person_id=person_id, purpose=PURPOSE, name=file.name, body=file.body, now=now)
    return replace(file, token=token)
