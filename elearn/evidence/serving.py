"""A file of evidence as an answer. The room that shows it has asked before who may have it."""

from __future__ import annotations

from flask import Response

from elearn.evidence.rules import MIME
from elearn.evidence.store import Evidence
from elearn.web.downloads import download

_POLICY = "default-src 'none'; sandbox"


def evidence_download(file: Evidence) -> Response:
    """A download, never a page: what people hand in must not run or show in this site's name.

    Its name is made of its number: the one it came with may hold a person's name.
    """
    answer = download(file.body, f"bukti-{file.id}.{file.kind}", MIME[file.kind])
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
