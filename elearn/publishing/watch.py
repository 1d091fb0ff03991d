"""Publishing by itself whenever an author saves: for demo and debug, in a child process of the server."""

from __future__ import annotations

import logging
import os
import stat
import sys
import threading

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from elearn.config import Settings
from elearn.errors import ElearnError
from elearn.markup.renderer import Renderer
from elearn.problems import line_form
from elearn.publishing.actions import PublishReport, publish
from elearn.publishing.stamps import LOOK_EVERY_S, Stamp, stamps

_log = logging.getLogger(__name__)


def watch(settings: Settings, *, actor: str) -> None:
    """Publish, and publish again after every change of a file, until the parent process ends.

    Needs an application context. Problems are printed in the line form.
    """
    ended = _parent_ended()
    seen: frozenset[Stamp] | None = None
    with Renderer() as renderer:
        while True:
            now = stamps((settings.modules_dir, settings.quizzes_dir))
            if now != seen:
                seen = now
                _publish(settings, actor, renderer)
            if ended.wait(LOOK_EVERY_S):
                return


def _publish(settings: Settings, actor: str, renderer: Renderer) -> None:
    """A failure is told and waited out: the next save may mend it."""
    try:
        # A context of its own: what publishing reads must not keep an old snapshot open until the next save.
        with current_app.app_context():
            # Saving a file is no signature: a changed key that touches finished attempts waits for a person.
            report = publish(settings, actor=actor, note="Disimpan penyusun", renderer=renderer, signs=False)
    except (ElearnError, OSError, SQLAlchemyError):
        _log.exception("Publishing failed; the release in force stays.")
        return
    _tell(report)


def _tell(report: PublishReport) -> None:
    lines = [line_form(problem) for problem in report.all_problems]
    if report.is_new:
        changed = ", ".join(course.code for course in report.courses if course.state == "published")
        lines.append(f"Rilis {report.release} berlaku: {changed}.")
    if lines:
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()


def _parent_ended() -> threading.Event:
    """An event that is set when the process that started this one is gone, however it ended.

    The parent holds the other end of our standard input: when it dies, reading gives end of file.
    """
    ended = threading.Event()
    if sys.stdin is not None and not sys.stdin.closed and _is_pipe(sys.stdin.fileno()):
        threading.Thread(target=_wait_for_end, args=(sys.stdin.fileno(), ended), daemon=True).start()
    return ended


def _is_pipe(handle: int) -> bool:
    try:
        return stat.S_ISFIFO(os.fstat(handle).st_mode)
    except OSError:
        return False


def _wait_for_end(handle: int, ended: threading.Event) -> None:
    try:
        while os.read(handle, 1024):
            pass
    except OSError:
        _log.debug("Standard input was closed.")
    ended.set()
