"""URL parts that cannot hurt: row ids that fit the database, codes of content."""

from __future__ import annotations

from werkzeug.routing import BaseConverter, ValidationError

LARGEST_ROW_ID = 2**63 - 1


class RowIdConverter(BaseConverter):
    """A positive whole number that fits a database row id, in ASCII digits; anything else is a 404."""

    regex = r"[1-9][0-9]{0,18}"

    def to_python(self, value: str) -> int:
        """The id as a number."""
        number = int(value)
        if not value.isascii() or number > LARGEST_ROW_ID:
            raise ValidationError
        return number


class CodeConverter(BaseConverter):
    """The kode of a course, module, quiz, section or question."""

    regex = r"[a-z0-9][a-z0-9-]{0,79}"
