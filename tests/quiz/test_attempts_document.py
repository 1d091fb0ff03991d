"""docs/attempts.md names a test for each of its statements: they exist."""

from __future__ import annotations

import re

from elearn.config import PROJECT_ROOT
from elearn.quiz import rules
from elearn.quiz.tables import Attempt

DOCUMENT = (PROJECT_ROOT / "docs" / "attempts.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[a-z_/]+\.py)::(test_[a-z0-9_]+)`", DOCUMENT)))


def test_every_test_that_the_document_names_exists():
    assert len(NAMED) > 60
    gone = [
        f"{path}::{name}"
        for path, name in NAMED
        if not (PROJECT_ROOT / path).is_file()
        or not re.search(rf"def {name}\(", (PROJECT_ROOT / path).read_text(encoding="utf-8"))
    ]
    assert not gone, "docs/attempts.md names tests that are not there"


def test_every_row_of_its_tables_names_a_test():
    rows = [line for line in DOCUMENT.splitlines() if line.startswith("| ") and "`tests/" not in line]
    heads = ("| from |", "| what comes |", "| statement |", "| when |", "| case |")
    assert [row for row in rows if not row.startswith(heads)] == []


def test_it_names_every_state_that_the_database_knows():
    (check,) = (one for one in Attempt.__table__.constraints if str(one.name).endswith("known_state"))
    states = set(re.findall(r"'([a-z_]+)'", str(check.sqltext)))
    assert {rules.OPEN, rules.GRADED, rules.AWAITING_GRADER} < states
    assert all(re.search(rf"\b{one}\b", DOCUMENT) for one in states)
