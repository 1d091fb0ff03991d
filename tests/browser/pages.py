"""Every distinct page of the product, with one role that reaches it: for axe and for the screenshots."""

from __future__ import annotations

import json
from dataclasses import dataclass

from elearn import clock
from elearn.accounts import help_actions
from elearn.authoring import sharing
from elearn.errata import actions as errata_actions
from elearn.errata import store as errata_store
from elearn.errata.rules import Answer, Kind, NewReport, State
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
    page_of("course-changes", "/learning/mengenal-platform/changes"),
    page_of("section", f"/learning/{COURSE}/dasar-hukum-dokumen/peristiwa-dan-hak"),
    page_of("section-table", f"/learning/{COURSE}/dasar-hukum-dokumen/peta-peraturan"),
    page_of("section-last", "/learning/mengenal-platform/mulai-di-sini/jawaban-dan-hasil"),
    page_of("saved", "/learning/saved"),
    page_of("report", f"/learning/{COURSE}/dasar-hukum-dokumen/peristiwa-dan-hak/report"),
    page_of("reports", "/learning/reports"),
    page_of("quiz-intro", f"/quiz/{COURSE}/{{first_quiz}}"),
    page_of("quiz-attempt", "/quiz/attempts/{open_attempt}"),
    page_of("quiz-review", "/quiz/attempts/{open_attempt}/review"),
    page_of("quiz-attempt-receipts", "/quiz/attempts/{passed_attempt}/receipts"),
    page_of("quiz-receipts", "/quiz/receipts"),
    page_of("quiz-receipts-slip", "/quiz/receipts?receipt=K70F-2M", status=422),
    page_of("quiz-receipts-nothing", "/quiz/receipts?receipt=AAAA-AA"),
    page_of("quiz-failed", "/quiz/attempts/{failed_attempt}/result"),
    page_of("quiz-passed", "/quiz/attempts/{passed_attempt}/result"),
    page_of("quiz-reading-list", f"/quiz/{COURSE}/{{second_quiz}}", "supervisor"),
    page_of("quiz-failed-again", "/quiz/attempts/{failed_again}/result", "supervisor"),
    page_of("profile", "/profile/"),
    page_of("password", "/accounts/password"),
    page_of("signed-in-again", "/accounts/signed-in"),
    page_of("home-supervisor", "/learning/", "supervisor"),
    page_of("authoring", "/authoring/", "author"),
    page_of("readers-reports", "/authoring/reports", "author"),
    page_of("authoring-course", f"/authoring/{COURSE}/", "author"),
    page_of("authoring-publish", f"/authoring/{COURSE}/publish", "author"),
    page_of("authoring-history", f"/authoring/{COURSE}/history", "author"),
    page_of("authoring-differences", f"/authoring/{COURSE}/history/differences?old=0&new=1", "author"),
    page_of("authoring-restore", f"/authoring/{COURSE}/history/1/restore", "author"),
    page_of("authoring-rules", "/authoring/rules", "author"),
    page_of("authoring-rule", "/authoring/rules/K-104", "author"),
    page_of("draft", f"/authoring/{COURSE}/preview/", "author"),
    page_of("draft-section", f"/authoring/{COURSE}/preview/dasar-hukum-dokumen/peristiwa-dan-hak", "author"),
    page_of("draft-quiz", f"/authoring/{COURSE}/quiz-preview/{{second_quiz}}", "author"),
    page_of("draft-shared", "/authoring/shared/{draft_link}/preview/"),
    page_of("draft-shared-quiz", "/authoring/shared/{draft_link}/quiz-preview/{second_quiz}"),
    page_of("statistics", f"/authoring/{COURSE}/{{second_quiz}}/statistics", "author"),
    page_of("bring-in", "/authoring/import", "author"),
    page_of("take-out", f"/authoring/{COURSE}/{{second_quiz}}/export", "author"),
    page_of("marking-queue", "/marking/", "author"),
    page_of("corrections", f"/authoring/{COURSE}/{{second_quiz}}/corrections", "author"),
    page_of("requests", "/accounts/requests", "admin"),
    page_of("extra-time", "/extra-time/", "admin"),
    page_of("request", "/accounts/requests/{help_request}", "admin"),
    page_of("not-found", "/tidak-ada", status=404),
    page_of("not-found-stranger", "/tidak-ada", "stranger", 404),
)


def prepare(live: LiveOffice) -> dict[str, str]:
    """Make the attempts and the request that some pages show; gives what fills the {names} of the paths."""
    with live.app.app_context():
        marker = current_settings().demo_marker
        buttons = json.loads(marker.read_text(encoding="utf-8"))
        learner, supervisor = int(buttons["learner"]), int(buttons["supervisor"])
        first, second = (module.quiz or "" for module in library().courses[COURSE].modules[:2])
        help_actions.ask_for_help(
            kind="forgot-password",
            name="Ai Rohaeti",
            unit_name="Sekretariat Dinas Kependudukan dan Pencatatan Sipil",
            contact="WA 0812-0000-0000",
            address="127.0.0.1",
        )
        _report(learner)
        started = quiz_actions.start_attempt(
            learner, "mengenal-platform", "kuis-mengenal-platform", clock.now()
        )
        assert isinstance(started, Started)
        draft_link = sharing.make_link(COURSE, supervisor, "Supervisor", clock.now())
    for number in range(20):  # with the learner's own attempt more than statistics need
        live.finished_attempt(live.learner(), COURSE, second, right=number % 2 == 0)
    live.finished_attempt(supervisor, COURSE, second, right=False)
    return {
        "first_quiz": first,
        "second_quiz": second,
        "open_attempt": str(started.attempt_id),
        "failed_attempt": str(live.finished_attempt(learner, COURSE, first, right=False)),
        "failed_again": str(live.finished_attempt(supervisor, COURSE, second, right=False)),
        "passed_attempt": str(live.finished_attempt(learner, COURSE, second, right=True)),
        "draft_link": draft_link,
        "help_request": "1",  # the first of a new installation
    }


def _report(reader: int) -> None:
    """Two reports of a reader: one about a paragraph, answered, and one about a whole section, waiting."""
    for excerpt in ("Pukul delapan pagi di loket Kota Contoh.", ""):
        new = NewReport(
            course=COURSE,
            module="dasar-hukum-dokumen",
            section="peristiwa-dan-hak",
            version="",
            kind=Kind.OUTDATED,
            excerpt=excerpt,
            message="Aturan ini sudah diganti.\nLihat JDIH.",
        )
        errata_actions.send_report(reader, new, clock.now())
    answered = errata_store.open_reports(1)[0].id
    answer = Answer(state=State.DECLINED, reply="Aturan itu masih berlaku.")
    errata_actions.answer_report(answered, answer, reader, clock.now())
