"""Who would lead whom after an import: looking for circles. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from elearn.staffing.importing.present import KnownLine, KnownPerson


class Command:
    """The reporting lines as they are, and as the rows of a file want them."""

    def __init__(self, people: Mapping[str, KnownPerson], lines: Sequence[KnownLine]) -> None:
        self._ids = {nip: person.id for nip, person in people.items()}
        self._leaders: dict[int | str, int | str] = {
            line.person_id: line.supervisor_id for line in lines if line.basis == "definitive"
        }

    def circles(self, wanted: Mapping[str, str]) -> set[str]:
        """The NIP of the rows that would lead themselves, over others; "" as leader means nobody."""
        leaders = dict(self._leaders)
        for nip, leader in wanted.items():
            if leader:
                leaders[self._key(nip)] = self._key(leader)
            else:
                leaders.pop(self._key(nip), None)
        asked = {self._key(nip): nip for nip, leader in wanted.items() if leader}
        return {asked[key] for key in _on_circles(leaders) if key in asked}

    def _key(self, nip: str) -> int | str:
        return self._ids.get(nip, nip)


def _on_circles(leaders: Mapping[int | str, int | str]) -> set[int | str]:
    """Everyone who stands on a circle; each is walked over once."""
    done: set[int | str] = set()
    found: set[int | str] = set()
    for start in leaders:
        path: dict[int | str, int] = {}
        at: int | str | None = start
        while at is not None and at not in done and at not in path:
            path[at] = len(path)
            at = leaders.get(at)
        if at is not None and at in path:
            found |= {one for one, place in path.items() if place >= path[at]}
        done.update(path)  # not |=, which with keys of a dict copies the whole set
    return found
