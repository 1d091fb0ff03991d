"""Kill the server with SIGKILL while answers are being saved: no acknowledged answer may be lost.

Run it as `python -m tests.faults.answers_kill [--answers 200] [--kills 5] [--seed N]`. Four learners save
answers over HTTP, each with its own thread; whatever was acknowledged (2xx) goes into a ledger that is synced
first. The server is killed again and again at random moments and started anew. At the end the ledger is
compared with the database, which must also be whole (PRAGMA integrity_check).
"""

# ruff: noqa: T201 - a script that says how it went

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.app import create_app
from elearn.config import PROJECT_ROOT, Settings
from elearn.database import db
from elearn.operations import instance as instance_folder
from elearn.operations import preparing
from elearn.people import actions as people
from elearn.publishing import actions as publishing
from elearn.quiz import actions as quizzes
from elearn.quiz.actions import Started

LEARNERS = 4
START_WAIT_S = 60
REQUEST_WAIT_S = 10
GIVE_UP_S = 120


@dataclass(frozen=True)
class Learner:
    """One person with an open attempt, the cookie of his browser and its CSRF token."""

    attempt_id: int
    cookie: str
    token: str


@dataclass
class Ledger:
    """What was acknowledged, on disk before anything else happens."""

    path: Path
    lock: threading.Lock = field(default_factory=threading.Lock)
    count: int = 0

    def note(self, attempt_id: int, question: str, sequence: int, value: str, receipt: str) -> None:
        """Add one line and sync it."""
        line = json.dumps([attempt_id, question, sequence, value, receipt]) + "\n"
        with self.lock:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            try:
                os.write(descriptor, line.encode())
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            self.count += 1

    def rows(self) -> Iterator[tuple[int, str, int, str, str]]:
        """The lines, in order."""
        for line in self.path.read_text().splitlines():
            yield tuple(json.loads(line))


def write_content(folder: Path, questions: int) -> None:
    """A course with one quiz of short texts."""
    course, quiz = folder / "modules" / "uji", folder / "quizzes" / "uji"
    course.mkdir(parents=True)
    quiz.mkdir(parents=True)
    (course / "course.md").write_text("---\njudul: Uji\nkode: uji\nstatus: terbit\n---\n\nUntuk diuji.\n")
    (course / "01-satu.md").write_text(
        "---\njudul: Satu\nkode: satu\njp: 1\nkuis: banyak\n---\n\n## Bagian {#bagian}\n\nTeks pendek.\n"
    )
    asked = "\n".join(f"## Soal {n}?\nKode: s-{n:03d}\n\nIsian: jawaban {n}\n" for n in range(questions))
    (quiz / "banyak.md").write_text(f"---\njudul: Banyak\nkode: banyak\nstatus: terbit\n---\n\n{asked}")


def prepare(settings: Settings) -> list[Learner]:
    """An installation with the course, and four learners who have begun the quiz."""
    app = create_app(settings)
    with app.app_context():
        preparing.prepare_tables(settings)
        publishing.publish(settings, actor="fault test")
        instance_folder.mark(settings)
        unit = people.add_unit(code="uji", name="Unit Uji", kind="dinas", parent_id=None)
        begun = [_begin(unit, number) for number in range(LEARNERS)]
        db.session.remove()
    # Outside of the application context: requests inside of one would share what a request remembers.
    learners = [_learner(app, attempt_id, token) for attempt_id, token in begun]
    with app.app_context():
        db.engine.dispose()
    return learners


def _begin(unit: int, number: int) -> tuple[int, str]:
    """A new person's attempt and the token of his sign-in."""
    person = people.add_person(
        nip=f"1990010120150110{number:02d}",
        name=f"Peserta {number}",
        employment_status="pns",
        unit_id=unit,
        valid_from=date(2015, 1, 1),
    )
    accounts.add_account(person, password=None)
    started = quizzes.start_attempt(person, "uji", "banyak", clock.now())
    assert isinstance(started, Started), started
    return started.attempt_id, accounts.open_session(person, device="uji")


def _learner(app: Flask, attempt_id: int, token: str) -> Learner:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/privacy").text)
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None and found is not None
    return Learner(attempt_id=attempt_id, cookie=f"{name}={cookie.value}", token=found[1])


