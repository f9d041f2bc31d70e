"""An action noted in a real browser, by keyboard and pointer: a slip is said and loses nothing, and a hostile text stays text."""

import pytest

from tests.support.browser import Watched, started

pytestmark = pytest.mark.slow

WHAT = "Look again <img src=x onerror=alert(1)> **now** [here](javascript:alert(2))"


def test_an_action_is_noted_and_read_by_the_board(contexts, warehouse):
    with started(warehouse) as address, Watched(contexts["light"]) as watched:
        page = watched.page
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        watched.open(f"{address}/alerts?role=performance")
        whole = page.get_by_text("Note an action", exact=True)  # of an alert of all teams, which the board's list has, too
        form = page.locator('[data-testid="stExpander"]').filter(has=whole).first
        form.locator("summary").focus()
        page.keyboard.press("Enter")
        watched.rest()  # the form unfolds for half a second, and a pointer would miss the button that moves
        form.get_by_role("textbox", name="What is to be done").fill(WHAT)
        form.get_by_role("button", name="Note the action").click()
        form.get_by_text("Please add: who does it, your name.").wait_for()
        assert form.get_by_role("textbox", name="What is to be done").input_value() == WHAT
        form.get_by_role("textbox", name="Who does it").fill("Head of Duty")
        form.get_by_role("textbox", name="Your name").fill("A Person")
        form.get_by_role("button", name="Note the action").click()
        page.get_by_text("Noted by A Person").wait_for()
        watched.rest()
        assert page.get_by_text(WHAT, exact=False).count() == 2  # under its alert, and in the list of all
        watched.open(f"{address}/alerts?role=board")
        assert page.get_by_text(WHAT, exact=False).count() == 2
        assert not page.get_by_role("button", name="Note the action").count()
        assert not page.locator(".st-key-page img[src=x], .st-key-page a[href^=javascript]").count() and not asked
