"""The text of a digest: what one person is told by one mail of the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext, ngettext

from elearn.mail.letter import MAX_SUBJECT_CHARACTERS, Letter
from elearn.messages.outbox_store import MailRow, Recipient
from elearn.messages.sentences import kind_word
from elearn.messages.store import MessageRow
from elearn.messages.wording import Wording
from elearn.web.settings import current_settings

INBOX = "/messages/"


def digest(
    mail: MailRow,
    to: Recipient,
    messages: Sequence[MessageRow],
    words: Mapping[int, Wording],
    senders: Mapping[int, str],
) -> Letter:
    """The letter, in the language in force. `senders` are names by person, for what a person sent."""
    parts = [_part(one, words[one.id], senders.get(one.sender_id or 0, "")) for one in messages]
    body = "\n\n".join([gettext("Yth. %(name)s,", name=to.name), *parts, _foot()])
    name = f"mail.{mail.id}.{mail.made_at:%Y%m%d%H%M%S}"
    return Letter(to=to.email, subject=_subject(messages, words), body=body + "\n", name=name)


def _subject(messages: Sequence[MessageRow], words: Mapping[int, Wording]) -> str:
    """One thing is named by its kind only: a subject is read over shoulders."""
    site = current_settings().agency_short_name
    if len(messages) == 1:
        what = kind_word(messages[0].kind) or gettext("Kabar belajar")
    else:
        what = ngettext("%(num)s kabar belajar untuk Anda", "%(num)s kabar belajar untuk Anda", len(messages))
    return header_text(f"{what} · {site}")


def header_text(text: str) -> str:
    """A text as a header may hold it: one line, not too long."""
    return "".join(one if one.isprintable() else " " for one in text)[:MAX_SUBJECT_CHARACTERS]


def _part(message: MessageRow, wording: Wording, sender: str) -> str:
    head = kind_word(message.kind)
    lines = [f"{head}: {wording.title}" if head else wording.title]
    if sender:
        lines.append(gettext("Dari %(name)s.", name=sender))
    lines += [wording.text] if wording.text else []
    url = current_settings().site_url
    lines += [f"{url}{message.link}"] if url and message.link else []
    return "\n".join(lines)


def _foot() -> str:
    settings = current_settings()
    lines = ["--"]
    if settings.site_url:
        lines.append(gettext("Semua pesan Anda: %(url)s", url=settings.site_url + INBOX))
    else:
        lines.append(gettext("Semua pesan Anda ada di Beranda, bagian Pesan."))
    lines.append(
        gettext(
            "Surat ini dikirim otomatis oleh %(agency)s, paling banyak satu kali sehari pada jam kerja. "
            "Mohon tidak membalas surat ini.",
            agency=settings.agency_name,
        )
    )
    return "\n".join(lines)
