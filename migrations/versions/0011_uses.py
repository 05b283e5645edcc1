"""What a model is meant for, and what it is not meant for, as its makers say."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010_replicates"
branch_labels = None
depends_on = None
COLUMNS = ("intended_uses", "unsuitable_uses")


def upgrade() -> None:
    # Not in a batch: SQLite would copy the table and lose the triggers that guard it.
    for name in COLUMNS:
        op.add_column("model_facts", sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("model_facts", name)
