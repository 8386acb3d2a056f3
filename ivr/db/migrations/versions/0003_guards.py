"""Make room for guards against guessing, and for keeping calls no longer than needed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the guards; tries and calls of before are told apart no further."""
    op.create_table(
        "pin_guards",
        sa.Column("subject", sa.String(40), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
    )
    op.add_column(
        "pin_attempts",
        sa.Column("was_checked", sa.Boolean, nullable=False, server_default=sa.true()),
    )
    op.create_index("ix_pin_attempts_hotline_at", "pin_attempts", ["hotline", "at"])
    op.create_index("ix_pin_attempts_at", "pin_attempts", ["at"])
    op.add_column(
        "calls", sa.Column("hotline", sa.String(16), nullable=False, server_default="")
    )
    op.create_index("ix_calls_caller_began_at", "calls", ["caller", "began_at"])
    op.drop_index("ix_calls_caller", "calls")
    op.create_index("ix_calls_hotline_began_at", "calls", ["hotline", "began_at"])


def downgrade() -> None:
    """Take the guards out again."""
    op.drop_index("ix_calls_hotline_began_at", "calls")
    op.create_index("ix_calls_caller", "calls", ["caller"])
    op.drop_index("ix_calls_caller_began_at", "calls")
    op.drop_column("calls", "hotline")
    op.drop_index("ix_pin_attempts_at", "pin_attempts")
    op.drop_index("ix_pin_attempts_hotline_at", "pin_attempts")
    op.drop_column("pin_attempts", "was_checked")
    op.drop_table("pin_guards")
