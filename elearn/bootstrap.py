"""Makes the Python environment that elearn runs in, on a machine that has only Python.

Standard library alone, and syntax that Python 3.6 can still read: this file must be able to say
"your Python is too old". Everything printed is for the person at the terminal, in Indonesian.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable, Dict, List, Optional

from elearn import environment

LEAST_PYTHON = (3, 11)
ENVIRONMENT = Path(environment.ENVIRONMENT)
LOG = ENVIRONMENT / "install.log"
# What `import` calls the packages of install_requires in setup.cfg; tests/test_packaging.py compares.
REQUIRED_MODULES = (
    "alembic",
    "argon2",
    "cryptography",
    "defusedxml",
    "flask",
    "flask_babel",
    "flask_login",
    "flask_sqlalchemy",
    "flask_wtf",
    "latex2mathml",
    "mammoth",
    "markdown",
    "nh3",
    "openpyxl",
    "PIL",
    "pygments",
    "pymdownx",
    "reportlab",
    "segno",
    "snowballstemmer",
    "sqlalchemy",
    "waitress",
    "wtforms",
)
DEBIAN_WHEELS = Path("/usr/share/python-wheels")
PIP_RETRIES = 2
STEPS = 3
FAILED = 2

NO_VENV = (
    "Python ini tidak lengkap: modul venv atau ensurepip tidak ada. "
    "Di Debian dan Ubuntu pasanglah dengan: sudo apt install python3-venv"
)
NO_NETWORK = (
    "Pustaka tidak dapat diunduh: sambungan internet tidak ada atau terputus. Sambungkan, lalu jalankan "
    "perintah ini lagi. Tanpa internet: taruh berkas wheel dalam satu folder, lalu setel PIP_NO_INDEX=1 "
    "dan PIP_FIND_LINKS=<folder itu>."
)
# What pip says -> what we say; the first match counts.
PIP_FAULTS = (
    (r"No space left on device|Errno 28", "Ruang penyimpanan penuh; kosongkan sebagian, lalu jalankan lagi."),
    (
        r"DO NOT MATCH THE HASHES",
        "Pustaka yang diunduh berbeda dari yang dicatat di requirements.lock; pemasangan dihentikan "
        "demi keamanan. Periksa jaringan atau gudang paket Anda, lalu jalankan lagi.",
    ),
    (r"Permission denied|Errno 13|Read-only file system", "Folder {environment} tidak dapat ditulis."),
    (
        r"NewConnectionError|ConnectionError|NameResolution|name resolution|ConnectTimeout|ReadTimeout"
        r"|ProxyError|Network is unreachable|No matching distribution|Could not find a version|SSLError",
        NO_NETWORK,
    ),
)


class SetupFailed(Exception):
    """The environment cannot be made; the text is one sentence for the person at the terminal."""


def make_what_is_missing() -> None:
    """Go on in an environment that has everything elearn needs, making it first if necessary.

    Returns when the packages can be imported here; otherwise starts anew in `.venv` and never returns.
    What cannot be mended is one sentence and exit code 2.
    """
    try:
        _require_python()
        if has_everything():
            return
        make_environment()
    except SetupFailed as failure:
        say(str(failure))
        sys.exit(FAILED)
    except KeyboardInterrupt:
        say("Dihentikan.")
        sys.exit(130)
    if not environment.is_entered():
        environment.enter()


def make_environment(kind: str = "core") -> str:
    """Make or complete `.venv` beside setup.cfg (`kind` is core or dev) and give the path of its Python."""
    _require_python()
    if environment.is_complete(kind):
        return environment.python()
    if not os.path.isfile(environment.SETUP):
        raise SetupFailed("Pustaka yang diperlukan tidak lengkap; pasang ulang elearn dengan pip.")
    try:
        _create()
        _install(kind)
        environment.note_complete(kind)
        if kind == "dev":  # which holds the core, in the same versions
            environment.note_complete("core")
    except OSError as fault:
        raise SetupFailed(
            "Folder {} tidak dapat ditulis ({}). Jalankan sebagai pemilik folder itu, atau salin elearn "
            "ke folder Anda sendiri.".format(ENVIRONMENT, fault.strerror or fault)
        ) from fault
    say("Lingkungan Python siap.")
    return environment.python()


def has_everything() -> bool:
    """Whether every package that elearn needs can be imported here."""
    return all(importlib.util.find_spec(name) is not None for name in REQUIRED_MODULES)


def say(sentence: str) -> None:
    """Tell the person at the terminal; standard output stays clean for what commands print."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def _require_python() -> None:
    if sys.version_info[:2] >= LEAST_PYTHON:
        return
    newer = next((name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)), None)
    raise SetupFailed(
        "elearn memerlukan Python 3.11 atau lebih baru, sedangkan yang menjalankan perintah ini Python "
        "{}.{}. {}".format(
            sys.version_info[0],
            sys.version_info[1],
            "Jalankan dengan: {} -m elearn serve".format(newer)
            if newer
            else "Pasang Python yang lebih baru dari distribusi Anda atau dari python.org.",
        )
    )


