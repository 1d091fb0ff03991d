"""Questions of another system on their way in: looked at first, kept by nobody until they are saved."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

from elearn.content.codes import is_code
from elearn.content.quiz_files import read_quiz
from elearn.exchange.importing import Imported, form_of, import_questions
from elearn.exchange.saving import save_imported
from elearn.problems import Problem
from elearn.releases.pictures import picture_kind
from elearn.web.settings import current_settings

BANK = "bank"
"""The folder of questions to draw from."""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """The file of another system and where it shall go; `form` empty: told by its content."""

    data: bytes
    name: str
    form: str
    course: str
    quiz: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an upload would become. `problems` are those of the quiz file that it makes."""

    form: str
    imported: Imported
    path: str
    is_there: bool
    can_save: bool
    problems: tuple[Problem, ...]


def courses() -> tuple[str, ...]:
    """The folders that may hold quizzes: those of the courses, and the bank."""
    settings = current_settings()
    names = {BANK}
    for folder in (settings.quizzes_dir, settings.modules_dir):
        try:
            names |= {one.name for one in folder.iterdir() if one.is_dir() and not one.is_symlink()}
        except OSError:
            continue
    return tuple(sorted(name for name in names if is_code(name)))


def preview(upload: Upload) -> Preview:
    """Read an upload; nothing is written.

    Raises:
        UnreadableFile: it cannot be read as its format, or the quiz that is there has errors.
        OSError: the quiz that is there cannot be read.
    """
    into = _place(upload)
    form = upload.form or form_of(upload.name, upload.data)
    existing = into.read_bytes() if into.is_file() else None
    path = f"quizzes/{upload.course}/{upload.quiz}.md"
    imported = import_questions(
        upload.data, form, into=path, source=upload.name, kind_of=picture_kind, existing=existing
    )
    problems = read_quiz(imported.document.encode(), path)[1] if imported.document else ()
    return Preview(
        form=form,
        imported=imported,
        path=path,
        is_there=existing is not None,
        can_save=_can_save(into),
        problems=tuple(problems),
    )


def save(upload: Upload) -> Preview:
    """Write what an upload becomes, behind what is there.

    Raises:
        UnreadableFile: as `preview`.
        OSError: the folder cannot be written.
    """
    seen = preview(upload)
    save_imported(_place(upload), seen.imported)
    return seen


def as_download(seen: Preview, quiz: str) -> tuple[str, bytes]:
    """File name and bytes: the quiz file, or a ZIP of it and its pictures."""
    document = (seen.imported.document or "").encode()
    if not seen.imported.pictures:
        return f"{quiz}.md", document
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in {f"{quiz}.md": document, **seen.imported.pictures}.items():
            archive.writestr(zipfile.ZipInfo(path), data)
    return f"{quiz}.zip", out.getvalue()


def _place(upload: Upload) -> Path:
    """Both names are codes, so that the place is inside the folder of the quizzes."""
    assert is_code(upload.course)
    assert is_code(upload.quiz)
    return current_settings().quizzes_dir / upload.course / f"{upload.quiz}.md"


def _can_save(into: Path) -> bool:
    folder = into.parent if into.parent.exists() else into.parent.parent
    is_ours = not into.is_symlink() and not into.parent.is_symlink()
    return is_ours and folder.is_dir() and os.access(folder, os.W_OK)
