"""What the checker says of the working files with new ones laid over them."""

from __future__ import annotations

import re
from collections.abc import Collection

from elearn.authoring import access, desk
from elearn.authoring.files.rules import Weighed, weighed
from elearn.config import Settings
from elearn.content.course_files import COURSE_FILE
from elearn.content.links import MODULES, QUIZZES
from elearn.publishing.checking import check_content
from elearn.publishing.overlay import LaidOver

_CODE_LINE = re.compile(rb"^\s*(?:kode|code)\s*:\s*([^\s#]+)\s*$", re.MULTILINE | re.IGNORECASE)
_HEAD_BYTES = 4_000


def tried(settings: Settings, code: str, folder: str, laid: LaidOver, *, alone: bool = False) -> Weighed:
    """The problems that there would be; nothing is written. `alone`: in this course only, which is quick
    enough while somebody types.

    Raises:
        OSError: the folders cannot be read.
    """
    before = desk.desk(settings, access.today()).content.all_problems
    written = laid.get(f"{MODULES}/{folder}/{COURSE_FILE}")
    codes = {code, folder, *filter(None, [code_in(written or b"")])} if alone else ()
    after = check_content(
        settings, today=access.today(), only=codes, laid_over=laid, wants_objects=False
    ).all_problems
    return weighed(before, after, _put(laid), (f"{MODULES}/{folder}/", f"{QUIZZES}/{folder}/"))


def code_in(course_file: bytes) -> str:
    """The kode that a course.md names, read even where the rest of it is broken; empty when it names none."""
    match = _CODE_LINE.search(course_file[:_HEAD_BYTES])
    return match[1].decode("utf-8", "replace") if match else ""


def _put(laid: LaidOver) -> Collection[str]:
    return [path for path, data in laid.items() if data is not None]
