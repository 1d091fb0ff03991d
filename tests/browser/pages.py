"""Every distinct page of the product, with one role that reaches it: for axe and for the screenshots."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from elearn import clock
from elearn.accounts import help_actions
from elearn.accounts.actions import Actor
from elearn.activities import actions as activity_actions
from elearn.activities.actions import NewFile
from elearn.activities.rules import Deed, Facts
from elearn.authoring import sharing
from elearn.authoring.files import bundle
from elearn.authoring.files import store as file_store
from elearn.authoring.files.journal import Putting, Step
from elearn.authoring.files.rules import Reason, Refused
from elearn.authoring.reviews import actions as review_actions
from elearn.authoring.reviews.store import NewComment
from elearn.certificates import actions as certificate_actions
from elearn.certificates import store as certificate_store
from elearn.certificates.actions import Earned
from elearn.certificates.facts import TranscriptLine
from elearn.certificates.store import CertificateRow
from elearn.database import transaction
from elearn.errata import actions as errata_actions
from elearn.errata import store as errata_store
from elearn.errata.rules import Answer, Kind, NewReport, State
from elearn.ledger import store as ledger_store
from elearn.ledger.rows import Entry
from elearn.mentoring import actions as mentoring_actions
from elearn.mentoring.actions import PairDraft, SessionDraft
from elearn.mentoring.rules import PairKind
from elearn.people import store as people_store
from elearn.practice import actions as practice_actions
from elearn.practice.actions import Draft, Task
from elearn.practice.rules import Confirming
from elearn.quiz import actions as quiz_actions
from elearn.quiz.actions import Started
from elearn.record import actions as record_actions
from elearn.releases import objects
from elearn.releases.library import library
from elearn.uploads import actions as uploads
from elearn.web.settings import current_settings
from tests.browser.live import LiveOffice

COURSE = "adminduk-digital"
FILE = f"modules/{COURSE}/course.md"
PDF = b"%PDF-1.4\nstartxref\n0\n%%EOF\n"


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
    page_of("certificates", "/certificates/"),
    page_of("certificate", "/certificates/{certificate}"),
    page_of("certificate-check", "/check", "stranger"),
    page_of("certificate-checked", "/check/{certificate_code}", "stranger"),
    page_of("certificate-desk", "/certificates/desk?q={certificate_code}", "admin"),
    page_of("certificate-managed", "/certificates/desk/{certificate}", "admin"),
    page_of("certificate-batches", "/certificates/batches", "admin"),
    page_of("certificate-prints", "/certificates/prints", "admin"),
    page_of("privacy-mine", "/privacy/"),
    page_of("privacy-correction", "/privacy/correction"),
    page_of("privacy-corrections", "/privacy/corrections", "admin"),
    page_of("audit-log", "/audit/", "admin"),
    page_of("activities", "/activities/"),
    page_of("activities-ask", "/activities/ask"),
    page_of("activities-report", "/activities/report"),
    page_of("activity", "/activities/{activity}"),
    page_of("activity-to-mend", "/activities/{activity_to_mend}/hand-in"),
    page_of("activities-requests", "/activities/requests", "supervisor"),
    page_of("activities-desk", "/activities/desk", "admin"),
    page_of("activity-to-verify", "/activities/desk/{activity}", "admin"),
    page_of("record", "/record/"),
    page_of("record-simulation", "/record/simulation"),
    page_of("record-simulation-wrong", "/record/simulation?group=managerial&jp=abc"),
    page_of("record-units", "/record/units/", "admin"),
    page_of("record-units-print", "/record/units/print?lacking=1", "admin"),
    page_of("record-person", "/record/people/{team_member}", "admin"),
    page_of("record-correction", "/record/people/{team_member}/entries/{team_member_entry}", "admin"),
    page_of("record-years", "/record/years", "admin"),
    page_of("record-late-entries", "/record/years/{closed_year}", "admin"),
    page_of("siasn", "/record/siasn", "admin"),
    page_of("desk", "/desk", "admin"),
    page_of("policy", "/policy/"),
    page_of("policy-value", "/policy/jp_target_pns", "admin"),
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
    page_of("messages", "/messages/"),
    page_of("messages-notes", "/messages/notes", "supervisor"),
    page_of("messages-health", "/messages/health", "admin"),
    page_of("password", "/accounts/password"),
    page_of("signed-in-again", "/accounts/signed-in"),
    page_of("home-supervisor", "/learning/", "supervisor"),
    page_of("team", "/team/", "supervisor"),
    page_of("team-everyone", "/team/?show=everyone&sort=name", "supervisor"),
    page_of("team-past", "/team/?show=everyone&on=2026-01-05", "supervisor"),
    page_of("team-levels", "/team/levels", "supervisor"),
    page_of("team-sent", "/team/sent", "supervisor"),
    page_of("team-print", "/team/export/print?show=everyone", "supervisor"),
    page_of("team-person", "/team/{team_member}", "supervisor"),
    page_of("team-remind", "/team/act?deed=remind&p={team_member}", "supervisor"),
    page_of("team-shift", "/team/act?deed=shift&p={team_member}", "supervisor"),
    page_of("team-assign", "/team/act?deed=assign&p={team_member}", "supervisor"),
    page_of("team-unit", "/team/unit/{team_unit}?show=everyone", "admin"),
    page_of("team-own-unit", "/team/unit/{team_unit}"),
    page_of("mirror", "/team/mirror"),
    page_of("practice-task", f"/practice/{COURSE}/{{task_module}}"),
    page_of("practice-queue", "/practice/queue", "supervisor"),
    page_of("practice-confirm", "/practice/confirm/{task_report}", "supervisor"),
    page_of("mentoring", "/mentoring/", "supervisor"),
    page_of("mentoring-new", "/mentoring/new", "supervisor"),
    page_of("mentoring-pair", "/mentoring/{pair}"),
    page_of("mentoring-figures", "/mentoring/figures", "admin"),
    page_of("obligations-mine", "/obligations/mine"),
    page_of("obligations", "/obligations/", "admin"),
    page_of("obligations-new", "/obligations/new", "admin"),
    page_of("obligations-assignment", "/obligations/1", "admin"),
    page_of("obligations-calendar", "/obligations/calendar", "admin"),
    page_of("authoring", "/authoring/", "author"),
    page_of("readers-reports", "/authoring/reports", "author"),
    page_of("regulations", "/authoring/regulations", "author"),
    page_of("reviews", "/authoring/reviews", "author"),
    page_of("review", f"/authoring/{COURSE}/review/", "author"),
    page_of("review-section", f"/authoring/{COURSE}/review/dasar-hukum-dokumen/peristiwa-dan-hak", "author"),
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
    page_of("files", f"/authoring/{COURSE}/files", "author"),
    page_of("files-waiting", f"/authoring/{COURSE}/files/waiting/{{waiting_files}}", "author"),
    page_of("files-mend", f"/authoring/{COURSE}/files/edit?path={FILE}&waiting={{waiting_files}}", "author"),
    page_of("file-edit", f"/authoring/{COURSE}/files/edit?path={FILE}", "author"),
    page_of("file-versions", f"/authoring/{COURSE}/files/versions?path={FILE}", "author"),
    page_of("file-version", f"/authoring/{COURSE}/files/versions/{{file_version}}", "author"),
    page_of("new-course", "/authoring/import/course", "author"),
    page_of("take-out", f"/authoring/{COURSE}/{{second_quiz}}/export", "author"),
    page_of("marking-queue", "/marking/", "author"),
    page_of("corrections", f"/authoring/{COURSE}/{{second_quiz}}/corrections", "author"),
    page_of("organisation", "/organisation/", "admin"),
    page_of("organisation-rows", "/organisation/rows?unit=1&what=overdue", "admin"),
    page_of("organisation-people", "/organisation/rows?unit=1&what=jp", "admin"),
    page_of("staff", "/staffing/", "admin"),
    page_of("staff-unit", "/staffing/?unit=1", "admin"),
    page_of("staff-import", "/staffing/import", "admin"),
    page_of("staff-import-preview", "/staffing/import/{staff_list}", "admin"),
    page_of("staff-letters", "/staffing/letters?unit=1", "admin"),
    page_of("staff-person", "/staffing/people/{team_member}", "admin"),
    page_of("staff-merge", "/staffing/people/{team_member}/merge", "admin"),
    page_of("staff-handover", "/staffing/handover", "admin"),
    page_of("delegation", "/staffing/delegation", "supervisor"),
    page_of("why-not-listed", "/staffing/why", "supervisor"),
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
        _review(int(buttons["author"]), supervisor)
        started = quiz_actions.start_attempt(
            learner, "mengenal-platform", "kuis-mengenal-platform", clock.now()
        )
        assert isinstance(started, Started)
        certificate = _certificate(learner)
        task_module, task_report = _task_report(learner)
        pair = _pair(learner, int(buttons["author"]))
        team_member_entry, closed_year = _closed_year(learner, int(buttons["admin"]))
        activity, to_mend = _activities(learner, int(buttons["admin"]))
        waiting_files, file_version = _waiting_files(int(buttons["author"]))
        staff_list = _staff_list(int(buttons["admin"]))
        team_unit = people_store.find_unit("dafduk")
        assert team_unit is not None
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
        "team_member": str(learner),
        "team_member_entry": str(team_member_entry),
        "closed_year": str(closed_year),
        "team_unit": str(team_unit.id),
        "waiting_files": waiting_files,
        "file_version": str(file_version),
        "staff_list": staff_list,
        "certificate": str(certificate.id),
        "certificate_code": certificate.facts.code,
        "activity": str(activity),
        "activity_to_mend": str(to_mend),
        "task_module": task_module,
        "task_report": str(task_report),
        "pair": str(pair),
        "help_request": "1",  # the first of a new installation
    }


def _task_report(learner: int) -> tuple[str, int]:
    """The learner's report on a practice task, waiting for her supervisor; the module first."""
    course, now = library().courses[COURSE], clock.now()
    module = next(one.code for one in course.modules if one.task_section)
    task = Task(
        course=COURSE, module=module, cycle=1, version=course.version, confirming=Confirming.SUPERVISOR
    )
    draft = Draft(done_on=now.date() - timedelta(days=2), text="Dari 45 menit menjadi 20 menit.")
    return module, practice_actions.report(learner, task, draft, now=now)


