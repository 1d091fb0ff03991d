"""The renderer's child process: jobs come in and answers go out as JSON lines; it ends with its parent."""

import contextlib
import json
import signal
import sys
from types import FrameType

from elearn.markup.jobs import Job, job_from_data, rendered_to_data
from elearn.markup.values import MarkupRefused

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MAX_MEMORY_BYTES = 1024 * 1024 * 1024


def _out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def _answer(line: str, cpu_seconds: float) -> dict[str, object]:
    job = job_from_data(json.loads(line))
    # CPU time, not time on the wall: a busy machine must not refuse an honest text. Windows lacks such a
    # timer; there the parent's own patience ends the child.
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    try:
        return rendered_to_data(job.run())
    except TimeoutError:
        return {"refused": "time", "line": 0}
    except MarkupRefused as refused:
        return {"refused": refused.reason, "line": refused.line}
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)


def _limit_memory() -> None:
    """A text that wants more fails by itself instead of pushing the server out of memory."""
    if resource is not None:
        # A container may allow less already; then that holds.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))


def _load_libraries() -> None:
    """Before the first job is there, and not on its time."""
    for is_line in (False, True):
        Job(text="Kata *kunci*.", is_line=is_line).run()


def main() -> None:
    """Answer jobs until the parent closes the pipe. The argument is the CPU time for one job in seconds."""
    cpu_seconds = float(sys.argv[1])
    _limit_memory()
    if hasattr(signal, "SIGPROF"):
        signal.signal(signal.SIGPROF, _out_of_time)
    # Ctrl-C at the terminal reaches the whole group; the parent decides when to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _load_libraries()
    for line in sys.stdin:
        answer = _answer(line, cpu_seconds)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
