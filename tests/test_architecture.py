"""The house rules that a machine can check: floors, purity, drawers, names.

Every failure names the file, the line and the rule. The plan is in docs/architecture.md.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "elearn"

# The one list of floors: a room imports rooms on lower floors only; all may import floor 0.
FLOORS = {
    "__main__": 14,
    "commands": 13,
    "migrations": 13,
    "bootstrap": 13,
    "environment": 0,
    "app": 12,
    "operations": 11,
    "authoring": 10,
    "privacy": 10,
    "learning": 9,
    "publishing": 9,
    "team": 9,
    "organisation": 9,
    "record": 9,
    "accommodations": 8,
    "errata": 8,
    "marking": 8,
    "regrading": 8,
    "statistics": 8,
    "quiz": 7,
    "practice": 7,
    "staffing": 7,
    "reminders": 7,
    "outcomes": 6,
    "obligations": 5,
    "activities": 5,
    "mentoring": 5,
    "certificates": 5,
    "ledger": 4,
    "progress": 3,
    "messages": 4,
    "visibility": 3,
    "releases": 2,
    "accounts": 2,
    "exchange": 2,
    "evidence": 2,
    "policy": 3,
    "content": 1,
    "people": 1,
    "audit": 1,
    "uploads": 1,
    "web": 1,
    "clock": 0,
    "config": 0,
    "database": 0,
    "errors": 0,
    "markup": 0,
    "problems": 0,
    "version": 0,
    "workdays": 0,
    "spreadsheet": 0,
    "mail": 0,
}
PURE_FILES = (
    "siasn.py",
    "facts.py",
    "statement.py",
    "rules.py",
    "grading.py",
    "drawing.py",
    "simulation.py",
    "arrival.py",
    "extra_time.py",
    "mastery.py",
    "modes.py",
    "reading_list.py",
    "figures.py",
    "values.py",
    "formulas.py",
    "robot.py",
    "robot_sentences.py",
    "substance.py",
    "impact.py",
    "changes.py",
    "change_kinds.py",
    "text_changes.py",
    "course_delta.py",
    "locating.py",
    "paragraphs.py",
)
IMPURE_PACKAGES = {
    "flask",
    "flask_login",
    "flask_sqlalchemy",
    "flask_wtf",
    "flask_babel",
    "sqlalchemy",
    "werkzeug",
}
CLOCK_READERS = {"now", "utcnow", "today", "time", "monotonic"}
# Starts before any package is installed: Python's own library and nothing else.
BARE_FILES = {"__main__.py", "bootstrap.py", "environment.py"}
SESSION_DRAWERS = {"database.py", "store.py"}
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}


@dataclass(frozen=True)
class Import:
    """One import statement: where it stands and what it names."""

    path: Path
    line: int
    module: str
    in_function: bool
    for_types_only: bool

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: imports {self.module}"

    @property
    def top(self) -> str:
        """The package it comes from."""
        return self.module.partition(".")[0]

    @property
    def room(self) -> str:
        """The room of ours it names."""
        return self.module.split(".")[1] if "." in self.module else ""


def sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "versions" not in path.parts)


def imports_of(path: Path) -> Iterator[Import]:
    yield from _walk(path, ast.parse(path.read_text(encoding="utf-8")), False, False)


def _walk(path: Path, node: ast.AST, in_function: bool, types_only: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        inside = in_function or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        typing = types_only or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test))
        if isinstance(child, ast.Import):
            names = [alias.name for alias in child.names]
        elif isinstance(child, ast.ImportFrom):
            names = _from_names(path, child)
        else:
            yield from _walk(path, child, inside, typing)
            continue
        for name in names:
            yield Import(path, child.lineno, name, in_function, typing)


def _from_names(path: Path, node: ast.ImportFrom) -> list[str]:
    assert node.level == 0, f"{path.relative_to(ROOT)}:{node.lineno}: a relative import; write the whole name"
    module = node.module or ""
    # `from elearn import clock` names the room elearn.clock.
    return [f"elearn.{alias.name}" for alias in node.names] if module == "elearn" else [module]


def all_imports() -> list[Import]:
    return [one for path in sources() for one in imports_of(path)]


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def report(broken: list[str], rule: str) -> None:
    assert not broken, rule + "\n  " + "\n  ".join(broken)


def test_every_room_has_a_floor_and_every_floor_a_room() -> None:
    rooms = {room_of(path) for path in sources()} - {"__init__"}
    # markup may be a file or, split, a folder; both are one room.
    report(sorted(rooms ^ FLOORS.keys()), "FLOORS in tests/test_architecture.py and elearn/ differ:")


def test_a_room_imports_only_rooms_on_lower_floors() -> None:
    broken = [
        f"{one}: floor {FLOORS.get(room_of(one.path))} -> {FLOORS.get(one.room)}"
        for one in all_imports()
        if one.top == "elearn" and one.room and _is_upward(room_of(one.path), one.room)
    ]
    report(broken, "Imports run downward only (never up, never sideways):")


def _is_upward(here: str, there: str) -> bool:
    if here in {there, "__init__"} or FLOORS[there] == 0:
        return False
    return FLOORS[there] >= FLOORS[here]


def test_the_ground_floor_stands_on_nothing_but_itself() -> None:
    broken = [
        str(one)
        for one in all_imports()
        if one.top == "elearn" and one.room and FLOORS.get(room_of(one.path)) == 0 and FLOORS[one.room] > 0
    ]
    report(broken, "Floor 0 imports floor 0 only:")


def is_pure(path: Path) -> bool:
    return room_of(path) in {"content", "problems"} or path.name in PURE_FILES


def test_content_and_decisions_know_neither_flask_nor_the_database() -> None:
    broken = [
        str(one)
        for one in all_imports()
        if is_pure(one.path) and not one.for_types_only and one.top in IMPURE_PACKAGES
    ]
    report(broken, "Pure files (content/, rules.py, grading.py, drawing.py) take values and give values:")


def test_content_and_decisions_do_not_pull_the_database_in_through_another_room() -> None:
    broken = [
        str(one)
        for one in all_imports()
        if is_pure(one.path)
        and not one.for_types_only
        and one.top == "elearn"
        and (
            one.room in {"database", "clock"} or one.module.rpartition(".")[2] in {"store", "tables", "views"}
        )
    ]
    report(broken, "Pure files import pure files; `now` is an argument:")


def test_decisions_ask_no_clock() -> None:
    broken = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node.func)}()"
        for path in sources()
        if is_pure(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK_READERS
        and ast.unparse(node.func.value).split(".")[-1] in {"datetime", "date", "time", "clock"}
    ]
    report(broken, "In pure files the present instant is an argument:")


def test_no_import_of_ours_hides_in_a_function() -> None:
    broken = [str(one) for one in all_imports() if one.top == "elearn" and one.in_function]
    report(broken, "Our own modules are imported at the top of a file:")


def test_the_session_is_used_in_stores_only() -> None:
    broken = [
        f"{path.relative_to(ROOT)}:{node.lineno}: db.session"
        for path in sources()
        if path.name not in SESSION_DRAWERS and not path.name.endswith("_store.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "db.session"
    ]
    report(broken, "Queries live in store.py (or database.py):")


def test_stores_do_not_commit_and_know_no_request() -> None:
    broken = []
    for path in sources():
        if path.name != "store.py" and not path.name.endswith("_store.py"):
            continue
        broken += [str(one) for one in imports_of(path) if one.top == "flask"]
        tree = ast.parse(path.read_text(encoding="utf-8"))
        broken += [
            f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr in {"commit", "rollback"}
        ]
    report(broken, "A store queries; actions decide when a transaction ends:")


def test_tables_know_no_other_room() -> None:
    broken = [
        str(one)
        for one in all_imports()
        if one.path.name == "tables.py" and one.top == "elearn" and one.room not in {"database", ""}
    ]
    report(broken, "tables.py names other rooms' tables as strings:")


def test_what_starts_first_needs_nothing_installed() -> None:
    ours = {"elearn.bootstrap", "elearn.commands", "elearn.environment"}
    broken = [
        str(one)
        for one in all_imports()
        if one.path.name in BARE_FILES and one.path.parent == PACKAGE and not _is_bare(one, ours)
    ]
    report(broken, "__main__.py and bootstrap.py run before anything is installed:")


def _is_bare(one: Import, ours: set[str]) -> bool:
    standard = {"hashlib", "importlib", "os", "re", "shutil", "subprocess", "sys", "pathlib", "typing"}
    return one.top in standard or one.module in ours


@pytest.mark.parametrize("name", sorted(BARE_FILES))
def test_an_old_python_can_read_the_sentence_that_it_is_too_old(name: str) -> None:
    ast.parse((PACKAGE / name).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_no_file_has_a_name_that_says_nothing() -> None:
    broken = [str(path.relative_to(ROOT)) for path in sources() if set(path.stem.split("_")) & NAMELESS]
    report(broken, "A file is named after what it is for:")


def test_every_public_thing_says_what_it_gives() -> None:
    broken = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}"
        for path in sources()
        for node in _public_definitions(ast.parse(path.read_text(encoding="utf-8")))
        if ast.get_docstring(node) is None
    ]
    report(broken, "Public classes and functions have a docstring:")


def _public_definitions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
