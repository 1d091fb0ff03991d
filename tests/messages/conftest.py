"""A mail server of one's own that says what a test wants it to say, and an installation that writes to it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import update

from elearn.config import Settings
from elearn.database import db
from elearn.messages import actions
from elearn.messages.kinds import Kind
from elearn.people.tables import Person
from tests.conftest import TestPerson

OWN_ADDRESS = "belajar@kota.example"
WIB = ZoneInfo("Asia/Jakarta")
MONDAY_NINE = datetime(2026, 3, 9, 9, tzinfo=WIB)


@dataclass
class MailServer:
    """A real SMTP server on this machine; `answers` are its replies to the next recipients and texts."""

    port: int
    to_recipient: dict[str, list[str]] = field(default_factory=dict)
    to_text: list[str] = field(default_factory=list)
    letters: list[EmailMessage] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        self.asked.append(address)
        if answers := self.to_recipient.get(address):
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take a text, or not."""
        if self.to_text:
            return self.to_text.pop(0)
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        return "250 OK"


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """The server, listening."""
    server = MailServer(port=free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    yield server
    controller.stop()


@pytest.fixture
def settings(settings: Settings, mail_server: MailServer) -> Settings:
    """An installation that writes to that server."""
    return replace(
        settings,
        mail_host="127.0.0.1",
        mail_port=mail_server.port,
        mail_tls="none",
        mail_from=OWN_ADDRESS,
        mail_timeout_s=5,
        site_url="https://belajar.kota.example",
    )


@pytest.fixture
def make_reader(make_person: Callable[..., TestPerson]) -> Callable[..., TestPerson]:
    """make_reader(name, email=..., **values of make_person): a person with a mail address."""

    def make(name: str, *, email: str | None = None, **values: object) -> TestPerson:
        person = make_person(name, **values)
        address = f"{name.split()[0].lower()}@kota.example" if email is None else email
        change_person(person.id, email=address)
        return person

    return make


def change_person(person_id: int, **values: object) -> None:
    """Write columns of a person straight away."""
    db.session.execute(update(Person).where(Person.id == person_id).values(values))
    db.session.commit()


def tell(person: TestPerson, cause: str, now: datetime, kind: Kind = Kind.ASSIGNMENT, **values: str) -> None:
    """Tell one person something."""
    title = values.pop("title", "Pelayanan prima")
    actions.tell([person.id], kind, cause=cause, title=title, now=now, **values)  # type: ignore[arg-type]


def text_of(letter: EmailMessage) -> str:
    """What a letter says."""
    return str(letter.get_content()).replace("\r\n", "\n")
