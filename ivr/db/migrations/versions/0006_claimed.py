"""Find calls by whose account they asked about; know a database by its keys."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns; of old calls, what their tries tell of them."""
    op.add_column("calls", sa.Column("claimed", sa.String(24)))
    op.create_index("ix_calls_claimed", "calls", ["claimed"])
    op.add_column(
        "calls",
        sa.Column(
            "was_turned_away", sa.Boolean, nullable=False, server_default=sa.false()
        ),
    )
    op.execute(
        "UPDATE calls SET claimed = (SELECT account FROM pin_attempts "
        "WHERE pin_attempts.call_sid = calls.call_sid ORDER BY turn DESC LIMIT 1)"
    )
    op.create_table(
        "origins",
        sa.Column("key", sa.String(24), primary_key=True),
        sa.Column("pepper", sa.String(24), primary_key=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Take them out again."""
    op.drop_table("origins")
    op.drop_column("calls", "was_turned_away")
    op.drop_index("ix_calls_claimed", "calls")
    op.drop_column("calls", "claimed")
