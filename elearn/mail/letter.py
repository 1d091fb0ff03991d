"""A letter: plain text to one address, as RFC 5322 wants it. What could smuggle a header in is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

MAX_ADDRESS_CHARACTERS = 254
MAX_SUBJECT_CHARACTERS = 200
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
_NAME = re.compile(r"[A-Za-z0-9.-]{1,100}")


class UnsendableLetter(ValueError):
    """A letter that would not be one: an address, a subject or a name that breaks out of its header."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One letter. `name` makes its Message-ID: the same letter sent again has the same one."""

    to: str
    subject: str
    body: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """In whose name letters go: the agency, and the address of the site."""

    name: str
    address: str


def is_address(text: str) -> bool:
    """Whether a text is one plain mail address, without a name, in ASCII."""
    return len(text) <= MAX_ADDRESS_CHARACTERS and _ADDRESS.fullmatch(text) is not None


def compose(letter: Letter, sender: Sender, now: datetime) -> EmailMessage:
    """The message to hand over, 7-bit clean so that every server takes it.

    Raises:
        UnsendableLetter: see there.
    """
    if not is_address(letter.to) or not is_address(sender.address):
        raise UnsendableLetter("not a mail address")
    if not _is_header_text(letter.subject) or not _is_header_text(sender.name):
        raise UnsendableLetter("a line break or control character in a header")
    if not _NAME.fullmatch(letter.name):
        raise UnsendableLetter("a letter is named by letters, digits, points and hyphens")
    domain = sender.address.rpartition("@")[2]
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = Address(display_name=sender.name, addr_spec=sender.address)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{letter.name}@{domain}>"
    # Holiday answers of machines to machines help nobody.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    return message


def _is_header_text(text: str) -> bool:
    return 0 < len(text) <= MAX_SUBJECT_CHARACTERS and text.isprintable()
