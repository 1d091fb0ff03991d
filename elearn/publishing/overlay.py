"""Files laid over the working ones for one check: what would be true before anything is written."""

from __future__ import annotations

from collections.abc import Mapping

LaidOver = Mapping[str, bytes | None]
"""Bytes by path (`modules/...` or `quizzes/...`); None takes a file away."""
NOTHING: LaidOver = {}
