"""Pages of supervisors and of the organisation, in an office of 1,000 people and in one of 100,000:
`python -m benchmarks.team_pages [--people N] [--keep FOLDER]`.

Making the large agency takes one to three minutes; with `--keep` it is made once. The limits are the same
data by bare sqlite3 and one small template, without session, rights, words or looks.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import io
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask, render_template_string

from benchmarks.agency import Agency
from benchmarks.measuring import Side, call, compare, environ_of
from elearn.database import db
from elearn.organisation.access import Sight
from elearn.organisation.asked import Asked
from elearn.organisation.conditions import Scope
from elearn.organisation.export import rows_file
from elearn.organisation.rules import What
from elearn.people import store as people_store
from elearn.releases.library import library

SMALL = 1_000
TEAM, LARGE_TEAM = 100, 2_000
TEAM_NIP, LARGE_TEAM_NIP = "197001012015011991", "197001012015011992"
FILE_ROWS = 20_000
GROWTH = 1.2
ONE_KB = 1024
PAGE = (
    "<!doctype html><title>x</title><table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>"
    "{% endfor %}</tr>{% endfor %}</table>"
)
TEAM_ROWS = (
    "SELECT p.name, p.position, o.course, o.due_on, o.state"
    " FROM reporting_line l JOIN person p ON p.id = l.person_id"
    " LEFT JOIN obligation o ON o.person_id = p.id AND o.state <> 'withdrawn' WHERE l.supervisor_id = ?"
    " ORDER BY p.name"
)
SUMS = (
    "SELECT unit_id, sum(people), sum(CASE WHEN standing = 'completed' THEN people ELSE 0 END),"
    " sum(CASE WHEN standing = 'open' AND due_on < date() THEN people ELSE 0 END)"
    " FROM obligation_count GROUP BY unit_id",
    "SELECT position_kind, employment_status, standing, due_on, sum(people) FROM obligation_count"
    " GROUP BY 1, 2, 3, 4",
    "SELECT p.unit_id, count(*), sum(j.jp) FROM person p"
    " LEFT JOIN jp_year j ON j.person_id = p.id AND j.year = 2026 GROUP BY p.unit_id",
)


def main() -> None:
    """Measure and print."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--people", type=int, default=100_000)
    wanted.add_argument("--keep", type=Path)
    chosen = wanted.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = chosen.keep or Path(name)
        begun = time.process_time()
        small, large = Agency(folder / "small", SMALL), Agency(folder / "large", chosen.people)
        print(f"agencies of {SMALL:,} and {chosen.people:,} stand: {time.process_time() - begun:.0f} s CPU")
        files(large)  # first: the peak of memory only ever rises
        growth(small, large)
        dashboard(large)
        large_team(large)


def growth(small: Agency, large: Agency) -> None:
    """The same page in a small and in a large agency."""
    sides = []
    for agency in (small, large):
        leader = agency.leader_of(TEAM, TEAM_NIP)
        cookie = agency.cookie_of(leader)
        sides.append((agency, leader, cookie))
    for what, path in (("page of a supervisor with 100 people", "/team/"), ("section page", _section(small))):
        pair = [_side(f"{agency.people:,}", agency, path, cookie) for agency, _, cookie in sides]
        compare(pair[0], pair[1], what=f"{what}, small and large agency", goal=GROWTH, rounds=11, requests=12)
    agency, leader, cookie = sides[1]
    limit = _bare(agency, [(TEAM_ROWS, (leader,))])
    compare(
        limit, _side("elearn", agency, "/team/", cookie), what="page of a supervisor with 100 people",
        goal=2.0, rounds=11, requests=12,
    )  # fmt: skip


def dashboard(large: Agency) -> None:
    """The organisation's page over everybody, beside three bare sums."""
    cookie = large.cookie_of(large.buttons["admin"])
    limit = _bare(large, [(query, ()) for query in SUMS], rows=60)
    page = _side("elearn", large, "/organisation/", cookie)
    print(f"dashboard over {large.people:,}: guide 300 ms")
    compare(limit, page, what="dashboard", goal=2.0, rounds=7, requests=3)


