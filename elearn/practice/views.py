"""Tugas praktik: report a result, confirm one with facts."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as Answer

from elearn import clock
from elearn.accounts.acting import me, today
from elearn.accounts.identity import signed_in
from elearn.evidence.actions import EvidenceRefused
from elearn.evidence.serving import evidence_download
from elearn.practice import access, actions, sentences
from elearn.practice.access import TaskPlace
from elearn.practice.actions import NotNow, ReportRefused, SeenRefused
from elearn.practice.forms import ConfirmForm, MendForm, ReportForm
from elearn.practice.rows import ReportRow
from elearn.practice.rules import Confirming
from elearn.practice.task_page import TaskPage, confirm_page, task_of, task_page
from elearn.practice.task_page import queue as waiting_reports

bp = Blueprint("practice", __name__, url_prefix="/practice")

TASK = "/<code:course>/<code:module>"
REPORT = "/confirm/<row_id:report_id>"


@bp.get(TASK)
def task(course: str, module: str) -> str:
    """The task, what I reported of it, and the form."""
    page = task_page(signed_in().person_id, access.task_or_404(course, module), today())
    return _task(page, _report_form(page))


@bp.post(TASK)
def report(course: str, module: str) -> Answer | tuple[str, int]:
    """Report the result."""
    place = access.task_or_404(course, module)
    page = task_page(signed_in().person_id, place, today())
    form = ReportForm(page.mentors, page.kept)
    try:
        if form.validate():
            actions.report(signed_in().person_id, task_of(place), form.draft(), now=clock.now())
            flash(_reported_words(place), "success")
            return redirect(_address(place), code=303)
    except ReportRefused as refused:
        form.mark(refused)
    except EvidenceRefused as refused:
        form.files.errors = [str(refused)]
    form.ask_for_files_again()
    return _task(page, form), 422


@bp.post(f"{TASK}/withdraw")
def withdraw(course: str, module: str) -> Answer:
    """Take back a report that still waits."""
    place = access.task_or_404(course, module)
    try:
        number = request.form.get("report", 0, type=int)
        actions.withdraw(number, signed_in().person_id, now=clock.now())
        flash(gettext("Laporan ditarik kembali. Anda dapat melaporkannya lagi."), "success")
    except NotNow:
        flash(gettext("Laporan itu sudah dijawab."), "warning")
    return redirect(_address(place), code=303)


@bp.get(f"{TASK}/withdraw")
def back(course: str, module: str) -> Answer:
    """Reloading the address of the form leads to the task."""
    return redirect(url_for("practice.task", course=course, module=module))


@bp.get("/queue")
def queue() -> str:
    """What waits for me to confirm."""
    reports = waiting_reports(signed_in().person_id, today())
    return render_template("practice/queue.html", reports=reports)


@bp.get(REPORT)
def waiting(report_id: int) -> str:
    """One report, with the two answers to it."""
    return _confirm(access.for_me_or_404(report_id))


@bp.post(REPORT)
def confirm(report_id: int) -> Answer | tuple[str, int]:
    """Confirm it with what I saw."""
    row = access.for_me_or_404(report_id)
    form = ConfirmForm()
    if not form.validate():
        return _confirm(row, confirm=form), 422
    try:
        assert form.seen_on.data is not None
        actions.confirm(row.id, form.seen_on.data, form.facts.data or "", actor=me(), now=clock.now())
    except SeenRefused as refused:
        form.seen_on.errors = [str(sentences.SEEN_FAULTS[refused.fault])]
        return _confirm(row, confirm=form), 422
    except NotNow:
        return _decided_already()
    flash(gettext("Hasil tugas dikonfirmasi. Pegawainya diberi tahu."), "success")
    return redirect(url_for("practice.queue"), code=303)


@bp.post(f"{REPORT}/mend")
def mend(report_id: int) -> Answer | tuple[str, int]:
    """Say what is missing."""
    row = access.for_me_or_404(report_id)
    form = MendForm()
    if not form.validate():
        return _confirm(row, mend=form), 422
    try:
        actions.send_back(row.id, form.missing.data or "", actor=me(), now=clock.now())
    except NotNow:
        return _decided_already()
    flash(gettext("Pegawainya diberi tahu apa yang masih kurang."), "success")
    return redirect(url_for("practice.queue"), code=303)


@bp.get(f"{REPORT}/mend")
def back_to_report(report_id: int) -> Answer:
    """Reloading the address of the form leads to the report."""
    return redirect(url_for("practice.waiting", report_id=report_id))


@bp.get("/evidence/<row_id:report_id>/<row_id:file_id>")
def evidence(report_id: int, file_id: int) -> Response:
    """A file of a report, as a download."""
    return evidence_download(access.evidence_or_404(report_id, file_id))


def _report_form(page: TaskPage) -> ReportForm:
    """The empty form; after "perlu perbaikan" with what was written before."""
    last = page.last.row if page.last and page.is_open else None
    values = {"done_on": last.done_on, "text": last.text} if last else {}
    kept = [str(number) for number in page.kept]
    return ReportForm(page.mentors, page.kept, formdata=None, data=values | {"kept": kept})


def _task(page: TaskPage, form: ReportForm) -> str:
    return render_template("practice/task.html", page_of=page, form=form, words=sentences, today=today())


def _confirm(row: ReportRow, *, confirm: ConfirmForm | None = None, mend: MendForm | None = None) -> str:
    return render_template(
        "practice/confirm.html",
        page_of=confirm_page(row),
        confirm=confirm or ConfirmForm(formdata=None),
        mend=mend or MendForm(formdata=None),
        words=sentences,
        today=today(),
    )


def _decided_already() -> Answer:
    flash(gettext("Laporan itu sudah dijawab atau ditarik kembali."), "warning")
    return redirect(url_for("practice.queue"), code=303)


def _address(place: TaskPlace) -> str:
    return url_for("practice.task", course=place.course.code, module=place.module.code)


def _reported_words(place: TaskPlace) -> str:
    if task_of(place).confirming is Confirming.NONE:
        return str(gettext("Hasil tugas tercatat."))
    return str(gettext("Laporan terkirim dan menunggu konfirmasi. Jawabannya tampil di sini dan di Pesan."))
