"""The working files as folders that know what they need of each other; only what is asked for is read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from elearn.content.faces import FolderFace, face_of, folder_of, linked_folders, referred_courses
from elearn.content.links import MODULES
from elearn.content.minutes import Pace
from elearn.content.tree import ContentTree, CourseReading, FolderReading, assemble, read_banks, read_folder
from elearn.publishing.course_memory import CourseMemory
from elearn.publishing.folder_keys import LOOSE, FolderKeys, TreeKeys
from elearn.publishing.progress import Progress, Stage, Told, untold
from elearn.publishing.working_files import WorkingFiles


class WorkingTree:
    """Every course folder by name. `keys` tell under which name its result is kept."""

    def __init__(self, files: WorkingFiles, pace: Pace, memory: CourseMemory, told: Told = untold) -> None:
        self._files = files
        self._pace = pace
        self._readings: dict[str, FolderReading] = {}
        names = {folder_of(path) for path in files.documents if path.startswith(f"{MODULES}/")}
        self.names = tuple(sorted(names))
        self._folders = FolderKeys(files, self.names, pace)
        self.faces = self._all_faces(memory, told)
        self.keys = TreeKeys(self._folders, self.faces)

    def part(self, names: Collection[str]) -> ContentTree:
        """These folders and all that they lead to, read and checked; what only other courses and the calendar
        tell is left out. With `LOOSE` its problems are those of the files of no course.
        """
        files = self._files.tree_files(self.keys.needed(names))
        return assemble(
            replace(files, problems=()) if LOOSE in names else files,
            pace=self._pace,
            readings=self._readings,
            has_all_courses=self.keys.has_all_courses,
        )

    def forget_readings(self) -> None:
        """Let go of the folders that were read."""
        self._readings.clear()

    def _all_faces(self, memory: CourseMemory, told: Told) -> dict[str, FolderFace]:
        own = {name: self._folders.own(name) for name in (*self.names, LOOSE)}
        kept = memory.faces(own.values())
        missing = [name for name, key in own.items() if key not in kept]
        faces = {name: kept[key] for name, key in own.items() if key in kept}
        total = len(missing) - (LOOSE in missing)
        for at, name in enumerate(missing):  # LOOSE comes last
            if at < total:
                told(Progress(Stage.READING, at, total))
            faces[name] = self._loose_face() if name == LOOSE else self._face(name)
            if self._files.is_steady:
                memory.keep_face(own[name], faces[name])
        return faces

    def _face(self, name: str) -> FolderFace:
        files = self._files.tree_files((name,))
        reading = self._readings[name] = read_folder(files, name, pace=self._pace)
        return face_of(reading, files.documents)

    def _loose_face(self) -> FolderFace:
        files = self._files.tree_files(self._folders.loose_names)
        return FolderFace(
            course=None,
            linked=linked_folders(files.documents),
            referred=referred_courses(read_banks(files).values()),
        )


def reading_of(tree: ContentTree, name: str) -> CourseReading:
    """The reading of the folder of this name."""
    return next(one for one in tree.courses.values() if one.folder == name)
