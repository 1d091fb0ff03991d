"""The best marks of a person, asked of the room of the quizzes, which stands above this one.

The factory says who answers (app.py): what follows from passing needs the marks, and a room imports only
rooms below it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Protocol, cast

from flask import Flask, current_app

EXTENSION = "elearn.marks"


class BestMarks(Protocol):
    """Gives the best mark in percent by quiz, of those marked since an instant (None: ever)."""

    def __call__(
        self, person_id: int, course: str, quizzes: Collection[str], since: datetime | None
    ) -> Mapping[str, Decimal]:
        """Quizzes without a mark are left out."""


def init_app(app: Flask, best_marks: BestMarks) -> None:
    """Let the application know who knows marks."""
    app.extensions[EXTENSION] = best_marks


def best_marks(
    person_id: int, course: str, quizzes: Collection[str], since: datetime | None
) -> Mapping[str, Decimal]:
    """The best mark of each quiz, in the transaction that is open here."""
    return cast(BestMarks, current_app.extensions[EXTENSION])(person_id, course, quizzes, since)
