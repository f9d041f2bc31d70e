"""What must hold on every page, whoever looks, light or dark, wide or narrow; a page that is added is looked at by itself.

One command takes pictures of every page, role, scheme and width into tests/screenshots and checks each of them:
`python -m pytest -m "" tests/browser -k axe`. A name says what it shows: `overview-board-dark-390.png`.

axe asks the questions of WCAG 2.2 AA and its own good practice; nothing serious or critical may be left, and nothing is excepted.
"""

from collections.abc import Iterator
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

from tests.support.browser import EMPTY_CHARTS, WIDE, Watched

PICTURES = Path(__file__).parents[1] / "screenshots"
PHONE, LARGE_PHONE = 320, 390
# A width costs seconds. What is wider than 1,280 differs by its margins alone, and a scheme changes colours, not places.
WIDTHS = {"light": (WIDE, PHONE), "dark": (LARGE_PHONE,)}
# axe takes half of the time of a page, and what it finds seldom depends on the width: once wide and light, once narrow and dark.
AXE_AT = {"light": WIDE, "dark": LARGE_PHONE}
WITH_CHARTS = {"indicator", "journey", "compare", "gaps"}
OPENED = 12  # so many folded parts of a page are opened; the 77 definitions look alike

FAILED = '[data-testid="stException"], [data-testid="stAlertContentError"], [data-testid="stDialog"]'
CUT_OFF = """() => [...document.querySelectorAll('h1, h2, p, td, th, a, button, label')].filter(each => {
    const style = getComputedStyle(each);
    const inside = each.clientWidth;
    return style.overflowX === 'hidden' && inside > 1 && each.scrollWidth > inside + 1 && each.innerText.trim();
}).map(each => each.innerText)"""
TOO_WIDE = """() => [document.documentElement, document.querySelector('.stMain')].some(
    each => each.scrollWidth > each.clientWidth)"""
UNNAMED_CHARTS = """() => [...document.querySelectorAll('.stPlotlyChart')].filter(
    each => (each.getAttribute('aria-label') || '').trim().length < 20).length"""
ALONE_CHARTS = """() => [...document.querySelectorAll('.stPlotlyChart')].filter(
    chart => ![...document.querySelectorAll('.stTable, .stDataFrame, .stDownloadButton')].some(
        each => chart.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING)).length"""
OPEN = """most => [...document.querySelectorAll('details:not([open])')].slice(0, most).forEach(
    each => { each.open = true; each.classList.add('opened'); })"""
CLOSE = """() => document.querySelectorAll('details.opened').forEach(
    each => { each.open = false; each.classList.remove('opened'); })"""
AXE = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
    .filter(each => ['serious', 'critical'].includes(each.impact))
    .map(each => `${each.id}: ${each.help}: ${each.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')}`))"""


def faults(context, scheme: str, address: str, role: str, path: str) -> list[str]:
    """Everything that is wrong with a page, each with the width it was seen at; pictures of it are left behind."""
    PICTURES.mkdir(exist_ok=True)
    with Watched(context) as watched:
        watched.page.goto(f"{address}/{path}?role={role}")
        found = []
        for width in WIDTHS[scheme]:
            watched.rest(width)
            watched.page.screenshot(path=PICTURES / f"{path}-{role}-{scheme}-{width}.png")
            rules = broken_rules(watched.page) if width == AXE_AT[scheme] else []
            found += [f"at {width}: {fault}" for fault in (*_whole(watched.page, path), *rules)]
    return found


def _whole(page, path: str) -> Iterator[str]:
    """Whether the page drew everything, in its width, with words and numbers for every chart."""
    for each in page.locator(FAILED).all_inner_texts():
        yield f"the page failed: {each}"
    for expression, fault in {EMPTY_CHARTS: "charts are empty", UNNAMED_CHARTS: "charts have no words for who does not see them",
                              ALONE_CHARTS: "charts have neither table nor download after them"}.items():
        if count := page.evaluate(expression):
            yield f"{count} {fault}"
    if path in WITH_CHARTS and not page.locator(".stPlotlyChart").count():
        yield "there is no chart"
    if cut := page.evaluate(CUT_OFF):
        yield f"cut off: {cut}"
    if page.evaluate(TOO_WIDE):
        yield "the page scrolls sideways"


def broken_rules(page) -> list[str]:
    """What axe finds serious or critical on the page as it is, with folded parts opened; they are folded again."""
    page.evaluate(OPEN, OPENED)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(AXE)
    page.evaluate(CLOSE)
    return found
