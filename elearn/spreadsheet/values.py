"""What may stand in a cell that is written, and how it is written as text."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

Value = str | int | float | Decimal | date | datetime | None


def value_text(value: Value) -> str:
    """A value as Indonesian spreadsheets read it: decimal comma, ISO dates, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{value:f}" else f"{value:f}"
    return str(value)
