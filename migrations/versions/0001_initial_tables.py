"""The first tables, and the one row about the site."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORDS = {
    "family": ["place", "event", "series", "trail", "story", "neighbourhood"],
    "state": ["draft", "in_review", "approved", "scheduled", "published", "withdrawn"],
    "subdistrict": [
        "xichanganjie",
        "xinjiekou",
        "yuetan",
        "zhanlanlu",
        "desheng",
        "jinrongjie",
        "shichahai",
        "dashilar",
        "tianqiao",
        "chunshu",
        "taoranting",
        "guanganmennei",
        "niujie",
        "baizhifang",
        "guanganmenwai",
    ],
    "role": ["author", "translator", "reviewer", "publisher", "admin"],
    "linkrole": ["series", "parent", "venue", "stop", "subject", "part_of"],
    "certainty": ["confirmed", "expected"],
    "status": ["scheduled", "rescheduled", "postponed", "cancelled", "moved_online", "full"],
}


def word(name):
    """Give the column type of a closed word list, as it stood at this revision."""
    return sa.Enum(*WORDS[name], name=name, native_enum=False, create_constraint=True, length=24)


def upgrade():
    """Make every table."""
    op.create_table(
        "change",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_change"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_change_page_id", "change", ["page_id"])
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
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family", word("family"), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("state", word("state"), nullable=False),
        sa.Column("sort_zh", sa.String(length=200), nullable=False),
        sa.Column("sort_en", sa.String(length=200), nullable=False),
        sa.Column("subdistrict", word("subdistrict"), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_page"),
        sa.UniqueConstraint("family", "slug", name="uq_page_family_slug"),
    )
    op.create_index("ix_page_list_en", "page", ["family", "state", "sort_en", "id"])
    op.create_index("ix_page_list_zh", "page", ["family", "state", "sort_zh", "id"])
    op.create_index("ix_page_point", "page", ["state", "lat", "lon"])
    op.create_index("ix_page_subdistrict", "page", ["subdistrict", "family", "state"])
    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(length=32), nullable=False),
        sa.Column("lease_holder", sa.String(length=80), nullable=True),
        sa.Column("lease_until", sa.DateTime(), nullable=True),
        sa.Column("ticked_at", sa.DateTime(), nullable=True),
        sa.Column("loaded_at", sa.DateTime(), nullable=True),
        sa.Column("projected_on", sa.String(length=10), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_site_one_row")),
        sa.PrimaryKeyConstraint("id", name="pk_site"),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("role", word("role"), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("disabled_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_user"),
        sa.UniqueConstraint("email", name="uq_user_email"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_audit_user_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_page", "audit", ["page_id", "at"])
    op.create_table(
        "facet",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_facet_page_id_page", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", "name", "value", name="pk_facet"),
    )
    op.create_index("ix_facet_value", "facet", ["name", "value", "page_id"])
    op.create_table(
        "former_slug",
        sa.Column("family", word("family"), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_former_slug_page_id_page", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("family", "slug", name="pk_former_slug"),
    )
    op.create_index("ix_former_slug_page_id", "former_slug", ["page_id"])
    op.create_table(
        "link",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("role", word("linkrole"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_link_page_id_page", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["target_id"], ["page.id"], name="fk_link_target_id_page", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", "role", "position", name="pk_link"),
    )
    op.create_index("ix_link_target", "link", ["target_id", "role", "page_id"])
    op.create_table(
        "loaded_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family", word("family"), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("desk_over", sa.String(length=64), nullable=True),
        sa.Column("page_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_loaded_file_page_id_page", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_loaded_file"),
        sa.UniqueConstraint("family", "slug", name="uq_loaded_file_family_slug"),
    )
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
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_occurrence_page_id_page", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", "original_start", name="pk_occurrence"),
    )
    op.create_index("ix_occurrence_end", "occurrence", ["ends_at", "starts_at", "page_id"])
    op.create_index("ix_occurrence_start", "occurrence", ["starts_at", "page_id", "status", "ends_at"])
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name="fk_revision_author_id_user"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_revision_page_id_page", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
        sa.UniqueConstraint("page_id", "number", name="uq_revision_page_id_number"),
    )
    site = sa.table("site", sa.column("id"), sa.column("epoch"))
    op.execute(site.insert().values(id=1, epoch=secrets.token_hex(16)))


def downgrade():
    """Drop every table, those that point to others first."""
    for table in ["revision", "occurrence", "loaded_file", "link", "former_slug", "facet", "audit", "user", "site", "page", "media", "change"]:
        op.drop_table(table)
