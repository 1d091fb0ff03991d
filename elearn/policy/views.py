"""Kebijakan: the rules in force, for everybody to read; and their page for who sets them."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.acting import me, today
from elearn.accounts.identity import may_call
from elearn.policy import actions, sentences, store
from elearn.policy.actions import NewValue
from elearn.policy.forms import value_form
from elearn.policy.items import BY_NAME, Item
from elearn.policy.values import normalised

bp = Blueprint("policy", __name__, url_prefix="/policy")


@bp.get("/")
def rules() -> str:
    """Every value of today, what it rests on, and what is announced for later."""
    return render_template(
        "policy/rules.html",
        groups=sentences.GROUPS,
        policy=store.in_force(today()),
        items=BY_NAME,
        announced=[row for row in store.history() if row.effective_from > today()],
        words=sentences,
        may_set=may_call("policy.set_value"),
    )


@bp.get("/desk")
def desk() -> str:
    """The same page as a place at the desk of who sets the values."""
    return rules()


@bp.get("/<name>")
def value(name: str) -> str:
    """One value: its history, and the form that sets it."""
    item = _item_or_404(name)
    current = store.in_force(today())
    form = value_form(
        item, today(), formdata=None, value=current.text(name), legal_basis=current.legal_basis(name)
    )
    return _value_page(item, form)


@bp.post("/<name>")
def set_value(name: str) -> Response | tuple[str, int]:
    """Set it, from a day on."""
    item = _item_or_404(name)
    now = clock.now()
    form = value_form(item, today())
    if not form.validate():
        return _value_page(item, form), 422
    new = NewValue(
        item=item,
        value=normalised(item, form.value.data) or "",
        legal_basis=" ".join(form.legal_basis.data.split()),
        effective_from=form.effective_from.data,
    )
    actions.set_value(new, actor=me(), now=now)
    flash(gettext("Kebijakan disimpan. Semua peserta dapat membacanya."), "success")
    return redirect(url_for("policy.rules"), code=303)


def _value_page(item: Item, form: object) -> str:
    history = [row for row in store.history() if row.name == item.name]
    return render_template("policy/value.html", item=item, form=form, history=history[::-1], words=sentences)


def _item_or_404(name: str) -> Item:
    return BY_NAME.get(name) or abort(404)
