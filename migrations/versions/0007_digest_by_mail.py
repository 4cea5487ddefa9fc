"""Whether a person wants the weekly digest by mail."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    """Add the choice: everyone wants it until they say otherwise."""
    with op.batch_alter_table("user") as table:
        table.add_column(sa.Column("wants_digest", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("user") as table:
        table.alter_column("wants_digest", server_default=None, existing_type=sa.Boolean(), existing_nullable=False)


def downgrade():
    """Take the choice away."""
    with op.batch_alter_table("user") as table:
        table.drop_column("wants_digest")
