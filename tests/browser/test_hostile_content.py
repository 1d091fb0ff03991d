"""Every payload in every place of a course, in a real browser: nothing runs, for learners and for authors.

The content security policy is switched off for it, so that only what the pages themselves do counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from elearn.accounts.roles import Role
from elearn.config import Settings
from elearn.database import db
from elearn.markup import Image, MarkupRefused, render
from elearn.releases import library as library_room
from elearn.releases import objects, store
from elearn.releases.library import find_course
from elearn.releases.manifest import CourseLine, manifest_from
from elearn.releases.published import course_index_from
from tests.browser import sitting
from tests.browser.conftest import DESKTOP
from tests.markup.payloads import SCRIPTS
from tests.markup.test_safety import PLACES
from tests.publishing.samples import SVG

SPY = """
window.ran = [];
for (const name of ['alert', 'confirm', 'prompt', 'print'])
  window[name] = (...all) => window.ran.push([name, ...all]);
"""
TOUCH = """() => {
  const found = [];
  const addresses = /^(href|src|action|formaction|xlink:href|data)$/;
  const runs = /^[\\s\\x00-\\x1f]*(javascript|vbscript|data):/i;
  for (const element of document.querySelectorAll('*')) {
    for (const {name, value} of element.attributes)
      if (name.startsWith('on') || (addresses.test(name) && runs.test(value)))
        found.push(`${element.tagName} ${name}=${value}`);
    for (const kind of ['mouseover', 'focus', 'toggle', 'error', 'load', 'begin', 'start'])
      element.dispatchEvent(new Event(kind));
  }
  const ours = location.origin + '/static/';
  for (const one of document.scripts)
    if (one.src ? !one.src.startsWith(ours) : one.type !== 'application/json') found.push(one.outerHTML);
  const others = document.querySelectorAll('main :is(iframe, object, embed, base, meta, style, link)');
  return [...found, ...[...others].map(one => one.outerHTML)];
}"""
LINES = [" ".join(payload.split()) for payload in SCRIPTS if payload.isprintable() or "\n" in payload]
COURSE = (
    "---\nkode: {code}\njudul: {title}\nstatus: terbit\n---\n\n## Mengapa ini penting\n\nKarena begitu.\n"
)
MODULE = "---\nkode: m-{number}\njudul: Modul\nkuis: k-{number}\n---\n\n## Bagian {{#a}}\n\nTeks.\n"
QUIZ = (
    "---\nkode: k-{number}\njudul: Kuis\n---\n"
    "\n## `{title}` {{{{7*7}}}}\nKode: q-{number}\n\n- [x] `{title}`\n- [ ] Lain\n"
)


def sound_course(code: str) -> dict[str, str]:
    """A course with a module and a question for every payload."""
    files = {f"modules/{code}/course.md": COURSE.format(code=code, title="Kursus")}
    for number, line in enumerate(LINES):
        files[f"modules/{code}/{number:03}-m.md"] = MODULE.format(number=number)
        files[f"quizzes/{code}/k-{number}.md"] = QUIZ.format(number=number, title=line.replace("`", "'"))
    return files


def broken_course(code: str) -> dict[str, str]:
    """A course that cannot be published, with payloads in every place of its text and in names of files."""
    texts = [PLACES[place].replace("{}", line) for place in PLACES for line in LINES[::6]]
    module = "---\nkode: m\njudul: M\n---\n\n## A {#a}\n\n" + "\n\n".join(texts) + "\n"
    names = ("<img src=x onerror=alert(1)>", "'-alert(1)-'", '"onmouseover="alert(1)')
    return {
        f"modules/{code}/course.md": COURSE.format(code=code, title=LINES[1]),
        f"modules/{code}/01-m.md": module,
        f"modules/{code}/gambar/a.svg": SVG,
        **{f"modules/{code}/{name}.md": "---\njudul: X\n---\n\ntanpa bagian {{{{7*7}}}}\n" for name in names},
    }


def everything_rendered() -> str:
    """Every payload in every place as the renderer leaves it, faults or not."""
    image = Image(
        url=f"/media/{'a' * 64}.webp",
        width=900,
        height=600,
        small_url=f"/media/{'b' * 64}.webp",
        small_width=720,
    )
    parts = []
    for payload in SCRIPTS:
        for place in PLACES.values():
            try:
                parts.append(render(place.replace("{}", payload), image_url=lambda _: image).html)
            except MarkupRefused:
                continue
    assert len(parts) > 1_000
    return "\n".join(parts)


def put_in_force(settings: Settings, code: str, html: str) -> None:
    """The release once more, with payloads in every name and `html` in every section: past every check."""
    folder, in_force = settings.published_folder, store.find_in_force()
    assert in_force
    manifest = manifest_from(objects.get(folder, in_force.manifest_sha256))
    line = manifest.line(code)
    assert line
    index = course_index_from(objects.get(folder, line.index_sha256))
    body = objects.put(folder, html.encode())
    modules = tuple(
        replace(module, title=line, sections=(replace(module.sections[0], title=line, body_sha256=body),))
        for module, line in zip(index.course.modules, LINES, strict=True)
    )
    quizzes = tuple(
        replace(quiz, title=line) for quiz, line in zip(index.course.quiz_entries, LINES, strict=True)
    )
    course = replace(
        index.course,
        modules=modules,
        quiz_entries=quizzes,
        title=LINES[8],
        summary=LINES[8],
        category=LINES[17],
        provider=LINES[8],
        audience=LINES[8],
        contact=LINES[47],
        instructors=(LINES[8],),
        legal_basis=(LINES[8],),
        reviewed_by=LINES[8],
    )
    sha256 = objects.put(folder, replace(index, course=course).to_bytes())
    changed = manifest.with_courses([CourseLine(code=code, version=line.version, index_sha256=sha256)])
    name = objects.put(folder, changed.to_bytes())
    store.add_release(
        manifest_sha256=name,
        published_at=datetime(2026, 11, 22, tzinfo=UTC),
        published_by=LINES[0],
        note=LINES[1],
    )
    db.session.commit()
    library_room.look_again()


@pytest.fixture
def visit(
    app: Flask,
    settings: Settings,
    browser: Browser,
    make_person: Callable[..., Any],
    sign_in: Callable[..., Any],
) -> Iterator[Callable[[Role | None], Page]]:
    """visit(role) -> a page of somebody whose name is a payload too; what runs is heard."""
    contexts: list[BrowserContext] = []
    with sitting.served(settings) as address:

        def start(role: Role | None) -> Page:
            person = make_person(name=LINES[8], roles=(role,) if role else ())
            cookie = sign_in(app.test_client(), person).get_cookie(app.config["SESSION_COOKIE_NAME"])
            context = browser.new_context(base_url=address, locale="id-ID", bypass_csp=True, **DESKTOP)
            contexts.append(context)
            context.add_init_script(SPY)
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
            page = context.new_page()
            page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
            page.on(
                "request", lambda request: foreign.append(request.url) if address not in request.url else None
            )
            return page

        foreign: list[str] = []
        yield start
        for context in contexts:
            context.close()
        assert foreign == []


def assert_nothing_runs(page: Page, path: str) -> None:
    """Open a page, touch every element, and see that nothing ran and nothing waits to be run."""
    answer = page.goto(path)
    assert answer is not None and answer.status == 200, path
    assert page.evaluate(TOUCH) == [], path
    assert page.evaluate("window.ran") == [], path


def test_nothing_that_an_author_wrote_runs(
    settings: Settings, publish_files: Callable[[dict[str, str]], Any], visit: Callable[[Role | None], Page]
) -> None:
    report = publish_files(sound_course("kursus") | broken_course("kacau"))
    states = {one.code: one.state for one in report.courses}
    assert states == {"kacau": "kept", "kursus": "published"}, [
        (one.rule, one.place.path, one.values)
        for one in report.all_problems
        if one.is_error and "kursus" in one.place.path
    ]
    put_in_force(settings, "kursus", everything_rendered())
    course = find_course("kursus")
    assert course and len(course.modules) > 100
    learner = visit(None)
    for path in (
        "/learning/",
        "/learning/catalog",
        "/learning/catalog?q=alert",
        "/learning/kursus/",
        "/learning/kursus/m-0/a",
    ):
        assert_nothing_runs(learner, path)
    assert learner.locator("article").inner_text().count("alert(1)") > 100, "the texts are there"
    author = visit(Role.AUTHOR)
    for path in (
        "/authoring/",
        "/authoring/kacau/",
        "/authoring/kursus/",
        "/authoring/kacau/preview/",
        "/authoring/kacau/preview/m/a",
        "/authoring/kursus/preview/",
        "/authoring/kursus/history",
        "/authoring/kursus/quiz-preview/k-0",
        "/authoring/kursus/k-0/export",
    ):
        assert_nothing_runs(author, path)
