"""`elearn people import`: a list of staff or units, with the verdict on every row."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from elearn import clock
from elearn.accounts import store as account_store
from elearn.accounts.actions import Actor
from elearn.commands.opening import instance_option, opened, operator_name
from elearn.errors import ElearnError
from elearn.spreadsheet.table import ONE_MIB, Limits
from elearn.staffing.importing.actions import Outcome, bring_in
from elearn.staffing.importing.files import plan_of, tables_of
from elearn.staffing.importing.plan import Plan, RowPlan, Verdict
from elearn.staffing.importing.sentences import change_words, heading_words, remark_words, verdict_word
from elearn.staffing.reach import Reach, last_administrator

REFUSED = 1
LIMITS = Limits(bytes=128 * ONE_MIB)


class FileRefused(ElearnError):
    """The file cannot be read as a list of staff or units."""


@click.command("import")
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Hanya tampilkan apa yang akan terjadi.")
@click.option("--good-rows", is_flag=True, help="Tulis baris yang baik walaupun ada yang ditolak.")
@click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program lain.")
@instance_option
def import_staff(file: Path, dry_run: bool, good_rows: bool, as_json: bool, instance: Path | None) -> None:
    """Bawa masuk daftar pegawai atau unit (CSV atau XLSX).

    Bawaannya semua baris atau tidak satu pun. Mengulang berkas yang sama tidak mengubah apa-apa. Peran tidak
    pernah diberikan lewat berkas. Kode keluar 1 bila ada baris yang ditolak, 2 bila berkas tidak terbaca.
    """
    with opened(instance) as (app, settings), app.test_request_context():
        tables = tables_of(file.name, file.read_bytes(), LIMITS)
        if isinstance(tables, str):
            raise FileRefused(tables)
        now = clock.now()
        today = now.astimezone(settings.time_zone).date()
        reach = Reach(is_whole=True, irremovable=last_administrator(account_store.administrators()))
        if dry_run:
            outcome = Outcome(plan=plan_of(tables, reach, today=today), was_written=False)
        else:
            outcome = bring_in(
                tables,
                reach=reach,
                good_rows_only=good_rows,
                source=file.name,
                actor=Actor(name=operator_name()),
                now=now,
                today=today,
            )
        _tell(outcome, dry_run=dry_run, as_json=as_json)
    if not outcome.plan.is_whole:
        sys.exit(REFUSED)


def _tell(outcome: Outcome, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_as_json(outcome), ensure_ascii=False, indent=1))
        return
    for words in heading_words(outcome.plan.headings):
        click.echo(words)
    for row in outcome.plan.rows:
        if row.verdict is not Verdict.SAME or row.remarks:
            click.echo(_line(row))
    click.echo(_sum(outcome.plan))
    if dry_run:
        click.echo("Belum ada yang ditulis.")
    elif not outcome.was_written:
        click.echo("Tidak ada yang ditulis. Perbaiki baris yang ditolak, atau pakai --good-rows.")


def _line(row: RowPlan) -> str:
    said = [*map(change_words, row.changes), *map(remark_words, row.remarks)]
    return f"{row.sheet}:{row.number}: {verdict_word(row.verdict)}: {row.shown or row.key}" + "".join(
        f"\n    {words}" for words in said
    )


def _sum(plan: Plan) -> str:
    counted = [f"{verdict_word(verdict)} {count}" for verdict, count in plan.counts.items() if count]
    return ", ".join(counted) + "."


def _as_json(outcome: Outcome) -> dict[str, object]:
    plan = outcome.plan
    return {
        "written": outcome.was_written,
        "counts": {verdict.value: count for verdict, count in plan.counts.items()},
        "notes": heading_words(plan.headings),
        "rows": [
            {
                "sheet": row.sheet,
                "row": row.number,
                "key": row.key,
                "verdict": row.verdict.value,
                "changes": [change._asdict() for change in row.changes],
                "remarks": [
                    {"code": remark.code.value, "column": remark.place, "text": remark_words(remark)}
                    for remark in row.remarks
                ],
            }
            for row in plan.rows
        ],
    }
