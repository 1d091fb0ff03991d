"""A letter is plain text to one address; nothing in it becomes a header of its own."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.mail.letter import Letter, Sender, UnsendableLetter, compose, is_address
from elearn.mail.outcome import Fate
from elearn.mail.post import outcome_of

NOW = datetime(2026, 3, 9, 2, tzinfo=UTC)
AGENCY = Sender(name="Pemerintah Kota Contoh", address="belajar@kota.example")


def letter(**changes: str) -> Letter:
    values = {"to": "ani@kota.example", "subject": "Kabar", "body": "Isi\n", "name": "mail.1.20260309"}
    return Letter(**values | changes)


BREAKING = ["\r\nBcc: evil@evil.example", "\nBcc: evil@evil.example", "\r", "\0", "\x0b", "\u2028", "\x85"]


@pytest.mark.parametrize("smuggled", BREAKING)
@pytest.mark.parametrize("part", ["to", "subject", "name"])
def test_a_line_break_in_a_header_is_refused(part: str, smuggled: str) -> None:
    honest = letter()
    with pytest.raises(UnsendableLetter):
        compose(letter(**{part: getattr(honest, part) + smuggled}), AGENCY, NOW)


@pytest.mark.parametrize("smuggled", BREAKING)
def test_a_line_break_in_the_name_of_the_agency_is_refused(smuggled: str) -> None:
    with pytest.raises(UnsendableLetter):
        compose(letter(), Sender(name=f"Kota{smuggled}", address=AGENCY.address), NOW)


@given(st.text(max_size=300), st.text(max_size=2_000))
def test_whatever_is_written_there_is_one_of_each_header_and_the_text_comes_back(
    subject: str, body: str
) -> None:
    try:
        composed = compose(letter(subject=subject, body=body), AGENCY, NOW)
    except UnsendableLetter:
        assert not subject.isprintable() or not 0 < len(subject) <= 200
        return
    raw = composed.as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    read = message_from_bytes(raw, policy=policy.default)
    names = [name.lower() for name in read]
    assert len(names) == len(set(names)) and "bcc" not in names
    assert read["To"] == "ani@kota.example"


def test_indonesian_and_other_letters_arrive_as_written() -> None:
    composed = compose(
        letter(subject="Nilai “baik” — é", body="Yth. I Gusti Ayu Ñ,\n\nSelamat.\n"), AGENCY, NOW
    )
    read = message_from_bytes(composed.as_bytes(), policy=policy.default)
    assert read["Subject"] == "Nilai “baik” — é"
    assert read.get_content().replace("\r\n", "\n") == "Yth. I Gusti Ayu Ñ,\n\nSelamat.\n"  # type: ignore[attr-defined]
    assert read["Message-ID"] == "<mail.1.20260309@kota.example>"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("ani@kota.example", True),
        ("ani.lestari+belajar@sub.kota.go.id", True),
        ("ani@localhost", False),
        ("ani", False),
        ("", False),
        ("Ani <ani@kota.example>", False),
        ("ani@kota.example,budi@kota.example", False),
        ("ani@kota.example\n", False),
        ("ani @kota.example", False),
        ("añi@kota.example", False),
        (f"{'a' * 65}@kota.example", False),
        (f"a@{'b.' * 130}id", False),
    ],
)
def test_an_address_is_one_plain_address(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one


@pytest.mark.parametrize(
    ("fault", "fate"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no")}), Fate.REFUSED),
        (smtplib.SMTPRecipientsRefused({"a": (452, b"full")}), Fate.LATER),
        (smtplib.SMTPDataError(451, b"later"), Fate.LATER),
        (smtplib.SMTPDataError(554, b"spam"), Fate.REFUSED),
        (smtplib.SMTPSenderRefused(550, b"who", "belajar@kota.example"), Fate.NO_SERVER),
        (smtplib.SMTPAuthenticationError(535, b"no"), Fate.NO_SERVER),
        (smtplib.SMTPServerDisconnected("gone"), Fate.NO_SERVER),
        (smtplib.SMTPConnectError(421, b"busy"), Fate.NO_SERVER),
        (TimeoutError("slow"), Fate.NO_SERVER),
        (ConnectionRefusedError(), Fate.NO_SERVER),
    ],
)
def test_only_what_is_wrong_with_the_letter_is_held_against_it(fault: Exception, fate: Fate) -> None:
    outcome = outcome_of(fault)
    assert outcome.fate is fate
    assert outcome.reason and "kota.example" not in outcome.reason
