"""Alembic runs this file to migrate a database, with the connection and transaction of `versions`."""

from alembic import context

context.configure(**context.config.attributes["given"])
context.run_migrations()
