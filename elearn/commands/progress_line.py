"""How far a long check is, on standard error: one line that is written over, or now and then a new one."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from elearn.publishing.progress import Progress, Stage, Told, untold

WORDS = {
    Stage.READING: "Membaca {done} dari {total} kursus ...",
    Stage.CHECKING: "Memeriksa {done} dari {total} kursus ...",
}
Say = Callable[[str], None]
QUIET_S = 1.0
"""What is over sooner needs no word."""
TERMINAL_EVERY_S = 0.1
LINE_EVERY_S = 5.0
_ERASE = "\r\x1b[K"


@contextmanager
def told_progress(
    *, is_wanted: bool, out: TextIO | None = None, now_s: Callable[[], float] = time.monotonic
) -> Iterator[Told]:
    """Whom to tell of the progress inside the block; afterwards the line is gone from a terminal."""
    if not is_wanted:
        yield untold
        return
    line = _Line(out or sys.stderr, now_s)
    try:
        yield line.tell
    finally:
        line.erase()


@contextmanager
def told_line(*, out: TextIO | None = None, now_s: Callable[[], float] = time.monotonic) -> Iterator[Say]:
    """Whom to give a sentence on how far it is; afterwards the line is gone from a terminal."""
    line = _Line(out or sys.stderr, now_s)
    try:
        yield line.say
    finally:
        line.erase()


class _Line:
    def __init__(self, out: TextIO, now_s: Callable[[], float]) -> None:
        self._out = out
        self._now_s = now_s
        self._is_terminal = out.isatty()
        self._next_s = now_s() + (QUIET_S if self._is_terminal else LINE_EVERY_S)
        self._is_shown = False

    def tell(self, progress: Progress) -> None:
        self.say(WORDS[progress.stage].format(done=progress.done, total=progress.total))

    def say(self, words: str) -> None:
        if self._now_s() < self._next_s:
            return
        self._out.write(f"{_ERASE}{words}" if self._is_terminal else f"{words}\n")
        self._out.flush()
        self._is_shown = self._is_terminal
        self._next_s = self._now_s() + (TERMINAL_EVERY_S if self._is_terminal else LINE_EVERY_S)

    def erase(self) -> None:
        if self._is_shown:
            self._out.write(_ERASE)
            self._out.flush()
