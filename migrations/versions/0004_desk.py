"""The editors' desk: rights and sign-ins of people, stages of revisions, reviews and drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORDS = {
    "state": ["draft", "in_review", "approved", "scheduled", "published", "withdrawn"],
    "half": ["zh", "en"],
    "verdict": ["approved", "changes_requested"],
}
JSON_LIST = sa.text("'[]'")


def word(name):
    """Give the column type of a closed word list, as it stood at this revision."""
    return sa.Enum(*WORDS[name], name=name, native_enum=False, create_constraint=True, length=24)


def fk(table, column, target, **more):
    """Give a foreign key by the naming rule."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}", **more)


def make_organisations():
    """Make the table of organisations, which people and pages then point to."""
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name_zh", sa.String(length=100), nullable=False),
        sa.Column("name_en", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
        sa.UniqueConstraint("slug", name="uq_organisation_slug"),
    )


def widen_people():
    """Give people their rights, their language and their second step."""
    with op.batch_alter_table("user") as table:
        table.add_column(sa.Column("families", sa.JSON(), nullable=False, server_default=JSON_LIST))
        table.add_column(sa.Column("organisation_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("language", sa.String(length=2), nullable=False, server_default="zh"))
        table.add_column(sa.Column("totp_secret", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("totp_confirmed_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("totp_step", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_user_organisation_id_organisation", "organisation", ["organisation_id"], ["id"])
    with op.batch_alter_table("user") as table:
        table.alter_column("families", server_default=None, existing_type=sa.JSON(), existing_nullable=False)
        table.alter_column("language", server_default=None, existing_type=sa.String(length=2), existing_nullable=False)


def widen_pages():
    """Give pages their organisation, the moment they end, and why they were withdrawn."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    # SQLite walks through everything that stands before a column: the new ones must come before the long texts.
    with op.batch_alter_table("page", recreate="always" if is_sqlite else "never") as table:
        before = "changed_at"
        for column in (
            sa.Column("organisation_id", sa.Integer(), nullable=True),
            sa.Column("until_at", sa.DateTime(), nullable=True),
            sa.Column("withdrawn_reason", sa.JSON(), nullable=True),
        ):
            table.add_column(column, **({"insert_after": before} if is_sqlite else {}))
            before = column.name
        table.create_foreign_key("fk_page_organisation_id_organisation", "organisation", ["organisation_id"], ["id"])
    op.create_index("ix_page_organisation_id", "page", ["organisation_id"])


def widen_revisions():
    """Give revisions their stage; those that were published say so."""
    with op.batch_alter_table("revision") as table:
        table.add_column(sa.Column("state", word("state"), nullable=False, server_default="draft"))
        table.add_column(sa.Column("why", sa.String(length=400), nullable=False, server_default=""))
        table.add_column(sa.Column("publish_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("until_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("reviewer_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("publisher_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("held", sa.String(length=16), nullable=False, server_default=""))
        table.create_foreign_key("fk_revision_reviewer_id_user", "user", ["reviewer_id"], ["id"])
        table.create_foreign_key("fk_revision_publisher_id_user", "user", ["publisher_id"], ["id"])
    with op.batch_alter_table("revision") as table:
        table.alter_column("state", server_default=None, existing_type=word("state"), existing_nullable=False)
        table.alter_column("why", server_default=None, existing_type=sa.String(length=400), existing_nullable=False)
        table.alter_column("held", server_default=None, existing_type=sa.String(length=16), existing_nullable=False)
    op.create_index("ix_revision_state", "revision", ["state", "publish_at"])
    op.execute(sa.text("UPDATE revision SET state = 'published' WHERE published_at IS NOT NULL"))


def make_sign_ins():
    """Make the tables of sign-ins, failed tries and recovery codes."""
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        fk("sign_in", "user_id", "user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in"),
        sa.UniqueConstraint("token_hash", name="uq_sign_in_token_hash"),
    )
    op.create_index("ix_sign_in_user", "sign_in", ["user_id", "ended_at"])
    op.create_table(
        "sign_in_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_try"),
    )
    op.create_index("ix_sign_in_try_account", "sign_in_try", ["account", "at"])
    op.create_index("ix_sign_in_try_address", "sign_in_try", ["address", "at"])
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        fk("recovery_code", "user_id", "user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
    )
    op.create_index("ix_recovery_code_user_id", "recovery_code", ["user_id"])


def make_reviews():
    """Make the tables of reviews and of what is being typed."""
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("half", word("half"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("verdict", word("verdict"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("comments", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        fk("review", "page_id", "page", ondelete="CASCADE"),
        fk("review", "revision_id", "revision", ondelete="CASCADE"),
        fk("review", "reviewer_id", "user"),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
    )
    op.create_index("ix_review_page", "review", ["page_id", "half", "digest"])
    op.create_index("ix_review_revision", "review", ["revision_id", "half"])
    op.create_table(
        "draft",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        fk("draft", "page_id", "page", ondelete="CASCADE"),
        fk("draft", "user_id", "user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", "user_id", name="pk_draft"),
    )


def upgrade():
    """Make what the desk needs."""
    make_organisations()
    widen_people()
    widen_pages()
    widen_revisions()
    make_sign_ins()
    make_reviews()


def downgrade():
    """Take the desk away; pages keep their live text."""
    for table in ("draft", "review", "recovery_code", "sign_in_try", "sign_in"):
        op.drop_table(table)
    op.drop_index("ix_revision_state", "revision")
    with op.batch_alter_table("revision") as table:
        table.drop_constraint("fk_revision_publisher_id_user", type_="foreignkey")
        table.drop_constraint("fk_revision_reviewer_id_user", type_="foreignkey")
        table.drop_constraint("state", type_="check")
        for column in ("held", "publisher_id", "reviewer_id", "until_at", "publish_at", "why", "state"):
            table.drop_column(column)
    op.drop_index("ix_page_organisation_id", "page")
    with op.batch_alter_table("page") as table:
        table.drop_constraint("fk_page_organisation_id_organisation", type_="foreignkey")
        for column in ("withdrawn_reason", "until_at", "organisation_id"):
            table.drop_column(column)
    with op.batch_alter_table("user") as table:
        table.drop_constraint("fk_user_organisation_id_organisation", type_="foreignkey")
        for column in ("totp_step", "totp_confirmed_at", "totp_secret", "language", "organisation_id", "families"):
            table.drop_column(column)
    op.drop_table("organisation")
