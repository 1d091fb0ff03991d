"""The pages: who may see which, and what forms do without JavaScript."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from elearn import clock
from elearn.accounts.actions import Actor
from elearn.accounts.roles import Role
from elearn.database import db
from elearn.obligations import store, upkeep
from tests.conftest import csrf_of
from tests.obligations.conftest import COURSE, DUE, MONDAY, TODAY, assign_to, finish, only


@pytest.fixture(autouse=True)
def monday() -> Any:
    """The clock stands still."""
    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture
def hr(make_person: Any, sign_in: Any, app: Flask, dinas: int) -> Any:
    """A browser of HR of the office."""
    return sign_in(app.test_client(), make_person("Rina HR", unit_id=dinas, roles=(Role.HR_ADMIN,)))


@pytest.fixture
def stranger(make_person: Any, make_unit: Any, sign_in: Any, app: Flask) -> Any:
    """A browser of an operator of another office."""
    person = make_person("Operator Lain", unit_id=make_unit("Dinas Jauh"), roles=(Role.UNIT_OPERATOR,))
    return sign_in(app.test_client(), person)


@pytest.fixture
def learner(sign_in: Any, app: Flask, siti: Any) -> Any:
    """Siti's browser."""
    return sign_in(app.test_client(), siti)


def form_of(unit_id: int, **changes: str) -> dict[str, str]:
    values = {
        "course": COURSE,
        "level": "mandatory",
        "unit": str(unit_id),
        "position_kind": "",
        "employment_status": "",
        "timing": "date",
        "due_on": DUE.isoformat(),
        "repeats": "0",
        "window_days": "60",
        "note": "Perubahan aturan.",
        "step": "check",
    }
    return values | changes


def post(client: Any, path: str, page: str = "/obligations/new", **data: str) -> Any:
    token = csrf_of(client.get(page))
    return client.post(path, data={"csrf_token": token, **data})


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def test_an_assignment_is_previewed_then_made(hr: Any, dinas: int, siti: Any, budi: Any) -> None:
    finish(budi, MONDAY - timedelta(days=3))
    preview = post(hr, "/obligations/new", **form_of(dinas))

    assert preview.status_code == 200
    assert "3 pegawai termasuk sasaran" in preview.text  # Rina of HR too
    assert store.obligations_of([siti.id]) == []

    made = hr.post("/obligations/new", data=hidden(preview.text) | {"step": "make"})
    assert made.status_code == 303
    assert (only(siti).due_on, only(budi).state) == (DUE, "completed")
    shown = hr.get(made.location).text
    assert "Siti Rahmawati" in shown
    assert "Perubahan aturan." in shown
    assert "Adminduk" in hr.get("/obligations/").text


def test_going_back_from_the_preview_keeps_what_was_typed(hr: Any, dinas: int, siti: Any) -> None:
    preview = post(hr, "/obligations/new", **form_of(dinas, timing="workdays", due_on="", workdays="17"))
    again = hr.post("/obligations/new", data=hidden(preview.text) | {"step": "edit"})
    assert 'value="17"' in again.text
    assert store.obligations_of([siti.id]) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"due_on": "2026-03-01"},
        {"due_on": "besok"},
        {"due_on": ""},
        {"timing": "workdays"},
        {"timing": "workdays", "workdays": "0"},
        {"course": "tidak-ada"},
        {"level": "harus"},
        {"unit": "99999"},
        {"position_kind": "raja"},
        {"repeats": "7"},
        {"nips": "123"},
        {"nips": "199001012015019999"},
    ],
)
def test_a_wrong_form_comes_back_with_a_sentence(
    hr: Any, dinas: int, siti: Any, changes: dict[str, str]
) -> None:
    answer = post(hr, "/obligations/new", **form_of(dinas, **changes, step="make"))
    assert answer.status_code == 422
    assert "Perbaiki:" in answer.text
    assert "Perubahan aturan." in answer.text
    assert store.obligations_of([siti.id]) == []


