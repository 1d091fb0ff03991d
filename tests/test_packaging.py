"""What is installed where: setup.cfg, the locks and the code say the same."""

from __future__ import annotations

import configparser
import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from elearn.bootstrap import REQUIRED_MODULES

ROOT = Path(__file__).resolve().parent.parent
DATA = {"templates", "static", "modules", "quizzes"}


def setup() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(inline_comment_prefixes=None)
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


def requirement_names(section: str, key: str) -> set[str]:
    return {re.split(r"[\[<>=;~! ]", line)[0].lower() for line in lines(setup()[section][key])}


def pinned(lock: str) -> dict[str, set[str]]:
    """Name -> versions of a lock file."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"(?m)^([a-z0-9.-]+)==([^ ;]+)", (ROOT / lock).read_text(encoding="utf-8")
    ):
        found.setdefault(name, set()).add(version)
    return found


def test_every_python_package_is_listed() -> None:
    listed = {name for name in lines(setup()["options"]["packages"]) if "_data" not in name}
    present = {
        ".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "elearn").rglob("__init__.py")
    }
    assert listed == present


def test_the_folders_beside_the_package_go_into_the_wheel() -> None:
    listed = {
        name.removeprefix("elearn._data.")
        for name in lines(setup()["options"]["packages"])
        if "_data" in name
    }
    assert listed == DATA
    assert {line.split(" = ")[1] for line in lines(setup()["options"]["package_dir"])} == DATA


def test_the_check_at_the_start_looks_for_every_required_package() -> None:
    by_module = packages_distributions()
    looked_for = {name.lower() for module in REQUIRED_MODULES for name in by_module[module]}
    everywhere = requirement_names("options", "install_requires") - {"tzdata"}  # tzdata: on Windows only
    assert {name.replace("_", "-") for name in looked_for} == everywhere


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_every_requirement_with_hashes_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert requirement_names("options", "install_requires") <= pinned(lock).keys()
    assert "setuptools" in pinned(lock)
    assert not re.search(r"https?:|file:|--index-url|--find-links| @ ", text)
    blocks = re.split(r"(?m)^(?=[a-z0-9])", text)[1:]
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_developers_lock_has_the_same_versions_and_the_extras() -> None:
    core, dev = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert {name: dev[name] for name in core} == core
    extras = requirement_names("options.extras_require", "dev") | requirement_names(
        "options.extras_require", "postgres"
    )
    assert extras <= dev.keys()


def test_debians_own_python_can_install_the_lock() -> None:
    # pymdown-extensions 13 needs Python 3.11.5, Debian 12 has 3.11.2: the lock must hold both.
    assert len(pinned("requirements.lock")["pymdown-extensions"]) == 2
