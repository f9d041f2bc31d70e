"""The lock on the pages of `pages/children`: each turns it before it does anything, whoever called it."""

from collections.abc import Callable
from functools import wraps

from indicators.roles import View, must_open_records
from queries.store import audit


def children_only(show: Callable[[View], None]) -> Callable[[View], None]:
    """The page, refused to a role that may not open records about children; raises NotAllowed, and NotWritten if the audit log is
    out of order.
    """

    @wraps(show)
    def guarded(view: View) -> None:
        must_open_records(view)
        audit.check(view.warehouse)  # records are not shown where nobody could be asked about it afterwards
        show(view)

    return guarded
