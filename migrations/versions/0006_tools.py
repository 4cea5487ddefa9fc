"""Keeping it true, the tools: translations, links that were tried, digests, imports, invitations, pictures with their rights."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WORDS = {
    "family": ["place", "event", "series", "trail", "story", "neighbourhood"],
    "role": ["author", "translator", "reviewer", "publisher", "admin"],
}


def word(name):
    """Give the column type of a closed word list, as it stood at this revision."""
    return sa.Enum(*WORDS[name], name=name, native_enum=False, create_constraint=True, length=24)


def fk(table, column, target, **more):
    """Give a foreign key by the naming rule."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}", **more)


def make_truth():
    """Make the tables of translations, links and digests; each revision remembers what its English was made from."""
    op.create_table(
        "translation_state",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        fk("translation_state", "page_id", "page", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", name="pk_translation_state"),
    )
    op.create_table(
        "tried_link",
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=False),
        sa.Column("failing_since", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("address", name="pk_tried_link"),
    )
    op.create_table(
        "sent_digest",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        fk("sent_digest", "user_id", "user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "week", name="pk_sent_digest"),
    )
    with op.batch_alter_table("revision") as batch:
        batch.add_column(sa.Column("made_from", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("revision") as batch:
        batch.alter_column("made_from", server_default=None, existing_type=sa.JSON(), existing_nullable=False)


def make_bringing():
    """Make the tables of imports, external numbers and invitations."""
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("family", word("family"), nullable=False),
        sa.Column("format", sa.String(length=8), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        fk("import_batch", "by_id", "user"),
        fk("import_batch", "undone_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name="pk_import_batch"),
    )
    op.create_table(
        "imported_row",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        fk("imported_row", "batch_id", "import_batch", ondelete="CASCADE"),
        fk("imported_row", "page_id", "page", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("batch_id", "page_id", name="pk_imported_row"),
    )
    op.create_table(
        "external_id",
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        fk("external_id", "page_id", "page", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("scheme", "value", name="pk_external_id"),
    )
    op.create_index("ix_external_id_page_id", "external_id", ["page_id"])
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("role", word("role"), nullable=False),
        sa.Column("families", sa.JSON(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        fk("invitation", "organisation_id", "organisation", ondelete="CASCADE"),
        fk("invitation", "made_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
    )


def widen_media():
    """Make the pictures anew with their rights and sizes: no release before kept any."""
    op.drop_table("media")
    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=80), nullable=False),
        sa.Column("alt_zh", sa.String(length=400), nullable=False),
        sa.Column("alt_en", sa.String(length=400), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("licence", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.Column("rights_until", sa.String(length=10), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("focal_x", sa.Double(), nullable=False),
        sa.Column("focal_y", sa.Double(), nullable=False),
        sa.Column("variants", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        fk("media", "added_by_id", "user"),
        fk("media", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name="pk_media"),
        sa.UniqueConstraint("file", name="uq_media_file"),
    )
    for column in ("organisation_id", "rights_until", "sha256"):
        op.create_index(f"ix_media_{column}", "media", [column])


def upgrade():
    """Make what keeps the guide true."""
    make_truth()
    make_bringing()
    widen_media()


def downgrade():
    """Take it away; the pictures lose their rows."""
    for table in ("invitation", "external_id", "imported_row", "import_batch", "sent_digest", "tried_link", "translation_state"):
        op.drop_table(table)
    with op.batch_alter_table("revision") as batch:
        batch.drop_column("made_from")
    op.drop_table("media")
    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=80), nullable=False),
        sa.Column("alt_zh", sa.String(length=400), nullable=False),
        sa.Column("alt_en", sa.String(length=400), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("licence", sa.String(length=100), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_media"),
        sa.UniqueConstraint("file", name="uq_media_file"),
    )
