"""Noticing that an author saved: name, time and size of every file, looked at again and again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

LOOK_EVERY_S = 0.2

Stamp = tuple[str, int, int]


def stamps(places: Iterable[Path]) -> frozenset[Stamp]:
    """The stamps of files and of all files in folders; what is hidden or cannot be seen counts as absent."""
    return frozenset(stamp for place in places for stamp in _stamps_at(place))


def _stamps_at(place: Path) -> Iterator[Stamp]:
    if place.is_file():
        yield from _stamp_of(place)
    else:
        yield from _stamps_in(place)


def _stamps_in(folder: Path) -> Iterator[Stamp]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _stamps_in(Path(entry.path))
            elif not entry.name.startswith("."):
                state = entry.stat(follow_symlinks=False)
                yield entry.path, state.st_mtime_ns, state.st_size
        except OSError:
            continue


def _stamp_of(file: Path) -> Iterator[Stamp]:
    try:
        state = file.stat()
    except OSError:
        return
    yield str(file), state.st_mtime_ns, state.st_size
