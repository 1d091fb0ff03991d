"""What the pages of the mentoring room print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from elearn.mentoring import store
from elearn.mentoring.rows import PairRow, SessionDay, SessionRow
from elearn.mentoring.rules import PairState, SessionState
from elearn.people import store as people
from elearn.people.rows import PersonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """A pair in a list: with whom, how many confirmed sessions on which days, how many notes wait for me.

    `is_asked`: my yes or no is what it waits for.
    """

    pair: PairRow
    mentor: PersonRow
    mentee: PersonRow
    days: tuple[SessionDay, ...]
    waiting: int = 0
    is_asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MinePage:
    """My pairs, those that go on first; and those of whom I lead, without a word of what is said in them."""

    mine: tuple[PairLine, ...]
    past: tuple[PairLine, ...]
    team: tuple[PairLine, ...]
    leads: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSession:
    """A session for one of the two. `jp` and `jp_note` are his own from the ledger; None: none entered."""

    row: SessionRow
    is_mine: bool  # I wrote it
    jp: Decimal | None
    jp_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPage:
    """A pair for one of the two."""

    pair: PairRow
    mentor: PersonRow
    mentee: PersonRow
    asked_by: PersonRow
    sessions: tuple[ShownSession, ...]
    is_asked: bool
    is_over: bool  # its last day has passed

    @property
    def confirmed(self) -> int:
        """How many sessions both agree on."""
        return sum(one.row.state is SessionState.CONFIRMED for one in self.sessions)


def mine_page(person_id: int, today: date) -> MinePage:
    """The pairs of a person and of those he leads; the number of queries does not grow with them."""
    team_ids = people.team_of(person_id, today)
    own, led = store.pairs_of(person_id), store.pairs_of_mentees(team_ids) if team_ids else []
    led = [pair for pair in led if person_id not in pair.sides]
    lines = _lines(person_id, own, store.waiting_for(person_id))
    is_open = {PairState.ASKED, PairState.RUNNING}
    return MinePage(
        mine=tuple(one for one in lines if one.pair.state in is_open),
        past=tuple(one for one in lines if one.pair.state not in is_open),
        team=_lines(person_id, [one for one in led if one.state in is_open], {}),
        leads=bool(team_ids),
    )


def pair_page(person_id: int, pair: PairRow, today: date) -> PairPage:
    """The page of a pair for one of the two."""
    rows = store.sessions_of(pair.id)
    found = store.jp_of_sessions(person_id, [row.id for row in rows])
    known = people.persons(pair.sides | {pair.asked_by})
    return PairPage(
        pair=pair,
        mentor=known[pair.mentor_id],
        mentee=known[pair.mentee_id],
        asked_by=known[pair.asked_by],
        sessions=tuple(_shown(row, person_id, found) for row in rows),
        is_asked=_is_asked(pair, person_id),
        is_over=pair.ends_on < today,
    )


def _shown(row: SessionRow, person_id: int, found: dict[int, tuple[Decimal, str]]) -> ShownSession:
    jp, note = found.get(row.id, (None, ""))
    return ShownSession(row=row, is_mine=row.written_by == person_id, jp=jp, jp_note=note)


def _lines(person_id: int, pairs: Sequence[PairRow], waiting: dict[int, int]) -> tuple[PairLine, ...]:
    days = _days(store.session_days([pair.id for pair in pairs]))
    known = people.persons({one for pair in pairs for one in pair.sides})
    return tuple(
        PairLine(
            pair=pair,
            mentor=known[pair.mentor_id],
            mentee=known[pair.mentee_id],
            days=tuple(days[pair.id]),
            waiting=waiting.get(pair.id, 0),
            is_asked=_is_asked(pair, person_id),
        )
        for pair in pairs
    )


def _days(rows: Iterable[SessionDay]) -> dict[int, list[SessionDay]]:
    found: dict[int, list[SessionDay]] = defaultdict(list)
    for row in rows:
        found[row.pair_id].append(row)
    return found


def _is_asked(pair: PairRow, person_id: int) -> bool:
    if pair.state is not PairState.ASKED or person_id not in pair.sides:
        return False
    return (pair.mentor_yes_at if person_id == pair.mentor_id else pair.mentee_yes_at) is None
