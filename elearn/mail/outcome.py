"""What became of one attempt to send a letter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Fate(Enum):
    """What follows from an attempt."""

    SENT = "sent"
    LATER = "later"  # this letter, not now: try again after a pause
    REFUSED = "refused"  # this letter never: trying again helps nobody
    NO_SERVER = "no-server"  # no letter at all: the server is gone, or wants other credentials


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """The fate and its reason: words of `Reason`, with the server's number where there is one.

    What the server said is not kept: it may name the address.
    """

    fate: Fate
    reason: str = ""


class Reason:
    """Why a letter did not go, in words for the page of the mail service (Indonesian is the message id)."""

    ADDRESS = "Alamat surat ini tidak benar."
    REFUSED = "Server surat menolak alamat ini."
    CONTENT = "Server surat menolak isi surat ini."
    BUSY = "Server surat minta dicoba lagi nanti."
    SENDER = "Server surat menolak alamat pengirim."
    SIGN_IN = "Server surat menolak nama pengguna atau kata sandi."
    NO_TLS = "Server surat tidak menawarkan sambungan terenkripsi."
    TLS = "Sambungan terenkripsi ke server surat gagal."
    GONE = "Server surat tidak terjangkau."
    FOLDER = "Surat tidak dapat ditulis ke folder."


def numbered(reason: str, number: int | None) -> str:
    """A reason with the number of the server behind it."""
    return f"{reason} ({number})" if number else reason
