"""Headers of every answer: what a browser may load, keep and tell others."""

from __future__ import annotations

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
# same-origin, never no-referrer: over HTTPS the CSRF check needs the Referer of our own pages.
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}
# Pages are personal: on a shared phone the back button must show nothing after sign-out.
UNLESS_SET = ALWAYS | {"Cache-Control": "no-store"}
ONE_YEAR_S = 31_536_000


def init_app(app: Flask) -> None:
    """Give every answer of the application its headers."""
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """Add security and caching headers; a view may have set stricter ones."""
    # One pass over the names that are there, not one for each of ours.
    present = {name.lower() for name, _ in response.headers}
    response.headers.extend(
        [(name, value) for name, value in UNLESS_SET.items() if name.lower() not in present]
    )
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR_S}")
    return response
