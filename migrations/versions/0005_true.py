"""Keeping it true: the chain of the audit, mistakes that visitors report, and how often pages are seen."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WORDS = {
    "reportstate": ["open", "mended", "right", "unknown"],
}


def word(name):
    """Give the column type of a closed word list, as it stood at this revision."""
    return sa.Enum(*WORDS[name], name=name, native_enum=False, create_constraint=True, length=24)


def fk(table, column, target, **more):
    """Give a foreign key by the naming rule."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}", **more)


def make_truth():
    """Make the tables of reports and views."""
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", word("reportstate"), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        fk("report", "page_id", "page", ondelete="SET NULL"),
        fk("report", "answered_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("number", name="uq_report_number"),
    )
    op.create_index("ix_report_page_id", "report", ["page_id"])
    op.create_index("ix_report_state", "report", ["state", "at"])
    op.create_table(
        "page_views",
        sa.Column("page", sa.String(length=100), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("page", "day", "language", name="pk_page_views"),
    )
    op.create_index("ix_page_views_day", "page_views", ["day", "page"])


def chain_audit():
    """Give the audit its chain; what stands there already comes before it."""
    with op.batch_alter_table("audit") as table:
        table.add_column(sa.Column("address", sa.String(length=64), nullable=False, server_default=""))
        table.add_column(sa.Column("previous", sa.String(length=64), nullable=False, server_default=""))
        table.add_column(sa.Column("digest", sa.String(length=64), nullable=False, server_default=""))
    with op.batch_alter_table("audit") as table:
        for name in ("address", "previous", "digest"):
            table.alter_column(name, server_default=None, existing_type=sa.String(length=64), existing_nullable=False)
    with op.batch_alter_table("site") as table:
        table.add_column(sa.Column("audit_head", sa.String(length=64), nullable=False, server_default=""))
    with op.batch_alter_table("site") as table:
        table.alter_column("audit_head", server_default=None, existing_type=sa.String(length=64), existing_nullable=False)
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_user", "audit", ["user_id", "at"])


def upgrade():
    """Make what keeps the guide true."""
    make_truth()
    chain_audit()


def downgrade():
    """Take it away; the audit keeps its deeds."""
    for table in ("page_views", "report"):
        op.drop_table(table)
    with op.batch_alter_table("site") as table:
        table.drop_column("audit_head")
    op.drop_index("ix_audit_user", "audit")
    op.drop_index("ix_audit_at", "audit")
    with op.batch_alter_table("audit") as table:
        for column in ("digest", "previous", "address"):
            table.drop_column(column)