def large_team(large: Agency) -> None:
    """The first screen of somebody with 2,000 people of 60 obligations each."""
    leader = large.leader_of(LARGE_TEAM, LARGE_TEAM_NIP)
    large.burden(leader)
    cookie = large.cookie_of(leader)
    side = _side("elearn", large, "/team/", cookie)
    print(f"{LARGE_TEAM:,} people x 60 obligations: guide 500 ms, first screen 30 KB gzip")
    status, _, body = call(side.app, side.request())
    assert status == 200
    packed = len(gzip.compress(body, 6)) / ONE_KB
    print(f"  first screen {packed:.1f} KB gzip, {len(body) / ONE_KB:.0f} KB plain")
    limit = _bare(large, [(TEAM_ROWS, (leader,))], rows=50)
    compare(limit, side, what="2,000 people x 60 obligations", goal=2.0, rounds=7, requests=2)


def files(large: Agency) -> None:
    """A file of 20,000 rows, beside a bare loop that writes them as comma separated text."""
    with large.app.test_request_context():
        path = str(db.engine.url.database)
        root = people_store.root_units()[1]
        everyone = Sight(unit=root, scope=Scope(top_ids=(), is_everyone=True), is_named=True, top_ids=())
        asked = Asked(year=large.today.year, what=What.ALL, unit_id=root.id)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ours = _least(lambda: _written(asked, everyone, large))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / ONE_KB
        bare = _least(lambda: _bare_file(path))
    print(f"XLSX of {FILE_ROWS:,} rows: guide 5 s; least of 3")
    print(
        f"  limit    {bare:6.2f} s\n  elearn   {ours:6.2f} s  ({ours / bare:.1f} times); peak +{grown:.0f} MB"
    )


def _written(asked: Asked, sight: Sight, agency: Agency) -> None:
    body = rows_file(asked, sight, agency.today, "xlsx", most=FILE_ROWS).getbuffer()
    assert len(body) > 100 * ONE_KB


def _bare_file(path: str) -> None:
    """The same rows without types, styles, names of courses or words."""
    out = io.StringIO()
    query = (
        "SELECT p.name, n.nip, u.name, p.position, o.course, o.level, o.due_on, o.state, o.completed_on"
        " FROM obligation o JOIN person p ON p.id = o.person_id JOIN unit u ON u.id = p.unit_id"
        " LEFT JOIN employee_number n ON n.person_id = p.id AND n.valid_to IS NULL"
        " WHERE o.state <> 'withdrawn'"
        " AND o.due_on BETWEEN date('now', 'start of year') AND date('now', '+1 year')"
        f" ORDER BY o.due_on, o.id LIMIT {FILE_ROWS}"
    )
    with sqlite3.connect(path) as database:
        for row in database.execute(query):
            out.write(",".join(map(str, row)) + "\n")
    gzip.compress(out.getvalue().encode(), 5)


def _least(run: Callable[[], None]) -> float:
    times = []
    for _ in range(3):
        gc.collect()
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return min(times)


def _bare(agency: Agency, queries: list[tuple[str, tuple[object, ...]]], rows: int | None = None) -> Side:
    """The limit: these queries by sqlite3, and the rows (the first so many of each) through one template."""
    app = Flask("bare")
    with agency.app.app_context():
        path = str(db.engine.url.database)
    database = sqlite3.connect(path, check_same_thread=False)

    @app.get("/")
    def page() -> str:
        found = [database.execute(query, values).fetchall()[:rows] for query, values in queries]
        return render_template_string(PAGE, rows=[row for some in found for row in some])

    return Side(name="limit", app=app, request=lambda: environ_of("/"))


def _side(name: str, agency: Agency, path: str, cookie: str) -> Side:
    return Side(name=name, app=agency.app, request=lambda: environ_of(path, cookie=cookie))


def _section(agency: Agency) -> str:
    with agency.app.app_context():
        course = next(iter(sorted(library().courses.values(), key=lambda one: one.minutes)))
        module = course.modules[0]
        return f"/learning/{course.code}/{module.code}/{module.sections[0].code}"


if __name__ == "__main__":
    main()
