"""A certificate with the longest plausible words, and one course to earn one in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from elearn.certificates.facts import Facts, Holder, Signatory, TranscriptLine


@pytest.fixture
def facts() -> Facts:
    """Everything as long as it gets."""
    return Facts(
        number="800.2.4/0001/BKPSDM/2026",
        code="ABCDEFGH2345",
        agency="Pemerintah Kabupaten Kepulauan Tanimbar",
        holder=Holder(
            name="Raden Ajeng Kartika Sari Dewi Kusumaningrum Wulandari Prameswari",
            title_before="Prof. Dr. dr. Hj.",
            title_after="S.Ked., M.Kes., Sp.PD-KGEH., M.A.P., Ph.D.",
            nip="198507172010012002",
            rank="IV/e",
            position="Kepala Bidang Pelayanan Pendaftaran Penduduk dan Pengelolaan Informasi",
            unit="Dinas Kependudukan dan Pencatatan Sipil Kabupaten Kepulauan Tanimbar",
        ),
        signatory=Signatory(
            name="Dr. Ratna Kusumawardhani, S.H., M.Si.",
            position="Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
            nip="197108211997032001",
            place="Saumlaki",
        ),
        course="anggaran",
        course_title="Penganggaran dan Akuntansi Dasar Pemerintah Daerah bagi Bendahara, Pejabat"
        " Penatausahaan Keuangan, dan Pelaksana Teknis Kegiatan",
        course_version="a" * 64,
        provider="",
        started_on=date(2026, 1, 3),
        completed_on=date(2026, 3, 5),
        issued_on=date(2026, 3, 5),
        valid_until=date(2028, 3, 5),
        transcript=tuple(
            TranscriptLine(title=f"Modul {number}: dari pagu ke laporan", jp=Decimal("1.25"))
            for number in range(1, 7)
        ),
    )
