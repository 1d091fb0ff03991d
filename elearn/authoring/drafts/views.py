"""Previews of drafts: for those who write them, and by a link for whoever shall look through them."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from elearn import clock
from elearn.accounts import tokens
from elearn.accounts.identity import signed_in
from elearn.authoring import access, sharing, store
from elearn.authoring.blueprint import bp
from elearn.authoring.drafts.page import DraftPlace, quiz_preview, section_preview
from elearn.authoring.rules import ProblemRow
from elearn.releases.media import media_file
from elearn.releases.objects import sha256_of
from elearn.releases.views import MEDIA_POLICY

MEDIA = "draft-media/<string(length=64):sha256>.<string(minlength=3, maxlength=4):extension>"
_NEW_LINK = "preview_link"
_SHARED = "/shared/<string(length=43):token>"


@bp.get("/<code:course>/preview/")
def preview(course: str) -> str:
    """All that the draft holds, and the links that were given away."""
    made_for, address = session.pop(_NEW_LINK, ("", ""))
    links = store.links(course, clock.now())
    return home_page(_own(course), links=links, address=address if made_for == course else "")


@bp.get("/<code:course>/preview/<code:module>/<code:section>")
def preview_section(course: str, module: str, section: str) -> str:
    """A section as its file is now."""
    return section_page(_own(course), module, section)


@bp.get("/<code:course>/quiz-preview/<code:quiz>")
def preview_quiz(course: str, quiz: str) -> str:
    """A quiz as its file is now, with its key."""
    return quiz_page(_own(course), quiz)


@bp.get(f"/<code:course>/{MEDIA}")
def preview_media(course: str, sha256: str, extension: str) -> BaseResponse:
    """A picture of the draft."""
    return media_answer(_own(course), sha256, extension)


@bp.post("/<code:course>/preview/links")
def share(course: str) -> BaseResponse:
    """Make a link. Its address is shown once: only a fingerprint is kept."""
    access.draft_or_404(course)
    person = signed_in()
    token = sharing.make_link(course, person.person_id, person.name, clock.now())
    session[_NEW_LINK] = [course, url_for("authoring.shared", token=token, _external=True)]
    return redirect(url_for("authoring.preview", course=course), code=303)


@bp.post("/<code:course>/preview/links/end")
def end_share(course: str) -> BaseResponse:
    """End a link before its time."""
    person = signed_in()
    if not sharing.end_link(request.form.get("link", ""), course, person.person_id, person.name, clock.now()):
        abort(404)
    flash(gettext("Tautan diakhiri."), "success")
    return redirect(url_for("authoring.preview", course=course), code=303)


@bp.get(f"{_SHARED}/preview/")
def shared(token: str) -> str:
    """All that the draft behind a link holds."""
    return home_page(_given(token))


@bp.get(f"{_SHARED}/preview/<code:module>/<code:section>")
def shared_section(token: str, module: str, section: str) -> str:
    """A section of the draft behind a link."""
    return section_page(_given(token), module, section)


@bp.get(f"{_SHARED}/quiz-preview/<code:quiz>")
def shared_quiz(token: str, quiz: str) -> str:
    """A quiz of the draft behind a link, without its key."""
    return quiz_page(_given(token), quiz)


@bp.get(f"{_SHARED}/{MEDIA}")
def shared_media(token: str, sha256: str, extension: str) -> BaseResponse:
    """A picture of the draft behind a link."""
    return media_answer(_given(token), sha256, extension)


def _own(course: str) -> DraftPlace:
    draft = access.draft_or_404(course)
    return DraftPlace(draft=draft, root=url_for("authoring.course", course=course), shows_keys=True)


def _given(token: str) -> DraftPlace:
    """The draft behind a link that works; whoever has no such link learns nothing, not even that it ended."""
    link = store.find_link(tokens.fingerprint(token), clock.now())
    if link is None:
        abort(404)
    root = url_for("authoring.shared", token=token).removesuffix("preview/")
    return DraftPlace(draft=access.draft_or_404(link.course), root=root, shows_keys=False)


def home_page(
    place: DraftPlace,
    *,
    links: list[store.LinkRow] | None = None,
    address: str = "",
    problems: tuple[ProblemRow, ...] = (),
) -> str:
    """All that a draft holds; `address` is that of a link that was just made."""
    introduction = place.html(place.draft.body(place.draft.course.introduction_sha))
    return render_template(
        "authoring/draft.html",
        place=place,
        introduction=introduction,
        links=links,
        address=address,
        problems=problems,
    )


def section_page(place: DraftPlace, module: str, section: str) -> str:
    """A section of a draft, or 404."""
    page = section_preview(place, module, section)
    if page is None:
        abort(404)
    return render_template("authoring/draft_section.html", reader=page, place=place)


def quiz_page(place: DraftPlace, quiz: str) -> str:
    """A quiz of a draft, or 404."""
    page = quiz_preview(place, quiz)
    if page is None:
        abort(404)
    return render_template("authoring/draft_quiz.html", reader=page, place=place)


def media_answer(place: DraftPlace, sha256: str, extension: str) -> BaseResponse:
    """A picture or recording, told by its bytes; anything else of the draft (quizzes hold keys) is a 404."""
    data = place.draft.objects.get(sha256)
    file = media_file(data, extension) if data is not None and sha256_of(data) == sha256 else None
    if data is None or file is None:
        abort(404)
    response = Response(data, content_type=file.content_type)
    response.headers["Content-Security-Policy"] = MEDIA_POLICY
    if file.is_download:
        response.headers["Content-Disposition"] = "attachment"
    return response.make_conditional(request, accept_ranges=True, complete_length=len(data))
