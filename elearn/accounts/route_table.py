"""Who may call which page. An endpoint without a row here is called by nobody.

Rooms add their endpoints in their own block. A row says only who may call; which person's, unit's or
course's things come out is decided in the room's access.py.
"""

from __future__ import annotations

from enum import Enum

from elearn.accounts.roles import Role


class Everyone(Enum):
    """Access without a particular role."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"


PUBLIC, SIGNED_IN = Everyone.PUBLIC, Everyone.SIGNED_IN

Access = Everyone | frozenset[Role]

OPERATORS = frozenset({Role.UNIT_OPERATOR, Role.HR_ADMIN, Role.SYSADMIN})
HR = frozenset({Role.HR_ADMIN, Role.SYSADMIN})
SUPERVISORS = frozenset({Role.SUPERVISOR})
UNIT_LEADERS = OPERATORS | {Role.UNIT_HEAD}
CONTENT_PEOPLE = frozenset({Role.AUTHOR, Role.REVIEWER, Role.HR_ADMIN, Role.SYSADMIN})
NOTE_WRITERS = frozenset({Role.UNIT_HEAD, Role.SUPERVISOR})  # and of which unit: messages/access.py

ROUTES: dict[str, Access] = {
    # accounts
    "accounts.sign_in": PUBLIC,
    "accounts.sign_in_post": PUBLIC,
    "accounts.signed_in_again": SIGNED_IN,
    "accounts.sign_out": SIGNED_IN,
    "accounts.sign_in_as_sample": PUBLIC,  # refuses by itself outside of demo mode
    "accounts.help_request": PUBLIC,
    "accounts.help_request_post": PUBLIC,
    "accounts.help_sent": PUBLIC,
    "accounts.language": PUBLIC,
    "accounts.password": SIGNED_IN,
    "accounts.password_post": SIGNED_IN,
    "accounts.requests": OPERATORS,
    "accounts.request_detail": OPERATORS,
    "accounts.request_code": OPERATORS,
    "accounts.request_handled": OPERATORS,
    "profile.profile": SIGNED_IN,
    "profile.display": SIGNED_IN,
    "profile.end_sessions": SIGNED_IN,
    # accommodations
    "accommodations.end_extra_time": OPERATORS,
    "accommodations.extra_time": OPERATORS,
    "accommodations.grant_extra_time": OPERATORS,
    # quiz
    "quiz.attempt": SIGNED_IN,
    "quiz.attempt_receipts": SIGNED_IN,
    "quiz.back": SIGNED_IN,
    "quiz.back_to_intro": SIGNED_IN,
    "quiz.intro": SIGNED_IN,
    "quiz.receipts_page": SIGNED_IN,
    "quiz.result": SIGNED_IN,
    "quiz.review": SIGNED_IN,
    "quiz.save": SIGNED_IN,
    "quiz.second_look": SIGNED_IN,
    "quiz.share_help": SIGNED_IN,
    "quiz.start": SIGNED_IN,
    "quiz.submit": SIGNED_IN,
    # learning
    "learning.home": SIGNED_IN,
    "learning.catalog": SIGNED_IN,
    "learning.saved": SIGNED_IN,
    "learning.course": SIGNED_IN,
    "learning.changes": SIGNED_IN,
    "learning.changes_seen": SIGNED_IN,
    "learning.leave": SIGNED_IN,
    "learning.skip": SIGNED_IN,
    "learning.back_to_course": SIGNED_IN,
    "learning.section": SIGNED_IN,
    "learning.back": SIGNED_IN,
    "learning.read": SIGNED_IN,
    "learning.check": SIGNED_IN,
    "learning.bookmark": SIGNED_IN,
    "learning.note": SIGNED_IN,
    "learning.report": SIGNED_IN,
    "learning.send_report": SIGNED_IN,
    "learning.reports": SIGNED_IN,
    # record
    "record.mine": SIGNED_IN,
    "record.mine_xlsx": SIGNED_IN,
    "record.siasn_page": OPERATORS,
    "record.siasn_export": OPERATORS,
    # certificates
    "certificates.mine": SIGNED_IN,
    "certificates.certificate": SIGNED_IN,
    "certificates.pdf": SIGNED_IN,
    "certificates.open_badge": SIGNED_IN,
    "certificates.check": PUBLIC,
    "certificates.check_code": PUBLIC,
    "certificates.keys": PUBLIC,
    "certificates.desk": OPERATORS,
    "certificates.managed": OPERATORS,
    "certificates.deed": HR,
    "certificates.signed": HR,
    # obligations: in which units is decided in obligations/access.py
    "obligations.add_busy": UNIT_LEADERS,
    "obligations.ask_shift": SIGNED_IN,
    "obligations.assignment": UNIT_LEADERS,
    "obligations.assignments": UNIT_LEADERS,
    "obligations.back": UNIT_LEADERS,
    "obligations.back_to_assignment": UNIT_LEADERS,
    "obligations.back_to_mine": SIGNED_IN,
    "obligations.calendar": UNIT_LEADERS,
    "obligations.decide": UNIT_LEADERS,
    "obligations.end_assignment": UNIT_LEADERS,
    "obligations.make_assignment": UNIT_LEADERS,
    "obligations.mine": SIGNED_IN,
    "obligations.new_assignment": UNIT_LEADERS,
    "obligations.remove_busy": UNIT_LEADERS,
    "obligations.shift_own": SIGNED_IN,
    "obligations.undo": UNIT_LEADERS,
    # team: whose records come out is decided in team/access.py, with 404 for everybody else's
    "team.team": frozenset({Role.SUPERVISOR}),
    "team.find": frozenset({Role.SUPERVISOR}),
    "team.levels": frozenset({Role.SUPERVISOR}),
    "team.export": frozenset({Role.SUPERVISOR}),
    "team.sent": frozenset({Role.SUPERVISOR}),
    "team.unit": SIGNED_IN,
    "team.unit_export": SIGNED_IN,
    "team.find_in_unit": SIGNED_IN,
    "team.person": SIGNED_IN,
    "team.act": SIGNED_IN,
    "team.do_act": SIGNED_IN,
    "team.undo": SIGNED_IN,
    "team.decide": SIGNED_IN,
    "team.mirror": SIGNED_IN,
    "team.reply": SIGNED_IN,
    "team.consent": SIGNED_IN,
    # policy
    "policy.rules": SIGNED_IN,
    "policy.desk": HR,
    "policy.value": HR,
    "policy.set_value": HR,
    # messages
    "messages.cancel_mails": HR,
    "messages.end_note": NOTE_WRITERS,
    "messages.head_notes": NOTE_WRITERS,
    "messages.inbox": SIGNED_IN,
    "messages.mail_health": HR,
    "messages.open_message": SIGNED_IN,
    "messages.post_note": NOTE_WRITERS,
    "messages.probe_mail": HR,
    "messages.read_all": SIGNED_IN,
    "messages.retry_mails": HR,
    "messages.stop_mails": frozenset({Role.SYSADMIN}),
    # staffing
    "staffing.overview": OPERATORS,
    "staffing.search": OPERATORS,
    "staffing.import_form": OPERATORS,
    "staffing.import_file": OPERATORS,
    "staffing.import_preview": OPERATORS,
    "staffing.import_apply": OPERATORS,
    "staffing.import_verdicts": OPERATORS,
    "staffing.import_template": OPERATORS,
    "staffing.letters": OPERATORS,
    "staffing.print_letters": OPERATORS,
    "staffing.print_letter": OPERATORS,
    "staffing.person": OPERATORS,
    "staffing.keep_person": OPERATORS,
    "staffing.change_number": OPERATORS,
    "staffing.add_position": OPERATORS,
    "staffing.end_position": OPERATORS,
    "staffing.note_absence": OPERATORS,
    "staffing.remove_absence": OPERATORS,
    "staffing.handover": OPERATORS,
    "staffing.hand_over": OPERATORS,
    "staffing.merging": OPERATORS,
    "staffing.merge": OPERATORS,
    "staffing.delegation": SUPERVISORS,
    "staffing.delegate": SUPERVISORS,
    "staffing.end_delegation": SUPERVISORS,
    "staffing.why": SUPERVISORS,
    "staffing.explain": SUPERVISORS,
    # marking
    "marking.answer": CONTENT_PEOPLE,
    "marking.give": CONTENT_PEOPLE,
    "marking.next_answer": CONTENT_PEOPLE,
    "marking.question": CONTENT_PEOPLE,
    "marking.queue": CONTENT_PEOPLE,
    # authoring
    "authoring.courses": CONTENT_PEOPLE,
    "authoring.course": CONTENT_PEOPLE,
    "authoring.rules": CONTENT_PEOPLE,
    "authoring.rule": CONTENT_PEOPLE,
    "authoring.publish": CONTENT_PEOPLE,
    "authoring.publish_post": CONTENT_PEOPLE,  # and an owner of the course: authoring/access.py
    "authoring.history": CONTENT_PEOPLE,
    "authoring.differences": CONTENT_PEOPLE,
    "authoring.restore": CONTENT_PEOPLE,
    "authoring.restore_post": CONTENT_PEOPLE,  # and an owner of the course
    "authoring.preview": CONTENT_PEOPLE,
    "authoring.preview_section": CONTENT_PEOPLE,
    "authoring.preview_quiz": CONTENT_PEOPLE,
    "authoring.preview_media": CONTENT_PEOPLE,
    "authoring.share": CONTENT_PEOPLE,
    "authoring.end_share": CONTENT_PEOPLE,
    "authoring.shared": SIGNED_IN,  # with the token of a link that works
    "authoring.shared_section": SIGNED_IN,
    "authoring.shared_quiz": SIGNED_IN,
    "authoring.shared_media": SIGNED_IN,
    "authoring.statistics": CONTENT_PEOPLE,
    "authoring.corrections": CONTENT_PEOPLE,
    "authoring.bring_in": CONTENT_PEOPLE,
    "authoring.preview_import": CONTENT_PEOPLE,
    "authoring.download_import": CONTENT_PEOPLE,
    "authoring.save_import": CONTENT_PEOPLE,
    "authoring.take_out": CONTENT_PEOPLE,
    "authoring.export_file": CONTENT_PEOPLE,
    "authoring.reports": CONTENT_PEOPLE,
    "authoring.answer_report": CONTENT_PEOPLE,
    "authoring.back_to_reports": CONTENT_PEOPLE,
    "authoring.files": CONTENT_PEOPLE,
    "authoring.download_file": CONTENT_PEOPLE,
    "authoring.download_files": CONTENT_PEOPLE,
    "authoring.file_version": CONTENT_PEOPLE,
    "authoring.file_versions": CONTENT_PEOPLE,
    # and an owner of the course: authoring/files/access.py
    "authoring.bring_back": CONTENT_PEOPLE,
    "authoring.bring_files": CONTENT_PEOPLE,
    "authoring.check_file": CONTENT_PEOPLE,
    "authoring.drop_files": CONTENT_PEOPLE,
    "authoring.edit_file": CONTENT_PEOPLE,
    "authoring.edit_file_post": CONTENT_PEOPLE,
    "authoring.new_course": CONTENT_PEOPLE,
    "authoring.new_course_post": CONTENT_PEOPLE,
    "authoring.new_file": CONTENT_PEOPLE,
    "authoring.put_files": CONTENT_PEOPLE,
    "authoring.remove_file": CONTENT_PEOPLE,
    "authoring.waiting_files": CONTENT_PEOPLE,
    "authoring.regulations": CONTENT_PEOPLE,
    "authoring.reviews": CONTENT_PEOPLE,
    "authoring.review": CONTENT_PEOPLE,
    "authoring.ask_review": CONTENT_PEOPLE,  # and an owner of the course
    "authoring.answer_review": frozenset({Role.REVIEWER}),
    "authoring.review_draft": CONTENT_PEOPLE,
    "authoring.add_comment": CONTENT_PEOPLE,
    "authoring.settle_comment": CONTENT_PEOPLE,  # an owner of the course, or a reviewer
    # working files: refuse by themselves outside of `elearn preview`
    "working.enter": PUBLIC,
    "working.state": PUBLIC,
    "working.courses": PUBLIC,
    "working.course": PUBLIC,
    "working.section": PUBLIC,
    "working.quiz": PUBLIC,
    "working.media": PUBLIC,
    # organisation: the units of one's grants; organisation/access.py
    "organisation.dashboard": UNIT_LEADERS,
    "organisation.export": UNIT_LEADERS,
    "organisation.rows": UNIT_LEADERS,
    "organisation.export_rows": UNIT_LEADERS,
    # pages of the frame, assets, published pictures
    "assets.file": PUBLIC,
    "pages.desk": SIGNED_IN,
    "pages.front": PUBLIC,
    "pages.privacy": PUBLIC,
    "pages.accessibility": PUBLIC,
    "pages.help_page": PUBLIC,
    "pages.favicon": PUBLIC,
    "releases.media": PUBLIC,
    # operations
    "operations.health": PUBLIC,
}
