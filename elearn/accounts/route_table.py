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
CONTENT_PEOPLE = frozenset({Role.AUTHOR, Role.REVIEWER, Role.HR_ADMIN, Role.SYSADMIN})

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
    # pages of the frame, assets, published pictures
    "assets.file": PUBLIC,
    "pages.front": PUBLIC,
    "pages.privacy": PUBLIC,
    "pages.accessibility": PUBLIC,
    "pages.help_page": PUBLIC,
    "pages.favicon": PUBLIC,
    "releases.media": PUBLIC,
    # operations
    "operations.health": PUBLIC,
}
