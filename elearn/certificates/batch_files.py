"""The files of a batch in the instance folder: its plan, the parts that are made one by one, and the result.

A part is whole or not there; the result is put together from parts in pieces, so that memory stays flat.
Whatever a process that was killed left behind is made again, with the same content.
"""

from __future__ import annotations

import json
import secrets
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from elearn.certificates import page, store
from elearn.certificates.batch_rules import Batch, Kind, part_name
from elearn.certificates.batch_store import units_of
from elearn.certificates.drawing import pdf_of_many
from elearn.certificates.store import CertificateRow
from elearn.spreadsheet.csv_writing import csv_chunks
from elearn.web.settings import current_settings

FOLDER = "batches"
LIST = "daftar.csv"
_PLAN = "plan.json"
_CHUNK = 256 * 1024


def keep_plan(batch_id: int, base: str, items: Sequence[Any]) -> None:
    """Write down of what a batch is made: what joins later is not in it. `base`: address of the check."""
    folder = _parts_of(batch_id)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _put(folder / _PLAN, json.dumps({"base": base, "items": list(items)}).encode())


def plan(batch_id: int) -> tuple[str, list[Any]]:
    """The address of the check, and of what the batch is made. Raises OSError when it is gone."""
    kept = json.loads((_parts_of(batch_id) / _PLAN).read_bytes())
    return kept["base"], kept["items"]


def make_part(batch: Batch, first: int, rows: Sequence[CertificateRow], base: str) -> None:
    """Make the PDFs of some certificates; `first` is the place of the first one in the batch."""
    folder, look = _parts_of(batch.id), page.look()
    if batch.kind is Kind.PRINT:
        if rows:
            sheets = [page.sheet_of(row, base) for row in rows]
            _put(folder / part_name(first), pdf_of_many(sheets, look=look))
        return
    for row in rows:
        body = store.signed_file(row.id) or pdf_of_many([page.sheet_of(row, base)], look=look)
        _put(folder / page.file_name(row), body)
    _put(folder / f"{first:08d}.rows", json.dumps(_list_rows(rows)).encode())


def finish(batch: Batch) -> None:
    """Put the parts together: one PDF, or a ZIP of them. They stay until `drop_parts`."""
    folder = _parts_of(batch.id)
    parts = sorted(folder.glob("*.pdf"))
    target = _result(batch.id, "pdf" if batch.kind is Kind.PRINT and len(parts) == 1 else "zip")
    draft = _draft_of(target)
    if target.suffix == ".pdf":
        shutil.copyfile(parts[0], draft)
    else:
        _put_together(draft, parts, folder)
    draft.replace(target)


def drop_parts(batch_id: int) -> None:
    """Delete the parts of a batch."""
    shutil.rmtree(_parts_of(batch_id), ignore_errors=True)


def _put_together(draft: Path, parts: Sequence[Path], folder: Path) -> None:
    # A PDF is compressed already: it is stored as it is.
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
        for part in parts:
            archive.write(part, part.name)
        lists = sorted(folder.glob("*.rows"))
        if lists:
            with archive.open(LIST, "w") as out:
                for chunk in csv_chunks(_listed(lists)):
                    out.write(chunk)


def _listed(lists: Sequence[Path]) -> Iterator[Sequence[str]]:
    yield ("berkas", "nomor", "nama", "nip", "unit", "kursus")
    for one in lists:
        yield from json.loads(one.read_bytes())


def _list_rows(rows: Sequence[CertificateRow]) -> list[list[str]]:
    units = units_of({row.person_id for row in rows})
    return [
        [
            page.file_name(row),
            row.facts.number,
            row.facts.holder.full_name,
            row.facts.holder.nip,
            units.get(row.person_id or 0, row.facts.holder.unit),
            row.facts.course_title,
        ]
        for row in rows
    ]


def result_of(batch_id: int) -> Path | None:
    """The finished file, if it is still there."""
    return next((path for end in ("pdf", "zip") if (path := _result(batch_id, end)).is_file()), None)


def pieces(path: Path) -> Iterator[bytes]:
    """A file piece by piece."""
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            yield piece


def drop(batch_id: int) -> bool:
    """Delete all files of a batch; whether there were any."""
    folder, found = _parts_of(batch_id), False
    for path in (_result(batch_id, "pdf"), _result(batch_id, "zip")):
        for one in (path, *path.parent.glob(f"{path.name}.*")):
            found = found or one.is_file()
            one.unlink(missing_ok=True)
    if folder.is_dir():
        shutil.rmtree(folder)
        found = True
    return found


def _parts_of(batch_id: int) -> Path:
    return current_settings().instance / FOLDER / str(batch_id)


def _result(batch_id: int, end: str) -> Path:
    return current_settings().instance / FOLDER / f"{batch_id}.{end}"


def _draft_of(path: Path) -> Path:
    # A name of its own: another worker may be making the same file.
    return path.with_name(f"{path.name}.{secrets.token_hex(4)}")


def _put(path: Path, body: bytes) -> None:
    draft = _draft_of(path)
    draft.write_bytes(body)
    draft.replace(path)
