"""Making the environment: what goes wrong on real machines is one clear sentence, never a traceback."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from elearn import bootstrap, environment

ROOT = Path(environment.ROOT)
NEEDED = ("setup.cfg", "pyproject.toml", "requirements.lock", "requirements-dev.lock", "elearn")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what starting needs, without an environment."""
    folder = tmp_path / "elearn dengan spasi"
    folder.mkdir()
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def run_bare(checkout: Path, *arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m elearn` with a Python that has no packages, as on a fresh machine."""
    plain = {"PATH": os.environ["PATH"], "HOME": str(checkout.parent), "LANG": "C.UTF-8", **surroundings}
    python = sys._base_executable  # type: ignore[attr-defined]
    return subprocess.run(
        [python, "-I", "-c", _ISOLATED.format(root=str(checkout)), *arguments],
        cwd=checkout,
        env=plain,
        capture_output=True,
        text=True,
        check=False,
    )


# -I keeps packages of the user away; the module is then run as `-m elearn` would.
_ISOLATED = "import runpy, sys; sys.path.insert(0, {root!r}); runpy.run_module('elearn', run_name='__main__')"


def assert_one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.strip().splitlines()[-1]


def test_without_network_the_sentence_says_how_to_go_on(checkout: Path) -> None:
    done = run_bare(
        checkout,
        "serve",
        PIP_CONFIG_FILE=os.devnull,
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_RETRIES="0",
    )
    sentence = assert_one_sentence(done)
    assert "sambungan internet" in sentence
    assert "PIP_FIND_LINKS" in sentence


def test_a_folder_that_cannot_be_written_is_named(checkout: Path) -> None:
    # A file where the folder should be: even root cannot make it.
    (checkout / ".venv").write_text("", encoding="utf-8")
    assert str(checkout / ".venv") in assert_one_sentence(run_bare(checkout, "serve"))


def test_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(bootstrap.SetupFailed, match=r"Python 3\.11 atau lebih baru.*Python 3\.9"):
        bootstrap.make_environment()


def test_an_old_python_beside_a_newer_one_is_told_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/" + name if name == "python3.12" else None)
    with pytest.raises(bootstrap.SetupFailed, match=r"python3\.12 -m elearn serve"):
        bootstrap.make_environment()


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_debian_without_python3_venv_is_told_the_package(
    missing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == missing else find_spec(name, *rest)
    )
    monkeypatch.setattr(environment, "ENVIRONMENT", str(tmp_path / ".venv"))
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "DEBIAN_WHEELS", tmp_path)
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    with pytest.raises(bootstrap.SetupFailed, match="apt install python3-venv"):
        bootstrap.make_environment()


def test_a_pip_wheel_at_hand_replaces_ensurepip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pip-23.0.1-py3-none-any.whl").touch()
    (tmp_path / "setuptools-66.1.1-py3-none-any.whl").touch()
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    monkeypatch.setattr(bootstrap, "DEBIAN_WHEELS", tmp_path)
    assert bootstrap._pip_wheel() == tmp_path / "pip-23.0.1-py3-none-any.whl"


@pytest.mark.parametrize(
    ("output", "word"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "penuh"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "requirements.lock"),
        ("ERROR: Could not find a version that satisfies the requirement flask", "internet"),
        ("socket.gaierror: [Errno -3] Temporary failure in name resolution", "internet"),
        ("OSError: [Errno 30] Read-only file system: '/x'", "tidak dapat ditulis"),
        ("something nobody has seen", "Pustaka tidak dapat dipasang"),
    ],
)
def test_what_pip_says_becomes_one_sentence(output: str, word: str) -> None:
    assert word in bootstrap._sentence(output, "Pustaka tidak dapat dipasang.")


def test_the_stamp_follows_lock_metadata_and_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("setup.cfg", "requirements.lock"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    folder = tmp_path / ".venv" / "bin"
    folder.mkdir(parents=True)
    (folder / "python").touch()
    for name, value in _places(tmp_path).items():
        monkeypatch.setattr(environment, name, value)

    assert not environment.is_complete()
    environment.note_complete("core")
    assert environment.is_complete()
    (tmp_path / "requirements.lock").write_text("newer", encoding="utf-8")
    assert not environment.is_complete()
    environment.note_complete("core")
    (folder / "python").unlink()
    assert not environment.is_complete()


def _places(folder: Path) -> dict[str, Any]:
    return {
        "ROOT": str(folder),
        "SETUP": str(folder / "setup.cfg"),
        "ENVIRONMENT": str(folder / ".venv"),
        "LOCKS": {"core": str(folder / "requirements.lock")},
    }
