"""Reviews: asking for a yes, reading the draft with remarks at its paragraphs, answering, settling."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import LazyString, gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.acting import me
from elearn.accounts.identity import signed_in
from elearn.accounts.roles import Role
from elearn.authoring import access
from elearn.authoring.blueprint import bp
from elearn.authoring.reviews import actions, page, rules, sentences, store
from elearn.authoring.reviews.reach import reviewers_of
from elearn.authoring.reviews.rules import Verdict
from elearn.authoring.reviews.section_page import (
    WHOLE_SECTION,
    Refused,
    ReviewPlace,
    paragraphs_by_section,
    review_section,
)
from elearn.authoring.reviews.store import NewComment
from elearn.errata.rules import MOST_CHARACTERS, tidy
from elearn.publishing.checking import CheckedCourse
from elearn.releases.library import library
from elearn.web.settings import current_settings

_SECTION = "/<code:course>/review/<code:module>/<code:section>"


@bp.get("/reviews")
def reviews() -> str:
    """The requests that wait, and the last answered ones."""
    titles = {code: one.title for code, one in library().courses.items()}
    return render_template(
        "authoring/reviews.html",
        waiting=page.request_cards(store.open_requests(page.REQUESTS_SHOWN), titles),
        answered=page.request_cards(store.answered_requests(page.ANSWERED_SHOWN), titles),
        verdicts=sentences.VERDICTS,
    )


@bp.get("/<code:course>/review/")
def review(course: str) -> str:
    """One course: what it waits for, all remarks, and the answers so far."""
    return _page(course)


@bp.post("/<code:course>/review/ask")
def ask_review(course: str) -> Response | tuple[str, int]:
    """Ask for a yes to the files as they are."""
    checked = access.course_or_404(course)
    if not access.may_publish_course(course, checked):
        abort(403)
    note, version = tidy(request.form.get("note", "")), page.version_of(checked)
    fault = rules.note_fault(note)
    error = sentences.FAULTS[fault] if fault else None
    if version is None or request.form.get("version") != version:
        error = sentences.OTHER_VERSION if version else sentences.ERRORS_FIRST
    if error is not None or version is None:
        return _page(course, note=note, error=error), 422
    reviewers = reviewers_of(access.owners(course, checked))
    if actions.ask(course, version, note, me(), clock.now(), reviewers=reviewers):
        flash(
            gettext("Tinjauan diminta. Setiap perubahan berkas sesudah ini perlu permintaan baru."), "success"
        )
    else:
        flash(gettext("Tinjauan untuk versi ini sudah diminta dan menunggu peninjau."), "info")
    return redirect(url_for("authoring.review", course=course), code=303)


@bp.post("/<code:course>/review/answer")
def answer_review(course: str) -> Response | tuple[str, int]:
    """Say yes to this version, or what is missing."""
    checked = access.course_or_404(course)
    if not _may_answer(course, checked):
        abort(403)
    verdicts = {one.value: one for one in (Verdict.APPROVED, Verdict.CHANGES)}
    verdict = verdicts.get(request.form.get("verdict", "")) or abort(400)
    text = tidy(request.form.get("answer", ""))
    fault = rules.answer_fault(verdict, text, store.open_comment_count(course))
    if fault is not None:
        return _page(course, answer=text, error=sentences.FAULTS[fault]), 422
    version = page.version_of(checked)
    # What the reviewer has read counts, not what stands in the folder by now.
    seen = version if request.form.get("version") == version else None
    changed_by = page.changers(checked, current_settings().published_folder)
    refused = actions.answer(course, verdict, text, me(), changed_by, seen, clock.now())
    if refused is not None:
        return _page(course, answer=text, error=sentences.REFUSALS[refused]), 422
    flash(gettext("Jawaban tersimpan. Penyusun melihatnya di halaman tinjauan kursus ini."), "success")
    return redirect(url_for("authoring.review", course=course), code=303)


@bp.get(_SECTION)
def review_draft(course: str, module: str, section: str) -> str:
    """A section of the draft with the remarks on it, each paragraph with a place for another."""
    return _section(_place(course), module, section)


@bp.post(_SECTION)
def add_comment(course: str, module: str, section: str) -> Response | tuple[str, int]:
    """Keep a remark at a paragraph or on the whole section."""
    place, checked = _place(course), access.course_or_404(course)
    blocks = paragraphs_by_section(place).get((module, section))
    if blocks is None:
        abort(404)
    paragraph, text = request.form.get("paragraph", WHOLE_SECTION), tidy(request.form.get("text", ""))
    fault = rules.remark_fault(text)
    if fault is not None or (paragraph and paragraph not in blocks):
        refused = Refused(paragraph=paragraph, text=text, fault=fault)
        return _section(place, module, section, refused), 422
    block = blocks.get(paragraph)
    new = NewComment(
        course=course,
        module=module,
        section=section,
        version=page.version_of(checked) or "",
        excerpt=block.excerpt if block else "",
        paragraph_sha256=block.sha256 if block else "",
        text=text,
    )
    actions.comment(new, me(), clock.now())
    anchor = f"p-{paragraph}" if paragraph else "seluruh-bagian"
    here = url_for("authoring.review_draft", course=course, module=module, section=section, _anchor=anchor)
    return redirect(here, code=303)


@bp.post("/<code:course>/review/comments/<row_id:comment_id>/settle")
def settle_comment(course: str, comment_id: int) -> Response:
    """Settle a remark: the owners of the course, and whoever reviews it."""
    checked = access.course_or_404(course)
    if not (access.may_publish_course(course, checked) or _may_answer(course, checked)):
        abort(403)
    if actions.settle(comment_id, course, me(), clock.now()):
        flash(gettext("Komentar ditandai selesai."), "success")
    return redirect(url_for("authoring.review", course=course, _anchor="komentar"), code=303)


def _may_answer(course: str, checked: CheckedCourse) -> bool:
    me = signed_in()
    return Role.REVIEWER in me.roles and me.person_id in reviewers_of(access.owners(course, checked))


def _place(course: str) -> ReviewPlace:
    draft = access.draft_or_404(course)
    return ReviewPlace(draft=draft, root=url_for("authoring.course", course=course), shows_keys=True)


def _page(course: str, *, note: str = "", answer: str = "", error: LazyString | str | None = None) -> str:
    checked, place = access.course_or_404(course), _place(course)
    me = signed_in()
    return render_template(
        "authoring/review.html",
        sight=page.review_page(place, checked, me.person_id, current_settings().published_folder),
        may_ask=access.may_publish_course(course, checked),
        may_answer=_may_answer(course, checked),
        note=note,
        answer=answer,
        error=error,
        verdicts=sentences.VERDICTS,
        refusals=sentences.REFUSALS,
        freshness=sentences.FRESHNESS,
        errors_first=sentences.ERRORS_FIRST,
        most=MOST_CHARACTERS,
    )


def _section(place: ReviewPlace, module: str, section: str, refused: Refused | None = None) -> str:
    comments = [
        one
        for one in store.comments_of(place.draft.course.code, page.COMMENTS_SHOWN)
        if one.settled_at is None
    ]
    sight = review_section(place, module, section, comments, refused)
    if sight is None:
        abort(404)
    return render_template(
        "authoring/review_section.html",
        sight=sight,
        place=place,
        faults=sentences.FAULTS,
        paragraph_gone=sentences.PARAGRAPH_GONE,
        most=MOST_CHARACTERS,
    )
