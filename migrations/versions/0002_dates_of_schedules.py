"""Dates that schedules give: the table of dates anew, and when a revision was published."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORDS = {
    "shape": ["date", "stretch", "run", "run_day", "removed"],
    "certainty": ["confirmed", "expected"],
    "status": ["scheduled", "rescheduled", "postponed", "cancelled", "moved_online", "full"],
}


def word(name):
    """Give the column type of a closed word list, as it stood at this revision."""
    return sa.Enum(*WORDS[name], name=name, native_enum=False, create_constraint=True, length=24)


def constraints():
    """Give the keys of the table of dates."""
    return (
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_occurrence_page_id_page", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", "original_start", name="pk_occurrence"),
    )


def project_again():
    """Let the next set-up or tick fill the table of dates: it holds projections only."""
    op.execute(sa.text("UPDATE site SET projected_on = NULL"))


def upgrade():
    """Make the table of dates anew, and take every saved revision for published: until now each one was."""
    op.add_column("revision", sa.Column("published_at", sa.DateTime(), nullable=True))
    op.execute(sa.text("UPDATE revision SET published_at = saved_at"))
    op.drop_table("occurrence")
    op.create_table(
        "occurrence",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("original_start", sa.String(length=24), nullable=False),
        sa.Column("shape", word("shape"), nullable=False),
        sa.Column("is_line", sa.Boolean(), nullable=False),
        sa.Column("in_calendar", sa.Boolean(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("starts", sa.String(length=10), nullable=False),
        sa.Column("ends", sa.String(length=10), nullable=True),
        sa.Column("is_open_ended", sa.Boolean(), nullable=False),
        sa.Column("is_end_known", sa.Boolean(), nullable=False),
        sa.Column("opens", sa.String(length=5), nullable=True),
        sa.Column("closes", sa.String(length=5), nullable=True),
        sa.Column("precision", sa.String(length=8), nullable=False),
        sa.Column("certainty", word("certainty"), nullable=False),
        sa.Column("status", word("status"), nullable=False),
        sa.Column("change", sa.Text(), nullable=True),
        sa.Column("follows_at", sa.DateTime(), nullable=True),
        sa.Column("later", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        *constraints(),
    )
    op.create_index("ix_occurrence_start", "occurrence", ["is_line", "starts_at", "page_id", "follows_at"])
    op.create_index("ix_occurrence_end", "occurrence", ["shape", "ends_at", "starts_at", "page_id"])
    project_again()


def downgrade():
    """Make the table of dates as it was; its rows are projected anew."""
    op.drop_table("occurrence")
    op.create_table(
        "occurrence",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("original_start", sa.String(length=20), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("starts", sa.String(length=10), nullable=False),
        sa.Column("ends", sa.String(length=10), nullable=True),
        sa.Column("opens", sa.String(length=5), nullable=True),
        sa.Column("closes", sa.String(length=5), nullable=True),
        sa.Column("precision", sa.String(length=8), nullable=False),
        sa.Column("certainty", word("certainty"), nullable=False),
        sa.Column("status", word("status"), nullable=False),
        *constraints(),
    )
    op.create_index("ix_occurrence_end", "occurrence", ["ends_at", "starts_at", "page_id"])
    op.create_index("ix_occurrence_start", "occurrence", ["starts_at", "page_id", "status", "ends_at"])
    with op.batch_alter_table("revision") as table:
        table.drop_column("published_at")
    project_again()
