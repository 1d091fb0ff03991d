"""Errors that a person reads: each says what happened and what to do next."""

from __future__ import annotations


class ElearnError(Exception):
    """An expected failure with a sentence for the reader and a hint what to do next.

    `message` and `hint` are complete sentences in the reader's language.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class SettingsError(ElearnError):
    """A setting has a value that cannot be used; nothing has been started."""
