"""One file in the small editor: its text, what the checker says of it, and who else changed it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from flask_babel import get_locale

from elearn import clock
from elearn.accounts.identity import signed_in
from elearn.authoring import access as course_access
from elearn.authoring.files import folders, marks, rules, trying
from elearn.authoring.files.access import CoursePlace
from elearn.authoring.files.bundle import Bundle
from elearn.authoring.files.comparing import Comparison, Standing, compared, standing
from elearn.authoring.files.marks import Mark
from elearn.authoring.rules import ProblemRow, problem_rows
from elearn.content.codes import code_from_path
from elearn.content.course_files import COURSE_FILE
from elearn.content.links import QUIZZES
from elearn.content.skeletons import new_module, new_quiz
from elearn.web.settings import current_settings

MAX_TEXT_CHARACTERS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Another version came between: what stands there now, and how the own text differs from it."""

    standing: Standing
    comparison: Comparison


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a check said: `stopping` keeps the text from being saved, `others` are warnings in this file."""

    stopping: tuple[ProblemRow, ...]
    others: tuple[ProblemRow, ...]

    @property
    def rows(self) -> tuple[ProblemRow, ...]:
        """All of it, errors first."""
        return (*self.stopping, *self.others)


@dataclass(frozen=True, kw_only=True)
class EditPage:
    """The editor. `based_on` is the SHA-256 of the version that `text` began with, `token` that of a bundle
    the file belongs to; `preview` is the address of the draft, empty where nothing can be shown.
    """

    place: CoursePlace
    path: str
    text: str
    based_on: str
    token: str
    is_new: bool
    others: tuple[Mark, ...]
    preview: tuple[str, str]
    verdict: Verdict | None = None
    conflict: Conflict | None = None

    @property
    def has_errors(self) -> bool:
        """Whether the text was checked and cannot be saved as it is."""
        return self.verdict is not None and bool(self.verdict.stopping)


def new_text(place: CoursePlace, path: str) -> str:
    """What a new file begins with; it passes the check."""
    code = code_from_path(path)
    title = code.replace("-", " ").capitalize()
    if path.startswith(f"{QUIZZES}/"):
        return new_quiz(place.folder, code, title).text
    return new_module(place.folder, code, title, number=1).text


def as_text(data: bytes) -> str | None:
    """A file as text with plain line ends, None when it is none."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def as_bytes(text: str, before: bytes | None) -> bytes:
    """What was typed as a file: line ends as the file had them, and one at its end."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").rstrip("\n") + "\n"
    has_returns = before is not None and before.count(b"\r\n") * 2 > before.count(b"\n")
    return (plain.replace("\n", "\r\n") if has_returns else plain).encode("utf-8", "replace")


def may_begin(place: CoursePlace, path: str) -> bool:
    """Whether a document may be made at a path where none stands."""
    there = [one.path for one in folders.files_of(current_settings(), place.folder)]
    is_document = path.endswith(rules.DOCUMENT) and rules.fault_of_path(path, place.folder) is None
    return is_document and path not in there and not any(rules.collisions([path], there))


def verdict(
    place: CoursePlace, path: str, data: bytes, bundle: Bundle | None, *, alone: bool = False
) -> Verdict:
    """What the checker says of the course with this text in its file; `alone` as in `trying.tried`.

    Raises:
        OSError: the folders cannot be read.
    """
    laid = {**(bundle.files if bundle else {}), path: data}
    weighed = trying.tried(current_settings(), place.code, place.folder, laid, alone=alone)
    language = str(get_locale() or "id")
    # The rest of a bundle has its own page.
    others = [one for one in weighed.others if one.place.path == path]
    stopping = [one for one in weighed.stopping if bundle is None or one.place.path == path]
    return Verdict(stopping=problem_rows(stopping, language), others=problem_rows(others, language))


def edit_page(place: CoursePlace, path: str, text: str, based_on: str, token: str) -> EditPage:
    """The editor with a text."""
    return EditPage(
        place=place,
        path=path,
        text=text,
        based_on=based_on,
        token=token,
        is_new=not based_on and not token,
        others=() if token else marks.others_at(path, signed_in().person_id, clock.now()),
        preview=_preview(place, path),
    )


def conflict(path: str, mine: bytes) -> Conflict:
    """What stands there beside what was typed."""
    there = standing(current_settings(), path)
    return Conflict(standing=there, comparison=compared(path, there.data, mine))


def _preview(place: CoursePlace, path: str) -> tuple[str, str]:
    """The endpoint of the draft's page for a file and the kode it takes; the draft is of what is saved."""
    working = course_access.course_or_none(place.code)
    course = (working.reading.course or working.reading.draft) if working else None
    if working is None or course is None:
        return "", ""
    for quiz in working.reading.quizzes.values():
        if quiz.path == path:
            return "authoring.preview_quiz", quiz.code
    for module in course.modules:
        if module.path == path and module.sections:
            return "authoring.preview_section", f"{module.code}/{module.sections[0].code}"
    return ("authoring.preview", "") if PurePosixPath(path).name == COURSE_FILE else ("", "")
