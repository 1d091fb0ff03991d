"""docs/aturan.md, from the tables of sentences and the examples: `python -m tests.rules.page` writes it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter

from elearn.authoring.rule_book import EXAMPLES_FILE
from elearn.config import Settings
from elearn.content.sentences import id as indonesian
from elearn.content.sentences.rows import Rule
from elearn.markup.renderer import Renderer
from elearn.problems import Place, Problem
from elearn.publishing import sentences as publishing_sentences
from elearn.publishing.checking import check_content
from elearn.quiz import robot_sentences
from elearn.quiz.robot import sit
from tests.rules.examples import EXAMPLES, IN_WORDS
from tests.rules.trees import Example, Words, words

PAGE = Path(__file__).resolve().parents[2] / "docs" / "aturan.md"
TODAY = date(2026, 11, 22)
TABLES: Mapping[str, Mapping[str, Rule]] = {
    "Soal": indonesian.QUESTIONS,
    "Kuis": indonesian.QUIZZES,
    "Kursus dan modul": indonesian.COURSES,
    "Berkas, gambar, tautan": indonesian.FILES,
    "Antarberkas": indonesian.ACROSS,
    "Menjadi halaman": publishing_sentences.RULES,
    "Robot": robot_sentences.RULES,
}
RULES = {rule: row for table in TABLES.values() for rule, row in table.items()}
NOTES = {
    "Menjadi halaman": "Terlihat baru ketika teks diolah menjadi halaman.",
    "Robot": "Hanya dengan `elearn check --robot`: robot mengerjakan setiap kuis 500 kali dengan kunci,\n"
    "dengan jawaban kosong, dan dengan klik sembarang.",
}
INTRODUCTION = """<!-- Dibuat oleh tests/rules/page.py dari tabel kalimat dan contoh; jangan disunting. -->
# Aturan pemeriksaan

Setiap masalah yang ditunjukkan `elearn check` membawa nomor aturan, misalnya **K-104**. Cari nomornya di
sini: apa artinya, contoh yang memicunya, dan cara memperbaikinya.

- **SALAH** menahan kursus: versi terakhir yang baik tetap dipakai sampai diperbaiki.
- **PERIKSA** tidak menahan apa pun; lihatlah, lalu perbaiki atau biarkan.
- Tanda ⏎ dalam contoh berarti baris baru. **`--fix`** berarti `elearn check --fix` menuliskannya sendiri.

Cara menulis kursus dan kuis ada di [menulis.md](menulis.md).
"""


@dataclass(frozen=True)
class Shown:
    """An example and every problem it has."""

    example: Example
    problems: tuple[Problem, ...]

    def of(self, rule: str) -> Problem | None:
        """The first problem of a rule."""
        return next((one for one in self.problems if one.rule == rule), None)


def shown_examples() -> dict[str, Shown]:
    """Every example checked as `elearn check --robot` does it, each in a folder of its own."""
    with Renderer() as renderer:
        return {
            rule: Shown(example, problems_of(example, renderer, robot=rule in robot_sentences.RULES))
            for rule, example in EXAMPLES.items()
        }


def problems_of(example: Example, renderer: Renderer, *, robot: bool = False) -> tuple[Problem, ...]:
    """Everything that checking finds in the course of an example."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, data in example.tree.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        settings = Settings(
            modules_dir=root / "modules", quizzes_dir=root / "quizzes", instance=root / "instance"
        )
        content = check_content(settings, today=TODAY, renderer=renderer)
    quizzes = [quiz for course in content.courses for quiz in course.reading.quizzes.values() if robot]
    return (*content.all_problems, *(problem for quiz in quizzes for problem in sit(quiz).problems))


def page(shown: Mapping[str, Shown]) -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *_chapters(shown)])


def examples_file(shown: Mapping[str, Shown]) -> str:
    """What the product shows of the examples: the text, and the values of the sentence it led to."""
    rows = {
        rule: {
            "example": str(shown[rule].example.shown if rule in shown else words(IN_WORDS[rule])).strip("\n"),
            "is_told": rule not in shown or isinstance(shown[rule].example.shown, Words),
            "values": dict(problem.values) if problem else {},
            "is_mendable": bool(problem and problem.mend),
        }
        for rule in sorted(RULES)
        for problem in [shown[rule].of(rule) if rule in shown else None]
    }
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _chapters(shown: Mapping[str, Shown]) -> Iterator[str]:
    for title, rules in TABLES.items():
        numbers = f"{min(rules)[:3]}xx"
        note = f"{NOTES[title]}\n\n" if title in NOTES else ""
        rows = "\n".join(_row(rule, rules[rule], shown) for rule in sorted(rules))
        head = "| aturan | | pesan | contoh | perbaikan |\n|---|---|---|---|---|"
        yield f"## {title} ({numbers})\n\n{note}{head}\n{rows}\n"


def _row(rule: str, row: Rule, shown: Mapping[str, Shown]) -> str:
    level = indonesian.FRAME.error if row.level == "error" else indonesian.FRAME.warning
    problem = shown[rule].of(rule) if rule in shown else _without_example(rule, row)
    assert problem is not None, f"the example of {rule} does not show it"
    example = _example(shown[rule].example.shown if rule in shown else words(IN_WORDS[rule]))
    mend = _text(problem.hint()) + (" **`--fix`**" if problem.mend else "")
    return f"| {rule} | {level} | {_text(problem.message())} | {example} | {mend} |"


def _without_example(rule: str, row: Rule) -> Problem:
    """The rule with dots for every value that its sentences ask for."""
    parts = Formatter().parse(row.sentence.message + row.sentence.hint)
    values = {name: "…" for _, name, _, _ in parts if name}
    return Problem(place=Place(""), level=row.level, rule=rule, values=values)


def _example(shown: str) -> str:
    return _text(shown) if isinstance(shown, Words) else _code(shown)


def _text(text: str) -> str:
    """A sentence as a cell of a table shows it, letter by letter."""
    for sign in "\\*_[]<|`":
        text = text.replace(sign, "&lt;" if sign == "<" else f"\\{sign}")
    return " ".join(text.replace("](", "]\\(").split())


def _code(text: str) -> str:
    """An example on one line, as code."""
    lines = " ⏎ ".join(line for line in text.strip("\n").split("\n") if line.strip())
    fence = "``" if "`" in lines else "`"
    pad = " " if lines.startswith("`") or lines.endswith("`") else ""
    return f"{fence}{pad}{lines.replace('|', chr(92) + '|')}{pad}{fence}"


if __name__ == "__main__":
    found = shown_examples()
    PAGE.write_text(page(found), encoding="utf-8")
    EXAMPLES_FILE.write_text(examples_file(found), encoding="utf-8")
