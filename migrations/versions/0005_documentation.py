"""Answers of the documentation, selection, governance, and who assigned ethnicity or skin tone."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0002"
branch_labels = None
depends_on = None

ANSWERS = ("given", "given_in_part", "said_not_to_exist", "silent", "not_read")
DIMS = (
    "country", "sex", "age", "ethnicity", "skin_tone", "socioeconomic", "label", "modality", "site",
    "year",
)  # fmt: skip
SELECTIONS = (
    "consecutive", "random", "screening", "case_control", "volunteers", "convenience",
    "challenge_enriched", "mixed",
)  # fmt: skip
ASSIGNERS = ("self", "clerk", "rater")
# Each with the words it may hold; none where any text will do.
COLUMNS = (
    ("dataset_facts", "selection", SELECTIONS),
    ("dataset_facts", "authority", ()),
    ("dataset_facts", "consent", ()),
    ("dataset_facts", "terms", ()),
    ("count_tables", "assigned_by", ASSIGNERS),
)
TABLES = ("documentation_answers", "withheld")
SENTENCE = "what has left the draft is never changed: make a new revision"


def upgrade() -> None:
    op.create_table(
        "documentation_answers",
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("answer", _words("answer", ANSWERS), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("read_by", sa.Text(), nullable=True),
        sa.Column("read_on", sa.Text(), nullable=True),
        _of_revision("documentation_answers"),
        sa.ForeignKeyConstraint(
            ["revision_id", "source"],
            ["sources.revision_id", "sources.id"],
            name=op.f("fk_documentation_answers_revision_id_source"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("revision_id", "item", name=op.f("pk_documentation_answers")),
    )
    op.create_table(
        "withheld",
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dim", _words("dim", DIMS), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        _of_revision("withheld"),
        sa.PrimaryKeyConstraint("revision_id", "position", name=op.f("pk_withheld")),
    )
    for table, column, words in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {_kind(table, column, words)}")
    for table in TABLES:
        (_guard_sqlite if _on_sqlite() else _guard_postgres)(table)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)  # with its triggers
    for table, column, words in reversed(COLUMNS):
        if words and not _on_sqlite():
            op.drop_constraint(op.f(f"ck_{table}_{column}"), table)
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _of_revision(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_revision_id")
    return sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=name, ondelete="CASCADE")


def _kind(table: str, column: str, words: tuple[str, ...]) -> str:
    """Say what a column holds. SQLite adds a checked column only by its own statement."""
    if not words:
        return "TEXT"
    listed = ", ".join(f"'{word}'" for word in words)
    return f"VARCHAR(32) CONSTRAINT ck_{table}_{column} CHECK ({column} IN ({listed}))"


def _guard_sqlite(table: str) -> None:
    for act, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"])):
        refused = " OR ".join(
            f"(SELECT state FROM revision_states WHERE revision_id = {row}.revision_id) <> 'draft'"  # noqa: S608
            for row in rows
        )
        op.execute(
            f"CREATE TRIGGER fixed_{table}_{act.lower()} BEFORE {act} ON {table} "
            f"WHEN {refused} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        )


def _guard_postgres(table: str) -> None:
    for name, act, rows in (
        ("insert", "INSERT", "NEW"),
        ("update", "UPDATE", "OLD"),
        ("update_into", "UPDATE", "NEW"),
        ("delete", "DELETE", "OLD"),
    ):
        op.execute(
            f"CREATE TRIGGER fixed_{table}_{name} AFTER {act} ON {table} "
            f"REFERENCING {rows} TABLE AS touched "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_fixed_content('revision_id')"
        )
