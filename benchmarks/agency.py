"""An invented agency of some size for a benchmark, kept between runs, with teams of the size one wants."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from flask import Flask

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.app import create_app
from elearn.config import Settings
from elearn.database import connection, db, transaction
from elearn.obligations import counting_store
from elearn.operations import demo, instance, schema
from elearn.people import actions as people_actions

SEED = 1
FIRST_UNIT = "SELECT min(id) FROM unit WHERE code LIKE 'contoh-%'"
# People who lead nobody and are not led by another leader of a benchmark.
TAKE_OVER = """
UPDATE reporting_line SET supervisor_id = ? WHERE id IN (
  SELECT line.id FROM reporting_line line
  JOIN person ON person.id = line.person_id JOIN unit ON unit.id = person.unit_id
  WHERE unit.code LIKE 'contoh-%'
    AND line.supervisor_id NOT IN (SELECT person_id FROM employee_number WHERE nip LIKE '19700101201501%')
    AND NOT EXISTS (SELECT 1 FROM reporting_line led WHERE led.supervisor_id = line.person_id)
  ORDER BY line.id LIMIT ?)
"""
ASSIGN = """
INSERT INTO assignment (course, level, cause, names_people, position_kind, employment_status, starts_on,
  due_on, window_days, note, made_by_name, made_at, ended_at)
VALUES (?, 'mandatory', 'assigned', 1, '', '', '2026-01-01', ?, 0, '', 'Ukur', '2026-01-01 01:00:00.000000',
  '2026-01-02 01:00:00.000000')
"""
# Of what was due two thirds are done, on the day.
OBLIGE = """
INSERT INTO obligation (person_id, course, cycle, assignment_id, level, starts_on, due_on, first_due_on,
  state, made_at, completed_on, exempt_reason, own_shifts)
SELECT person_id, ?, 1, (SELECT max(id) FROM assignment), 'mandatory', '2026-01-01', ?, ?,
  CASE WHEN ? < ? AND person_id % 3 > 0 THEN 'completed' ELSE 'open' END, '2026-01-01 01:00:00.000000',
  CASE WHEN ? < ? AND person_id % 3 > 0 THEN ? END, '', 0
FROM reporting_line WHERE supervisor_id = ?
"""
COURSES = 60


class Agency:
    """The product with an agency of so many people in `folder`; made when it is not there yet."""

    def __init__(self, folder: Path, people: int) -> None:
        settings = Settings(instance=folder)
        self.app: Flask = create_app(settings)
        self.people = people
        with self.app.app_context():
            self.today = clock.now().astimezone(settings.time_zone).date()
            if not settings.demo_marker.is_file():
                schema.upgrade()
                demo.grow(settings, people=people, seed=SEED, today=self.today, tell=lambda _: None)
                instance.mark(settings)
            self.buttons = json.loads(settings.demo_marker.read_text(encoding="utf-8"))
            db.session.remove()

    def leader_of(self, size: int, nip: str) -> int:
        """Somebody who leads so many people of the agency, all of whom lead nobody; made once."""
        with self.app.app_context():
            found = (
                connection()
                .exec_driver_sql(f"SELECT person_id FROM employee_number WHERE nip = '{nip}'")
                .scalar()
            )
            if found is None:
                found = self._make_leader(size, nip)
            db.session.remove()
            return int(found)

    def burden(self, leader_id: int) -> None:
        """Give each of a leader's people sixty obligations of sixty courses, some late, some done; once."""
        with self.app.app_context(), transaction():
            if connection().exec_driver_sql("SELECT 1 FROM obligation WHERE course = 'beban-01'").scalar():
                return
            for number in range(COURSES):
                self._assign(leader_id, f"beban-{number:02d}", self.today + timedelta(days=7 * number - 240))
            counting_store.rebuild()

    def cookie_of(self, person_id: int) -> str:
        """The cookie of a browser in which this person is signed in."""
        with self.app.app_context():
            token = accounts.open_session(person_id, device="benchmark")
            db.session.remove()
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
        client.get("/learning/")
        return "; ".join(f"{cookie.key}={cookie.value}" for cookie in (client._cookies or {}).values())

    def _make_leader(self, size: int, nip: str) -> int:
        """Of a leader's team everybody is taken from whoever led him; the rows of the lines stay as many."""
        with transaction():
            unit_id = int(connection().exec_driver_sql(FIRST_UNIT).scalar_one())
            leader_id = people_actions.add_person(
                nip=nip, name="Ukur Waktu", unit_id=unit_id, valid_from=date(2015, 1, 1)
            )
            accounts.add_account(leader_id, password=None)
            connection().exec_driver_sql(TAKE_OVER, (leader_id, size))
        return leader_id

    def _assign(self, leader_id: int, course: str, due_on: date) -> None:
        due, today = str(due_on), str(self.today)
        connection().exec_driver_sql(ASSIGN, (course, due))
        connection().exec_driver_sql(OBLIGE, (course, due, due, due, today, due, today, due, leader_id))
