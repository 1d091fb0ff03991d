"""Signing in by button in a demo installation: only on this machine, only as one of four sample people."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from elearn.config import LOOPBACK_HOSTS

# Any of these says that somebody else's machine stands between.
_FORWARDING_HEADERS = frozenset({"forwarded", "via", "x-real-ip"})
_FORWARDING_PREFIX = "x-forwarded-"
DEMO_ROLES = ("learner", "supervisor", "author", "admin")


def is_on_this_machine(*, address: str | None, host: str, headers: Iterable[str]) -> bool:
    """Whether a request was typed into a browser on this machine, by all we can see."""
    names = {name.lower() for name in headers}
    if names & _FORWARDING_HEADERS or any(name.startswith(_FORWARDING_PREFIX) for name in names):
        return False
    return _is_loopback(address) and urlsplit(f"//{host}").hostname in LOOPBACK_HOSTS


def _is_loopback(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


def demo_person_id(marker: Path, role: str) -> int | None:
    """The sample person of a role, as the marker of the demo installation names him, or None."""
    if role not in DEMO_ROLES:
        return None
    try:
        people = json.loads(marker.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    person_id = people.get(role) if isinstance(people, dict) else None
    return person_id if isinstance(person_id, int) else None
