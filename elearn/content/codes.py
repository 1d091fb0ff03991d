"""Codes (`kode`): what a course, module, quiz, section or question is known by."""

import re
import unicodedata
from pathlib import PurePosixPath

MAX_CODE_CHARACTERS = 80
RESERVED_COURSE_CODES = frozenset(
    {"bank", "catalog", "saved", "attempts", "receipts", "reports", "import", "rules", "shared"}
    | {"reviews", "regulations", "working"}
)
"""Words that stand where a course's code stands, in a folder or in an address."""

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER_PREFIX = re.compile(r"[0-9]{1,3}[-_. ]+(?=.)")


def is_code(text: str) -> bool:
    """Whether a text may be a code: lower-case letters, digits, and single `-` between them (it is part of
    addresses).
    """
    return len(text) <= MAX_CODE_CHARACTERS and _CODE.fullmatch(text) is not None


def code_from_text(text: str) -> str:
    """A code made of a heading or file name: ASCII letters and digits, words joined by `-`; `tanpa-judul`
    if none.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    code = ""
    for word in words:
        longer = f"{code}-{word}" if code else word[:40]
        if len(longer) > 48:
            break
        code = longer
    return code or "tanpa-judul"


def code_from_path(path: str) -> str:
    """The default code of a file: its name without number prefix and ending."""
    return code_from_text(_NUMBER_PREFIX.sub("", PurePosixPath(path).stem, count=1))


def heading_anchor(text: str) -> str:
    """The anchor that a heading without `{#kode}` gets, as GitHub makes it."""
    kept = "".join(one for one in text.strip().lower() if one.isalnum() or one in " -_")
    return kept.replace(" ", "-")
