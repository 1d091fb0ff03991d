"""`elearn prepare`: folder, tables, first release, and on request the demo office."""

from __future__ import annotations

from pathlib import Path

import click

from elearn.app import create_app
from elearn.commands.opening import instance_option, operator_name, settings_of
from elearn.config import Settings
from elearn.operations import demo, preparing
from elearn.operations import instance as instance_folder
from elearn.publishing import actions as publishing
from elearn.releases.library import library


@click.command()
@instance_option
@click.option("--demo", "with_demo", is_flag=True, help="Isi juga kantor contoh, bila belum ada orang.")
def command(instance: Path | None, with_demo: bool) -> None:
    """Siapkan folder data tanpa menjalankan server; aman diulang."""
    settings = settings_of(instance)
    preparing.check(settings)
    with create_app(settings).app_context():
        click.echo(f"Menyiapkan folder data {settings.instance} ...")
        preparing.prepare_tables(settings)
        _publish_first(settings)
        if with_demo:
            _fill_with_demo(settings)
        # Last: a first start that was cut off begins again where it stopped.
        instance_folder.mark(settings)


def _publish_first(settings: Settings) -> None:
    if library().number:
        return
    click.echo("Menerbitkan kursus ...")
    report = publishing.publish(settings, actor=operator_name(), note="Terbitan pertama")
    for course in report.courses:
        if course.waits_for_review:
            click.echo(f"  {course.code} ditahan, menunggu tinjauan; minta di Penyusunan.")
        elif course.state == "kept":
            click.echo(f"  {course.code} ditahan karena ada kesalahan; lihat: python3 -m elearn check")


def _fill_with_demo(settings: Settings) -> None:
    click.echo("Mengisi kantor contoh ...")
    demo.fill(settings)
