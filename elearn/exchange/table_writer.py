"""CSV out: one row a question, for spreadsheets; the answer as our format writes it."""

import csv
import io
import re
from collections.abc import Iterable

from elearn.content.numbers import written
from elearn.content.questions.contract import Question
from elearn.content.questions.writing import written_reference
from elearn.exchange.plain_text import without_controls

COLUMNS = (
    "bagian",
    "kode",
    "jenis",
    "status",
    "poin",
    "tingkat",
    "tag",
    "rujukan",
    "soal",
    "jawaban",
    "pembahasan",
)
_BOX_MARKER = re.compile(r"(?m)^- (?=\[)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write_table(sections: Iterable[tuple[str, Iterable[Question]]]) -> str:
    """All questions, `;` between the cells as spreadsheets in Indonesian expect, a byte order mark first.

    A cell that a spreadsheet would take for a formula begins with `'`.
    """
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for title, questions in sections:
        for question in questions:
            rows.writerow([as_text(cell) for cell in _cells(title, question)])
    return "\ufeff" + out.getvalue()


def as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    bare = cell.lstrip(" \n\u00a0\u200b\u2060\ufeff")
    return f"'{cell}" if bare.startswith(_FORMULA_STARTS) or cell.startswith(("\t", "\r")) else cell


def _cells(title: str, question: Question) -> list[str]:
    text = "\n\n".join(part for part in (question.title, question.stem) if part)
    reference = written_reference(question.reference) if question.reference else ""
    answer = _BOX_MARKER.sub("", question.write_answer())
    cells = [title, question.code, question.KIND, question.status.value, written(question.points)]
    cells += [question.difficulty or "", ", ".join(question.tags), reference]
    cells += [text, answer, question.explanation]
    return [without_controls(cell) for cell in cells]
