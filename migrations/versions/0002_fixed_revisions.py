"""What has left the draft is never changed: triggers on both databases."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Every table that holds content of a revision, by the column that names the revision.
CONTENT = dict.fromkeys(
    (
        "sources", "documentation", "dataset_facts", "lineage", "sites", "totals", "count_tables",
        "cells", "margins", "margin_groups", "model_facts", "developers", "mix_parts",
        "evaluation_facts", "scores", "reference_facts", "reference_cells",
    ),
    "revision_id",
) | {"revisions": "id"}  # fmt: skip
SENTENCE = "what has left the draft is never changed: make a new revision"
# A revision that is out may only be ended, once, in the release that supersedes or withdraws it.
UNLAWFUL = """(
    NEW.revision_id <> OLD.revision_id OR NEW.card_id <> OLD.card_id
    OR OLD.state = 'withdrawn'
    OR (OLD.state = 'published' AND (
        OLD.release_out IS NOT NULL OR NEW.release_out IS NULL
        OR NEW.release_in <> OLD.release_in OR NEW.state NOT IN ('published', 'withdrawn')
    ))
)"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgres()


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, name in _names():
        op.execute(f"DROP TRIGGER {name}" + ("" if on_sqlite else f" ON {table}"))
    if not on_sqlite:
        for function in ("refuse_fixed_content", "refuse_state", "refuse_always"):
            op.execute(f"DROP FUNCTION {function}() CASCADE")


def _names() -> list[tuple[str, str]]:
    acts = ("insert", "update", "delete")
    content = [(t, f"fixed_{t}_{act}") for t in CONTENT for act in acts]
    if op.get_bind().dialect.name != "sqlite":
        content += [(t, f"fixed_{t}_update_into") for t in CONTENT]
    others = [(t, f"fixed_{t}_{act}") for t in ("revision_states", "releases") for act in acts[1:]]
    return content + others


def _guard_sqlite() -> None:
    for table, column in CONTENT.items():
        for act, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"])):
            refused = " OR ".join(
                f"(SELECT state FROM revision_states WHERE revision_id = {row}.{column}) <> 'draft'"  # noqa: S608
                for row in rows
            )
            _sqlite_trigger(table, act, refused)
    _sqlite_trigger("revision_states", "UPDATE", UNLAWFUL)
    _sqlite_trigger("revision_states", "DELETE", "OLD.state <> 'draft'")
    for act in ("UPDATE", "DELETE"):
        _sqlite_trigger("releases", act, "1")


def _sqlite_trigger(table: str, act: str, refused: str) -> None:
    op.execute(
        f"CREATE TRIGGER fixed_{table}_{act.lower()} BEFORE {act} ON {table} "
        f"WHEN {refused} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    )


def _guard_postgres() -> None:
    _postgres_functions()
    for table in CONTENT:
        # Once per statement, over all rows that it touched: a million cells cost one look.
        for name, act, rows in (
            ("insert", "INSERT", "NEW"),
            ("update", "UPDATE", "OLD"),
            ("update_into", "UPDATE", "NEW"),
            ("delete", "DELETE", "OLD"),
        ):
            op.execute(
                f"CREATE TRIGGER fixed_{table}_{name} AFTER {act} ON {table} "
                f"REFERENCING {rows} TABLE AS touched "
                f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_fixed_content('{CONTENT[table]}')"
            )
    for table, act, function in (
        ("revision_states", "UPDATE", "refuse_state"),
        ("revision_states", "DELETE", "refuse_state"),
        ("releases", "UPDATE", "refuse_always"),
        ("releases", "DELETE", "refuse_always"),
    ):
        op.execute(
            f"CREATE TRIGGER fixed_{table}_{act.lower()} BEFORE {act} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        )


def _postgres_functions() -> None:
    refuse = f"RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'FA001';"
    head = "RETURNS trigger LANGUAGE plpgsql AS $$"
    op.execute(
        f"""CREATE FUNCTION refuse_fixed_content() {head}
        DECLARE refused boolean;
        BEGIN
            EXECUTE format(
                'SELECT EXISTS (SELECT 1 FROM revision_states s WHERE s.state <> ''draft'' '
                'AND s.revision_id IN (SELECT DISTINCT %I FROM touched))', TG_ARGV[0]
            ) INTO refused;
            IF refused THEN {refuse} END IF;
            RETURN NULL;
        END $$"""  # noqa: S608  # a constant
    )
    op.execute(
        f"""CREATE FUNCTION refuse_state() {head}
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF OLD.state <> 'draft' THEN {refuse} END IF;
                RETURN OLD;
            END IF;
            IF {UNLAWFUL} THEN {refuse} END IF;
            RETURN NEW;
        END $$"""
    )
    op.execute(f"CREATE FUNCTION refuse_always() {head} BEGIN {refuse} END $$")