def test_people_are_named_by_their_numbers(hr: Any, dinas: int, siti: Any, budi: Any) -> None:
    post(hr, "/obligations/new", **form_of(dinas, nips=f"{siti.nip[:8]} {siti.nip[8:]}\n", step="make"))
    assert [row.person_id for row in store.obligations_of([siti.id, budi.id])] == [siti.id]


def test_an_operator_assigns_in_his_units_only(stranger: Any, dinas: int, siti: Any, admin: Actor) -> None:
    made = assign_to(dinas, admin)
    page = f"/obligations/{made.assignment_id}"
    assert stranger.get(page).status_code == 404
    assert "Adminduk" not in stranger.get("/obligations/").text
    token = csrf_of(stranger.get("/obligations/new"))
    assert stranger.post(f"{page}/end", data={"csrf_token": token}).status_code == 404
    assert stranger.post(f"/obligations/undo/{made.bulk_id}", data={"csrf_token": token}).status_code == 404
    answer = stranger.post("/obligations/new", data=form_of(dinas, step="make") | {"csrf_token": token})
    assert answer.status_code == 422
    named = form_of(0, nips=siti.nip, step="make") | {"csrf_token": token}
    own = re.search(r'<option[^>]*value="(\d+)">Dinas Jauh', stranger.get("/obligations/new").text)
    assert own
    answer = stranger.post("/obligations/new", data=named | {"unit": own[1]})
    assert "Tidak ada di unit yang Anda layani" in answer.text


def test_a_learner_has_no_desk(learner: Any) -> None:
    for path in ("/obligations/", "/obligations/new", "/obligations/calendar"):
        assert learner.get(path).status_code in (403, 404)


def test_a_learner_sees_what_is_due_on_beranda_and_why(learner: Any, dinas: int, admin: Actor) -> None:
    assert "Kewajiban Anda" not in learner.get("/learning/").text
    assign_to(dinas, admin, due_on=TODAY + timedelta(days=9), note="Perubahan aturan.")
    page = learner.get("/learning/").text
    assert "Kewajiban Anda" in page
    assert "Hampir habis" in page
    assert "11 Maret 2026" in page
    assert "7 hari kerja lagi" in page
    assert "Perubahan aturan. Ditugaskan oleh Dewi Lestari" in page


def test_a_learner_moves_a_date_by_a_form(learner: Any, dinas: int, siti: Any, admin: Actor) -> None:
    assign_to(dinas, admin)
    path = f"/obligations/mine/{only(siti).id}/shift"
    later = DUE + timedelta(days=7)
    assert post(learner, path, "/obligations/mine", to=later.isoformat()).status_code == 303
    assert only(siti).due_on == later
    assert "Digeser sendiri dari 30 April 2026 menjadi 7 Mei 2026" in learner.get("/obligations/mine").text

    too_far = post(learner, path, "/obligations/mine", to="2027-01-01")
    assert too_far.status_code == 422
    assert "paling jauh sampai 21 Mei 2026" in too_far.text
    assert post(learner, path, "/obligations/mine", to="kapan-kapan").status_code == 422


def test_a_request_is_sent_and_decided_on_the_pages(
    learner: Any, hr: Any, stranger: Any, dinas: int, siti: Any, admin: Actor
) -> None:
    assign_to(dinas, admin)
    later = DUE + timedelta(days=60)
    ask = f"/obligations/mine/{only(siti).id}/ask"
    page = "/obligations/mine"
    assert post(learner, ask, page, wanted_on=later.isoformat(), reason="").status_code == 422
    assert post(learner, ask, page, wanted_on=later.isoformat(), reason="Pendataan.").status_code == 303
    assert "Menunggu jawaban atasan" in learner.get(page).text

    assert "Pendataan." in hr.get("/obligations/").text
    assert "Pendataan." not in stranger.get("/obligations/").text
    (request,) = store.requests(only_open=True)
    decide = f"/obligations/requests/{request.id}"
    assert post(stranger, decide, verdict="approved").status_code == 404
    assert post(hr, decide, verdict="mungkin").status_code == 400
    assert post(hr, decide, verdict="approved", answer="Baik.").status_code == 303
    assert only(siti).due_on == later


