"""Addresses of the pages about staff that are not in views.py."""

from __future__ import annotations

from elearn.staffing import (
    absence_views,
    import_views,
    leading_views,
    letter_views,
    merge_views,
    person_views,
    role_views,
)
from elearn.staffing.views import bp

bp.add_url_rule("/import", view_func=import_views.import_form, methods=["GET"])
bp.add_url_rule("/import", view_func=import_views.import_file, methods=["POST"])
bp.add_url_rule("/import/<token>", view_func=import_views.import_preview, methods=["GET"])
bp.add_url_rule("/import/<token>", view_func=import_views.import_apply, methods=["POST"])
bp.add_url_rule("/import/<token>/verdicts.csv", view_func=import_views.import_verdicts, methods=["GET"])
bp.add_url_rule(
    "/template/<any(xlsx, csv, 'units-csv'):form>", view_func=import_views.import_template, methods=["GET"]
)
bp.add_url_rule("/letters", view_func=letter_views.letters, methods=["GET"])
bp.add_url_rule("/letters", view_func=letter_views.print_letters, methods=["POST"])
bp.add_url_rule("/people/<row_id:person_id>/letter", view_func=letter_views.print_letter, methods=["POST"])
bp.add_url_rule("/people/<row_id:person_id>", view_func=person_views.person, methods=["GET"])
bp.add_url_rule("/people/<row_id:person_id>", view_func=person_views.keep_person, methods=["POST"])
bp.add_url_rule("/people/<row_id:person_id>/number", view_func=person_views.change_number, methods=["POST"])
bp.add_url_rule("/people/<row_id:person_id>/positions", view_func=person_views.add_position, methods=["POST"])
bp.add_url_rule(
    "/people/<row_id:person_id>/positions/<row_id:position_id>/end",
    view_func=person_views.end_position,
    methods=["POST"],
)
bp.add_url_rule("/people/<row_id:person_id>/roles", view_func=role_views.grant_role, methods=["POST"])
bp.add_url_rule("/people/<row_id:person_id>/roles/end", view_func=role_views.revoke_role, methods=["POST"])
bp.add_url_rule("/people/<row_id:person_id>/absences", view_func=absence_views.note_absence, methods=["POST"])
bp.add_url_rule(
    "/people/<row_id:person_id>/absences/<row_id:absence_id>/remove",
    view_func=absence_views.remove_absence,
    methods=["POST"],
)
bp.add_url_rule(
    "/people/<row_id:person_id>/merge", "merging", view_func=merge_views.merging_page, methods=["GET"]
)
bp.add_url_rule("/people/<row_id:person_id>/merge", view_func=merge_views.merge, methods=["POST"])
bp.add_url_rule("/handover", view_func=leading_views.handover, methods=["GET"])
bp.add_url_rule("/handover", view_func=leading_views.hand_over, methods=["POST"])
bp.add_url_rule("/delegation", view_func=leading_views.delegation, methods=["GET"])
bp.add_url_rule("/delegation", view_func=leading_views.delegate, methods=["POST"])
bp.add_url_rule(
    "/delegation/<row_id:delegation_id>/end", view_func=leading_views.end_delegation, methods=["POST"]
)
bp.add_url_rule("/why", "why", view_func=leading_views.why_page, methods=["GET"])
bp.add_url_rule("/why", view_func=leading_views.explain, methods=["POST"])
