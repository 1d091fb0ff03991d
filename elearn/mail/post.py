"""Where letters go: to an SMTP server, or into a folder of files when none is set."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from elearn.config import Settings
from elearn.mail.letter import Letter, Sender, UnsendableLetter, compose
from elearn.mail.outcome import Fate, Outcome, Reason, numbered

FOLDER = "mail"
NOWHERE = "elearn@localhost.invalid"
"""The sender of letters that stay in the folder of a site without an address."""

Send = Callable[[Letter, datetime], Outcome]


def has_server(settings: Settings) -> bool:
    """Whether letters leave the house."""
    return bool(settings.mail_host)


def sender_of(settings: Settings) -> Sender:
    """In whose name this site writes."""
    name = "".join(one for one in settings.agency_name if one.isprintable())
    return Sender(name=name, address=settings.mail_from or NOWHERE)


@contextmanager
def post_office(settings: Settings) -> Iterator[Send]:
    """One visit: letters given to what this yields share one connection, opened with the first of them."""
    if not has_server(settings):
        yield _Folder(settings).send
        return
    visit = _Visit(settings)
    try:
        yield visit.send
    finally:
        visit.close()


class _Folder:
    """Letters as files that any mail program opens; the same letter again is the same file."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.instance / FOLDER
        self._sender = sender_of(settings)

    def send(self, letter: Letter, now: datetime) -> Outcome:
        try:
            message = compose(letter, self._sender, now)
            self._write(f"{letter.name}.eml", message.as_bytes())
        except UnsendableLetter:
            return Outcome(fate=Fate.REFUSED, reason=Reason.ADDRESS)
        except OSError:
            return Outcome(fate=Fate.NO_SERVER, reason=Reason.FOLDER)
        return Outcome(fate=Fate.SENT)

    def _write(self, name: str, body: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / name
        beside = path.with_suffix(".part")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
        beside.replace(path)


class _Visit:
    """One connection to the server; a letter that is refused does not end it, a lost line does."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._sender = sender_of(settings)
        self._server: smtplib.SMTP | None = None

    def send(self, letter: Letter, now: datetime) -> Outcome:
        try:
            message = compose(letter, self._sender, now)
        except UnsendableLetter:
            return Outcome(fate=Fate.REFUSED, reason=Reason.ADDRESS)
        try:
            self._server = self._server or _connected(self._settings)
            self._server.send_message(message, self._sender.address, [letter.to])
        except (smtplib.SMTPException, OSError) as fault:
            outcome = outcome_of(fault)
            if outcome.fate is Fate.NO_SERVER or _closes(fault):
                self.close()
            return outcome
        return Outcome(fate=Fate.SENT)

    def close(self) -> None:
        if self._server is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._server.quit()
            self._server.close()
            self._server = None


def _connected(settings: Settings) -> smtplib.SMTP:
    """A server that has greeted us, encrypted and signed in as the settings say."""
    place, wait = (settings.mail_host, settings.mail_port), settings.mail_timeout_s
    if settings.mail_tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=wait, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(*place, timeout=wait)
    try:
        if settings.mail_tls == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.mail_user:
            server.login(settings.mail_user, settings.mail_password)
    except BaseException:
        server.close()
        raise
    return server


def outcome_of(fault: Exception) -> Outcome:
    """What an error of the dialogue means for the letter."""
    match fault:
        case smtplib.SMTPRecipientsRefused():
            number = next(iter(fault.recipients.values()))[0]
            return _by_number(number, permanent=Reason.REFUSED)
        case smtplib.SMTPDataError():
            return _by_number(fault.smtp_code, permanent=Reason.CONTENT)
        case smtplib.SMTPSenderRefused():
            # Not the letter's fault: whoever runs the site mends the setting, and it goes.
            return _no_server(numbered(Reason.SENDER, fault.smtp_code))
        case smtplib.SMTPAuthenticationError():
            return _no_server(numbered(Reason.SIGN_IN, fault.smtp_code))
        case smtplib.SMTPNotSupportedError():
            return _no_server(Reason.NO_TLS)
        case ssl.SSLError():
            return _no_server(Reason.TLS)
        case smtplib.SMTPResponseException():
            return _no_server(numbered(Reason.GONE, fault.smtp_code))
        case _:
            return _no_server(Reason.GONE)


def _by_number(number: int, *, permanent: str) -> Outcome:
    if number >= 500:
        return Outcome(fate=Fate.REFUSED, reason=numbered(permanent, number))
    return Outcome(fate=Fate.LATER, reason=numbered(Reason.BUSY, number))


def _no_server(reason: str) -> Outcome:
    return Outcome(fate=Fate.NO_SERVER, reason=reason)


def _closes(fault: Exception) -> bool:
    """421: the server takes its leave while it refuses."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return any(number == 421 for number, _ in fault.recipients.values())
    return getattr(fault, "smtp_code", None) == 421
