"""`elearn diff [A] [B]`: what differs between two releases, thing by thing or line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from elearn.commands.difference_words import data_of_thing, words_of_thing
from elearn.commands.opening import instance_option, opened
from elearn.errors import ElearnError
from elearn.publishing.going_back import release
from elearn.releases import history, store
from elearn.releases.differences import CourseDifference
from elearn.releases.manifest import Manifest


class NothingToCompare(ElearnError):
    """There are not two releases yet."""

    def __init__(self) -> None:
        super().__init__("Belum ada dua rilis untuk dibandingkan.", hint="Lihat elearn releases.")


@click.command()
@click.argument("old", metavar="[A]", required=False, type=click.IntRange(1))
@click.argument("new", metavar="[B]", required=False, type=click.IntRange(1))
@click.option("--text", is_flag=True, help="Tampilkan juga baris berkas yang berubah.")
@click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program lain.")
@instance_option
def command(old: int | None, new: int | None, text: bool, as_json: bool, instance: Path | None) -> None:
    """Tampilkan apa yang berubah dari rilis A ke rilis B.

    Tanpa B: sampai rilis yang berlaku. Tanpa A dan B: dari rilis sebelumnya sampai rilis yang berlaku.
    """
    with opened(instance) as (_, settings):
        older, newer = _pair(old, new)
        folder = settings.published_folder
        manifests = tuple(history.manifest_of(folder, one.manifest_sha256) for one in (older, newer))
        found = history.differences(folder, *manifests)
        if as_json:
            courses = [_data(one) for one in found]
            click.echo(json.dumps({"from": older.number, "to": newer.number, "courses": courses}, indent=2))
            return
        click.echo(f"Dari rilis {older.number} ke rilis {newer.number}:")
        for one in found:
            for line in (*_lines(one), *(_text(folder, one, *manifests) if text else ())):
                click.echo(line)
        if not found:
            click.echo("Tidak ada yang berubah.")


def _pair(old: int | None, new: int | None) -> tuple[store.ReleaseRow, store.ReleaseRow]:
    in_force = next((row for row in store.releases(limit=None) if row.is_in_force), None)
    if in_force is None:
        raise NothingToCompare
    if old is None:
        old = in_force.number - 1
        if old < 1:
            raise NothingToCompare
    return release(old), release(new) if new else in_force


def _lines(difference: CourseDifference) -> Iterator[str]:
    yield f"{difference.code}: {difference.title}"
    for one in difference.things:
        yield f"  {words_of_thing(one)}"


def _text(folder: Path, difference: CourseDifference, old: Manifest, new: Manifest) -> Iterator[str]:
    lines = (old.line(difference.code), new.line(difference.code))
    for file in history.source_differences(folder, *lines):
        yield from file.lines


def _data(difference: CourseDifference) -> dict[str, object]:
    return {
        "kode": difference.code,
        "things": [data_of_thing(one) for one in difference.things],
        "files": list(difference.files),
    }
