"""What supervisors need: positions, obligations, messages, looks, the ledger, the agency's own numbers."""

from __future__ import annotations

import os
from collections import defaultdict
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from elearn.database import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

E_LEARNING = 16  # the id of this form of development in SIASN
FINISHED = (
    "SELECT person_id, course, module, cycle, completed_at, jp FROM completion"
    " WHERE scope = 'module' AND jp > 0"
)
LEDGER_ENTRY = sa.table(
    "ledger_entry",
    sa.column("person_id"),
    sa.column("on_date", sa.Date()),
    sa.column("form"),
    sa.column("jp", sa.Numeric(8, 2)),
    sa.column("source"),
    sa.column("source_key"),
    sa.column("title"),
    sa.column("recorded_at", UtcDateTime()),
    sa.column("note"),
)
JP_YEAR = sa.table("jp_year", sa.column("person_id"), sa.column("year"), sa.column("jp", sa.Numeric(8, 2)))


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "mail_probe",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_well", sa.Boolean(), nullable=False),
        sa.Column("detail", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_probe")),
    )
    op.create_table(
        "busy_window",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_busy_window_days_in_order")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_busy_window_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_window")),
    )
    with op.batch_alter_table("busy_window", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_busy_window_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "obligation_count",
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course", sa.String(length=80), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("position_kind", sa.String(length=20), nullable=False),
        sa.Column("employment_status", sa.String(length=16), nullable=False),
        sa.Column("standing", sa.String(length=12), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_obligation_count_unit_id")),
        sa.PrimaryKeyConstraint(
            "unit_id",
            "course",
            "level",
            "due_on",
            "position_kind",
            "employment_status",
            "standing",
            name=op.f("pk_obligation_count"),
        ),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.CheckConstraint("kind in ('leave', 'duty')", name=op.f("ck_absence_known_kind")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_absence_days_in_order")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_person_id"), ["person_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course", sa.String(length=80), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("cause", sa.String(length=12), nullable=False),
        sa.Column("names_people", sa.Boolean(), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("position_kind", sa.String(length=20), nullable=False),
        sa.Column("employment_status", sa.String(length=16), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_after_workdays", sa.Integer(), nullable=True),
        sa.Column("repeat_months", sa.Integer(), nullable=True),
        sa.Column("window_days", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_by_name", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("level in ('mandatory', 'recommended')", name=op.f("ck_assignment_known_level")),
        sa.CheckConstraint(
            "(due_on is null) <> (due_after_workdays is null)", name=op.f("ck_assignment_one_way_to_a_date")
        ),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_assignment_ended_by")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_assignment_made_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_assignment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_course"), ["course"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "bulk_action",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_bulk_action_actor_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["person.id"], name=op.f("fk_bulk_action_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_action")),
    )
    with op.batch_alter_table("bulk_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bulk_action_actor_id"), ["actor_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("text_version", sa.String(length=20), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)

    op.create_table(
        "delegation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("supervisor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deputy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("supervisor_id <> deputy_id", name=op.f("ck_delegation_another_person")),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name=op.f("fk_delegation_deputy_id")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_delegation_made_by")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["person.id"], name=op.f("fk_delegation_supervisor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_deputy_id"), ["deputy_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delegation_supervisor_id"), ["supervisor_id"], unique=False)

    op.create_table(
        "development_talk",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("supervisor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_development_talk_person_id")),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["person.id"], name=op.f("fk_development_talk_supervisor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_development_talk")),
    )
    with op.batch_alter_table("development_talk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_development_talk_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_development_talk_supervisor_id"), ["supervisor_id"], unique=False
        )

    op.create_table(
        "head_note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_head_note_author_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_head_note_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_note")),
    )
    with op.batch_alter_table("head_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_head_note_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "held_position",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("basis", sa.String(length=12), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "basis in ('definitive', 'plt', 'plh', 'additional')", name=op.f("ck_held_position_known_basis")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_held_position_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_held_position_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_position")),
    )
    with op.batch_alter_table("held_position", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_held_position_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_held_position_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "jp_year",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("jp", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_jp_year_person_id")),
        sa.PrimaryKeyConstraint("person_id", "year", name=op.f("pk_jp_year")),
    )
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("jp", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("source_key", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "source in ('module', 'activity', 'mentoring', 'task', 'carried', 'correction')",
            name=op.f("ck_ledger_entry_known_source"),
        ),
        sa.CheckConstraint(
            "jp >= 0 or corrects_id is not null", name=op.f("ck_ledger_entry_only_corrections_take")
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["ledger_entry.id"], name=op.f("fk_ledger_entry_corrects_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ledger_entry_person_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_ledger_entry_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint(
            "person_id", "source", "source_key", name=op.f("uq_ledger_entry_person_id_source_source_key")
        ),
    )
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_entry_corrects_id"), ["corrects_id"], unique=False)
        batch_op.create_index("ix_ledger_entry_person", ["person_id", "on_date"], unique=False)

    op.create_table(
        "look",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("viewer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.CheckConstraint("scope in ('person', 'direct', 'unit')", name=op.f("ck_look_known_scope")),
        sa.ForeignKeyConstraint(["subject_id"], ["person.id"], name=op.f("fk_look_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_look_unit_id")),
        sa.ForeignKeyConstraint(["viewer_id"], ["person.id"], name=op.f("fk_look_viewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
    )
    with op.batch_alter_table("look", schema=None) as batch_op:
        batch_op.create_index("ix_look_at", ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_look_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_look_viewer_id"), ["viewer_id"], unique=False)

    op.create_table(
        "mail",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('queued', 'sending', 'sent', 'failed', 'cancelled')", name=op.f("ck_mail_known_state")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
    )
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.create_index("ix_mail_due", ["state", "next_try_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_mail_person_id"), ["person_id"], unique=False)

    op.create_table(
        "policy_value",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("legal_basis", sa.String(length=300), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("set_by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_policy_value_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_value")),
    )
    with op.batch_alter_table("policy_value", schema=None) as batch_op:
        batch_op.create_index("ix_policy_value_name", ["name", "effective_from"], unique=False)

    op.create_table(
        "waiting_file",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_waiting_file_person_id")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_waiting_file")),
    )
    with op.batch_alter_table("waiting_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiting_file_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_waiting_file_sent_at"), ["sent_at"], unique=False)

    op.create_table(
        "assignment_person",
        sa.Column("assignment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_assignment_person_assignment_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_person_person_id")),
        sa.PrimaryKeyConstraint("assignment_id", "person_id", name=op.f("pk_assignment_person")),
    )
    with op.batch_alter_table("assignment_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_person_person_id"), ["person_id"], unique=False)

    op.create_table(
        "message",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("sender_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("mail_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_message_mail_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_message_person_id")),
        sa.ForeignKeyConstraint(["sender_id"], ["person.id"], name=op.f("fk_message_sender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("person_id", "cause", name=op.f("uq_message_person_id_cause")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index("ix_message_inbox", ["person_id", "made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_mail_id"), ["mail_id"], unique=False)
        batch_op.create_index("ix_message_unmailed", ["by_mail", "mail_id"], unique=False)

    op.create_table(
        "obligation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course", sa.String(length=80), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("exempt_reason", sa.String(length=20), nullable=False),
        sa.Column("own_shifts", sa.Integer(), nullable=False),
        sa.CheckConstraint("level in ('mandatory', 'recommended')", name=op.f("ck_obligation_known_level")),
        sa.CheckConstraint(
            "state in ('open', 'completed', 'exempt', 'withdrawn')", name=op.f("ck_obligation_known_state")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_obligation_assignment_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_obligation_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
        sa.UniqueConstraint(
            "person_id", "course", "cycle", name=op.f("uq_obligation_person_id_course_cycle")
        ),
    )
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_obligation_assignment_id"), ["assignment_id"], unique=False)
        batch_op.create_index("ix_obligation_course", ["course", "state"], unique=False)
        batch_op.create_index("ix_obligation_due", ["state", "due_on"], unique=False)

    op.create_table(
        "obligation_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("obligation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state_before", sa.String(length=12), nullable=False),
        sa.Column("due_before", sa.Date(), nullable=True),
        sa.Column("due_after", sa.Date(), nullable=True),
        sa.Column("reason_kind", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("bulk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_obligation_change_actor_id")),
        sa.ForeignKeyConstraint(["bulk_id"], ["bulk_action.id"], name=op.f("fk_obligation_change_bulk_id")),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_obligation_change_obligation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation_change")),
    )
    with op.batch_alter_table("obligation_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_obligation_change_bulk_id"), ["bulk_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_obligation_change_obligation_id"), ["obligation_id"], unique=False
        )

    op.create_table(
        "shift_request",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("obligation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "verdict in ('open', 'approved', 'refused')", name=op.f("ck_shift_request_known_verdict")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_shift_request_decided_by")),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_shift_request_obligation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_request")),
    )
    with op.batch_alter_table("shift_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shift_request_obligation_id"), ["obligation_id"], unique=False)

    op.add_column(
        "review_comment", sa.Column("version", sa.String(length=64), nullable=False, server_default="")
    )
    op.add_column(
        "review_comment",
        sa.Column("paragraph_sha256", sa.String(length=64), nullable=False, server_default=""),
    )
    op.add_column("person", sa.Column("phone", sa.String(length=30), nullable=False, server_default=""))
    op.add_column(
        "person", sa.Column("position_kind", sa.String(length=20), nullable=False, server_default="")
    )
    op.add_column("person", sa.Column("left_on", sa.Date(), nullable=True))
    op.add_column("person", sa.Column("left_reason", sa.String(length=20), nullable=False, server_default=""))
    op.add_column(
        "person",
        sa.Column("merged_into_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    )
    op.add_column(
        "reporting_line",
        sa.Column("basis", sa.String(length=12), nullable=False, server_default="definitive"),
    )
    op.add_column("enrolment", sa.Column("cycle", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("enrolment", sa.Column("cycle_began_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("unit", sa.Column("zone", sa.String(length=40), nullable=False, server_default=""))
    op.add_column("unit", sa.Column("closed_on", sa.Date(), nullable=True))
    op.create_index(
        "ix_person_groups",
        "person",
        ["unit_id", "position_kind", "employment_status", "left_on"],
        unique=False,
    )
    op.create_index(
        "ix_obligation_count_groups",
        "obligation_count",
        ["position_kind", "employment_status", "standing", "due_on", "level", "course", "unit_id", "people"],
        unique=False,
    )
    _credit_what_was_finished()


def _credit_what_was_finished() -> None:
    """Entries and sums of the ledger for the modules finished before there was one."""
    connection = op.get_bind()
    zone = ZoneInfo(os.environ.get("ELEARN_TIME_ZONE") or "Asia/Jakarta")
    finished = connection.execute(sa.text(FINISHED).columns(completed_at=UtcDateTime())).mappings().all()
    years: defaultdict[tuple[int, int], Decimal] = defaultdict(Decimal)
    entries = []
    for row in finished:
        day, jp = row["completed_at"].astimezone(zone).date(), Decimal(str(row["jp"]))
        years[row["person_id"], day.year] += jp
        entries.append(_entry(row, day, jp))
    if entries:
        connection.execute(LEDGER_ENTRY.insert(), entries)
        sums = [{"person_id": person, "year": year, "jp": jp} for (person, year), jp in years.items()]
        connection.execute(JP_YEAR.insert(), sums)


def _entry(row: sa.RowMapping, day: date, jp: Decimal) -> dict[str, object]:
    return {
        "person_id": row["person_id"],
        "on_date": day,
        "form": E_LEARNING,
        "jp": jp,
        "source": "module",
        "source_key": f"{row['course']}/{row['module']}/{row['cycle']}",
        "title": row["module"],
        "recorded_at": row["completed_at"],
        "note": "",
    }
