"""Names for all that the result of a course folder depends on, and which folders it takes to compute it.

What a course becomes follows from its own files, from the banks its quizzes draw from, and from the folders
that its links and references lead to. Its key names all of these, so that a result found under the key is the
one that computing would give.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from functools import cache, cached_property

from elearn.content.faces import CourseFace, FolderFace, folder_of
from elearn.content.minutes import Pace
from elearn.content.tree import BANK_FOLDER, key_without_course
from elearn.publishing.course_rows import problem_to_data
from elearn.publishing.program import program_version
from elearn.publishing.working_files import WorkingFiles

LOOSE = ""
"""Stands for the files of no course: banks, and quizzes whose course folder is missing."""


class FolderKeys:
    """The keys of some working files; `names` are the course folders in their order."""

    def __init__(self, files: WorkingFiles, names: Iterable[str], pace: Pace) -> None:
        self.names = tuple(names)
        self._files = files
        self._base = f"{program_version()} {pace}"
        self._own = cache(self._named_own)
        others = {folder_of(path) for path in files.documents} - set(self.names)
        self._loose = tuple(sorted({BANK_FOLDER, *others}))

    @property
    def loose_names(self) -> tuple[str, ...]:
        """The folders with files of no course."""
        return self._loose

    def own(self, name: str) -> str:
        """What follows from the files of one folder alone is kept under this name."""
        if name == LOOSE:
            return _named("loose", (self._own(one) for one in self._loose))
        return self._own(name)

    def _named_own(self, name: str) -> str:
        problems = sorted(
            str(problem_to_data(one)) for one in self._files.problems if folder_of(one.place.path) == name
        )
        return _named(f"{self._base} {name}", (*self._files.lines_of(name), *problems))


class TreeKeys:
    """The keys of whole results, once the face of every folder is known."""

    def __init__(self, folders: FolderKeys, faces: Mapping[str, FolderFace]) -> None:
        self._folders = folders
        self._faces = faces
        self._state = cache(self._named_state)

    @cached_property
    def holders(self) -> dict[str, str]:
        """The folder that a code belongs to: the first of those that claim it."""
        holders: dict[str, str] = {}
        for name in self._folders.names:
            course = self._faces[name].course
            if course is not None:
                holders.setdefault(course.code, name)
        return holders

    @cached_property
    def courses(self) -> dict[str, CourseFace]:
        """The courses by code."""
        found = ((code, self._faces[name].course) for code, name in self.holders.items())
        return {code: course for code, course in found if course is not None}

    @property
    def has_all_courses(self) -> bool:
        """Whether each folder holds a course of its own that could be read."""
        return len(self.holders) == len(self._folders.names)

    def code_of(self, name: str) -> str:
        """The code that the course of a folder goes by; one without a code of its own goes by its folder."""
        course = self._faces[name].course
        is_holder = course is not None and self.holders[course.code] == name
        return course.code if course and is_holder else key_without_course(name, self.holders)

    def key(self, name: str) -> str:
        """The result of a folder, all of it, is kept under this name."""
        states = [self._state(one) for one in (name, *sorted(self._linked(name)))]
        referred = [self._referred_state(code) for code in sorted(self._referred(name))]
        return _named("result", (*states, *referred))

    def needed(self, names: Collection[str]) -> frozenset[str]:
        """The folders it takes to compute the results of these."""
        asked = {one for name in names for one in (name, *self._linked(name)) if one != LOOSE}
        asked |= {holder for name in names for holder in self._referred_folders(name)}
        asked |= {self.holders[course.code] for one in asked if (course := self._course(one))}
        draws = any(one in self._faces and self._faces[one].draws_on_banks for one in asked)
        loose = self._folders.loose_names if LOOSE in names else ()
        return frozenset({*asked, *loose, *([BANK_FOLDER] if draws else [])})

    def is_known(self, name: str, linked: Iterable[str]) -> bool:
        """Whether the key of a folder names all of these folders."""
        return set(linked) <= {name, *self._linked(name)}

    def _course(self, name: str) -> CourseFace | None:
        face = self._faces.get(name)
        return face.course if face else None

    def _linked(self, name: str) -> frozenset[str]:
        face = self._faces[name]
        more = self._faces[LOOSE].linked if face.draws_on_banks else frozenset()
        return (face.linked | more) - {name, LOOSE}

    def _referred(self, name: str) -> frozenset[str]:
        face = self._faces[name]
        return face.referred | (self._faces[LOOSE].referred if face.draws_on_banks else frozenset())

    def _referred_folders(self, name: str) -> list[str]:
        return [self.holders[code] for code in self._referred(name) if code in self.holders]

    def _referred_state(self, code: str) -> str:
        holder = self.holders.get(code)
        return self._state(holder) if holder is not None else f"absent {code} {self.has_all_courses}"

    def _named_state(self, name: str) -> str:
        """A name for what the others see of a folder."""
        face = self._faces.get(name)
        course = face.course if face else None
        first = self.holders[course.code] if course else name
        bank = self._folders.own(BANK_FOLDER) if face and face.draws_on_banks else ""
        return _named("state", (self._folders.own(name), first, bank))


def _named(kind: str, parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join((kind, *parts)).encode("utf-8", "surrogatepass")).hexdigest()
