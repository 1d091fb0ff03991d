"""The files of an export in one ZIP, by the names that stand in its rows."""

from __future__ import annotations

import io
import zipfile

from elearn.certificates import page, store
from elearn.evidence import store as evidence
from elearn.record.siasn import file_name
from elearn.record.siasn_export import Export


def file_bundle(export: Export) -> bytes:
    """A ZIP of PDFs and pictures; they are compressed already, so they are stored as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for row in export.certificates:
            archive.writestr(file_name(row.facts), store.signed_file(row.id) or page.pdf_of(row))
        for one in export.outside:
            for name, file_id in zip(one.files, export.evidence_ids.get(one.id, []), strict=True):
                found = evidence.file(file_id)
                if found:
                    archive.writestr(name, found.body)
    return out.getvalue()