def _pair(learner: int, mentor: int) -> int:
    """A pair of the learner with one session confirmed and one that waits for her."""
    now = clock.now()
    draft = PairDraft(
        mentor_id=mentor,
        mentee_id=learner,
        kind=PairKind.MENTORING,
        goal="Memimpin rapat mingguan sendiri.",
        starts_on=now.date() - timedelta(days=30),
        ends_on=now.date() + timedelta(days=90),
    )
    pair = mentoring_actions.propose(learner, draft, now=now)
    mentoring_actions.answer_pair(pair, mentor, is_yes=True, now=now)
    for days in (2, 1):
        note = SessionDraft(
            held_on=now.date() - timedelta(days=days),
            minutes=60,
            topic="Susunan acara",
            notes="Acara terlalu panjang.",
            next_step="Dua pokok saja.",
        )
        session = mentoring_actions.write_session(pair, mentor, note, now=now)
        if days == 2:
            mentoring_actions.confirm_session(session, learner, now=now)
    return pair


def _closed_year(learner: int, admin: int) -> tuple[int, int]:
    """An entry of the learner in last year's ledger, which was closed, and then a correction of it."""
    now, admins_name = clock.now(), Actor(name="Dewi", person_id=admin)
    entry = Entry(
        person_id=learner, on_date=date(now.year - 1, 6, 12), form=9, jp=Decimal(4), source="carried",
        source_key="seminar/1", title="Seminar kearsipan", recorded_at=now,
    )  # fmt: skip
    with transaction():
        ledger_store.add(entry)
    record_actions.close_year(now.year - 1, actor=admins_name, now=now, today=now.date())
    (written,) = ledger_store.entries_of(learner, now.year - 1)
    record_actions.correct(written, Decimal(2), "Hanya setengah hari.", actor=admins_name, now=clock.now())
    return written.id or 0, now.year - 1


