"""The rules of the checker for reading: sentence, example, mend. The examples are proven by tests/rules/."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from elearn.content.sentences import id as indonesian
from elearn.content.sentences.rows import Rule
from elearn.problems import Place, Problem
from elearn.publishing import sentences as publishing_sentences
from elearn.quiz import robot_sentences

EXAMPLES_FILE = Path(__file__).with_name("rule_examples.json")
"""Written by `make rules` together with docs/aturan.md."""
CHAPTERS: Mapping[str, Mapping[str, Rule]] = {
    "questions": indonesian.QUESTIONS,
    "quizzes": indonesian.QUIZZES,
    "courses": indonesian.COURSES,
    "files": indonesian.FILES,
    "across": indonesian.ACROSS,
    "pages": publishing_sentences.RULES,
    "robot": robot_sentences.RULES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEntry:
    """One rule. `example` is what an author wrote, or (`is_told`) words about it."""

    rule: str
    chapter: str
    is_error: bool
    message: str
    hint: str
    example: str
    is_told: bool
    is_mendable: bool


def rule_book(language: str) -> dict[str, tuple[RuleEntry, ...]]:
    """All rules by chapter, in the order of their numbers."""
    return {
        chapter: tuple(_entry(chapter, rule, rules[rule], language) for rule in sorted(rules))
        for chapter, rules in CHAPTERS.items()
    }


def find_rule(rule: str, language: str) -> RuleEntry | None:
    """A rule by its number, or None."""
    found = ((chapter, rules[rule]) for chapter, rules in CHAPTERS.items() if rule in rules)
    chapter, row = next(found, ("", None))
    return _entry(chapter, rule, row, language) if row else None


def _entry(chapter: str, rule: str, row: Rule, language: str) -> RuleEntry:
    example = _examples().get(rule, {})
    values = example.get("values") or _dots(row)
    problem = Problem(place=Place(""), level=row.level, rule=rule, values=values)
    return RuleEntry(
        rule=rule,
        chapter=chapter,
        is_error=problem.is_error,
        message=problem.message(language),
        hint=problem.hint(language),
        example=str(example.get("example", "")),
        is_told=bool(example.get("is_told", True)),
        is_mendable=bool(example.get("is_mendable", False)),
    )


def _dots(row: Rule) -> dict[str, str]:
    parts = Formatter().parse(row.sentence.message + row.sentence.hint)
    return {name: "\N{HORIZONTAL ELLIPSIS}" for _, name, _, _ in parts if name}


@cache
def _examples() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = json.loads(EXAMPLES_FILE.read_text(encoding="utf-8"))
    return found
