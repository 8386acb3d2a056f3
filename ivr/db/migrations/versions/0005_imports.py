"""Remember how far files of accounts are imported; count buckets beyond 32 bits."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table; SQLite counts with 64 bits as it is."""
    op.create_table(
        "imports",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("line", sa.BigInteger, nullable=False),
        sa.Column("ends", sa.BigInteger, nullable=False),
        sa.Column("good", sa.BigInteger, nullable=False),
        sa.Column("bad", sa.BigInteger, nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
    )
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER TABLE buckets ALTER COLUMN id TYPE bigint")
        op.execute("ALTER SEQUENCE buckets_id_seq AS bigint")


def downgrade() -> None:
    """Drop the table; buckets are counted anew, so that 32 bits are enough."""
    op.drop_table("imports")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "UPDATE buckets SET id = -anew.id FROM (SELECT id AS old, "
            "row_number() OVER (ORDER BY id) AS id FROM buckets) AS anew "
            "WHERE buckets.id = anew.old"
        )
        op.execute("UPDATE buckets SET id = -id")
        op.execute(
            "SELECT setval('buckets_id_seq', (SELECT count(*) + 1 FROM buckets), false)"
        )
        op.execute("ALTER SEQUENCE buckets_id_seq AS integer")
        op.execute("ALTER TABLE buckets ALTER COLUMN id TYPE integer")
