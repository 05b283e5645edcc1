"""Replicates: how the values of a run's groups move together."""

import sqlalchemy as sa
from alembic import op

revision = "0010_replicates"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("runs", sa.Column("replicates", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("runs") as batch:
        batch.drop_column("replicates")