def test_nobody_sees_or_moves_what_another_has_to_do(
    app: Flask, sign_in: Any, dinas: int, siti: Any, budi: Any, admin: Actor
) -> None:
    assign_to(dinas, admin)
    other = sign_in(app.test_client(), budi)
    for deed in ("shift", "ask"):
        path = f"/obligations/mine/{only(siti).id}/{deed}"
        assert post(other, path, "/obligations/mine", to="2026-05-01").status_code == 404


def test_an_assignment_is_taken_back_and_ended_on_the_pages(hr: Any, dinas: int, siti: Any) -> None:
    post(hr, "/obligations/new", **form_of(dinas, step="make"))
    page = hr.get("/obligations/")
    undo = re.search(r'action="(/obligations/undo/\d+)"', page.text)
    assert undo
    assert post(hr, undo[1], "/obligations/").status_code == 303
    assert store.obligations_of([siti.id]) == []

    made = post(hr, "/obligations/new", **form_of(dinas, step="make"))
    post(hr, f"{made.location}/end", made.location, withdraws="1")
    assert store.obligations_of([siti.id]) == []
    assert "Diakhiri 2 Maret 2026" in hr.get(made.location).text


def test_the_calendar_names_its_source_and_keeps_busy_times(hr: Any, dinas: int, stranger: Any) -> None:
    page = hr.get("/obligations/calendar").text
    assert "Nomor 1497 Tahun 2025" in page
    assert "Hari libur 2027 belum ada" in page
    busy = {
        "unit": str(dinas),
        "first_day": "2026-12-14",
        "last_day": "2026-12-31",
        "name": "Penutupan anggaran",
    }
    where = "/obligations/calendar"
    assert post(hr, where, where, **busy).status_code == 303
    assert "Penutupan anggaran" in hr.get(where).text
    assert "Penutupan anggaran" not in stranger.get(where).text
    assert post(hr, where, where, **busy | {"last_day": "2026-12-01"}).status_code == 422
    assert post(stranger, where, where, **busy).status_code == 422
    remove = re.search(r'action="(/obligations/calendar/\d+/remove)"', hr.get(where).text)
    assert remove
    assert post(stranger, remove[1], where).status_code == 404
    assert post(hr, remove[1], where).status_code == 303
    assert "Penutupan anggaran" not in hr.get(where).text


def test_reloading_the_address_of_a_form_leads_to_its_page(hr: Any, learner: Any) -> None:
    assert hr.get("/obligations/undo/1").status_code == 302
    assert hr.get("/obligations/1/end").status_code == 302
    assert learner.get("/obligations/mine/1/shift").status_code == 302


def queries_of(client: Any, path: str) -> int:
    seen: list[str] = []

    def note(*arguments: Any) -> None:
        seen.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", note)
    assert client.get(path).status_code == 200
    event.remove(db.engine, "before_cursor_execute", note)
    return len([one for one in seen if one.lstrip().startswith(("SELECT", "WITH"))])


def test_more_people_take_no_more_queries(
    hr: Any, make_person: Any, dinas: int, siti: Any, admin: Actor
) -> None:
    made = assign_to(dinas, admin)
    path = f"/obligations/{made.assignment_id}"
    hr.get(path)
    few = queries_of(hr, path)
    more = [make_person(f"Pegawai {number}", unit_id=dinas).id for number in range(12)]
    upkeep.people_changed(more, MONDAY)
    assert "Pegawai 11" in hr.get(path).text
    assert queries_of(hr, path) == few
