"""What is checked once, before the product starts: how people sign in, who may look, and where each audience is led."""

import os

from indicators import roles
from indicators.roles import ROLES
from pages import children, figures
from pages.access import people, secret
from queries.store import build_format
from queries.store.audience import AudienceError
from queries.store.audiences import FILE


def check() -> None:
    """Raise a ValueError that says what is wrong with the settings, and what to do."""
    build_format.at_start()  # what this program counts with, before an update of its files can change that
    secret.check(people.sign_in())
    every_page_is_there()
    roles.open_to(os.environ.get("SIGHTLINE_AUDIENCE"), invented=False)


def every_page_is_there() -> None:
    """Raise AudienceError for an audience that is to open on, or be led to, a page it does not have."""
    for role in ROLES.values():
        first = [each.ADDRESS for each in figures.PAGES]
        led = first + [each.ADDRESS for each in children.PAGES if role.children]
        for key, page, there in [("first_page", role.first_page, first), *(("tour", step.page, led) for step in role.tour)]:
            if page not in there:
                raise AudienceError(f"{FILE}: [{role.id}] {key} names the page {page!r}. Write one of: {', '.join(there)}.")
