""" "Ada yang keliru atau ketinggalan?": telling the authors, and what became of it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.identity import signed_in
from elearn.errata import actions, rules, sentences, store
from elearn.errata.actions import Sent
from elearn.errata.forms import ReportForm
from elearn.errata.paragraphs import choices_of
from elearn.errata.rules import Kind, NewReport
from elearn.learning import report_page
from elearn.learning.access import SectionPlace, section_or_404
from elearn.learning.addresses import section_url
from elearn.learning.blueprint import bp
from elearn.progress import store as progress_store
from elearn.progress.rules import blocking_module
from elearn.releases import library

REPORT = "/<code:course>/<code:module>/<code:section>/report"


@bp.get(REPORT)
def report(course: str, module: str, section: str) -> str:
    """A form for one section."""
    place = _place_or_404(course, module, section)
    return _form_page(place, _form_of(place, formdata=None))


@bp.post(REPORT)
def send_report(course: str, module: str, section: str) -> Response | tuple[str, int]:
    """Keep the report and go back to the section."""
    place = _place_or_404(course, module, section)
    form = _form_of(place)
    if not form.validate():
        return _form_page(place, form), 422
    sent = actions.send_report(signed_in().person_id, _new_report(place, form), clock.now())
    if sent is Sent.TOO_MANY:
        form.form_errors.append(str(sentences.TOO_MANY))
        return _form_page(place, form), 422
    report_page.note_sent(signed_in().person_id)
    flash(_thanks(), "success")
    return redirect(section_url(course, place.key), code=303)


@bp.get("/reports")
def reports() -> str:
    """Laporan Anda: what this person reported, and what became of it."""
    person_id = signed_in().person_id
    rows = store.own_reports(person_id, limit=report_page.SHOWN)
    report_page.note_look(person_id, clock.now())
    return render_template(
        "learning/reports.html",
        lines=report_page.report_lines(rows),
        shown=report_page.SHOWN,
        kinds=sentences.KINDS,
        states=sentences.STATES,
    )


def _place_or_404(course: str, module: str, section: str) -> SectionPlace:
    """A section that this person may read: the form shows the beginnings of its paragraphs."""
    place = section_or_404(course, module, section)
    standing = progress_store.standing(signed_in().person_id, course)
    if blocking_module(place.course, module, standing) is not None:
        abort(403)
    return place


def _form_of(place: SectionPlace, **values: None) -> ReportForm:
    return ReportForm(choices_of(library.body(place.section.body_sha256)), **values)


def _new_report(place: SectionPlace, form: ReportForm) -> NewReport:
    return NewReport(
        course=place.course.code,
        module=place.module.code,
        section=place.section.code,
        version=place.course.version,
        kind=Kind(form.kind.data),
        excerpt=form.excerpt,
        message=form.message.data or "",
    )


def _thanks() -> Markup:
    words = gettext("Terima kasih. Laporan Anda sampai kepada penyusun. Jawabannya akan tampil di %(link)s.")
    link = Markup('<a href="{}">{}</a>').format(url_for("learning.reports"), gettext("Laporan Anda"))
    return Markup(words) % {"link": link}  # noqa: S704 - our own text


def _form_page(place: SectionPlace, form: ReportForm) -> str:
    return render_template("learning/report.html", place=place, form=form, most=rules.MOST_CHARACTERS)
