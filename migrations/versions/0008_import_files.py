"""Lists that were brought and wait to be imported; which import named a page by its number elsewhere."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FAMILIES = ["place", "event", "series", "trail", "story", "neighbourhood"]


def fk(table, column, target, **more):
    """Give a foreign key by the naming rule."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}", **more)


def upgrade():
    """Add the table and the column."""
    op.create_table(
        "import_file",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("family", sa.Enum(*FAMILIES, name="family", native_enum=False, create_constraint=True, length=24), nullable=False),
        sa.Column("format", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("fixed", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        fk("import_file", "user_id", "user", ondelete="CASCADE"),
        fk("import_file", "batch_id", "import_batch", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_import_file"),
    )
    op.create_index("ix_import_file_user_id", "import_file", ["user_id"])
    with op.batch_alter_table("external_id") as table:
        table.add_column(sa.Column("batch_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_external_id_batch_id_import_batch", "import_batch", ["batch_id"], ["id"], ondelete="SET NULL")


def downgrade():
    """Take both away."""
    with op.batch_alter_table("external_id") as table:
        table.drop_constraint("fk_external_id_batch_id_import_batch", type_="foreignkey")
        table.drop_column("batch_id")
    op.drop_table("import_file")
