"""Sertifikat: one's own, the public check, and the desk of who answers for them."""

from __future__ import annotations

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from elearn import clock
from elearn.accounts.acting import me, today
from elearn.accounts.browser import this_visit
from elearn.accounts.identity import signed_in
from elearn.certificates import access, actions, badge, page, print_store, rules, store
from elearn.certificates.actions import FileRefused, NotReplaceable
from elearn.certificates.forms import DeedForm, SignedFileForm
from elearn.certificates.store import CertificateRow
from elearn.web.downloads import JSON, PDF, download
from elearn.web.settings import current_settings

bp = Blueprint("certificates", __name__)
Answer = str | AnyResponse | tuple[str, int]


@bp.get("/certificates/")
def mine() -> str:
    """One's own certificates."""
    rows = [page.shown(row, today()) for row in store.of_person(signed_in().person_id)]
    return render_template("certificates/mine.html", certificates=rows)


@bp.get("/certificates/<row_id:certificate_id>")
def certificate(certificate_id: int) -> str:
    """A certificate as a page: the same words as on paper, for every reader."""
    return _certificate_page(access.mine_or_404(certificate_id))


@bp.get("/certificates/<row_id:certificate_id>/pdf")
def pdf(certificate_id: int) -> Response:
    """A certificate to print or keep; the file signed outside when there is one."""
    row = access.mine_or_404(certificate_id)
    return download(store.signed_file(row.id) or page.pdf_of(row), page.file_name(row), PDF)


@bp.get("/certificates/<row_id:certificate_id>/badge")
def open_badge(certificate_id: int) -> Response:
    """A certificate as an Open Badges 3.0 credential."""
    row = access.mine_or_404(certificate_id)
    issuer = url_for("certificates.keys", _external=True)
    body = badge.credential(row, issuer=issuer, check_url=page.check_url(row).partition("#")[0])
    return download(body, page.file_name(row).replace(".pdf", ".json"), JSON)


@bp.get("/check")
def check() -> Answer:
    """The public check: a form, or on to the certificate when a code was typed."""
    typed = request.args.get("code", "")
    code = rules.normalised_code(typed)
    if code:
        return redirect(url_for("certificates.check_code", code=code), code=303)
    return render_template("certificates/check.html", typed=typed, is_wrong=bool(typed.strip()))


@bp.get("/check/<code>")
def check_code(code: str) -> Answer:
    """What anybody may know: that a certificate is real, whose, for what, and whether it still holds."""
    now = clock.now()
    if not access.may_check(this_visit().address, now):
        return render_template("certificates/check.html", typed="", is_too_often=True), 429
    plain = rules.normalised_code(code)
    row = store.find_by_code(plain) if plain else None
    if row is None:
        return render_template("certificates/check.html", typed=code[:20], is_unknown=True), 404
    return render_template("certificates/checked.html", shown=page.shown(row, today()), facts=row.facts)


@bp.get("/certificates/keys")
def keys() -> Response:
    """The public keys that statements are verified with, offline too."""
    listed = [
        {"id": key_id, "type": "Ed25519", "publicKeyHex": key.hex()}
        for key_id, key in store.public_keys().items()
    ]
    return jsonify({"agency": current_settings().agency_name, "keys": listed})


@bp.get("/certificates/desk")
def desk() -> str:
    """Find a certificate by its number or code."""
    words = request.args.get("q", "").strip()
    code = rules.normalised_code(words)
    row = (store.find_by_code(code) if code else None) or (store.find_by_number(words) if words else None)
    found = page.shown(row, today()) if row and access.is_within_reach(row) else None
    return render_template("certificates/desk.html", words=words, found=found)


@bp.get("/certificates/desk/<row_id:certificate_id>")
def managed(certificate_id: int) -> str:
    """One certificate at the desk."""
    return _desk_page(access.managed_or_404(certificate_id), DeedForm(formdata=None))


@bp.post("/certificates/desk/<row_id:certificate_id>")
def deed(certificate_id: int) -> Answer:
    """Reissue or revoke it."""
    row, form = access.managed_or_404(certificate_id), DeedForm()
    if not form.validate():
        return _desk_page(row, form), 422
    now = clock.now()
    if form.deed.data == "revoke":
        actions.revoke(row.id, actor=me(), reason=form.reason.data or "", now=now)
        flash(gettext("Sertifikat dicabut. Halaman pemeriksaan menyebutkannya."), "success")
        return redirect(url_for("certificates.managed", certificate_id=row.id), code=303)
    try:
        new_id = actions.reissue(row.id, actor=me(), reason=form.reason.data or "", now=now)
    except NotReplaceable as refused:
        form.form_errors.append(str(refused))
        return _desk_page(row, form), 422
    flash(gettext("Sertifikat baru diterbitkan; yang lama ditandai diganti."), "success")
    return redirect(url_for("certificates.managed", certificate_id=new_id), code=303)


@bp.post("/certificates/desk/<row_id:certificate_id>/signed")
def signed(certificate_id: int) -> Answer:
    """Keep the PDF that was signed outside."""
    row, form = access.managed_or_404(certificate_id), SignedFileForm()
    if not form.validate():
        return _desk_page(row, DeedForm(formdata=None), form), 422
    try:
        actions.keep_signed_file(row.id, form.file.data.read(), actor=me(), now=clock.now())
    except FileRefused as refused:
        form.file.errors = [str(refused)]
        return _desk_page(row, DeedForm(formdata=None), form), 422
    flash(gettext("Berkas bertanda tangan disimpan. Pemiliknya mengunduh berkas itu."), "success")
    return redirect(url_for("certificates.managed", certificate_id=row.id), code=303)


def _certificate_page(row: CertificateRow) -> str:
    return render_template(
        "certificates/certificate.html",
        shown=page.shown(row, today()),
        facts=row.facts,
        qr=page.qr_picture(page.check_url(row)),
        order=print_store.latest(row.id),
        is_signed=store.has_signed_file(row.id),
    )


def _desk_page(row: CertificateRow, form: DeedForm, file_form: SignedFileForm | None = None) -> str:
    return render_template(
        "certificates/managed.html",
        shown=page.shown(row, today()),
        facts=row.facts,
        form=form,
        file_form=file_form or SignedFileForm(formdata=None),
        is_signed=store.has_signed_file(row.id),
    )