@dataclass
class Server:
    """The real server, in its own process group so that a kill leaves nothing behind."""

    settings: Settings
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")}
        environment |= {
            "ELEARN_MODULES_DIR": str(self.settings.modules_dir),
            "ELEARN_QUIZZES_DIR": str(self.settings.quizzes_dir),
        }
        command = [sys.executable, "-m", "elearn", "serve", "--port", str(self.settings.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--instance", str(self.settings.instance)],
                cwd=PROJECT_ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + START_WAIT_S
        while time.monotonic() < end:
            assert self.process is not None
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended by itself:\n{self.log.read_text()}")
            try:
                if ask(self.settings.port, "GET", "/health")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the server did not answer")

    def kill(self) -> None:
        """SIGKILL: no handler, no goodbye."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def ask(
    port: int, method: str, path: str, cookie: str = "", fields: dict[str, str] | None = None
) -> tuple[int, str]:
    """One request on its own connection: status and body. Raises OSError when the line is cut."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=REQUEST_WAIT_S)
    headers = {"Cookie": cookie, "Accept": "application/json" if fields else "text/html"}
    if fields:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, body=urlencode(fields) if fields else None, headers=headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    except http.client.HTTPException as cut:
        raise ConnectionError(str(cut)) from cut
    finally:
        connection.close()


def save_all(port: int, learner: Learner, questions: int, ledger: Ledger) -> None:
    """Save an answer to every question, the first quarter a second time; each until it is acknowledged."""
    numbered = [(n, 1) for n in range(questions)] + [(n, 2) for n in range(questions // 4)]
    for number, sequence in numbered:
        code, value = f"s-{number:03d}", f"jawaban {number} ke-{sequence}"
        receipt = _save(port, learner, code, sequence, value)
        ledger.note(learner.attempt_id, code, sequence, value, receipt)


def _save(port: int, learner: Learner, code: str, sequence: int, value: str) -> str:
    """Post until there is a 2xx; the outcome of a cut request is unknown, the retry converges."""
    fields = {"csrf_token": learner.token, f"{code}.sequence": str(sequence), f"{code}.answer": value}
    for _ in _tries():
        try:
            status, body = ask(
                port, "POST", f"/quiz/attempts/{learner.attempt_id}/answers", learner.cookie, fields
            )
        except OSError:
            continue
        if status < 300:
            return str(json.loads(body)["saved"][0]["receipt"])
        assert status == 503, (status, body[:500])
    raise RuntimeError("never acknowledged")


def _tries() -> Iterator[None]:
    end = time.monotonic() + GIVE_UP_S
    while time.monotonic() < end:
        yield
        time.sleep(0.02)


@contextmanager
def savers(
    port: int, learners: list[Learner], questions: int, ledger: Ledger
) -> Iterator[list[threading.Thread]]:
    """One saving thread a learner; a failure in one of them is raised here."""
    failures: list[BaseException] = []

    def run(learner: Learner) -> None:
        try:
            save_all(port, learner, questions, ledger)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(one,), daemon=True) for one in learners]
    for thread in threads:
        thread.start()
    yield threads
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def lost_answers(database: Path, ledger: Ledger) -> list[str]:
    """Every acknowledged answer that the database does not have, in words."""
    connection = sqlite3.connect(database)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    stored = {
        (attempt, question): (sequence, json.loads(value), receipt)
        for attempt, question, sequence, value, receipt in connection.execute(
            "SELECT attempt_id, question, sequence, value, receipt FROM answer"
        )
    }
    connection.close()
    lost = []
    for attempt, question, sequence, value, receipt in ledger.rows():
        found = stored.get((attempt, question))
        if found is None or found[0] < sequence or (found[0] == sequence and found[1:] != (value, receipt)):
            lost.append(f"attempt {attempt}, {question}, number {sequence}: stored is {found}")
    return lost


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def run(
    folder: Path, *, answers: int, kills: int, seed: int, port: int | None = None
) -> tuple[int, list[str]]:
    """Save this many answers through `kills` kills: how many were acknowledged, and which are lost."""
    questions = -(-answers * 4 // (LEARNERS * 5))  # a quarter of them is saved twice
    write_content(folder, questions)
    (folder / "instance").mkdir()
    settings = Settings(
        instance=folder / "instance",
        modules_dir=folder / "modules",
        quizzes_dir=folder / "quizzes",
        port=port or free_port(),
    )
    learners = prepare(settings)
    ledger = Ledger(folder / "ledger")
    server = Server(settings, folder / "server.log")
    chance = random.Random(seed)
    total = len(learners) * (questions + questions // 4)
    server.start()
    try:
        with savers(settings.port, learners, questions, ledger) as threads:
            for number in range(kills):
                # Spread over the whole run, each at a random moment of a save.
                goal = total * (number + 1) // (kills + 1)
                while ledger.count < goal and any(thread.is_alive() for thread in threads):
                    time.sleep(0.005)
                time.sleep(chance.random() * 0.1)
                server.kill()
                server.start()
    finally:
        server.kill()
    return ledger.count, lost_answers(settings.instance / "elearn.sqlite", ledger)


def main() -> int:
    """Run once and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=200)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--port", type=int)
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        acknowledged, lost = run(
            Path(folder), answers=options.answers, kills=options.kills, seed=options.seed, port=options.port
        )
    for line in lost:
        print(line)
    how = f"{options.kills} kills, {time.monotonic() - started:.0f} s, seed {options.seed}"
    print(f"{acknowledged} acknowledged, {len(lost)} lost ({how})")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
