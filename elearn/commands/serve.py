"""`elearn serve`: prepares what is missing, then answers requests until it is told to stop."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import FrameType

import click
import waitress
from flask import Flask

from elearn.app import create_app
from elearn.commands.listening import CannotServe, bound_socket
from elearn.commands.opening import instance_option, settings_of
from elearn.config import Settings
from elearn.operations import jobs, preparing
from elearn.operations.instance import InstanceState
from elearn.people import store as people_store
from elearn.releases.library import library

STOP_WAIT_S = 5
LARGEST_REQUEST_BYTES = 3 * 1024 * 1024


@click.command()
@click.option("--host", metavar="ALAMAT", help="Alamat tempat server mendengarkan (bawaan 127.0.0.1).")
@click.option("--port", metavar="NOMOR", type=click.IntRange(1, 65535), help="Porta (bawaan 8000).")
@instance_option
def command(host: str | None, port: int | None, instance: Path | None) -> None:
    """Jalankan server; di komputer baru, siapkan semuanya dulu."""
    settings = settings_of(instance, host=host, port=port)
    state = preparing.check(settings)
    _refuse_open_demo(settings)
    # Bound before the long preparations: a port that is taken is said at once.
    with bound_socket(settings) as listener:
        app = create_app(settings)
        with app.app_context():
            is_ready = preparing.is_ready(settings) and library().number > 0
        if not is_ready:
            _prepare(settings, with_demo=_deserves_demo(settings, state))
        with app.app_context():
            is_empty = people_store.is_empty()
        _serve(app, settings, listener, is_empty=is_empty)


def _deserves_demo(settings: Settings, state: InstanceState) -> bool:
    """Only a first start, for this machine alone, with nothing that smells of a real office."""
    is_first = state is not InstanceState.PREPARED
    return (
        is_first
        and settings.listens_on_loopback
        and not settings.trusted_proxies
        and not settings.database_url
    )


def _refuse_open_demo(settings: Settings) -> None:
    if settings.is_demo and (settings.trusted_proxies or not settings.listens_on_loopback):
        raise CannotServe(
            f"Mode contoh hanya untuk komputer ini, tidak untuk {settings.host} atau di belakang proksi.",
            hint="Akhiri dengan: python3 -m elearn demo --clear, atau pilih folder lain dengan --instance.",
        )


def _prepare(settings: Settings, *, with_demo: bool) -> None:
    """In a process of its own: what it loads (migrations, Markdown) would stay in the server's memory."""
    arguments = ["prepare", "--instance", str(settings.instance), *(["--demo"] if with_demo else [])]
    done = subprocess.run([sys.executable, "-m", "elearn", *arguments], check=False)
    if done.returncode:
        sys.exit(done.returncode)


def _serve(app: Flask, settings: Settings, listener: socket.socket, *, is_empty: bool) -> None:
    server = waitress.create_server(
        app,
        sockets=[listener],
        threads=settings.threads,
        ident=None,
        # ProxyFix reads them from proxies that are trusted, and demo mode refuses whatever carries them.
        clear_untrusted_proxy_headers=False,
        max_request_body_size=LARGEST_REQUEST_BYTES,
    )
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    signal.signal(signal.SIGTERM, _stop)
    with _watcher(settings), _jobs(app, settings):
        _say_where(settings, is_empty=is_empty)
        server.run()
    click.echo("Server berhenti.")


def _jobs(app: Flask, settings: Settings) -> AbstractContextManager[None]:
    """The recurring jobs, in a thread unless another process does them (`elearn work`)."""
    return jobs.in_background(app) if settings.background_jobs else nullcontext()


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _say_where(settings: Settings, *, is_empty: bool) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"elearn siap: http://{host}:{settings.port}/  (hentikan dengan Ctrl+C)")
    where = "" if settings.instance == Settings().instance else f" --instance {settings.instance}"
    if settings.is_demo:
        click.echo("Mode contoh: masuk lewat tombol di halaman itu, tanpa kata sandi. Akhiri dengan:")
        click.echo(f"  python3 -m elearn demo --clear{where}")
    elif is_empty:
        click.echo("Belum ada orang di sini. Buat admin pertama dan kode sekali pakainya dengan:")
        click.echo(f'  python3 -m elearn people add NIP "NAMA"{where}')


@contextmanager
def _watcher(settings: Settings) -> Iterator[None]:
    """In demo and debug, a child publishes what an author saves; it ends with the server."""
    if not (settings.is_demo or settings.debug):
        yield
        return
    arguments = ["publish", "--watch", "--instance", str(settings.instance)]
    # The child ends by itself when its standard input closes: also when this process is killed.
    # A session of its own: Ctrl+C reaches this process alone, which then ends the child.
    child = subprocess.Popen(
        [sys.executable, "-m", "elearn", *arguments], stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(STOP_WAIT_S)
        except subprocess.TimeoutExpired:
            child.kill()
