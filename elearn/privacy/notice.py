"""The version of the privacy notice: another text in notice_text.html is another version."""

VERSION = "2026-1"
TEXT_SHA256 = "5d673b62db7d7bad"
"""How the SHA-256 of that file begins; a test holds it against the file."""
