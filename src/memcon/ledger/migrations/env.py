"""What alembic runs: the migrations, on the connection that the ledger opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
