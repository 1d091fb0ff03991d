"""Which pages may receive more than others. A large body is read only from somebody who may send it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, request

from elearn.accounts.identity import may_call

ONE_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLimit:
    """Bytes of a whole request, and of all its fields that are no files."""

    body_bytes: int
    field_bytes: int = 500_000


LARGER: dict[str, BodyLimit] = {
    # A little more than the 20 MB that the pages promise, so that they can say it in their own words.
    "authoring.bring_files": BodyLimit(body_bytes=28 * ONE_MIB),
    "authoring.new_course_post": BodyLimit(body_bytes=28 * ONE_MIB),
    # The text of one file: a form writes a line end as six characters.
    "authoring.edit_file_post": BodyLimit(body_bytes=4 * ONE_MIB, field_bytes=4 * ONE_MIB),
    # 20 MB of staff lists, and the envelope around them.
    "staffing.import_file": BodyLimit(body_bytes=21 * ONE_MIB),
    # Three files of 5 MB, and the envelope around them.
    "activities.report_post": BodyLimit(body_bytes=16 * ONE_MIB),
    "activities.hand_in_post": BodyLimit(body_bytes=16 * ONE_MIB),
    # Five files of evidence of 5 MB each, and the report around them.
    "practice.report": BodyLimit(body_bytes=27 * ONE_MIB),
    "authoring.check_file": BodyLimit(body_bytes=4 * ONE_MIB, field_bytes=4 * ONE_MIB),
}
"""By endpoint; every other page takes what `create_app` sets."""


def init_app(app: Flask) -> None:
    """Stand before whatever reads the body first: the guard and the check of tokens do."""
    app.before_request(_allow_more)


def _allow_more() -> None:
    limit = LARGER.get(request.endpoint or "")
    if limit is not None and request.method == "POST" and may_call(request.endpoint or ""):
        request.max_content_length = limit.body_bytes
        request.max_form_memory_size = limit.field_bytes
