"""The PDFs of many certificates in one ZIP, by the names that stand in the rows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from elearn.certificates import page, store
from elearn.certificates.store import CertificateRow
from elearn.record.siasn import file_name


def pdf_bundle(rows: Iterable[CertificateRow]) -> bytes:
    """A ZIP of PDFs; a PDF is compressed already, so it is stored as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for row in rows:
            archive.writestr(file_name(row.facts), store.signed_file(row.id) or page.pdf_of(row))
    return out.getvalue()
