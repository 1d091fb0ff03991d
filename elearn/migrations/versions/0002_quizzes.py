"""Extra time, marks by people, second looks, key corrections, reading lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "key_correction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course", sa.String(length=80), nullable=False),
        sa.Column("quiz", sa.String(length=80), nullable=False),
        sa.Column("release_number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("new_sha256", sa.String(length=64), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.String(length=100), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["release_number"], ["release.number"], name=op.f("fk_key_correction_release_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_correction")),
        sa.UniqueConstraint(
            "release_number", "course", "quiz", name=op.f("uq_key_correction_release_number_course_quiz")
        ),
    )
    op.create_table(
        "extra_time",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course", sa.String(length=80), nullable=False),
        sa.Column("quiz", sa.String(length=80), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("granted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("percent between 1 and 300", name=op.f("ck_extra_time_percent_range")),
        sa.ForeignKeyConstraint(["granted_by"], ["person.id"], name=op.f("fk_extra_time_granted_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_extra_time_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extra_time")),
    )
    with op.batch_alter_table("extra_time", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extra_time_person_id"), ["person_id"], unique=False)

    op.create_table(
        "reading_list_item",
        sa.Column("attempt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("module", sa.String(length=80), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course", sa.String(length=80), nullable=False),
        sa.Column("quiz_course", sa.String(length=80), nullable=False),
        sa.Column("quiz", sa.String(length=80), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reading_list_item_person_id")),
        sa.PrimaryKeyConstraint("attempt_id", "module", "section", name=op.f("pk_reading_list_item")),
    )
    with op.batch_alter_table("reading_list_item", schema=None) as batch_op:
        batch_op.create_index("ix_reading_list_item_person", ["person_id", "course", "read_at"], unique=False)

    op.create_table(
        "given_mark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("attempt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("grader_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("points", sa.Numeric(precision=10, scale=4), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_given_mark_attempt_id")),
        sa.ForeignKeyConstraint(["grader_id"], ["person.id"], name=op.f("fk_given_mark_grader_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_given_mark")),
        sa.UniqueConstraint(
            "attempt_id", "question", "number", name=op.f("uq_given_mark_attempt_id_question_number")
        ),
    )
    op.create_table(
        "regraded_attempt",
        sa.Column("correction_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("attempt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("points_before", sa.Numeric(precision=10, scale=4), nullable=False),
        sa.Column("points_after", sa.Numeric(precision=10, scale=4), nullable=False),
        sa.Column("percent_before", sa.Numeric(precision=7, scale=4), nullable=False),
        sa.Column("percent_after", sa.Numeric(precision=7, scale=4), nullable=False),
        sa.Column("passed_before", sa.Boolean(), nullable=False),
        sa.Column("passed_after", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_regraded_attempt_attempt_id")),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["key_correction.id"], name=op.f("fk_regraded_attempt_correction_id")
        ),
        sa.PrimaryKeyConstraint("correction_id", "attempt_id", name=op.f("pk_regraded_attempt")),
    )
    op.create_table(
        "second_look",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("attempt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_second_look_answered_by")),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_second_look_attempt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_look")),
        sa.UniqueConstraint("attempt_id", "question", name=op.f("uq_second_look_attempt_id_question")),
    )
    # Plain statements, no rebuilding: every database can add a column with a default.
    op.add_column("attempt", sa.Column("extra_time_s", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("attempt", sa.Column("regraded_sha256", sa.String(length=64), nullable=True))
    op.add_column("attempt", sa.Column("regraded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "attempt", sa.Column("score_before_percent", sa.Numeric(precision=7, scale=4), nullable=True)
    )
    op.add_column("attempt", sa.Column("passed_before", sa.Boolean(), nullable=True))
    op.create_index(
        "ix_attempt_awaiting",
        "attempt",
        ["course", "quiz"],
        unique=False,
        sqlite_where=sa.text("state = 'awaiting_grader'"),
        postgresql_where=sa.text("state = 'awaiting_grader'"),
    )
    op.create_index(
        "ix_attempt_deadline",
        "attempt",
        ["deadline_at"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.add_column(
        "completion", sa.Column("basis", sa.String(length=10), nullable=False, server_default="learned")
    )
