"""Renditions of pictures: each original is encoded once, in a process of its own, and remembered.

Losing the memory costs time and nothing else. Its key is the SHA-256 of the original with our own version of
the encoder, not with Pillow's: an upgrade must not change pages whose authors changed nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from elearn.publishing.encoding import CPU_SECONDS, ENCODER_VERSION
from elearn.publishing.memory import Memory, opened_memory
from elearn.releases.objects import sha256_of

PATIENCE_S = 3.0 * CPU_SECONDS
MAX_ROWS = 5_000
_PROJECT_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A picture as a browser gets it, in pixels; no `data` where it is the original itself."""

    width: int
    height: int
    data: bytes


class PictureRefused(ValueError):
    """The bytes are no whole picture, or unpacking them takes too much."""


class Renditions:
    """The encoder that remembers; `path` None remembers nothing beyond the `with` block."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._memory: Memory | None = None

    def __enter__(self) -> Renditions:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._memory is not None:
            self._memory.close()

    def of(self, data: bytes) -> tuple[Rendition, ...]:
        """The renditions of a PNG or JPEG, the largest first, one or two.

        Raises:
            PictureRefused: it cannot be decoded.
        """
        key = f"{sha256_of(data)} {ENCODER_VERSION}"
        known = self._kept(key)
        if known is not None:
            return known
        result = _encoded(data)
        if self._memory is not None:
            self._memory.keep(
                [(key, result)]
            )  # at once: a check that is broken off has not encoded for nothing
        return tuple(_renditions(result))

    def _kept(self, key: str) -> tuple[Rendition, ...] | None:
        if self._memory is None and self._path is not None:
            self._memory, self._path = opened_memory(self._path, max_rows=MAX_ROWS), None
        result = self._memory.find(key) if self._memory else None
        with contextlib.suppress(ValueError, TypeError):
            return tuple(_renditions(result)) if result else None
        return None


def _encoded(data: bytes) -> bytes:
    paths = [str(_PROJECT_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "elearn.publishing.encoding"],
            input=data,
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
    except subprocess.TimeoutExpired as slow:
        raise PictureRefused from slow
    if done.returncode != 0:
        raise PictureRefused
    return done.stdout


def _renditions(result: bytes) -> Iterator[Rendition]:
    head, _, rest = result.partition(b"\n")
    for width, height, size in json.loads(head):
        yield Rendition(width=width, height=height, data=rest[:size])
        rest = rest[size:]
