"""What waits for a yes: new files of a course with what was refused, as one body of bytes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from elearn.authoring.files.rules import Reason, Refused

PURPOSE = "course-files"
_LIST = "list.json"


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """New files of a course, by path; None takes a file away. `code` is how the course is addressed,
    `based_on` the SHA-256 of the versions that a download held.
    """

    code: str
    folder: str
    files: Mapping[str, bytes | None]
    refused: tuple[Refused, ...] = ()
    based_on: Mapping[str, str] = field(default_factory=dict)

    def with_file(self, path: str, data: bytes) -> Bundle:
        """The same with one file written anew."""
        return replace(self, files={**self.files, path: data})

    def to_bytes(self) -> bytes:
        """As it is kept."""
        out = io.BytesIO()
        # The large ones are pictures, which no packing makes smaller.
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            names = {
                path: str(at) if data is not None else ""
                for at, (path, data) in enumerate(self.files.items())
            }
            head = {
                "code": self.code,
                "folder": self.folder,
                "files": names,
                "based_on": dict(self.based_on),
                "refused": [asdict(one) for one in self.refused],
            }
            archive.writestr(_LIST, json.dumps(head))
            for path, data in self.files.items():
                if data is not None:
                    archive.writestr(names[path], data)
        return out.getvalue()


def bundle_from(body: bytes) -> Bundle:
    """What `to_bytes` wrote."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        head = json.loads(archive.read(_LIST))
        return Bundle(
            code=head["code"],
            folder=head["folder"],
            files={path: archive.read(name) if name else None for path, name in head["files"].items()},
            based_on=head["based_on"],
            refused=tuple(
                Refused(name=one["name"], reason=Reason(one["reason"]), detail=one["detail"])
                for one in head["refused"]
            ),
        )
