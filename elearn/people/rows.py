"""What the people room gives to others: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.people import names


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRow:
    """A person with the present number and unit."""

    id: int
    name: str
    title_before: str
    title_after: str
    employment_status: str
    rank: str
    position: str
    unit_id: int
    unit_name: str
    nip: str

    @property
    def full_name(self) -> str:
        """With titles, as on a certificate."""
        return names.full_name(self.name, title_before=self.title_before, title_after=self.title_after)

    @property
    def short_name(self) -> str:
        """As one greets."""
        return names.short_name(self.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitRow:
    """An organisational unit."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
