"""The lock on this folder: every page here turns the lock before it does anything, whoever called it."""

from collections.abc import Callable
from functools import wraps

from indicators.roles import NotAllowed, View
from queries import audit


def children_only(show: Callable[[View], None]) -> Callable[[View], None]:
    """The page, refused to a role that may not open records about children; raises NotAllowed, and NotWritten if the audit log is
    out of order.
    """

    @wraps(show)
    def guarded(view: View) -> None:
        if not view.role.children:
            raise NotAllowed(f"Records about children are for the performance team, not for the {view.role.title.lower()}.")
        audit.check(view.warehouse)  # records are not shown where nobody could be asked about it afterwards
        show(view)

    return guarded
