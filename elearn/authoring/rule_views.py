"""The rules of the checker, each on a page of its own."""

from __future__ import annotations

from flask import abort, render_template
from flask_babel import get_locale

from elearn.authoring.blueprint import bp
from elearn.authoring.rule_book import find_rule, rule_book


@bp.get("/rules")
def rules() -> str:
    """Every rule, by chapter."""
    return render_template("authoring/rules.html", book=rule_book(_language()))


@bp.get("/rules/<string(length=5):rule>")
def rule(rule: str) -> str:
    """One rule: what it says, what breaks it, how to mend it."""
    entry = find_rule(rule, _language())
    if entry is None:
        abort(404)
    return render_template("authoring/rule.html", entry=entry)


def _language() -> str:
    return str(get_locale() or "id")