def _create() -> None:
    if _is_usable():
        return
    say("Menyiapkan lingkungan Python di {} (1 dari {}) ...".format(ENVIRONMENT, STEPS))
    if importlib.util.find_spec("venv") is None:
        raise SetupFailed(NO_VENV)
    with_pip = importlib.util.find_spec("ensurepip") is not None
    wheel = None if with_pip else _pip_wheel()
    if not with_pip and wheel is None:
        raise SetupFailed(NO_VENV)
    ENVIRONMENT.mkdir(exist_ok=True)
    options = ["--clear"] if with_pip else ["--clear", "--without-pip"]
    made = _run([sys.executable, "-m", "venv", *options, str(ENVIRONMENT)], dict(os.environ))
    if made.returncode:
        raise SetupFailed(_sentence(made.stdout, NO_VENV))
    if wheel is not None:
        _install_pip(wheel)


def _is_usable() -> bool:
    if not os.path.exists(environment.python()):
        return False
    asked = _run(
        [environment.python(), "-c", "import pip, sys; print(sys.version_info >= (3, 11))"], dict(os.environ)
    )
    return asked.returncode == 0 and "True" in asked.stdout


def _pip_wheel() -> Optional[Path]:
    """A wheel of pip at hand: in a folder of PIP_FIND_LINKS or where Debian keeps its own."""
    folders = [Path(part) for part in os.environ.get("PIP_FIND_LINKS", "").split()] + [DEBIAN_WHEELS]
    wheels = [wheel for folder in folders if folder.is_dir() for wheel in sorted(folder.glob("pip-*.whl"))]
    return wheels[-1] if wheels else None


def _install_pip(wheel: Path) -> None:
    surroundings = dict(_pip_settings(), PYTHONPATH=str(wheel))
    done = _run([environment.python(), "-m", "pip", "install", "--no-index", str(wheel)], surroundings)
    if done.returncode:
        raise SetupFailed(NO_VENV)


def _install(kind: str) -> None:
    lock = Path(environment.LOCKS[kind])
    count = len(re.findall(r"(?m)^[A-Za-z0-9]", lock.read_text(encoding="utf-8")))
    say("Mengunduh dan memasang sekitar {} pustaka (2 dari {}) ...".format(count, STEPS))
    _pip(["install", "--require-hashes", "-r", str(lock)], _Counter(count))
    say("Memasang elearn (3 dari {}) ...".format(STEPS))
    # The build tool is pinned in the lock like everything else: nothing unpinned is fetched to build with.
    _pip(["install", "--no-deps", "--no-build-isolation", "-e", environment.ROOT], None)


class _Counter:
    """Shows how far pip is: in one line on a terminal, now and then in a log."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.seen = 0

    def __call__(self, line: str) -> None:
        if not line.startswith("Collecting "):
            if line.startswith("Installing collected packages"):
                say("{}  memasang semuanya ...".format("\r" if sys.stderr.isatty() else ""))
            return
        self.seen += 1
        if sys.stderr.isatty():
            sys.stderr.write("\r  {} dari sekitar {} ".format(self.seen, self.total))
            sys.stderr.flush()
        elif self.seen % 10 == 0:
            say("  {} dari sekitar {}".format(self.seen, self.total))


def _pip(arguments: List[str], listener: Optional[Callable[[str], None]]) -> None:
    command = [environment.python(), "-m", "pip", *arguments]
    lines: List[str] = []
    with LOG.open("a", encoding="utf-8") as log:
        log.write(" ".join(command) + "\n")
        with subprocess.Popen(
            command,
            env=_pip_settings(),
            cwd=environment.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as process:
            for line in process.stdout or ():
                log.write(line)
                lines.append(line)
                if listener is not None:
                    listener(line.strip())
    if process.returncode:
        raise SetupFailed(_sentence("".join(lines), "Pustaka tidak dapat dipasang."))


def _sentence(output: str, otherwise: str) -> str:
    """The one sentence for what went wrong in a tool's output."""
    for pattern, sentence in PIP_FAULTS:
        if re.search(pattern, output):
            return sentence.format(environment=ENVIRONMENT)
    return otherwise + (" Catatan lengkapnya: {}".format(LOG) if LOG.is_file() else "")


def _pip_settings() -> Dict[str, str]:
    settings = dict(os.environ)
    settings.pop("PYTHONPATH", None)
    settings.update(
        PIP_NO_INPUT="1",
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        PIP_PROGRESS_BAR="off",
        PIP_ROOT_USER_ACTION="ignore",
        PYTHONWARNINGS="ignore",
    )
    settings.setdefault("PIP_RETRIES", str(PIP_RETRIES))
    return settings


def _run(command: List[str], surroundings: Dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def main() -> None:
    """`python3 -m elearn.bootstrap [dev]`: make the environment and print the path of its Python."""
    try:
        print(make_environment("dev" if "dev" in sys.argv[1:] else "core"))
    except SetupFailed as failure:
        say(str(failure))
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
