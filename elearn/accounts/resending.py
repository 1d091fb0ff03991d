"""A form that could not be taken: the page that keeps what was typed and sends it once more."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

# Never sent back in a page: secrets, and the token itself.
NOT_REPEATED = frozenset({"csrf_token", "password", "current", "new", "repeated", "code"})


def typed_fields() -> tuple[tuple[str, str], ...]:
    """What the form of the present request carried; nothing unless one of our own pages sent it."""
    if not _is_from_us():
        return ()
    return tuple(
        (name, value) for name, values in request.form.lists() if name not in NOT_REPEATED for value in values
    )


def page(fields: tuple[tuple[str, str], ...], status: int) -> Response:
    """The page with these fields and a button that sends them to the same address.

    `status` 401 asks to sign in first, in a second tab; 400 says that the form was older than the session.
    """
    html = render_template(
        "accounts/send_again.html",
        fields=fields,
        has_files=bool(request.files),
        is_signed_out=status == 401,
    )
    return make_response(html, status)


def _is_from_us() -> bool:
    """Only with proof: a foreign form must not come back dressed as ours, waiting for one click."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    sender = request.headers.get("Origin") or request.referrer
    return sender is not None and urlsplit(sender).netloc == request.host
