"""What people decided and wrote, kept apart from the figures in a small database of its own, so that it survives every build.

SQLite beside the warehouse, or the SQLite or PostgreSQL database whose URL is in SIGHTLINE_DECISIONS. Nothing is ever
deleted: what is taken back stays, with who took it back and when; what is corrected stays, with what came after it. Which
audience may read what is decided by the functions that read. The only door to sqlalchemy and alembic.
"""

from queries.store.decisions.action import Action, Alerted, actions, finish_action, note_action, withdraw_action
from queries.store.decisions.comment import Comment, Commented, comments, withdraw_comment, write_comment
from queries.store.decisions.database import SERIES, Series, series_of
from queries.store.decisions.failures import Refused, Unreachable
from queries.store.decisions.opening import address
from queries.store.decisions.step import SCHEMA, Step, confirm_step, steps, withdraw_step

__all__ = [
    "SCHEMA", "SERIES", "Action", "Alerted", "Comment", "Commented", "Refused", "Series", "Step", "Unreachable", "actions",
    "address", "comments", "confirm_step", "finish_action", "note_action", "series_of", "steps",
    "withdraw_action", "withdraw_comment", "withdraw_step", "write_comment",
]
