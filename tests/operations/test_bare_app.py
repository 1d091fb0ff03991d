"""Publishing from the command line loads no page, and still knows every table that it leans on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from elearn.config import PROJECT_ROOT, Settings
from elearn.operations.bare_app import create_bare_app

LOADS = "import sys, elearn.commands.{0}; sys.exit(', '.join(sorted({1} & set(sys.modules))))"
TABLES = """
import elearn.commands.publish
from elearn.database import db
for table in db.metadata.tables.values():
    for key in table.foreign_keys:
        key.column
"""


def run(code: str) -> str:
    """What a fresh process says of this code on standard error."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT_ROOT, capture_output=True, text=True, check=False
    )
    return done.stderr.strip()


@pytest.mark.parametrize(
    ("command", "heavy"),
    [("publish", {"elearn.app", "elearn.learning.views"}), ("check", {"elearn.app", "sqlalchemy", "flask"})],
)
def test_a_command_for_files_does_not_load_the_pages(command: str, heavy: set[str]) -> None:
    assert run(LOADS.format(command, heavy)) == ""


def test_every_foreign_key_leads_to_a_table_that_is_loaded() -> None:
    assert run(TABLES) == ""


def test_it_answers_no_request(tmp_path: Path) -> None:
    app = create_bare_app(Settings(instance=tmp_path))
    assert list(app.url_map.iter_rules()) == []
