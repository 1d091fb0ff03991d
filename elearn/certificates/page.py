"""What the pages of a certificate print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import has_request_context, url_for

from elearn.certificates import drawing, qr, rules
from elearn.certificates.store import CertificateRow
from elearn.config import data_folder
from elearn.web.settings import current_settings

OUR_COLOUR = "#0a5a74"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One certificate with its state of today."""

    row: CertificateRow
    state: rules.State
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QrPicture:
    """A QR code as one SVG path in a square of `side` units."""

    path: str
    side: int


def shown(row: CertificateRow, today: date) -> Shown:
    """A certificate as pages show it."""
    return Shown(row=row, state=row.state(today), code=rules.grouped(row.facts.code))


def check_base() -> str:
    """The address of the public check; empty outside of a request where ELEARN_SITE_URL is not set."""
    site = current_settings().site_url
    if not has_request_context():
        return f"{site}/check" if site else ""
    own = url_for("certificates.check")
    return site + own if site else url_for("certificates.check", _external=True)


def check_url(row: CertificateRow, base: str | None = None) -> str:
    """The address of the public page of a certificate; the signed statement rides behind the #.

    What stands behind a # never reaches a server, and is all an offline check needs. Without an address
    (`base`: that of the check) it is the statement alone.
    """
    known = check_base() if base is None else base
    return f"{known}/{row.facts.code}#{row.statement}" if known else row.statement


def qr_picture(text: str) -> QrPicture:
    """A text as a QR code for the page."""
    rows = qr.modules(text)
    return QrPicture(path=qr.svg_path(rows), side=len(rows) + 2 * qr.QUIET_MODULES)


def pdf_of(row: CertificateRow) -> bytes:
    """The certificate as PDF, in the agency's look."""
    return drawing.pdf(sheet_of(row), look=look())


def look() -> drawing.Look:
    """The agency's look."""
    settings = current_settings()
    logo: Path | None = settings.logo if settings.logo and settings.logo.suffix.lower() == ".png" else None
    return drawing.Look(
        colour=settings.brand_colour or OUR_COLOUR, fonts=data_folder("static") / "fonts", logo=logo
    )


def sheet_of(row: CertificateRow, base: str | None = None) -> drawing.Sheet:
    """What is drawn of a certificate; `base` is the address of the check where there is no request."""
    url = check_url(row, base)
    # Without scheme and code: somebody types it from paper, beside the code.
    address = url.partition("#")[0].partition("://")[2].rpartition("/")[0]
    return drawing.Sheet(facts=row.facts, qr_text=url, check_address=address)


def file_name(row: CertificateRow) -> str:
    """A name for the download that carries no personal data."""
    return f"sertifikat-{row.facts.number.replace('/', '-')}.pdf"
