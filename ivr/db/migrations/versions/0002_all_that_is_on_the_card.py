"""Make room for all that is on the card: bucket names and ends, plans, history."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# SQLite cannot loosen a column in place, and would lose the buckets of a table of
# accounts that is made anew: they refer to it.
LOOSEN = (
    "ALTER TABLE accounts ADD COLUMN ends DATE",
    "UPDATE accounts SET ends = valid_until",
    "ALTER TABLE accounts DROP COLUMN valid_until",
    "ALTER TABLE accounts RENAME COLUMN ends TO valid_until",
)
TIGHTEN = (
    "ALTER TABLE accounts ADD COLUMN ends DATE NOT NULL DEFAULT '9999-12-31'",
    "UPDATE accounts SET ends = valid_until WHERE valid_until IS NOT NULL",
    "ALTER TABLE accounts DROP COLUMN valid_until",
    "ALTER TABLE accounts RENAME COLUMN ends TO valid_until",
)


def upgrade() -> None:
    """Add what an account can hold."""
    for statement in LOOSEN:
        op.execute(statement)
    op.add_column(
        "accounts",
        sa.Column("plan", sa.String(64), nullable=False, server_default=""),
    )
    op.add_column("accounts", sa.Column("as_of", sa.DateTime(timezone=True)))
    with op.batch_alter_table("buckets") as buckets:
        buckets.alter_column(
            "usage_type",
            type_=sa.String(32),
            existing_type=sa.String(8),
            existing_nullable=False,
        )
        buckets.add_column(
            sa.Column("name", sa.String(64), nullable=False, server_default="")
        )
        for flag in ("is_unlimited", "is_shared"):
            buckets.add_column(
                sa.Column(flag, sa.Boolean, nullable=False, server_default=sa.false())
            )
        buckets.add_column(sa.Column("valid_until", sa.Date))
    _make_history(
        "top_ups",
        sa.Column("method", sa.String(12), nullable=False),
        sa.Column("is_pending", sa.Boolean, nullable=False),
    )
    _make_history(
        "charges",
        sa.Column("reason", sa.String(12), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    """Take it out again; an account without an end gets one far off."""
    op.drop_table("charges")
    op.drop_table("top_ups")
    with op.batch_alter_table("buckets") as buckets:
        for column in ("valid_until", "is_shared", "is_unlimited", "name"):
            buckets.drop_column(column)
        buckets.alter_column(
            "usage_type",
            type_=sa.String(8),
            existing_type=sa.String(32),
            existing_nullable=False,
        )
    op.drop_column("accounts", "as_of")
    op.drop_column("accounts", "plan")
    for statement in TIGHTEN:
        op.execute(statement)


def _make_history(table: str, *columns: sa.Column[str] | sa.Column[bool]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "msisdn",
            sa.String(16),
            sa.ForeignKey("accounts.msisdn", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("minor_units", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *columns,
    )
    op.create_index(f"ix_{table}_msisdn_at", table, ["msisdn", "at"])
