"""The working files as they stand, checked once for each state of the folders: reading them costs seconds."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import date

from elearn.config import Settings
from elearn.publishing.checking import CheckedContent, CheckedCourse, check_content
from elearn.publishing.stamps import Stamp, stamps


@dataclass(frozen=True, kw_only=True)
class Desk:
    """All working files. Of what was compiled only the indexes and the quizzes are kept: the bodies and
    pictures are many megabytes, and only publishing needs them.
    """

    content: CheckedContent

    @property
    def courses(self) -> tuple[CheckedCourse, ...]:
        """The courses in the order of their codes."""
        return self.content.courses

    def course(self, code: str) -> CheckedCourse | None:
        """The course of this code, if there is one."""
        return next((one for one in self.courses if one.code == code), None)


@dataclass(frozen=True)
class _Seen:
    folders: tuple[str, str]
    stamps: frozenset[Stamp]
    today: date
    desk: Desk


_looking = threading.Lock()
_seen: _Seen | None = None


def desk(settings: Settings, today: date) -> Desk:
    """The working files, checked just as publishing checks them; from memory while no file has changed.

    Raises:
        OSError: the folders cannot be read.
    """
    global _seen
    folders = (settings.modules_dir, settings.quizzes_dir)
    names = (str(folders[0]), str(folders[1]))
    # One at a time: ten authors who open the page together wait for one check instead of making ten.
    with _looking:
        settings.modules_dir.stat()  # a folder that is gone looks like an empty one
        now = stamps(folders)
        if _seen is None or (_seen.folders, _seen.stamps, _seen.today) != (names, now, today):
            _seen = _Seen(names, now, today, _desk(check_content(settings, today=today)))
        return _seen.desk


def _desk(content: CheckedContent) -> Desk:
    return Desk(content=replace(content, courses=tuple(_kept(one) for one in content.courses)))


def _kept(checked: CheckedCourse) -> CheckedCourse:
    return replace(checked, compiled=checked.compiled.without_bodies()) if checked.compiled else checked
