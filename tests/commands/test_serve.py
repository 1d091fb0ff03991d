"""`elearn serve`: one command, from an empty folder to a healthy page, and polite about what goes wrong."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

PATIENCE_S = 60
WELCOME = Path(__file__).resolve().parents[2]


class Server:
    """A running `elearn serve` and what it printed."""

    def __init__(self, folder: Path, *options: str, **surroundings: str) -> None:
        self.port = free_port()
        self.log = folder / f"serve-{self.port}.log"
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "elearn", "serve", "--port", str(self.port), *options],
                env={**clean_surroundings(), **surroundings},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def get(self, path: str, **headers: str) -> str:
        """The body of a page, once the server answers."""
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            assert self.process.poll() is None, self.printed()
            try:
                with urllib.request.urlopen(asked, timeout=10) as answer:
                    return str(answer.read().decode())
            except urllib.error.HTTPError:
                raise
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"no answer in {PATIENCE_S} s: {self.printed()}")

    def stop(self) -> int:
        """Ask it to stop, as systemd does; gives the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_S)

    def printed(self) -> str:
        """All it said so far."""
        return self.log.read_text(encoding="utf-8")


def clean_surroundings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(*arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "elearn", *arguments],
        env={**clean_surroundings(), **surroundings},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


@pytest.fixture
def started(tmp_path: Path) -> Iterator[list[Server]]:
    """Servers put into this list are stopped, whatever happens."""
    servers: list[Server] = []
    yield servers
    for server in servers:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()


def children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text(encoding="ascii").split()] if path.exists() else []


def test_a_first_start_prepares_everything_and_a_second_one_just_serves(
    tmp_path: Path, started: list[Server]
) -> None:
    folder = tmp_path / "instance"
    first = Server(tmp_path, "--instance", str(folder))
    started.append(first)
    health = json.loads(first.get("/health"))
    assert (health["status"], health["database"], health["release"]) == ("ok", "ok", 1)
    assert "Masuk sebagai peserta" in first.get("/accounts/sign-in")
    # The server in front must not hide from demo mode that somebody stands in between.
    assert "Masuk sebagai peserta" not in first.get("/accounts/sign-in", **{"X-Forwarded-For": "10.0.0.7"})
    watchers = children_of(first.process.pid)
    assert len(watchers) == 1  # an author's changes are published by a child
    assert first.stop() == 0
    assert "Mengisi kantor contoh" in first.printed()
    assert f"http://127.0.0.1:{first.port}/" in first.printed()
    assert "Server berhenti." in first.printed()
    assert not Path(f"/proc/{watchers[0]}").exists()

    second = Server(tmp_path, "--instance", str(folder))
    started.append(second)
    assert json.loads(second.get("/health"))["release"] == 1
    assert second.stop() == 0
    assert "Menyiapkan" not in second.printed()
    assert "Mode contoh" in second.printed()


def test_a_start_for_the_network_makes_no_demo_and_tells_how_to_begin(
    tmp_path: Path, started: list[Server]
) -> None:
    server = Server(tmp_path, "--instance", str(tmp_path / "instance"), "--host", "0.0.0.0")
    started.append(server)
    assert "Masuk sebagai" not in server.get("/accounts/sign-in")
    assert server.stop() == 0
    assert "elearn people add" in server.printed()
    assert not (tmp_path / "instance" / "demo-mode").exists()


def test_a_start_behind_a_proxy_makes_no_demo(tmp_path: Path, started: list[Server]) -> None:
    server = Server(tmp_path, "--instance", str(tmp_path / "instance"), ELEARN_TRUSTED_PROXIES="1")
    started.append(server)
    server.get("/health")
    assert server.stop() == 0
    assert not (tmp_path / "instance" / "demo-mode").exists()


def test_demo_mode_is_refused_on_another_address(tmp_path: Path) -> None:
    (tmp_path / "demo-mode").write_text("{}", encoding="utf-8")
    sentence = one_sentence(run("serve", "--instance", str(tmp_path), "--host", "0.0.0.0"))
    assert "Mode contoh hanya untuk komputer ini" in sentence
    assert "demo --clear" in sentence


def test_demo_mode_is_refused_behind_a_proxy(tmp_path: Path) -> None:
    (tmp_path / "demo-mode").write_text("{}", encoding="utf-8")
    done = run("serve", "--instance", str(tmp_path), ELEARN_TRUSTED_PROXIES="1")
    assert "Mode contoh hanya untuk komputer ini" in one_sentence(done)


def test_a_port_that_is_taken_is_said_at_once(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = run("serve", "--instance", str(tmp_path), "--port", port)
    assert f"porta {port}" in one_sentence(done)
    assert "--port" in done.stderr
    assert not (tmp_path / "elearn.sqlite").exists()


@pytest.mark.parametrize(
    ("variable", "value", "word"),
    [
        ("ELEARN_PORT", "delapan ribu", "bilangan bulat"),
        ("ELEARN_SECURE_COOKIES", "mungkin", "ya atau tidak"),
        ("ELEARN_TIME_ZONE", "Asia/Bandung", "zona waktu"),
        ("ELEARN_POTR", "8000", "tidak dikenal"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it(
    tmp_path: Path, variable: str, value: str, word: str
) -> None:
    sentence = one_sentence(run("serve", "--instance", str(tmp_path), **{variable: value}))
    assert variable in sentence
    assert word in sentence


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    sentence = one_sentence(run("serve", "--instance", str(tmp_path / "file" / "below")))
    assert str(tmp_path / "file" / "below") in sentence


def test_a_missing_database_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "elearn-installation").touch()
    sentence = one_sentence(run("serve", "--instance", str(tmp_path)))
    assert str(tmp_path / "elearn.sqlite") in sentence
    assert not (tmp_path / "elearn.sqlite").exists()


def test_the_list_of_commands_loads_no_application() -> None:
    code = (
        "import sys; sys.argv = ['elearn', '--help']\n"
        "from elearn.commands import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "assert 'serve' in sys.stdout.getvalue() if hasattr(sys.stdout, 'getvalue') else True\n"
        "sys.exit(3 if 'flask' in sys.modules or 'sqlalchemy' in sys.modules else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "serve" in done.stdout


def test_serving_loads_nothing_heavy() -> None:
    code = (
        "import sys, elearn.commands.serve\n"
        "heavy = {'markdown', 'pymdownx', 'pygments', 'nh3', 'latex2mathml', 'argon2', 'alembic'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
