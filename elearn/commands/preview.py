"""`elearn preview`: the working files in the author's browser, as learners would see them."""

from __future__ import annotations

import logging
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import FrameType

import click
import waitress

from elearn import clock
from elearn.app import create_app
from elearn.authoring.drafts.working import open_on
from elearn.commands.listening import bound_socket
from elearn.commands.opening import settings_of
from elearn.config import Settings
from elearn.errors import ElearnError
from elearn.publishing.actions import UnknownCourse
from elearn.publishing.checking import check_content

HOST = "127.0.0.1"
THREADS = 4


class NothingToShow(ElearnError):
    """The folder of the courses cannot be read."""


@click.command()
@click.argument("course", metavar="[KURSUS]", required=False)
@click.option(
    "--port", metavar="NOMOR", type=click.IntRange(0, 65535), default=0, help="Porta (bawaan: yang bebas)."
)
def command(course: str | None, port: int) -> None:
    """Lihat berkas kerja di peramban seperti peserta akan melihatnya, hanya di komputer ini.

    Halaman dimuat ulang sendiri setiap kali berkas disimpan, dan menunjukkan masalah di tempatnya. Tidak ada
    yang terbit atau tersimpan. Berhenti dengan Ctrl-C.
    """
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    with _own_settings(port) as settings, bound_socket(settings) as listener:
        _check_course(settings, course)
        app = create_app(settings)
        working = open_on(app, f"/working/{course}/preview/" if course else "/working/")
        server = waitress.create_server(
            app,
            sockets=[listener],
            threads=THREADS,
            ident=None,
            clear_untrusted_proxy_headers=False,  # they tell that a request came from elsewhere
        )
        signal.signal(signal.SIGTERM, _stop)
        where = f"http://{HOST}:{listener.getsockname()[1]}/working/enter/{working.token}"
        with suppress(KeyboardInterrupt):  # Ctrl-C may come before the server listens for it
            click.echo(f"Pratinjau siap, hanya untuk peramban di komputer ini:\n  {where}")
            click.echo(
                "Alamat itu berlaku satu kali. Simpan berkas, dan halaman berubah sendiri. Berhenti: Ctrl-C."
            )
            server.run()
    click.echo("Pratinjau selesai.")


@contextmanager
def _own_settings(port: int) -> Iterator[Settings]:
    """Settings of an installation that lasts as long as the preview; the real one is not even opened."""
    with tempfile.TemporaryDirectory(prefix="elearn-preview-", ignore_cleanup_errors=True) as folder:
        yield replace(
            settings_of(),
            instance=Path(folder),
            database_url="",
            host=HOST,
            port=port,
            trusted_proxies=0,
            secure_cookies=False,
        )


def _check_course(settings: Settings, course: str | None) -> None:
    today = clock.now().astimezone(settings.time_zone).date()
    try:
        settings.modules_dir.stat()
        if course:
            known = check_content(settings, today=today, only={course}).courses
            if course not in {one.code for one in known}:
                raise UnknownCourse([course])
    except OSError as error:
        raise NothingToShow(
            f"{error.filename or settings.modules_dir}: {error.strerror or error}.",
            hint="Periksa ELEARN_MODULES_DIR, atau buat kursus dengan elearn new course KODE.",
        ) from error


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
