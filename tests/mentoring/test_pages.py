"""The pages of pairs and sessions: who reads what, and what bad input gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from elearn import clock
from elearn.accounts.roles import Role
from elearn.database import db
from elearn.ledger import store as ledger
from elearn.mentoring import actions, store
from elearn.mentoring.rules import PairState, SessionState
from tests.conftest import csrf_of
from tests.mentoring.conftest import NOON, SECRET, House, noted, pair_draft, running

GOAL = "Memimpin rapat sendiri."


@pytest.fixture(autouse=True)
def noon() -> Any:
    with clock.fixed_at(NOON):
        yield


@pytest.fixture
def visit(app: Flask, sign_in: Callable[..., FlaskClient]) -> Callable[[Any], FlaskClient]:
    return lambda person: sign_in(app.test_client(), person)


def sent(client: FlaskClient, url: str, /, *, shown: str = "/mentoring/new", **values: Any) -> Any:
    return client.post(url, data={"csrf_token": csrf_of(client.get(shown)), **values})


def proposal(nip: str, **values: Any) -> dict[str, Any]:
    return {
        "part": "mentee",
        "kind": "mentoring",
        "goal": "Menyusun anggaran sendiri.",
        "starts_on": "2026-03-20",
        "ends_on": "2026-06-30",
        "nip": nip,
    } | values


def note(**values: Any) -> dict[str, Any]:
    return {
        "held_on": "2026-03-12",
        "minutes": "60",
        "topic": "Rapat pagi",
        "notes": "Membahas susunan acara.",
        "next_step": "",
    } | values


def test_a_mentee_proposes_by_nip_and_the_other_one_answers_on_the_page(house: House, visit: Any) -> None:
    siti = visit(house.siti)
    answer = sent(siti, "/mentoring/new", **proposal(house.dewi.nip))
    assert answer.status_code == 303 and "Menunggu jawaban pasangan Anda." in siti.get(answer.location).text

    dewi = visit(house.dewi)
    assert "Menunggu jawaban Anda" in dewi.get("/mentoring/").text
    page = dewi.get(answer.location).text
    assert "Ya, saya setuju" in page and "Menyusun anggaran sendiri." in page
    sent(dewi, f"{answer.location}/answer", answer="yes")
    pair = store.find_pair(int(answer.location.rsplit("/", 1)[1]))
    assert pair is not None and pair.state is PairState.RUNNING


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"nip": "1"}, "Tidak ada pegawai dengan NIP ini."),
        ({"nip": ""}, "Isi NIP 18 angka."),
        ({"goal": " "}, "Tulis tujuannya"),
        ({"starts_on": "besok"}, "Isi tanggal yang benar."),
        ({"ends_on": "2026-03-19"}, "Hari terakhir tidak boleh sebelum hari pertama."),
        ({"starts_on": "2026-01-01", "ends_on": "2026-03-19"}, "Hari terakhirnya sudah lewat."),
        ({"part": "leader"}, "Pilih orang yang dibimbing"),
        ({"part": "boss"}, "Pilih salah satu."),
        ({"kind": "teman"}, "Pilih salah satu."),
    ],
)
def test_a_proposal_that_cannot_be_is_answered_in_words(
    house: House, visit: Any, values: dict[str, str], words: str
) -> None:
    before = len(store.pairs_of(house.siti.id))
    answer = sent(visit(house.siti), "/mentoring/new", **proposal(house.dewi.nip) | values)

    assert answer.status_code == 422 and words in answer.text
    assert len(store.pairs_of(house.siti.id)) == before


def test_nobody_is_his_own_mentor_and_no_pair_exists_twice(house: House, visit: Any) -> None:
    siti = visit(house.siti)
    own = sent(siti, "/mentoring/new", **proposal(house.siti.nip))
    twice = sent(siti, "/mentoring/new", **proposal(house.made.nip))

    assert own.status_code == 422 and "dua orang yang berbeda" in own.text
    assert twice.status_code == 422 and "sudah ada" in twice.text


def test_who_leads_somebody_proposes_two_others(house: House, visit: Any) -> None:
    hendra = visit(house.hendra)
    values = proposal(house.dewi.nip, part="leader", mentee=str(house.siti.id))
    assert sent(hendra, "/mentoring/new", **values).location == "/mentoring/"
    assert sent(hendra, "/mentoring/new", **values | {"mentee": str(house.charlie.id)}).status_code == 422
    assert sent(hendra, "/mentoring/new", **values | {"mentee": "9" * 30}).status_code == 422

    (pair,) = [one for one in store.pairs_of(house.siti.id) if one.mentor_id == house.dewi.id]
    assert pair.state is PairState.ASKED and pair.asked_by == house.hendra.id
    assert hendra.get(f"/mentoring/{pair.id}").status_code == 404
    assert sent(hendra, f"/mentoring/{pair.id}/end").status_code == 303
    assert store.find_pair(pair.id).state is PairState.ENDED  # type: ignore[union-attr]


def test_a_session_is_written_confirmed_and_shown_with_its_jp(house: House, visit: Any) -> None:
    made, siti = visit(house.made), visit(house.siti)
    page = f"/mentoring/{house.pair_id}"
    assert sent(made, f"{page}/sessions", shown=page, **note()).status_code == 303
    assert "1 catatan sesi menunggu Anda" in siti.get("/mentoring/").text
    session_id = store.sessions_of(house.pair_id)[0].id
    answer = sent(siti, f"/mentoring/sessions/{session_id}/confirm", shown=page)

    shown = siti.get(answer.location).text
    assert "Sesi dikonfirmasi: 2 JP tercatat." in shown and "Membahas susunan acara." in shown
    assert ledger.jp_of([house.siti.id], 2026)[house.siti.id] == 2
    assert "Sesi mentoring" in siti.get("/record/?year=2026").text


def test_a_third_session_of_a_month_says_why_it_brings_nothing(house: House, visit: Any) -> None:
    for day in (3, 10):
        actions.confirm_session(noted(house.pair_id, house.made, day), house.siti.id, now=NOON)
    session_id = noted(house.pair_id, house.made, 17)
    siti = visit(house.siti)
    page = f"/mentoring/{house.pair_id}"
    answer = sent(siti, f"/mentoring/sessions/{session_id}/confirm", shown=page)

    shown = siti.get(answer.location).text
    assert "Bulan itu sudah 2 sesi dihitung, jadi sesi ini tanpa JP." in shown
    assert "0 JP. Di atas batas 2 sesi sebulan." in shown


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"held_on": "2026-03-21"}, "Tanggal ini belum tiba."),
        ({"held_on": "2026-02-28"}, "di luar masa pasangan"),
        ({"minutes": "lama"}, "Tulis lamanya dalam menit"),
        ({"minutes": "900"}, "antara 1 dan 480 menit"),
        ({"topic": ""}, "Tulis pokok bahasannya."),
        ({"notes": ""}, "Tulis catatannya"),
    ],
)
def test_a_note_that_cannot_be_keeps_what_was_typed(
    house: House, visit: Any, values: dict[str, str], words: str
) -> None:
    page = f"/mentoring/{house.pair_id}"
    typed = note(next_step="Berlatih lagi.") | values
    answer = sent(visit(house.siti), f"{page}/sessions", shown=page, **typed)

    assert answer.status_code == 422 and words in answer.text and "Berlatih lagi." in answer.text
    assert store.sessions_of(house.pair_id) == []


def test_a_dispute_needs_a_word(house: House, visit: Any) -> None:
    session_id = noted(house.pair_id, house.made)
    siti, page = visit(house.siti), f"/mentoring/{house.pair_id}"
    url = f"/mentoring/sessions/{session_id}/dispute"
    empty = sent(siti, url, shown=page, answer=" ")
    assert empty.status_code == 422 and "Tulis apa yang tidak benar." in empty.text
    assert sent(siti, url, shown=page, answer="Tanggalnya keliru.").status_code == 303
    assert "Tanggalnya keliru." in visit(house.made).get(page).text


def test_what_is_said_is_for_the_two_alone(house: House, visit: Any, make_person: Callable[..., Any]) -> None:
    session_id = noted(house.pair_id, house.made)
    actions.confirm_session(session_id, house.siti.id, now=NOON)
    waiting = noted(house.pair_id, house.made, 12)
    admin = make_person("Admin Kepegawaian", roles=(Role.HR_ADMIN,))
    page = f"/mentoring/{house.pair_id}"
    for person in (house.siti, house.made):
        assert SECRET in visit(person).get(page).text
    for person in (house.hendra, house.charlie, house.dewi, admin):
        client = visit(person)
        assert client.get(page).status_code == 404
        for deed in ("answer", "end", "sessions"):
            assert sent(client, f"{page}/{deed}", **note()).status_code == 404
        for deed in ("confirm", "dispute", "withdraw"):
            url = f"/mentoring/sessions/{waiting}/{deed}"
            assert sent(client, url, answer="Bukan.").status_code == 404
            assert client.get(url).status_code == 404
    assert store.find_session(waiting).state is SessionState.WAITING  # type: ignore[union-attr]


def test_a_leader_sees_number_and_dates_and_never_the_text(house: House, visit: Any) -> None:
    actions.confirm_session(noted(house.pair_id, house.made), house.siti.id, now=NOON)
    noted(house.pair_id, house.made, 12)
    hendra = visit(house.hendra)
    page = hendra.get("/mentoring/").text

    assert "Siti Rahmawati" in page and "1 sesi dikonfirmasi: 10 Maret 2026." in page
    for place in ("/mentoring/", f"/team/{house.siti.id}", "/team/", "/messages/"):
        text = hendra.get(place).text
        assert SECRET not in text and GOAL not in text and "Rapat pagi" not in text
    assert "Charlie" not in page and f"/mentoring/{house.pair_id}" not in page


def test_hr_sees_counts_and_no_name(house: House, visit: Any, make_person: Callable[..., Any]) -> None:
    admin = make_person("Admin Kepegawaian", roles=(Role.HR_ADMIN,))
    assert (
        "Angka ditampilkan bila paling sedikit 5 orang terlibat."
        in visit(admin).get("/mentoring/figures").text
    )
    running(house.dewi, house.siti)
    page = visit(admin).get("/mentoring/figures").text

    assert ">3<" in page and ">1<" in page
    assert "Siti" not in page and "Dewi" not in page
    assert visit(house.hendra).get("/mentoring/figures").status_code == 403


def test_reloading_the_address_of_a_form_leads_to_the_pair(house: House, visit: Any) -> None:
    siti, session_id = visit(house.siti), noted(house.pair_id, house.made)
    for url in (f"/mentoring/{house.pair_id}/sessions", f"/mentoring/sessions/{session_id}/confirm"):
        assert siti.get(url).location == f"/mentoring/{house.pair_id}"


def test_the_list_asks_as_often_for_many_pairs_as_for_one(
    house: House, visit: Any, make_person: Callable[..., Any]
) -> None:
    siti, seen = visit(house.siti), []
    event.listen(db.engine, "after_cursor_execute", lambda *args: seen.append(args[2]))

    def asked() -> int:
        seen.clear()
        assert siti.get("/mentoring/").status_code == 200
        return len(seen)

    few = asked()
    for number in range(8):
        actions.propose(house.siti.id, pair_draft(make_person(f"Mentor {number}"), house.siti), now=NOON)
    assert asked() == few
