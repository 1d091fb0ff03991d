"""Outside activities for SIASN: only verified ones, of one's own units, with their evidence in the ZIP."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from elearn.accounts.actions import Actor
from elearn.activities import store as activities
from elearn.activities.rules import Facts, State
from elearn.database import transaction
from elearn.evidence import actions as evidence
from elearn.ledger import actions as ledger_actions
from elearn.ledger import store as ledger
from elearn.ledger.rows import Entry
from tests.record.conftest import NOW, SEMINAR, City, counted_queries, send, words

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n0\n%%EOF\n"


def attend(person: Any, title: str, *, jp: str = "4.5", ends_on: date = date(2026, 2, 3), form: int = SEMINAR,
           state: State = State.VERIFIED) -> int:  # fmt: skip
    """An activity of a person in a state, with its JP in the ledger when it is verified."""
    facts = Facts(
        form=form, title=title, organiser="ANRI", starts_on=date(ends_on.year, 2, 2), ends_on=ends_on,
        amount=Decimal(2), certificate_number="12/ANRI/2026",
    )  # fmt: skip
    is_verified = state is State.VERIFIED
    with transaction():
        number = activities.insert_activity(person.id, facts, State.SUBMITTED, NOW)
        activities.set_state(number, state, NOW, Decimal(jp) if is_verified else None)
        if is_verified:
            entry = Entry(
                person_id=person.id, on_date=ends_on, form=form, jp=Decimal(jp), source="activity",
                source_key=str(number), title=title, recorded_at=NOW,
            )  # fmt: skip
            ledger.add(entry)
    return number


def rows_of(browser: Any, **data: str) -> list[dict[str, str]]:
    body = send(browser, "/record/siasn", year="2026", kind="csv", **data).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body), delimiter=";"))


def test_a_verified_activity_is_one_row_with_whole_jp_and_days_first(city: City, browse: Any) -> None:
    attend(city.siti, "=Seminar arsip")
    for number, state in enumerate(one for one in State if one is not State.VERIFIED):
        attend(city.siti, f"Lain {number}", state=state)
    attend(city.siti, "Tahun lalu", ends_on=date(2025, 2, 3))
    attend(city.budi, "Kantor lain")
    (row,) = rows_of(browse(city.slamet), which="new")
    assert row == {
        "nip": city.siti.nip,
        "nama": "Siti Rahmawati",
        "jenisDiklatId": "9",
        "jenisKursus": "P",
        "jenisKursusSertipikat": "Sertipikat",
        "namaKursus": "'=Seminar arsip",
        "institusiPenyelenggara": "ANRI",
        "nomorSertipikat": "12/ANRI/2026",
        "tahunKursus": "2026",
        "tanggalKursus": "02-02-2026",
        "tanggalSelesaiKursus": "03-02-2026",
        "jumlahJam": "4",
        "berkas": "",
    }


def test_what_went_out_once_is_not_new_any_more(city: City, browse: Any) -> None:
    attend(city.siti, "Seminar arsip")
    slamet = browse(city.slamet)
    said = "1 kegiatan di luar yang terverifikasi. {} di antaranya belum"
    assert said.format(1) in words(slamet.get("/record/siasn").text)
    assert len(rows_of(slamet, which="new")) == 1
    assert said.format(0) in words(slamet.get("/record/siasn").text)
    assert rows_of(slamet, which="new") == []
    assert len(rows_of(slamet, which="all")) == 1


@pytest.mark.parametrize(("jp", "hours"), [("2", ["2"]), ("0", [])])
def test_a_correction_counts_and_what_it_took_back_wholly_stays_at_home(
    city: City, browse: Any, jp: str, hours: list[str]
) -> None:
    attend(city.siti, "Seminar arsip")
    entry = next(one for one in ledger.entries_of(city.siti.id, 2026) if one.source == "activity")
    dewi = Actor(name="Dewi", person_id=city.dewi.id)
    ledger_actions.correct(entry.id or 0, Decimal(jp), "keliru", actor=dewi, now=NOW)
    assert [row["jumlahJam"] for row in rows_of(browse(city.slamet), which="all")] == hours


def test_its_evidence_lies_in_the_zip_under_the_names_of_the_row(city: City, browse: Any) -> None:
    number = attend(city.siti, "Seminar arsip", form=2)
    files = [evidence.put(city.siti.id, f"bukti {one}.pdf", PDF + b"%" * one, NOW) for one in (1, 2)]
    with transaction():
        activities.set_files(number, files)
    slamet = browse(city.slamet)
    (row,) = rows_of(slamet, which="all")
    assert row["jenisKursus"] == "F"
    body = send(slamet, "/record/siasn", year="2026", which="all", kind="zip").data
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.namelist() == row["berkas"].split("; ")
        assert archive.namelist() == [f"kegiatan-{number}-1.pdf", f"kegiatan-{number}-2.pdf"]
        assert archive.read(f"kegiatan-{number}-1.pdf") == PDF + b"%"


def test_more_activities_take_no_more_queries(city: City, browse: Any) -> None:
    slamet, counts = browse(city.slamet), []
    for _round in range(2):
        attend(city.siti, f"Seminar {_round}")
        slamet.get("/record/siasn")
        with counted_queries() as statements:
            slamet.get("/record/siasn")
        counts.append(len(statements))
        for number in range(8):
            attend(city.ndolu, f"Seminar {_round} {number}")
    assert counts[0] == counts[1]
