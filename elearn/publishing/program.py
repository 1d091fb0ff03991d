"""The version of all that decides what becomes of a file: our own code and the packages that render."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import elearn

LIBRARIES = ("markdown", "pymdown-extensions", "nh3", "latex2mathml", "pygments")
_ROOMS = ("content", "markup", "publishing", "releases")
_FILES = ("problems.py",)


@cache
def libraries() -> str:
    """The packages that make HTML, with their versions."""
    return " ".join(f"{name}-{_version(name)}" for name in LIBRARIES)


@cache
def program_version() -> str:
    """A name that changes with every change of code that reads, checks or compiles: whoever remembers results
    under it never has to be told.
    """
    known = hashlib.sha256(f"{sys.version} {libraries()}".encode())
    package = Path(elearn.__file__).parent
    for path in sorted(_sources(package)):
        known.update(f"{path.relative_to(package).as_posix()}\n".encode())
        known.update(hashlib.sha256(path.read_bytes()).digest())
    return known.hexdigest()


def _sources(package: Path) -> Iterator[Path]:
    for room in _ROOMS:
        yield from (package / room).rglob("*.py")
    yield from (package / name for name in _FILES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "0"
