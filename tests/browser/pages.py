"""Every distinct page of the product, with one role that reaches it: for axe and for the screenshots."""

from __future__ import annotations

import json
from dataclasses import dataclass

from elearn import clock
from elearn.accounts import help_actions
from elearn.quiz import actions as quiz_actions
from elearn.quiz.actions import Started
from elearn.releases.library import library
from elearn.web.settings import current_settings
from tests.browser.live import LiveOffice

COURSE = "adminduk-digital"


@dataclass(frozen=True, kw_only=True)
class PageOfProduct:
    """A page: its name for files and test ids, who looks at it, and where it is ({names} are filled in)."""

    name: str
    path: str
    role: str = "learner"
    status: int = 200


def page_of(name: str, path: str, role: str = "learner", status: int = 200) -> PageOfProduct:
    """One row of the table below."""
    return PageOfProduct(name=name, path=path, role=role, status=status)


PAGES = (
    page_of("sign-in", "/accounts/sign-in", "stranger"),
    page_of("help-request", "/accounts/help", "stranger"),
    page_of("help-sent", "/accounts/help/sent", "stranger"),
    page_of("privacy", "/privacy", "stranger"),
    page_of("accessibility", "/accessibility", "stranger"),
    page_of("help", "/help"),
    page_of("home", "/learning/"),
    page_of("home-minutes", "/learning/?minutes=15"),
    page_of("home-newcomer", "/learning/", "admin"),
    page_of("catalog", "/learning/catalog"),
    page_of("catalog-found", "/learning/catalog?q=akta"),
    page_of("catalog-nothing", "/learning/catalog?q=zzzz"),
    page_of("course", f"/learning/{COURSE}/"),
    page_of("course-done", "/learning/mengenal-platform/"),
    page_of("section", f"/learning/{COURSE}/dasar-hukum-dokumen/peristiwa-dan-hak"),
    page_of("section-table", f"/learning/{COURSE}/dasar-hukum-dokumen/peta-peraturan"),
    page_of("section-last", "/learning/mengenal-platform/mulai-di-sini/jawaban-dan-hasil"),
    page_of("saved", "/learning/saved"),
    page_of("quiz-intro", f"/quiz/{COURSE}/{{first_quiz}}"),
    page_of("quiz-attempt", "/quiz/attempts/{open_attempt}"),
    page_of("quiz-review", "/quiz/attempts/{open_attempt}/review"),
    page_of("quiz-failed", "/quiz/attempts/{failed_attempt}/result"),
    page_of("quiz-passed", "/quiz/attempts/{passed_attempt}/result"),
    page_of("profile", "/profile/"),
    page_of("password", "/accounts/password"),
    page_of("home-supervisor", "/learning/", "supervisor"),
    page_of("authoring", "/authoring/", "author"),
    page_of("statistics", f"/authoring/{COURSE}/{{second_quiz}}/statistics", "author"),
    page_of("requests", "/accounts/requests", "admin"),
    page_of("request", "/accounts/requests/{help_request}", "admin"),
    page_of("not-found", "/tidak-ada", status=404),
    page_of("not-found-stranger", "/tidak-ada", "stranger", 404),
)


def prepare(live: LiveOffice) -> dict[str, str]:
    """Make the attempts and the request that some pages show; gives what fills the {names} of the paths."""
    with live.app.app_context():
        marker = current_settings().demo_marker
        learner = int(json.loads(marker.read_text(encoding="utf-8"))["learner"])
        first, second = (module.quiz or "" for module in library().courses[COURSE].modules[:2])
        help_actions.ask_for_help(
            kind="forgot-password",
            name="Ai Rohaeti",
            unit_name="Sekretariat Dinas Kependudukan dan Pencatatan Sipil",
            contact="WA 0812-0000-0000",
            address="127.0.0.1",
        )
        started = quiz_actions.start_attempt(
            learner, "mengenal-platform", "kuis-mengenal-platform", clock.now()
        )
        assert isinstance(started, Started)
    for number in range(20):  # with the learner's own attempt more than statistics need
        live.finished_attempt(live.learner(), COURSE, second, right=number % 2 == 0)
    return {
        "first_quiz": first,
        "second_quiz": second,
        "open_attempt": str(started.attempt_id),
        "failed_attempt": str(live.finished_attempt(learner, COURSE, first, right=False)),
        "passed_attempt": str(live.finished_attempt(learner, COURSE, second, right=True)),
        "help_request": "1",  # the first of a new installation
    }
