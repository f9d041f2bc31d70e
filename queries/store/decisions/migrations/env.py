"""Alembic runs this to bring a database to another version, on the connection and in the transaction that `versions` gives."""

from alembic import context

context.configure(**context.config.attributes["given"])
context.run_migrations()
