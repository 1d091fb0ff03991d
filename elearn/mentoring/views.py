"""Mentoring dan coaching: my pairs, one pair with its sessions, and figures for HR."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.acting import today
from elearn.accounts.identity import may_call, signed_in
from elearn.mentoring import access, actions, sentences, store
from elearn.mentoring.actions import NotNow, PairRefused, SessionRefused
from elearn.mentoring.forms import DisputeForm, EndForm, PairForm, SessionForm
from elearn.mentoring.pair_page import mine_page, pair_page
from elearn.mentoring.rows import PairRow
from elearn.mentoring.rules import PairState
from elearn.people import store as people
from elearn.policy import store as policy_store
from elearn.web.settings import current_settings

bp = Blueprint("mentoring", __name__, url_prefix="/mentoring")

PAIR = "/<row_id:pair_id>"
SESSION = "/sessions/<row_id:session_id>"
Answer = Response | tuple[str, int]


@bp.get("/")
def mine() -> str:
    """My pairs, and how many sessions those I lead had."""
    return render_template(
        "mentoring/mine.html",
        page_of=mine_page(signed_in().person_id, today()),
        words=sentences,
        me=signed_in().person_id,
        sees_figures=may_call("mentoring.figures"),
    )


@bp.get("/new")
def new() -> str:
    """The form of a proposal."""
    return _new(_pair_form(formdata=None))


@bp.post("/new")
def propose() -> Answer:
    """Propose a pair."""
    form, me = _pair_form(), signed_in().person_id
    if not form.validate():
        return _new(form), 422
    other = people.find_person_by_nip(form.nip.data or "")
    if other is None or not store.is_here(other.id, today()):
        form.nip.errors = [gettext("Tidak ada pegawai dengan NIP ini. Periksa lagi angkanya.")]
        return _new(form), 422
    draft = form.draft(me, other.id)
    try:
        pair_id = actions.propose(me, draft, now=clock.now())
    except PairRefused as refused:
        form.mark(refused.fault)
        return _new(form), 422
    flash(gettext("Usulan terkirim. Pasangan berjalan setelah yang lain setuju."), "success")
    is_mine = me in (draft.mentor_id, draft.mentee_id)
    return redirect(_address(pair_id) if is_mine else url_for("mentoring.mine"), code=303)


@bp.get(PAIR)
def pair(pair_id: int) -> str:
    """One pair with its sessions."""
    return _pair(access.pair_or_404(pair_id))


@bp.post(f"{PAIR}/answer")
def answer(pair_id: int) -> Response:
    """Say yes or no to a pair."""
    row = access.pair_or_404(pair_id)
    try:
        is_yes = request.form.get("answer") == "yes"
        state = actions.answer_pair(row.id, signed_in().person_id, is_yes=is_yes, now=clock.now())
    except NotNow:
        return _too_late(row)
    words = {
        PairState.RUNNING: gettext("Pasangan berjalan. Anda berdua dapat mencatat sesi."),
        PairState.ASKED: gettext("Persetujuan Anda tercatat. Pasangan Anda belum menjawab."),
        PairState.DECLINED: gettext("Jawaban Anda tercatat. Pengusulnya diberi tahu."),
    }
    flash(words[state], "success")
    return redirect(_address(row.id), code=303)


@bp.post(f"{PAIR}/end")
def end(pair_id: int) -> Answer:
    """End a pair, or take a proposal back."""
    row, form = access.proposed_or_404(pair_id), EndForm()
    is_mine = signed_in().person_id in row.sides
    if not form.validate() and is_mine:
        return _pair(row, end=form), 422
    try:
        actions.end_pair(row.id, signed_in().person_id, form.note.data or "", now=clock.now())
    except NotNow:
        return _too_late(row)
    flash(gettext("Pasangan diakhiri. Catatan dan JP yang ada tetap tersimpan."), "success")
    return redirect(_address(row.id) if is_mine else url_for("mentoring.mine"), code=303)


@bp.post(f"{PAIR}/sessions")
def write(pair_id: int) -> Answer:
    """Note a session."""
    row, form = access.pair_or_404(pair_id), SessionForm()
    if not form.validate():
        return _pair(row, session=form), 422
    try:
        actions.write_session(row.id, signed_in().person_id, form.draft(), now=clock.now())
    except SessionRefused as refused:
        form.mark(refused.fault)
        return _pair(row, session=form), 422
    flash(gettext("Catatan sesi tersimpan dan menunggu konfirmasi pasangan Anda."), "success")
    return redirect(_address(row.id), code=303)


@bp.get(f"{PAIR}/<any(answer, end, sessions):_deed>")
def back(pair_id: int, _deed: str) -> Response:
    """Reloading the address of a form leads to the pair."""
    return redirect(_address(pair_id))


@bp.post(f"{SESSION}/confirm")
def confirm(session_id: int) -> Response:
    """Say that a session was as it is noted."""
    row, session = access.session_or_404(session_id)
    try:
        brought = actions.confirm_session(session.id, signed_in().person_id, now=clock.now())
    except NotNow:
        return _too_late(row)
    flash(sentences.jp_words(brought), "success")
    return redirect(_address(row.id), code=303)


@bp.post(f"{SESSION}/dispute")
def dispute(session_id: int) -> Answer:
    """Say what was not so."""
    row, session = access.session_or_404(session_id)
    form = DisputeForm()
    if not form.validate():
        return _pair(row, dispute=form, disputed=session.id), 422
    try:
        words = form.answer.data or ""
        actions.dispute_session(session.id, signed_in().person_id, words, now=clock.now())
    except NotNow:
        return _too_late(row)
    flash(gettext("Jawaban Anda tercatat. Sesi ini tidak menambah JP."), "success")
    return redirect(_address(row.id), code=303)


@bp.post(f"{SESSION}/withdraw")
def withdraw(session_id: int) -> Response:
    """Take back a note that waits."""
    row, session = access.session_or_404(session_id)
    try:
        actions.withdraw_session(session.id, signed_in().person_id, now=clock.now())
    except NotNow:
        return _too_late(row)
    flash(gettext("Catatan sesi ditarik kembali."), "success")
    return redirect(_address(row.id), code=303)


@bp.get(f"{SESSION}/<any(confirm, dispute, withdraw):_deed>")
def back_to_pair(session_id: int, _deed: str) -> Response:
    """Reloading the address of a form leads to the pair."""
    row, _session = access.session_or_404(session_id)
    return redirect(_address(row.id))


@bp.get("/figures")
def figures() -> str:
    """How many pairs run and how many sessions took place this year: figures, nobody by name."""
    day = today()
    since = datetime(day.year, 1, 1, tzinfo=current_settings().time_zone)
    pairs, sessions = store.counts(access.my_units(), since)
    smallest = int(policy_store.in_force(day).number("smallest_group"))
    is_shown = pairs * 2 >= smallest  # two people a pair
    return render_template(
        "mentoring/figures.html",
        year=day.year,
        pairs=pairs,
        sessions=sessions,
        is_shown=is_shown,
        smallest=smallest,
    )


def _pair_form(**values: Any) -> PairForm:
    team = people.persons(people.team_of(signed_in().person_id, today()))
    return PairForm(sorted(team.values(), key=lambda one: one.name), **values)


def _new(form: PairForm) -> str:
    return render_template("mentoring/new.html", form=form, today=today())


def _pair(
    row: PairRow,
    *,
    session: SessionForm | None = None,
    dispute: DisputeForm | None = None,
    disputed: int = 0,
    end: EndForm | None = None,
) -> str:
    return render_template(
        "mentoring/pair.html",
        page_of=pair_page(signed_in().person_id, row, today()),
        session_form=session or SessionForm(formdata=None),
        dispute_form=dispute or DisputeForm(formdata=None),
        disputed=disputed,
        end_form=end or EndForm(formdata=None),
        words=sentences,
        today=today(),
    )


def _too_late(row: PairRow) -> Response:
    flash(gettext("Ini sudah dijawab atau ditarik kembali."), "warning")
    is_mine = signed_in().person_id in row.sides
    return redirect(_address(row.id) if is_mine else url_for("mentoring.mine"), code=303)


def _address(pair_id: int) -> str:
    return url_for("mentoring.pair", pair_id=pair_id)
