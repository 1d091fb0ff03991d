"""Pages of signing in and out, the password, and the language."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.accounts import actions, browser, demo, signing_in, store
from elearn.accounts.forms import NewPasswordForm, PasswordForm, SignInForm
from elearn.accounts.identity import LANGUAGES, SignedIn, signed_in, signed_in_or_none
from elearn.accounts.password_rules import MAX_LENGTH, PasswordFault
from elearn.accounts.signing_in import Outcome, PasswordChange, SignIn
from elearn.accounts.words import password_words
from elearn.people import store as people_store
from elearn.web.settings import current_settings

bp = Blueprint("accounts", __name__)

Answer = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@bp.get("/accounts/sign-in")
def sign_in() -> Answer:
    """The form; whoever is signed in already goes on."""
    wanted = request.args.get("next")
    if signed_in_or_none():
        return redirect(browser.page_after_sign_in(wanted), code=303)
    return _sign_in_page(SignInForm(formdata=None, next=wanted))


@bp.post("/accounts/sign-in")
def sign_in_post() -> Answer:
    """Open a session when number and secret fit."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form), 422
    result = signing_in.sign_in(form.nip.data or "", form.password.data or "", browser.this_visit())
    if result.outcome is not Outcome.SIGNED_IN:
        return _refused(form, result)
    browser.start(result.token)
    if result.must_change_password:
        return redirect(url_for("accounts.password"), code=303)
    return redirect(browser.page_after_sign_in(form.next.data), code=303)


def _refused(form: SignInForm, result: SignIn) -> Answer:
    if result.outcome is Outcome.MALFORMED_NUMBER:
        form.nip.errors = [gettext("NIP terdiri dari 18 angka. Spasi dan titik boleh ikut ditulis.")]
        return _sign_in_page(form), 422
    if result.outcome is Outcome.TOO_MANY_HERE:
        wait_s = max(1, int(result.retry_after.total_seconds()))
        return _sign_in_page(form, refusal="address"), 429, {"Retry-After": str(wait_s)}
    return _sign_in_page(form, refusal="account"), 422


def _sign_in_page(form: SignInForm, *, refusal: str = "") -> str:
    return render_template("accounts/sign_in.html", form=form, refusal=refusal, is_demo=_is_demo_here())


def _is_demo_here() -> bool:
    return current_settings().is_demo and demo.is_on_this_machine(
        address=request.remote_addr, host=request.host, headers=request.headers.keys()
    )


@bp.get("/accounts/signed-in")
def signed_in_again() -> str:
    """Where signing in again in a second tab ends: the first still holds what was typed."""
    return render_template("accounts/signed_in_again.html")


@bp.post("/accounts/demo")
def sign_in_as_sample() -> Response:
    """Sign in as a sample person, in a demo installation on this machine; elsewhere there is no such page."""
    person_id = demo.demo_person_id(current_settings().demo_marker, request.form.get("role", ""))
    account = store.find_account(person_id) if person_id is not None and _is_demo_here() else None
    if account is None or account.disabled_at is not None:
        abort(404)
    browser.start(actions.open_session(account.person_id, device=browser.this_visit().device))
    return redirect(url_for("learning.home"), code=303)


@bp.post("/accounts/sign-out")
def sign_out() -> Response:
    """End this session."""
    browser.end()
    flash(gettext("Anda sudah keluar. Sampai jumpa."), "success")
    return redirect(url_for("accounts.sign_in"), code=303)


@bp.get("/accounts/password")
def password() -> Answer:
    """The form for a new password."""
    return _password_page(_password_form(signed_in()))


@bp.post("/accounts/password")
def password_post() -> Answer:
    """Keep a new password; sign-ins on other devices end."""
    me = signed_in()
    form = _password_form(me)
    if form.validate() and form.new.data != form.repeated.data:
        form.repeated.errors = [gettext("Isian ini tidak sama dengan kata sandi baru di atasnya.")]
    if form.errors:
        return _password_page(form), 422
    change = _change_password(me, form)
    if change.fault is not None:
        is_about_current = change.fault in {PasswordFault.CURRENT_WRONG, PasswordFault.WAIT}
        target = form.current if is_about_current else form.new
        target.errors = [password_words(change.fault, current_settings().password_min_length)]
        return _password_page(form), 422
    browser.start(change.token)
    flash(gettext("Kata sandi baru sudah berlaku. Perangkat lain sudah dikeluarkan."), "success")
    return redirect(url_for("learning.home" if me.must_change_password else "profile.profile"), code=303)


def _change_password(me: SignedIn, form: PasswordForm) -> PasswordChange:
    settings = current_settings()
    person = people_store.persons([me.person_id])[me.person_id]
    return signing_in.change_password(
        me.person_id,
        nip=person.nip,
        name=person.name,
        current=None if me.must_change_password else form.current.data,
        new=form.new.data or "",
        min_length=settings.password_min_length,
        visit=browser.this_visit(),
        agency_name=settings.agency_name,
    )


def _password_form(me: SignedIn) -> PasswordForm:
    return NewPasswordForm() if me.must_change_password else PasswordForm()


def _password_page(form: PasswordForm) -> str:
    me = signed_in()
    return render_template(
        "accounts/password.html",
        form=form,
        nip=people_store.persons([me.person_id])[me.person_id].nip,
        is_first=me.must_change_password,
        min_length=current_settings().password_min_length,
        max_length=MAX_LENGTH,
    )


@bp.post("/language")
def language() -> Response:
    """Speak another language: in the account when signed in, and in this browser."""
    chosen = request.form.get("language")
    if chosen not in LANGUAGES:
        abort(400)
    session["language"] = chosen
    me = signed_in_or_none()
    if me is not None:
        actions.keep_display(me.person_id, language=chosen, text_size=me.text_size)
    return redirect(browser.page_after_language(), code=303)
