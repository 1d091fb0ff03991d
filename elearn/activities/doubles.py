"""What else of a person may be the same activity: read for the rule that tells."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from elearn.activities import rules, store
from elearn.activities.rules import LIVING, Double, Facts, Known
from elearn.ledger import store as ledger

_OWN_SOURCES = frozenset({"activity", "correction", "carried"})


def doubles_of(
    person_id: int, facts: Facts, file_ids: Collection[int] = (), *, but: int | None = None
) -> list[Double]:
    """The person's activities and ledger entries that may be this one; `but` is its own id."""
    return rules.doubles(facts, file_ids, (*_activities(person_id, but), *_entries(person_id, facts)))


def _activities(person_id: int, but: int | None) -> Iterator[Known]:
    rows = [row for row in store.of_person(person_id) if row.id != but and row.state in LIVING]
    files = store.files_of([row.id for row in rows])
    for row in rows:
        yield Known(
            id=row.id,
            title=row.facts.title,
            starts_on=row.facts.starts_on,
            ends_on=row.facts.ends_on,
            state=row.state,
            certificate_number=row.facts.certificate_number,
            file_ids=frozenset(files.get(row.id, ())),
        )


def _entries(person_id: int, facts: Facts) -> Iterator[Known]:
    """JP of these days from elsewhere: a certificate of this platform handed in as an outside one."""
    for year in {facts.starts_on.year, facts.ends_on.year}:
        for entry in ledger.entries_of(person_id, year):
            if entry.source not in _OWN_SOURCES:
                yield Known(id=None, title=entry.title, starts_on=entry.on_date, ends_on=entry.on_date)
