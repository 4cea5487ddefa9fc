"""Words that visitors asked for and no page has."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    """Make the table of missed words."""
    op.create_table(
        "missed_words",
        sa.Column("words", sa.String(length=60), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("words", name="pk_missed_words"),
    )


def downgrade():
    """Drop the table of missed words."""
    op.drop_table("missed_words")
