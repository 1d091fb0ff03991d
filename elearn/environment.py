"""Whether the Python environment beside this checkout is the one the lock file describes.

Runs before every command, so it loads nothing but what Python has loaded already, and its syntax is
readable by Python 3.6 (see bootstrap.py, which makes the environment).
"""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SETUP = os.path.join(ROOT, "setup.cfg")
ENVIRONMENT = os.path.join(ROOT, ".venv")
LOCKS = {
    "core": os.path.join(ROOT, "requirements.lock"),
    "dev": os.path.join(ROOT, "requirements-dev.lock"),
}


def is_complete(kind: str = "core") -> bool:
    """Whether `.venv` holds exactly what the lock of this kind (core or dev) says."""
    try:
        return _read(_stamp(kind)) == _expected(kind) and os.path.exists(python())
    except OSError:
        return False


def note_complete(kind: str) -> None:
    """Remember that the environment has been made from this lock."""
    with open(_stamp(kind), "wb") as file:
        file.write(_expected(kind))


def is_entered() -> bool:
    """Whether this process runs in that environment."""
    return os.path.realpath(sys.prefix) == os.path.realpath(ENVIRONMENT)


def enter() -> None:
    """Start this command anew inside the environment; never returns."""
    command = [python(), "-m", "elearn", *sys.argv[1:]]
    # `-m elearn` must find this very checkout, from whatever folder it was called.
    inherited = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part and part != ROOT]
    surroundings = dict(os.environ, PYTHONPATH=os.pathsep.join([ROOT, *inherited]))
    if os.name == "nt":  # there, exec would return to the shell at once and leave the child behind
        import subprocess

        sys.exit(subprocess.call(command, env=surroundings))
    os.execve(command[0], command, surroundings)


def python() -> str:
    """The path of the environment's Python."""
    parts = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(ENVIRONMENT, *parts)


def _stamp(kind: str) -> str:
    return os.path.join(ENVIRONMENT, "elearn-" + kind + ".stamp")


def _expected(kind: str) -> bytes:
    """Changes with the lock, the metadata and the place of the checkout: then pip runs again."""
    return b"\n".join([ROOT.encode("utf-8"), _read(SETUP), _read(LOCKS[kind])])


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
