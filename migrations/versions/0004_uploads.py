"""Bulk counts: which files came into a draft, and the rows of large ones, packed slice by slice."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0007_jobs"
branch_labels = None
depends_on = None

SENTENCE = "what was uploaded is never changed: upload it anew"
_STATE = "SELECT s.state FROM revision_states s"
# Where each row's draft stands; null, and so no reason to refuse, where the whole draft goes away.
_OF_DRAFT = {
    "uploads": _STATE + " WHERE s.revision_id = {row}.draft",
    "upload_slices": _STATE
    + " JOIN uploads u ON u.draft = s.revision_id WHERE u.id = {row}.upload_id",
}


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("draft", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("byte_count", sa.BigInteger(), nullable=False),
        sa.Column("row_count", sa.BigInteger(), nullable=False),
        sa.Column("dims", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.CheckConstraint("row_count >= 0", name=op.f("ck_uploads_row_count")),
        sa.ForeignKeyConstraint(
            ["draft"], ["revisions.id"], name=op.f("fk_uploads_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index(op.f("ix_uploads_draft"), "uploads", ["draft"])
    op.create_table(
        "upload_slices",
        sa.Column("upload_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row_count", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("row_count > 0", name=op.f("ck_upload_slices_row_count")),
        sa.ForeignKeyConstraint(
            ["upload_id"],
            ["uploads.id"],
            name=op.f("fk_upload_slices_upload_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("upload_id", "position", name=op.f("pk_upload_slices")),
    )
    for table, state in _OF_DRAFT.items():
        if op.get_bind().dialect.name == "sqlite":
            _guard_sqlite(table, state)
        else:
            _guard_postgres(table, state)


def downgrade() -> None:
    for table in reversed(_OF_DRAFT):
        op.drop_table(table)
        if op.get_bind().dialect.name != "sqlite":
            op.execute(f"DROP FUNCTION refuse_{table}()")


def _guard_sqlite(table: str, state: str) -> None:
    for act, refused in (
        ("INSERT", f"({state.format(row='NEW')}) <> 'draft'"),
        ("UPDATE", "1"),
        ("DELETE", f"({state.format(row='OLD')}) <> 'draft'"),
    ):
        op.execute(
            f"CREATE TRIGGER fixed_{table}_{act.lower()} BEFORE {act} ON {table} "
            f"WHEN {refused} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        )


def _guard_postgres(table: str, state: str) -> None:
    refuse = f"RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'FA001';"
    op.execute(
        f"""CREATE FUNCTION refuse_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN
            IF ({state.format(row="OLD")}) <> 'draft' THEN {refuse} END IF;
            RETURN OLD;
        END IF;
        IF TG_OP = 'UPDATE' OR ({state.format(row="NEW")}) <> 'draft' THEN {refuse} END IF;
        RETURN NEW; END $$"""
    )
    op.execute(
        f"CREATE TRIGGER fixed_{table} BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}()"
    )
    if table == "upload_slices":
        # They are packed already: trying to pack them again only takes time.
        op.execute("ALTER TABLE upload_slices ALTER COLUMN content SET STORAGE EXTERNAL")
