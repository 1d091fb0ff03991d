"""The page that closes a year: for who administers everybody, once, and what comes later is listed."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from elearn.accounts import actions as accounts
from elearn.accounts.roles import Role
from elearn.ledger import years_store
from elearn.people import actions as people
from tests.record.conftest import City, counted_queries, give, send, words


def test_a_past_year_is_closed_and_its_recap_has_the_checksum_of_the_page(city: City, browse: Any) -> None:
    dewi = browse(city.dewi)
    assert 'value="2025"' in dewi.get("/record/years").text
    assert 'value="2026"' not in dewi.get("/record/years").text
    done = send(dewi, "/record/years", year="2025", understood="y")
    assert done.status_code == 303
    page = dewi.get("/record/years").text
    closing = years_store.find_closing(2025)
    assert closing is not None
    assert closing.sha256 in page.replace("<wbr>", "")
    assert "Dewi Lestari" in page
    recap = dewi.get("/record/years/2025/recap")
    assert sha256(recap.data).hexdigest() == closing.sha256
    assert recap.headers["Content-Disposition"].endswith("rekap-jp-2025.csv")
    assert "Tidak ada tahun lewat yang masih terbuka." in page


def test_closing_asks_for_a_yes_and_never_happens_twice(city: City, browse: Any) -> None:
    dewi = browse(city.dewi)
    unsure = send(dewi, "/record/years", year="2025")
    assert unsure.status_code == 422
    assert "Centang dahulu pernyataan ini." in unsure.text
    send(dewi, "/record/years", year="2025", understood="y")
    for year, said in (("2025", "sudah ditutup"), ("2026", "belum berakhir"), ("x", "Pilih tahunnya")):
        again = send(dewi, "/record/years", year=year, understood="y")
        assert again.status_code == 422
        assert said in again.text or "Tidak ada tahun lewat" in again.text
    assert [one.year for one in years_store.closings()] == [2025]


def test_what_comes_after_the_closing_is_dated_on_the_page_and_on_the_persons_record(
    city: City, browse: Any
) -> None:
    dewi = browse(city.dewi)
    send(dewi, "/record/years", year="2025", understood="y")
    give(city.siti, "1.5", date(2025, 8, 8), key="a/late/1")
    assert "1 catatan" in words(dewi.get("/record/years").text)
    page = words(dewi.get("/record/years/2025").text)
    assert "Siti Rahmawati 1,5 =Dasar kearsipan · E-learning 8 Agustus 2025 5 Maret 2026" in page
    own = words(browse(city.siti).get("/record/?year=2025").text)
    assert "Tahun ini ditutup pada 5 Maret 2026." in own
    assert "Dicatat 5 Maret 2026, sesudah tahun ini ditutup." in own
    assert own.count("sesudah tahun ini ditutup") == 1
    assert "10,5 dari 20 JP" in own


def test_a_closed_year_that_is_none_has_no_page(city: City, browse: Any) -> None:
    for path in ("/record/years/2025", "/record/years/2025/recap", "/record/years/1"):
        assert browse(city.dewi).get(path).status_code == 404


def test_only_who_administers_every_agency_closes_a_year(city: City, browse: Any, make_person: Any) -> None:
    other = people.add_unit(code="lain", name="Kabupaten Lain")
    assert browse(city.dewi).get("/record/years").status_code == 404
    assert send(browse(city.dewi), "/record/years", year="2025", understood="y").status_code == 404
    assert "/record/years" not in browse(city.dewi).get("/record/units/").text
    accounts.grant_role(city.dewi.id, Role.HR_ADMIN, unit_id=other, granted_by="uji")
    assert browse(city.dewi).get("/record/years").status_code == 200
    assert browse(city.slamet).get("/record/years").status_code == 403


def test_more_late_entries_take_no_more_queries(city: City, browse: Any, make_person: Any) -> None:
    dewi, counts = browse(city.dewi), []
    send(dewi, "/record/years", year="2025", understood="y")
    for _round in range(2):
        dewi.get("/record/years/2025")
        with counted_queries() as statements:
            dewi.get("/record/years/2025")
        counts.append(len(statements))
        for number in range(9):
            give(make_person(f"Pegawai {number}", unit_id=city.division), "1", date(2025, 3, 3))
    assert counts[0] == counts[1]
