"""`elearn import materi.docx --into modules/<course>/`: a Word document as modules, with a loss report."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from elearn.content.codes import code_from_path
from elearn.content.module_files import read_module
from elearn.errors import ElearnError
from elearn.exchange.notes import UnreadableFile
from elearn.exchange.sentences import worded
from elearn.exchange.word.module_document import module_code, module_document
from elearn.exchange.word.reader import WordReading, read_word
from elearn.releases.pictures import picture_kind

_NUMBER = re.compile(r"(?P<number>[0-9]{1,3})[-_. ]")


class DocumentRefused(ElearnError):
    """The document cannot be read, or its modules cannot be written; nothing was changed."""


def import_word(file: Path, into: Path, *, as_json: bool) -> None:
    """Write the modules of a Word document, as drafts, and tell what an author must look at.

    Raises:
        DocumentRefused: no readable document, no course folder, or a module of that name is there already.
    """
    if not into.is_dir() or into.is_symlink():
        raise DocumentRefused(
            f"{into} bukan folder kursus.", hint="Buat dahulu: elearn new course KODE, lalu sebut foldernya."
        )
    try:
        reading = read_word(file.read_bytes(), file.name, picture_kind)
        written = _write(into, reading)
    except UnreadableFile as unreadable:
        raise DocumentRefused(f"{file}: {worded(unreadable.note)}") from None
    except OSError as error:
        raise DocumentRefused(f"{error.filename or file}: {error.strerror or error}.") from error
    if as_json:
        click.echo(json.dumps(_data(reading, written), ensure_ascii=False, indent=2))
    else:
        _tell(reading, written, into)


def _write(into: Path, reading: WordReading) -> list[Path]:
    """Pictures first, then the modules; whatever is there already stops all of it before the first byte."""
    modules = _modules(into, reading)
    files = {path: code for path, code, _ in modules}
    taken = [path for path in (*files, *(into / name for name in reading.pictures)) if path.exists()]
    if taken:
        raise DocumentRefused(
            f"{taken[0]} sudah ada; tidak ada yang diubah.",
            hint="Pindahkan atau ganti nama berkas itu dahulu.",
        )
    for name, data in reading.pictures.items():
        (into / name).parent.mkdir(exist_ok=True)
        (into / name).write_bytes(data)
    for path, _, text in modules:
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(files)


def _modules(into: Path, reading: WordReading) -> list[tuple[Path, str, str]]:
    """Path, code and text of each new file, numbered behind those that are there."""
    numbers = [int(found["number"]) for path in into.glob("*.md") if (found := _NUMBER.match(path.name))]
    modules: list[tuple[Path, str, str]] = []
    for number, module in enumerate(reading.modules, start=max(numbers, default=0) + 1):
        code = module_code(module)
        if any(code == earlier for _, earlier, _ in modules):
            code = f"{code}-{number}"
        modules.append((into / f"{number:02d}-{code}.md", code, module_document(module, code)))
    return modules


def _code(path: Path) -> str:
    module, _ = read_module(path.read_bytes(), path.name)
    return module.code if module else code_from_path(path.name)


def _tell(reading: WordReading, written: list[Path], into: Path) -> None:
    for one in reading.notes:
        click.echo(f"PERIKSA  {worded(one)}")
    sections = sum(len(module.sections) for module in reading.modules)
    click.echo(f"{len(written)} modul, {sections} bagian, {len(reading.pictures)} gambar masuk (draf):")
    for path in written:
        click.echo(f"  {path}")
    click.echo(f"Periksa dengan: elearn check {into}")


def _data(reading: WordReading, written: list[Path]) -> dict[str, object]:
    return {
        "modules": [
            {"path": str(path), "title": module.title, "sections": len(module.sections)}
            for path, module in zip(written, reading.modules, strict=True)
        ],
        "pictures": len(reading.pictures),
        "warnings": [worded(one) for one in reading.notes],
    }
