"""The check before each page of `pages/children`: only a role that may open records sees it."""

from collections.abc import Callable
from functools import wraps

from indicators.roles import View, must_open_records
from queries.store import audit


def children_only(show: Callable[[View], None]) -> Callable[[View], None]:
    """The same page with a check first: raises NotAllowed for a role without records, and NotWritten if the audit log is
    broken."""

    @wraps(show)
    def guarded(view: View) -> None:
        must_open_records(view)
        audit.check(view.warehouse)  # records are shown only if the log can say who saw them
        show(view)

    return guarded
