"""Where to go after signing in: only to our own pages, whatever an address in an e-mail says."""

from __future__ import annotations

import re

# One slash, then only plain characters: no second slash or backslash (another host), no scheme, no controls.
_PATH = re.compile(r"/(?:[A-Za-z0-9._~\-]+/?)*")
_QUERY = re.compile(r"[A-Za-z0-9._~\-=&%+]*")
_LONGEST = 500


def own_path(text: str | None) -> str | None:
    """The path with its query if it can only be one of ours, else None. Our addresses need no other signs."""
    if not text or len(text) > _LONGEST:
        return None
    path, _, query = text.partition("?")
    if not _PATH.fullmatch(path) or not _QUERY.fullmatch(query):
        return None
    # Dot segments are rewritten by browsers; ours have none.
    return None if {".", ".."} & set(path.split("/")) else text
