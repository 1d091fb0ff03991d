"""The template that an office fills in: an example row, and what each column means."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from flask_babel import gettext as _

from elearn.people.positions import KIND_WORDS, STATUS_WORDS
from elearn.spreadsheet.csv_writing import write_csv
from elearn.spreadsheet.xlsx_writing import Column, Sheet, write_xlsx
from elearn.staffing.importing.columns import PERSON_FIELDS, UNIT_FIELDS, Field
from elearn.web.downloads import XLSX

_EXAMPLE_PERSON = {
    Field.NIP: "199001012015051001",
    Field.NAME: "Siti Rahmawati",
    Field.TITLE_AFTER: "S.Sos.",
    Field.STATUS: "PNS",
    Field.RANK: "III/b",
    Field.KIND: "Pelaksana",
    Field.POSITION: "Pengelola Data",
    Field.UNIT: "dinas-contoh",
    Field.SUPERVISOR: "198507172010012002",
    Field.EMAIL: "siti@contoh.go.id",
    Field.PHONE: "0812 0000 0000",
    Field.SINCE: "05/03/2026",
}
_EXAMPLE_UNIT = {
    Field.CODE: "dinas-contoh",
    Field.NAME: "Dinas Contoh",
    Field.UNIT_KIND: "dinas",
    Field.PARENT: "instansi",
    Field.ZONE: "WIB",
}
_WIDTHS = {
    Field.NIP: 22,
    Field.SUPERVISOR: 22,
    Field.NAME: 30,
    Field.POSITION: 30,
    Field.EMAIL: 28,
    Field.UNIT: 24,
}


def template(form: str) -> tuple[str, str, bytes]:
    """File name, media type and bytes; `form` is xlsx, csv (staff) or units-csv."""
    out = BytesIO()
    if form == "xlsx":
        write_xlsx(_sheets(), out)
        return "templat-pegawai.xlsx", XLSX, out.getvalue()
    fields, example = (
        (UNIT_FIELDS, _EXAMPLE_UNIT) if form == "units-csv" else (PERSON_FIELDS, _EXAMPLE_PERSON)
    )
    write_csv([[field.value for field in fields], _example(fields, example)], out)
    name = "templat-unit.csv" if form == "units-csv" else "templat-pegawai.csv"
    return name, "text/csv", out.getvalue()


def _sheets() -> Sequence[Sheet]:
    explained = [(field.value, meaning) for field, meaning in meanings()]
    return (
        Sheet(
            name="Pegawai", columns=_columns(PERSON_FIELDS), rows=[_example(PERSON_FIELDS, _EXAMPLE_PERSON)]
        ),
        Sheet(name="Unit", columns=_columns(UNIT_FIELDS), rows=[_example(UNIT_FIELDS, _EXAMPLE_UNIT)]),
        Sheet(
            name=_("Penjelasan"),
            columns=[Column(title=_("Kolom"), width=18), Column(title=_("Isi"), width=100)],
            rows=explained,
        ),
    )


def _columns(fields: Sequence[Field]) -> list[Column]:
    return [Column(title=field.value, width=_WIDTHS.get(field, 16)) for field in fields]


def _example(fields: Sequence[Field], values: dict[Field, str]) -> list[str]:
    return [values.get(field, "") for field in fields]


def meanings() -> list[tuple[Field, str]]:
    """What each column of both lists means."""
    return [
        (Field.NIP, _("18 angka, sel berformat teks. Wajib.")),
        (Field.NAME, _("Nama tanpa gelar. Wajib untuk orang atau unit baru.")),
        (Field.TITLE_BEFORE, _("Misalnya Dr.")),
        (Field.TITLE_AFTER, _("Misalnya S.Sos.")),
        (Field.STATUS, ", ".join(STATUS_WORDS.values())),
        (Field.RANK, _("III/b untuk PNS, IX untuk PPPK.")),
        (Field.KIND, ", ".join(KIND_WORDS.values())),
        (Field.POSITION, _("Nama jabatan sekarang.")),
        (Field.UNIT, _("Kode unit, nama unit, atau jalurnya: Dinas Contoh > Bidang Umum.")),
        (
            Field.SUPERVISOR,
            _("NIP atasan langsung; boleh orang di baris lain. Tanda -: tanpa atasan."),
        ),
        (Field.EMAIL, _("Boleh kosong.")),
        (Field.PHONE, _("Boleh kosong.")),
        (Field.SINCE, _("Sejak kapan perubahan berlaku, seperti 05/03/2026. Kosong berarti hari ini.")),
        (Field.LEFT, _("Hari pertama tidak lagi di instansi. Tanda - bila orang yang keluar kembali.")),
        (Field.LEFT_REASON, _("pindah, pensiun, berhenti, atau meninggal")),
        (Field.CODE, _("Kode unit yang tetap, misalnya kode unor. Wajib.")),
        (Field.UNIT_KIND, _("Misalnya dinas, bidang, seksi, kecamatan.")),
        (Field.PARENT, _("Kode unit di atasnya; boleh unit di baris lain.")),
        (Field.ZONE, _("WIB, WITA, atau WIT; kosong berarti ikut unit di atasnya.")),
        (Field.CLOSED, _("Tanggal unit ditutup. Boleh kosong.")),
    ]
