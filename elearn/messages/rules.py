"""Pure decisions about messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from elearn.workdays import Calendar

MAX_TITLE_CHARACTERS = 200
MAX_CAUSE_CHARACTERS = 200
MAX_LINK_CHARACTERS = 300
MAX_NOTE_CHARACTERS = 500
ONE_DAY = timedelta(days=1)
MAX_AGE = timedelta(days=3)
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)
"""How long to wait after the first, second, ... try that failed for a while."""
PROBE_EVERY, PROBE_AGAIN = timedelta(days=7), ONE_DAY
LATE_AFTER = timedelta(hours=1)


class Light(StrEnum):
    """How the mail service stands, for the page of its health."""

    WELL = "well"
    STRAINED = "strained"  # mails leave, some do not
    DOWN = "down"  # the site's letter to itself did not leave
    UNKNOWN = "unknown"  # it has not written to itself yet
    FILES = "files"  # no server is set: letters are files in a folder


@dataclass(frozen=True, kw_only=True, slots=True)
class Probe:
    """A letter of the site to itself."""

    at: datetime
    is_well: bool
    detail: str


def one_line(text: str) -> str:
    """A title: without line breaks, cut at 200 characters with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_TITLE_CHARACTERS else line[: MAX_TITLE_CHARACTERS - 1] + "…"


def check_cause_and_link(cause: str, link: str) -> None:
    """Refuse what would break "once per cause" or lead elsewhere.

    Raises:
        ValueError: see `actions.tell`.
    """
    if not cause or len(cause) > MAX_CAUSE_CHARACTERS:
        raise ValueError(f"a cause of 1 to {MAX_CAUSE_CHARACTERS} characters, not {len(cause)}")
    is_own_path = link.startswith("/") and not link.startswith(("//", "/\\")) and link.isprintable()
    if link and not (is_own_path and len(link) <= MAX_LINK_CHARACTERS):
        raise ValueError("the link of a message is a path of this site")


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeHours:
    """When mails may reach people, in one zone: from `opens` until before `closes`, on working days."""

    opens: time
    closes: time
    calendar: Calendar
    zone: ZoneInfo

    def is_open(self, now: datetime) -> bool:
        """Whether a mail may go at this instant."""
        here = now.astimezone(self.zone)
        return self.opens <= here.time() < self.closes and self.calendar.is_workday(here.date())

    def start_of_day(self, now: datetime) -> datetime:
        """Midnight before an instant."""
        return self._at(now.astimezone(self.zone).date(), time())

    def opening(self, now: datetime) -> datetime:
        """When the office opens on the day of an instant, were it a working day."""
        return self._at(now.astimezone(self.zone).date(), self.opens)

    def next_open(self, instant: datetime) -> datetime:
        """The instant itself when the office is open, else its next opening."""
        if self.is_open(instant):
            return instant
        day = instant.astimezone(self.zone).date()
        if instant >= self._at(day, self.opens) or not self.calendar.is_workday(day):
            day = self.calendar.add(day, 1)
        return self._at(day, self.opens)

    def last_open(self, instant: datetime) -> datetime:
        """The instant itself when the office is open, else its last closing before it."""
        if self.is_open(instant):
            return instant
        day = instant.astimezone(self.zone).date()
        if instant < self._at(day, self.closes):
            day -= ONE_DAY
        while not self.calendar.is_workday(day) and day > date.min:
            day -= ONE_DAY
        return self._at(day, self.closes)

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.zone).astimezone(UTC)


def too_old_before(hours: OfficeHours, now: datetime) -> datetime:
    """What was told before this instant is no longer sent: it could have gone more than three days ago.

    A restored backup holds mails that went long ago, and a message of the day before a long holiday has not
    had its chance yet: so age counts from the first moment at which the office was open.
    """
    return hours.last_open(now - MAX_AGE)


def next_try(tries: int, now: datetime, hours: OfficeHours) -> datetime | None:
    """When to try again after so many tries, within office hours; None: never, it is a dead letter."""
    if not 1 <= tries <= len(PAUSES):
        return None
    return hours.next_open(now + PAUSES[tries - 1])


def next_probe(last: Probe | None, now: datetime) -> datetime:
    """When the site writes to itself again: weekly, daily while the last one did not leave."""
    if last is None:
        return now
    return last.at + (PROBE_EVERY if last.is_well else PROBE_AGAIN)


def light(*, has_server: bool, last: Probe | None, dead: int, late: int) -> Light:
    """The state of the mail service: `dead` letters given up, `late` ones due for more than an hour."""
    if not has_server:
        return Light.FILES
    if last is None:
        return Light.UNKNOWN
    if not last.is_well:
        return Light.DOWN
    return Light.STRAINED if dead or late else Light.WELL
