"""The sets that a model without a card was trained on from scratch: they are its training mix."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in a batch: SQLite would copy the table and lose the triggers that guard it.
    op.add_column(
        "evaluation_facts",
        sa.Column("trained_on", sa.Text(), server_default="[]", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("evaluation_facts", "trained_on")
