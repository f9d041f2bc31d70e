"""With the keyboard alone: Tab reaches the menu, the filters, the links and the downloads in the order they are read in, one can
always see where one is, nothing holds one fast, and a filter can be changed.
"""

import pytest

from tests.support.browser import WIDE, Watched

pytestmark = pytest.mark.slow

MOST = 250  # stops of a page; more would be a trap, or a page nobody can walk through
ORDER = ("menu", "filter", "link")
REACHED = ".st-key-menu a, .st-key-filters input, .st-key-page .stPageLink a, .stDownloadButton button, .st-key-page summary"
KINDS = {"menu": ".st-key-menu", "role": ".st-key-role", "filter": ".st-key-filters", "download": ".stDownloadButton",
         "folded part": "summary", "link": ".st-key-page .stPageLink"}
STOP = """kinds => {
    const at = document.activeElement;
    if (!at || at === document.body || at.dataset.reached) return null;
    at.dataset.reached = 'yes';
    const kind = Object.keys(kinds).find(name => at.closest(kinds[name])) || at.tagName;
    const box = (at.closest('[data-baseweb="select"], .stTextInput') || at).getBoundingClientRect();
    const named = at.closest('.stSelectbox, .stMultiSelect')?.querySelector('label');
    return {kind, name: (named || at).innerText || at.ariaLabel || '',
            clip: {x: Math.max(0, box.x - 6), y: Math.max(0, box.y - 6), width: box.width + 12, height: box.height + 12}};
}"""
NOT_REACHED = """reached => [...document.querySelectorAll(reached)].filter(
    each => each.checkVisibility({visibilityProperty: true}) && !each.disabled
        && !each.dataset.reached).map(each => each.innerText || each.ariaLabel)"""


def stops(page) -> list[dict]:
    """Every place Tab stops at, until it leaves the page or comes round."""
    found = []
    while len(found) < MOST:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP, KINDS)
        if stop is None:
            return found
        stop["seen"] = stop["kind"] in {each["kind"] for each in found} or _is_seen(page, stop["clip"])
        found.append(stop)
    pytest.fail(f"{MOST} stops and no end: {found[-3:]}")


def _is_seen(page, clip: dict) -> bool:
    """Whether the place looks otherwise while it has the focus."""
    focused = page.screenshot(clip=clip, full_page=True)
    page.evaluate("() => { window.held = document.activeElement; window.held.blur(); }")
    page.wait_for_timeout(200)
    plain = page.screenshot(clip=clip, full_page=True)
    page.evaluate("() => window.held.focus({focusVisible: true})")
    return focused != plain


@pytest.mark.parametrize("path", ["overview", "indicator"])
@pytest.mark.parametrize("role", ["performance", "board", "scrutiny"])
def test_tab_reaches_everything_in_the_order_it_is_read_in(contexts, address, role, path):
    with Watched(contexts["light"]) as watched:
        watched.open(f"{address}/{path}?role={role}&tour=off")
        found = stops(watched.page)
        assert not [stop for stop in found if not stop["seen"]]
        assert not watched.page.evaluate(NOT_REACHED, REACHED)
        kinds = [stop["kind"] for stop in found]
        assert sorted(ORDER, key=kinds.index) == list(ORDER)
        assert ("download" in kinds) == (path == "indicator")


@pytest.mark.parametrize(("role", "period"), [("performance", "Quarter"), ("board", "Month"), ("scrutiny", "Year")])
def test_a_filter_is_changed_with_the_keyboard(contexts, address, role, period):
    with Watched(contexts["light"]) as watched:
        page = watched.page
        watched.open(f"{address}/indicator?role={role}&tour=off", WIDE)
        for _ in range(MOST):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP, KINDS)
            if stop and stop["kind"] == "filter" and stop["name"].startswith("Period"):
                break
        page.keyboard.type(period)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**grain={period.lower()}*")
        watched.rest()
        assert period.lower() in page.locator(".st-key-what").inner_text().lower()
        page.keyboard.press("Tab")  # and on from there: the box lets one go
        assert page.evaluate("() => document.activeElement !== document.body")
