"""One learner before one quiz of its own, on a server of its own: what a test of a quiz page needs."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import waitress
from flask import Flask
from playwright.sync_api import BrowserContext, Locator, Page
from sqlalchemy import update

from elearn import clock
from elearn.app import create_app
from elearn.config import Settings
from elearn.content.questions.contract import Answer, Question
from elearn.database import db
from elearn.quiz import store
from elearn.quiz.tables import Attempt
from elearn.releases.library import released_quiz

PASSWORD = "laut biru di timur 7"
COURSE = """---
kode: kursus
judul: Kursus
status: terbit
---

## Mengapa ini penting

Karena begitu.
"""
MODULE = """---
kode: modul
judul: Modul
jp: 1
kuis: kuis
status: terbit
---

## Bagian {#bagian}

Teks bagian ini cukup pendek.
"""


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """The learner's open attempt in `page`; `nip` and PASSWORD sign in again."""

    app: Flask
    page: Page
    context: BrowserContext
    nip: str

    @property
    def attempt_id(self) -> int:
        """The id of the attempt, as the address says it."""
        return int(self.page.url.partition("/attempts/")[2].split("/")[0].split("?")[0].split("#")[0])

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of the attempt."""
        attempt = db.session.get(Attempt, self.attempt_id)
        assert attempt is not None
        db.session.rollback()
        return released_quiz(attempt.object_sha256).quiz.questions

    def stored(self) -> dict[str, Answer]:
        """What the database holds now."""
        db.session.rollback()
        found = {code: one.value for code, one in store.answers_of(self.attempt_id).items()}
        db.session.rollback()
        return found

    def fractions(self) -> dict[str, Decimal | None]:
        """The part of its points that each stored answer earned; None while nobody has marked it."""
        db.session.rollback()
        found = {code: one.fraction for code, one in store.answers_of(self.attempt_id).items()}
        db.session.rollback()
        return found

    def line(self, question: str, page: Page | None = None) -> Locator:
        """The line below a question that says what is saved."""
        return (page or self.page).locator(f"[data-question='{question}'] [data-saved]")

    def forget_me(self) -> None:
        """What the server does when a session has ended: it no longer knows this browser."""
        self.context.clear_cookies()

    def run_out(self) -> None:
        """Let the time of the attempt be over on the server, whatever the browser's clock says."""
        db.session.execute(
            update(Attempt).values(deadline_at=clock.now()).where(Attempt.id == self.attempt_id)
        )
        db.session.commit()

    def sign_in(self, page: Page) -> None:
        """Fill in the form of signing in that stands in `page`."""
        page.locator("[name=nip]").fill(self.nip)
        page.locator("[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Masuk", exact=True).click()


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """The address of the product of these settings, for the length of the block."""
    server = waitress.create_server(create_app(settings), host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        thread.join(5)


def begin(page: Page) -> None:
    """From the page before the quiz into the attempt."""
    page.goto("/quiz/kursus/kuis")
    page.locator("main form[method=post] button").first.click()
    page.wait_for_url("**/quiz/attempts/*")


def front_matter(**keys: str) -> str:
    """The head of a quiz file; `_` in a name stands for `-`."""
    lines: Mapping[str, Any] = {
        "judul": "Kuis",
        "kode": "kuis",
        "status": "terbit",
        "lulus": "50%",
        **keys,
    }
    rows = [f"{key.replace('_', '-')}: {value}" for key, value in lines.items()]
    return "\n".join(["---", *rows, "---", "", ""])
