"""Make the tables of calls, accounts and PIN attempts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "calls",
        sa.Column("call_sid", sa.String(64), primary_key=True),
        sa.Column("caller", sa.String(24), index=True),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("end_status", sa.String(20)),
    )
    op.create_table(
        "answers",
        sa.Column(
            "call_sid",
            sa.String(64),
            sa.ForeignKey("calls.call_sid", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("turn", sa.Integer, primary_key=True),
        sa.Column("twiml", sa.Text, nullable=False),
    )
    op.create_table(
        "accounts",
        sa.Column("msisdn", sa.String(16), primary_key=True),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("minor_units", sa.BigInteger, nullable=False),
        sa.Column("valid_until", sa.Date, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
    )
    op.create_table(
        "buckets",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "msisdn",
            sa.String(16),
            sa.ForeignKey("accounts.msisdn", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("usage_type", sa.String(8), nullable=False),
        sa.Column("remaining", sa.BigInteger, nullable=False),
        sa.Column("used", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "pins",
        sa.Column("msisdn", sa.String(16), primary_key=True),
        sa.Column("pepper_id", sa.String(16), nullable=False),
        sa.Column("hash", sa.String(200), nullable=False),
    )
    op.create_table(
        "pin_attempts",
        sa.Column("call_sid", sa.String(64), primary_key=True),
        sa.Column("turn", sa.Integer, primary_key=True),
        sa.Column("account", sa.String(24), nullable=False),
        sa.Column("caller", sa.String(24)),
        sa.Column("hotline", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("was_right", sa.Boolean),
    )
    op.create_index("ix_pin_attempts_account_at", "pin_attempts", ["account", "at"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("pin_attempts", "pins", "buckets", "accounts", "answers", "calls"):
        op.drop_table(table)