def _staff_list(admin: int) -> str:
    """A list of staff that waits for the admin's yes: one new person, one refused row, a column of rights."""
    body = "nip;nama;unit;role\n198502032010011001;Andi Pratama;dinkes;\n1.98E+17;Budi;dinkes;admin\n"
    return uploads.put(
        person_id=admin, purpose="people-import", name="pegawai.csv", body=body.encode(), now=clock.now()
    )


def _certificate(learner: int) -> CertificateRow:
    """The learner's certificate for a course, as if finished."""
    course, now = library().courses[COURSE], clock.now()
    lines = tuple(TranscriptLine(title=module.title, jp=module.jp) for module in course.modules)
    earned = Earned(
        person_id=learner, course=course, cycle=9, started_at=now, completed_at=now, transcript=lines
    )
    certificate_actions.issue(earned, now=now)
    found = certificate_store.earned(learner, COURSE, 9)
    assert found
    return found


def _activities(learner: int, admin: int) -> tuple[int, int]:
    """Of the learner's: one that waits for verification and looks like one to mend, and a request."""
    now = clock.now()
    day, later = now.date() - timedelta(days=9), now.date() + timedelta(days=20)
    seminar = Facts(
        form=9,
        title="Seminar Arsip Digital",
        organiser="Arsip Nasional",
        starts_on=day,
        ends_on=day,
        amount=Decimal(1),
    )
    first, second = (
        activity_actions.hand_in(
            learner,
            replace(seminar, title=title),
            [NewFile(name="sertifikat.pdf", body=PDF + title.encode())],
            now=now,
        )
        for title in ("Seminar Arsip Digital", "Seminar Nasional Arsip Digital")
    )
    hr = Actor(name="Kepegawaian", person_id=admin)
    words = "Lampirkan halaman kedua sertifikat."
    activity_actions.turn_down(second, Deed.SEND_BACK, words=words, actor=hr, now=now)
    plan = replace(seminar, title="Workshop Loket Cepat", starts_on=later, ends_on=later, reason="Antrean.")
    activity_actions.ask(learner, plan, now=now)
    return first, second


