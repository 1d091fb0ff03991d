"""What bringing files would do, before it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import get_locale

from elearn.authoring.files import trying
from elearn.authoring.files.access import CoursePlace
from elearn.authoring.files.actions import NewFile
from elearn.authoring.files.bundle import Bundle
from elearn.authoring.files.comparing import Comparison, Standing, compared, standings
from elearn.authoring.files.rules import FileState, Refused, state_of
from elearn.authoring.rules import ProblemRow, problem_rows
from elearn.releases.objects import sha256_of
from elearn.web.settings import current_settings


@dataclass(frozen=True, kw_only=True)
class BroughtFile:
    """A file of a bundle, what would become of it, and what stands there. `is_late`: somebody changed that
    since the sender fetched it.
    """

    path: str
    state: FileState
    size: int
    standing: Standing
    comparison: Comparison | None
    errors: int
    is_late: bool

    @property
    def is_document(self) -> bool:
        """Whether it can be written in the editor."""
        return self.path.endswith(".md")


@dataclass(frozen=True, kw_only=True)
class PreviewPage:
    """A bundle laid over the working files. `seen` names what stands there now: a yes holds for just that."""

    place: CoursePlace
    files: tuple[BroughtFile, ...]
    refused: tuple[Refused, ...]
    stopping: tuple[ProblemRow, ...]
    others: tuple[ProblemRow, ...]
    seen: str

    @property
    def changed(self) -> tuple[BroughtFile, ...]:
        """What a yes changes."""
        return tuple(one for one in self.files if one.state not in (FileState.UNCHANGED, FileState.KEPT))

    @property
    def may_say_yes(self) -> bool:
        """Whether nothing stops it, and there is something to do."""
        return bool(self.changed) and not self.stopping

    def new_files(self, bundle: Bundle) -> list[NewFile]:
        """What a yes puts in place."""
        return [
            NewFile(path=one.path, data=bundle.files[one.path], based_on=one.standing.sha256)
            for one in self.changed
        ]


def preview_page(place: CoursePlace, bundle: Bundle) -> PreviewPage:
    """Check a bundle and compare it with what stands in the folders.

    Raises:
        OSError: the folders cannot be read.
    """
    there = standings(current_settings(), sorted(bundle.files))
    kept = {path for path, one in there.items() if _state(path, bundle, one) is FileState.KEPT}
    laid = {path: data for path, data in bundle.files.items() if path not in kept}
    weighed = trying.tried(current_settings(), place.code, place.folder, laid)
    language = str(get_locale() or "id")
    stopping = problem_rows(weighed.stopping, language)
    return PreviewPage(
        place=place,
        files=tuple(_brought(path, bundle, one, stopping) for path, one in there.items()),
        refused=bundle.refused,
        stopping=stopping,
        others=problem_rows(weighed.others, language),
        seen=_seen(there),
    )


def _brought(path: str, bundle: Bundle, there: Standing, stopping: tuple[ProblemRow, ...]) -> BroughtFile:
    data = bundle.files[path]
    state = _state(path, bundle, there)
    is_shown = state is FileState.REPLACED
    return BroughtFile(
        path=path,
        state=state,
        size=len(data or b""),
        standing=there,
        comparison=compared(path, there.data, data) if is_shown else None,
        errors=sum(one.path == path for one in stopping),
        is_late=_is_late(path, bundle, there) and state is FileState.REPLACED,
    )


def _state(path: str, bundle: Bundle, there: Standing) -> FileState:
    data = bundle.files[path]
    is_touched = data is None or sha256_of(data) != bundle.based_on.get(path)
    return state_of(there.data, data, is_late=_is_late(path, bundle, there), is_touched=is_touched)


def _is_late(path: str, bundle: Bundle, there: Standing) -> bool:
    return path in bundle.based_on and bundle.based_on[path] != there.sha256


def _seen(there: Mapping[str, Standing]) -> str:
    lines = "".join(f"{path}\0{one.sha256}\n" for path, one in sorted(there.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
