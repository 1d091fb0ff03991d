"""Pictures and recordings of the courses, under names that never change their meaning."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as BaseResponse

from elearn.releases import objects
from elearn.releases.media import media_file
from elearn.web.settings import current_settings

bp = Blueprint("releases", __name__)

# A file opened by itself is a document of our origin: it may style itself and nothing else.
MEDIA_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@bp.get("/media/<string(length=64):sha256>.<string(minlength=3, maxlength=4):extension>")
def media(sha256: str, extension: str) -> BaseResponse:
    """A picture or recording of any release. Other objects (quizzes hold keys) never come out."""
    try:
        data = objects.get(current_settings().published_folder, sha256)
    except objects.ObjectMissing:
        abort(404)
    file = media_file(data, extension)
    if file is None:
        abort(404)
    response = Response(data, content_type=file.content_type)
    response.headers["Content-Security-Policy"] = MEDIA_POLICY
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    if file.is_download:
        response.headers["Content-Disposition"] = "attachment"
    response.set_etag(sha256)
    # Players ask for parts of a recording.
    return response.make_conditional(request, accept_ranges=True, complete_length=len(data))