def _waiting_files(author: int) -> tuple[str, int]:
    """Files of the author that wait for a yes, with a fault and a refusal, and a version of the past."""
    settings, now = current_settings(), clock.now()
    text = (settings.modules_dir / COURSE / "course.md").read_bytes()
    waits = bundle.Bundle(
        code=COURSE,
        folder=COURSE,
        files={FILE: text.replace(b"judul:", b"judull:", 1)},
        refused=(Refused(name="catatan.docx", reason=Reason.KIND),),
    )
    token = uploads.put(person_id=author, purpose=bundle.PURPOSE, name=COURSE, body=waits.to_bytes(), now=now)
    before = objects.put(settings.published_folder, text.replace(b"Anda", b"Saudara"))
    step = Step(path=FILE, before=before, after=objects.put(settings.published_folder, text))
    with transaction():
        file_store.add_versions(Putting(id="0" * 32, put_by=author, put_at=now, steps=(step,)))
    return token, file_store.versions(FILE, 1)[0].id


def _review(author: int, reviewer: int) -> None:
    """A request for a review, and a remark on a section as a whole."""
    asker, other = Actor(name="Penyusun", person_id=author), Actor(name="Peninjau", person_id=reviewer)
    review_actions.ask(COURSE, "0" * 64, "Mohon diperiksa pasalnya.", asker, clock.now())
    remark = NewComment(
        course=COURSE,
        module="dasar-hukum-dokumen",
        section="peristiwa-dan-hak",
        version="0" * 64,
        excerpt="",
        paragraph_sha256="",
        text="Sebutkan pasalnya.",
    )
    review_actions.comment(remark, other, clock.now())


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
    answered = errata_store.open_reports(1, errata_store.reported_courses())[0].id
    answer = Answer(state=State.DECLINED, reply="Aturan itu masih berlaku.")
    errata_actions.answer_report(answered, answer, reader, clock.now())
