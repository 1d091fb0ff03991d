"""Pages travel compressed; their length tells nothing about a secret in them."""

from __future__ import annotations

import gzip
import io
import secrets

from flask import Flask, Response, request

LEAST_BYTES_WORTH_IT = 500
LONGEST_PADDING_BYTES = 100
PAGE_LEVEL = 5  # measured knee: level 9 costs three times the CPU for one percent of the bytes
COMPRESSIBLE = frozenset(
    {
        "text/html",
        "text/css",
        "text/plain",
        "text/csv",
        "application/json",
        "image/svg+xml",
        "text/javascript",
    }
)


def init_app(app: Flask) -> None:
    """Compress what the browser accepts compressed."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """Gzip a text answer, with a random header length against guessing secrets by size (BREACH).

    The padding is that of "Heal the Breach" (Palacios and others, 2022), as in Django's GZipMiddleware.
    """
    if response.mimetype not in COMPRESSIBLE or response.direct_passthrough or response.is_streamed:
        return response
    body = response.get_data()
    if len(body) < LEAST_BYTES_WORTH_IT:
        return response
    response.vary.add("Accept-Encoding")
    if "Content-Encoding" in response.headers or not request.accept_encodings.quality("gzip"):
        return response
    response.set_data(_padded_gzip(body))
    response.headers["Content-Encoding"] = "gzip"
    return response


def compressed(body: bytes) -> bytes:
    """The smallest gzip form of a body that is made once and sent often (no secret in it)."""
    return gzip.compress(body, compresslevel=9, mtime=0)


def _padded_gzip(body: bytes) -> bytes:
    padding = "a" * secrets.randbelow(LONGEST_PADDING_BYTES)
    buffer = io.BytesIO()
    with gzip.GzipFile(
        filename=padding, mode="wb", compresslevel=PAGE_LEVEL, fileobj=buffer, mtime=0
    ) as target:
        target.write(body)
    return buffer.getvalue()
