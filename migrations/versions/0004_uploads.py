"""Bulk counts: what was uploaded, row by row, fixed as soon as it was received."""

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0007_jobs"
branch_labels = None
depends_on = None

SENTENCE = "what was uploaded is never changed: upload it anew"
_TEXTS = (
    "country", "sex", "age", "ethnicity", "skin_tone", "socioeconomic", "label", "modality",
    "site", "year",
)  # fmt: skip
_STATUS = (
    "counted", "zero", "suppressed", "not_printed", "site_not_counted", "said_not_to_exist",
    "not_recorded", "withheld", "not_found",
)  # fmt: skip
# Rows go away only with a draft. That they go only into an upload that is being received is held by
# PostgreSQL once per statement; SQLite would have to ask for every row, which costs a fifth of the
# time, so there the service asks, and the fixed number of rows would tell of one that came later.
_DRAFT = (
    "(SELECT s.state FROM revision_states s JOIN uploads u ON u.draft = s.revision_id "
    "WHERE u.id = {row}.upload_id) <> 'draft'"
)
_OWN_DRAFT = "(SELECT state FROM revision_states WHERE revision_id = {row}.draft) <> 'draft'"
_UNLAWFUL = (
    "OLD.state <> 'receiving' OR NEW.id <> OLD.id OR NEW.draft <> OLD.draft OR " + _OWN_DRAFT
)


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("draft", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("began_at", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("byte_count", sa.BigInteger(), nullable=False),
        sa.Column("row_count", sa.BigInteger(), nullable=False),
        sa.Column("dims", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('receiving', 'ready')", name=op.f("ck_uploads_state")),
        sa.CheckConstraint("row_count >= 0", name=op.f("ck_uploads_row_count")),
        sa.ForeignKeyConstraint(
            ["draft"], ["revisions.id"], name=op.f("fk_uploads_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index(op.f("ix_uploads_draft"), "uploads", ["draft"])
    op.create_table(
        "upload_rows",
        sa.Column("upload_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=True),
        sa.Column("n_high", sa.BigInteger(), nullable=True),
        sa.Column("share", sa.Text(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(*_STATUS, name="status", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        *(sa.Column(name, sa.Text(), nullable=True) for name in _TEXTS),
        sa.ForeignKeyConstraint(
            ["upload_id"],
            ["uploads.id"],
            name=op.f("fk_upload_rows_upload_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("upload_id", "position", name=op.f("pk_upload_rows")),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgres()


def downgrade() -> None:
    op.drop_table("upload_rows")
    op.drop_table("uploads")
    if op.get_bind().dialect.name != "sqlite":
        for name in ("upload", "upload_rows_in", "upload_rows_out", "upload_rows_changed"):
            op.execute(f"DROP FUNCTION refuse_{name}()")


def _guard_sqlite() -> None:
    old = _DRAFT.format(row="OLD")
    for table, act, refused in (
        ("upload_rows", "UPDATE", "1"),
        ("upload_rows", "DELETE", old),
        ("uploads", "UPDATE", _UNLAWFUL.format(row="OLD")),
        ("uploads", "DELETE", _OWN_DRAFT.format(row="OLD")),
    ):
        op.execute(
            f"CREATE TRIGGER fixed_{table}_{act.lower()} BEFORE {act} ON {table} "
            f"WHEN {refused} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        )


def _guard_postgres() -> None:
    refuse = f"RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'FA001';"
    head = "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    touched = "SELECT 1 FROM (SELECT DISTINCT upload_id FROM touched) t JOIN uploads u"
    op.execute(
        f"""CREATE FUNCTION refuse_upload_rows_in() {head}
        IF EXISTS ({touched} ON u.id = t.upload_id WHERE u.state <> 'receiving')
        THEN {refuse} END IF; RETURN NULL; END $$"""
    )
    op.execute(
        f"""CREATE FUNCTION refuse_upload_rows_out() {head}
        IF EXISTS ({touched} ON u.id = t.upload_id
            JOIN revision_states s ON s.revision_id = u.draft WHERE s.state <> 'draft')
        THEN {refuse} END IF; RETURN NULL; END $$"""
    )
    op.execute(f"CREATE FUNCTION refuse_upload_rows_changed() {head} {refuse} END $$")
    op.execute(
        f"""CREATE FUNCTION refuse_upload() {head}
        IF TG_OP = 'DELETE' THEN
            IF {_OWN_DRAFT.format(row="OLD")} THEN {refuse} END IF;
            RETURN OLD;
        END IF;
        IF {_UNLAWFUL.format(row="OLD")} THEN {refuse} END IF;
        RETURN NEW; END $$"""
    )
    for act, rows, name in (("INSERT", "NEW", "in"), ("DELETE", "OLD", "out")):
        op.execute(
            f"CREATE TRIGGER fixed_upload_rows_{act.lower()} AFTER {act} ON upload_rows "
            f"REFERENCING {rows} TABLE AS touched "
            f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_upload_rows_{name}()"
        )
    op.execute(
        "CREATE TRIGGER fixed_upload_rows_update BEFORE UPDATE ON upload_rows "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_upload_rows_changed()"
    )
    op.execute(
        "CREATE TRIGGER fixed_uploads_update BEFORE UPDATE OR DELETE ON uploads "
        "FOR EACH ROW EXECUTE FUNCTION refuse_upload()"
    )
