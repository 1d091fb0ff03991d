"""Names of persons: with titles, for greeting, and for finding the same person again."""

from __future__ import annotations

import re
import unicodedata

# First words that are an abbreviation or a Balinese birth-order word: alone they call nobody.
_LEADING_PARTICLES = frozenset(
    {"i", "ni", "ida", "m", "moh", "moch", "mohd", "muh", "muhd", "md", "st", "hj", "h", "a", "r", "rr", "rd"}
)


def full_name(name: str, *, title_before: str = "", title_after: str = "") -> str:
    """ "Dr. Siti Rahmawati, S.Sos." from its parts."""
    named = f"{title_before} {name}".strip()
    return f"{named}, {title_after}" if title_after else named


def short_name(name: str) -> str:
    """What one calls a person: the first word, or two when the first is an abbreviation ("M. Yusuf")."""
    words = name.split()
    if len(words) > 1 and words[0].rstrip(".").casefold() in _LEADING_PARTICLES:
        return " ".join(words[:2])
    return words[0] if words else ""


def name_key(name: str) -> str:
    """Equal for two spellings of one name: case, points, titles after a comma and spaces do not count."""
    plain = unicodedata.normalize("NFKC", name).split(",")[0].casefold()
    return " ".join(re.sub(r"[^\w\s]", " ", plain).split())
