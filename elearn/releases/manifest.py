"""What a release consists of, as bytes that are the same on every machine: sorted keys, no times."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseLine:
    """One course of a release: its version (of the sources) and the object that holds its index."""

    code: str
    version: str
    index_sha256: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """All courses of a release, in the order of their codes."""

    courses: tuple[CourseLine, ...] = ()

    def line(self, code: str) -> CourseLine | None:
        """The line of a course, or None when this release has no such course."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> Mapping[str, CourseLine]:
        return {one.code: one for one in reversed(self.courses)}

    def with_courses(self, changed: Iterable[CourseLine]) -> "Manifest":
        """This manifest with some courses added or replaced; the others stay as they were."""
        lines = {one.code: one for one in (*self.courses, *changed)}
        return Manifest(courses=tuple(lines[code] for code in sorted(lines)))

    def to_bytes(self) -> bytes:
        """The manifest as it is stored."""
        return canonical({"format": FORMAT, "courses": [asdict(one) for one in self.courses]})


def manifest_from(data: bytes) -> Manifest:
    """The manifest that `to_bytes` wrote.

    Raises:
        ValueError, KeyError, TypeError: these bytes are no manifest of this format.
    """
    content = json.loads(data)
    if content["format"] != FORMAT:
        raise ValueError(f"manifest format {content['format']!r}")
    return Manifest(courses=tuple(CourseLine(**line) for line in content["courses"]))


def version_of(sources: Mapping[str, bytes]) -> str:
    """The version of a course or quiz: SHA-256 over the names and bytes of its source files.

    Names are POSIX paths relative to the content folders in NFC; bytes are taken as they are.
    """
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(sources.items())]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def canonical(value: Any) -> bytes:
    """JSON with one spelling only."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
