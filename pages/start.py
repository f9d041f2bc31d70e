"""The checks before the product starts: the sign-in settings, the audience, and the pages that each audience is sent to."""

import difflib
import os

from indicators import roles
from indicators.roles import ROLES
from pages import children, figures
from pages.access import people, secret
from queries import indicator_paths
from queries.store import build_format
from queries.store.audience import AudienceError
from queries.store.audiences import FILE


def check() -> None:
    """Raise a ValueError that says which setting is wrong and what to do."""
    build_format.at_start()  # remembers this program's counting files before an update can change them
    secret.check(people.sign_in())
    every_page_is_there()
    every_indicator_is_there()
    roles.open_to(os.environ.get("SIGHTLINE_AUDIENCE"), invented=False)


def every_page_is_there() -> None:
    """Raise AudienceError for an audience whose first page or tour names a page that it does not have."""
    for role in ROLES.values():
        first = [each.ADDRESS for each in figures.PAGES]
        led = first + [each.ADDRESS for each in children.PAGES if role.children]
        for key, page, there in [("first_page", role.first_page, first), *(("tour", step.page, led) for step in role.tour)]:
            if page not in there:
                raise AudienceError(f"{FILE}: [{role.id}] {key} names the page {page!r}. Write one of: {', '.join(there)}.")


def every_indicator_is_there() -> None:
    """Raise AudienceError for an audience whose tour names an indicator that has no file."""
    known = {path.stem for path in indicator_paths()}
    for role in ROLES.values():
        for name in (step.indicator for step in role.tour if step.indicator):
            if name not in known:
                close = difflib.get_close_matches(name, known, n=1)
                meant = f"; did you mean {close[0]!r}?" if close else "."
                raise AudienceError(f"{FILE}: [{role.id}] tour names the indicator {name!r}, which has no file{meant}")
