"""Rendering with a deadline: text without end costs its author a problem, not the site its time."""

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

from elearn.markup.jobs import Job, job_to_data, rendered_from_data
from elearn.markup.values import MarkupRefused, Rendered

CPU_SECONDS = 1.5
"""CPU time for one text; honest ones need 0.1 s for 1,500 words."""
PATIENCE_S = 20.0
"""Time on the wall for one text, where no CPU timer ends it."""
_PROJECT_ROOT = Path(__file__).resolve().parents[2]


class Renderer:
    """A child process that renders; started with the first job, ended with the `with` block."""

    def __init__(self, cpu_seconds: float = CPU_SECONDS, patience_s: float = PATIENCE_S) -> None:
        self._cpu_seconds = cpu_seconds
        self._patience_s = patience_s
        self._child: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()

    def __enter__(self) -> "Renderer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def warm_up(self) -> None:
        """Start the child now: it loads its libraries while the caller does other things."""
        if self._child is None:
            self._started()

    def run(self, job: Job) -> Rendered:
        """The text of the job as safe HTML.

        Raises:
            MarkupRefused: the text would hold up the renderer, or it brought it down.
        """
        answer = self._asked(json.dumps(job_to_data(job)))
        if "refused" in answer:
            raise MarkupRefused(answer["refused"], answer["line"])
        return rendered_from_data(answer)

    def _asked(self, line: str) -> dict[str, Any]:
        child = self._child or self._started()
        assert child.stdin is not None
        try:
            child.stdin.write(line + "\n")
            child.stdin.flush()
            answer = self._answers.get(timeout=self._patience_s)
        except (queue.Empty, BrokenPipeError):
            answer = ""
        if not answer:
            self._end()
            raise MarkupRefused("time")
        parts: dict[str, Any] = json.loads(answer)
        return parts

    def _started(self) -> "subprocess.Popen[str]":
        paths = [str(_PROJECT_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {"PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8:surrogatepass"}
        self._child = subprocess.Popen(  # noqa: S603 (our own interpreter and module, no input)
            [sys.executable, "-m", "elearn.markup.child", str(self._cpu_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="surrogatepass",
            env={**os.environ, **environment},
        )
        self._answers = queue.SimpleQueue()
        threading.Thread(target=_pass_on, args=(self._child, self._answers), daemon=True).start()
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()
        child.wait()


def _pass_on(child: "subprocess.Popen[str]", answers: "queue.SimpleQueue[str]") -> None:
    """Bring the child's lines into the queue; an empty line says that it has ended."""
    assert child.stdout is not None
    try:
        for line in child.stdout:
            answers.put(line)
    except ValueError:
        pass  # the pipe was closed while we read: the renderer is being ended
    answers.put("")
