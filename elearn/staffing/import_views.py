"""Putting a list of staff or units in: the file, what it would do, the yes."""

from __future__ import annotations

from flask import Response as FileResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.acting import me, today
from elearn.accounts.identity import signed_in
from elearn.spreadsheet.csv_writing import csv_chunks
from elearn.staffing import access
from elearn.staffing.import_page import preview_page
from elearn.staffing.importing import sample
from elearn.staffing.importing.actions import Outcome, bring_in
from elearn.staffing.importing.files import plan_of, tables_of
from elearn.staffing.importing.plan import Verdict
from elearn.staffing.importing.sentences import change_words, remark_words, verdict_word
from elearn.uploads import actions as uploads
from elearn.uploads.store import Waiting
from elearn.web.downloads import CSV, download

MAX_MEGABYTES = 20
LONGEST_NAME = 120
Answer = str | Response | tuple[str, int]


def import_form() -> str:
    """What a list must look like, and where to put it in."""
    return render_template("staffing/import.html", error="", megabytes=MAX_MEGABYTES)


def import_file() -> Answer:
    """Keep the file and go to what it would do."""
    given = request.files.get("file")
    body = given.read() if given and given.filename else b""
    name = (given.filename or "" if given else "").replace("\\", "/").rpartition("/")[2][:LONGEST_NAME]
    tables = tables_of(name, body) if body else gettext("Pilih berkas CSV atau XLSX.")
    if isinstance(tables, str):
        return render_template("staffing/import.html", error=tables, megabytes=MAX_MEGABYTES), 422
    token = uploads.put(
        person_id=signed_in().person_id,
        purpose=access.IMPORT_PURPOSE,
        name=name,
        body=body,
        now=clock.now(),
    )
    return redirect(url_for("staffing.import_preview", token=token), code=303)


def import_preview(token: str) -> str:
    """The verdict on every row; nothing has been written."""
    waiting = access.waiting_list_or_404(token)
    return _preview(waiting, _planned(waiting))


def import_apply(token: str) -> Answer:
    """Write the rows, or show again when one is refused and all were asked for."""
    waiting = access.waiting_list_or_404(token)
    tables = tables_of(waiting.name, waiting.body)
    assert not isinstance(tables, str)  # it was read when it came
    outcome = bring_in(
        tables,
        reach=access.my_reach(),
        good_rows_only=request.form.get("rows") == "good",
        source=waiting.name,
        actor=me(),
        now=clock.now(),
        today=today(),
    )
    if not outcome.was_written:
        return _preview(waiting, outcome, was_refused=True), 422
    uploads.take(token, person_id=signed_in().person_id, purpose=access.IMPORT_PURPOSE, now=clock.now())
    flash(_written_words(outcome), "success")
    return redirect(url_for("staffing.overview"), code=303)


def import_verdicts(token: str) -> FileResponse:
    """All verdicts as CSV, to mend the list beside them."""
    plan = _planned(access.waiting_list_or_404(token)).plan
    rows = (
        (
            row.sheet,
            row.number,
            row.shown,
            verdict_word(row.verdict),
            " ".join([*map(change_words, row.changes), *map(remark_words, row.remarks)]),
        )
        for row in plan.rows
    )
    headers = ("lembar", "baris", "nama", "hasil", "keterangan")
    return download(b"".join(csv_chunks([headers, *rows])), "hasil-periksa.csv", CSV)


def import_template(form: str) -> FileResponse:
    """The template to fill in."""
    name, kind, body = sample.template(form)
    return download(body, name, kind)


def _planned(waiting: Waiting) -> Outcome:
    tables = tables_of(waiting.name, waiting.body)
    assert not isinstance(tables, str)
    plan = plan_of(tables, access.my_reach(), today=today())
    return Outcome(plan=plan, was_written=False)


def _preview(waiting: Waiting, outcome: Outcome, *, was_refused: bool = False) -> str:
    page = preview_page(outcome.plan, shown=request.args.get("only", ""))
    return render_template(
        "staffing/import_preview.html", waiting=waiting, preview=page, was_refused=was_refused
    )


def _written_words(outcome: Outcome) -> str:
    counts = outcome.plan.counts
    said = ", ".join(
        f"{verdict_word(verdict)} {count}"
        for verdict, count in counts.items()
        if count and verdict is not Verdict.SAME
    )
    if not said:
        return str(gettext("Daftar sudah sama dengan data; tidak ada yang berubah."))
    return str(gettext("Daftar ditulis: %(counts)s.", counts=said))
