"""Files to take along: never shown in the browser, never kept by anything between."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
PDF = "application/pdf"
ZIP = "application/zip"
JSON = "application/json"


def download(body: bytes | Iterable[bytes], name: str, mimetype: str) -> Response:
    """A file, whole or piece by piece; its name holds no personal data: such names end up in many places."""
    answer = Response(body, mimetype=mimetype)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
