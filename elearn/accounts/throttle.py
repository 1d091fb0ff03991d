"""How many wrong tries are free and how long one waits after that. Pure numbers.

A stranger must not lock out the rightful user (ASVS 6.1.1), so the tight limit counts tries on one account
*from one address*; the limit on the whole account is loose, its wait short, and an address from which the
person signed in before is exempt from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address

# Without a try for this long, a counter starts again. Longer than every wait, or a wait would be its own end.
FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """The number of tries without a wait (two or more), and the wait, which doubles with each further try."""

    name: str
    free_tries: int
    first_wait: timedelta
    longest_wait: timedelta

    def waits(self) -> tuple[timedelta, ...]:
        """The waits after the last free try, the next, ...; the last one stays."""
        steps = [self.first_wait]
        while steps[-1] < self.longest_wait:
            steps.append(min(steps[-1] * 2, self.longest_wait))
        return tuple(steps)


ACCOUNT_FROM_ADDRESS = Limit(
    name="pair",
    free_tries=5,
    first_wait=timedelta(seconds=30),
    longest_wait=timedelta(minutes=15),
)
ACCOUNT = Limit(
    name="account",
    free_tries=50,
    first_wait=timedelta(seconds=30),
    longest_wait=timedelta(minutes=1),
)
# An office of some hundred people shares one address; only wrong tries stay counted.
ADDRESS = Limit(
    name="address",
    free_tries=100,
    first_wait=timedelta(seconds=30),
    longest_wait=timedelta(minutes=15),
)
HELP_FROM_ADDRESS = Limit(
    name="help",
    free_tries=10,
    first_wait=timedelta(minutes=5),
    longest_wait=timedelta(minutes=30),
)


def counter_key(limit: Limit, *parts: str) -> str:
    """The name of a counter; numbers and addresses are hashed, the table is no list of who failed."""
    return f"{limit.name}:{sha256(chr(0).join(parts).encode()).hexdigest()}"


def network_of(address: str) -> str:
    """What counts as one address: an IPv4 address, or the /64 that one IPv6 household has."""
    try:
        ip = ip_address(address.split("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(ip, IPv6Address):
        mapped = ip.ipv4_mapped
        return str(mapped) if mapped else f"{IPv6Address(int(ip) >> 64 << 64)}/64"
    return str(ip)
