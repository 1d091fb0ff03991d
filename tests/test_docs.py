"""The documents say what is there: every setting, command and question kind, and no command that is not."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from elearn.commands import COMMANDS, MODULES
from elearn.config import PROJECT_ROOT, Settings
from elearn.content.questions.kinds import KINDS
from elearn.content.sentences import id as indonesian
from elearn.publishing import sentences as publishing_sentences
from elearn.quiz import robot_sentences
from elearn.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
OPERATORS = (ROOT / "docs" / "mengelola.md").read_text(encoding="utf-8")
AUTHORS = (ROOT / "docs" / "menulis.md").read_text(encoding="utf-8")
RULES_PAGE = (ROOT / "docs" / "aturan.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
# How authors call the kinds.
KIND_WORDS = {
    "single-choice": "pilihan tunggal",
    "multiple-choice": "pilihan jamak",
    "true-false": "benar-salah",
    "short-text": "isian",
    "number": "angka",
    "matching": "pasangkan",
    "ordering": "urutkan",
    "cloze": "lengkapi",
    "essay": "uraian",
    "survey": "survei",
}


def documented_settings() -> dict[str, str]:
    """Variable -> default, as the table for operators prints it."""
    rows = re.findall(r"(?m)^\| `(ELEARN_[A-Z_]+)` \| (.+?) \|", OPERATORS)
    return {variable: default.strip("`") for variable, default in rows}


def as_documented(default: Any) -> str:
    match default:
        case None | "":
            return "(kosong)"
        case bool():
            return "ya" if default else "tidak"
        case timedelta():
            return str(int(default.total_seconds() // 60))
        case ZoneInfo():
            return default.key
        case Path():
            return f"{default.relative_to(PROJECT_ROOT)}/"
        case _:
            return str(default)


def test_every_setting_is_documented_with_its_default() -> None:
    expected = {item.metadata["variable"]: as_documented(item.default) for item in fields(Settings)}
    assert documented_settings() == expected


def test_every_command_is_documented_and_exists() -> None:
    assert set(re.findall(r"(?m)^\| `elearn ([a-z]+)` \|", OPERATORS)) == COMMANDS.keys()
    modules = {path.stem for path in (ROOT / "elearn" / "commands").glob("*.py")}
    assert {MODULES.get(name, name) for name in COMMANDS} <= modules


def test_every_question_kind_is_documented_for_authors() -> None:
    missing = [kind for kind in KINDS if KIND_WORDS[kind] not in AUTHORS.lower()]
    assert not missing, "docs/menulis.md does not speak of these kinds"


def test_every_rule_of_the_checker_has_its_row_for_authors() -> None:
    # tests/rules/ compares the rows themselves, word by word.
    told = re.findall(r"(?m)^\| (K-\d{3}) \| (?:SALAH|PERIKSA) \|", RULES_PAGE)
    rules = [*indonesian.RULES, *publishing_sentences.RULES, *robot_sentences.RULES]
    assert sorted(told) == sorted(rules)
    assert "(aturan.md)" in AUTHORS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_command_a_document_shows_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    shown = set(re.findall(r"(?:-m |`|\$ )elearn ([a-z]+)(?=[ `\n])", text, re.MULTILINE))
    targets = set(re.findall(r"\bmake ([a-z]+)\b(?=[`\n ]+(?:#|`|\n|$|[A-Z]+=))", text))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    known = set(re.findall(r"(?m)^([a-z]+):", makefile))
    assert shown <= COMMANDS.keys(), document.name
    assert targets <= known, document.name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    # What stands in a code block is an example of what an author writes.
    text = re.sub(r"(?ms)^(`{3,}).*?^\1|`[^`\n]+`", "", document.read_text(encoding="utf-8"))
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text)
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_recipe_names_files_that_exist() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.partition("## Where do I change")[2].partition("\n## ")[0]
    names = re.findall(r"`([a-z_]+(?:/[a-z_.]+)*/?(?:\.py)?)`", table)
    inside = [
        ROOT / "elearn" / name for name in names if not name.startswith(("templates", "static", "docs"))
    ]
    assert [str(path) for path in inside if not path.exists()] == []


def test_the_changelog_tells_of_this_version() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"(?m)^## {re.escape(VERSION)} - \d{{4}}-\d{{2}}-\d{{2}}$", changes)


def test_the_documents_speak_plainly() -> None:
    loud = [
        f"{document.name}:{number}"
        for document in DOCUMENTS
        for number, line in enumerate(document.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"\w!(\s|$)", line)
    ]
    assert loud == []
