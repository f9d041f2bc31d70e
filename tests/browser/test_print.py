"""On paper, by keyboard and on a narrow telephone, in a real Chromium: what the stylesheet promises is measured."""

import pytest

from tests.support.browser import Watched

pytestmark = pytest.mark.slow

BARS = ".st-key-head, .st-key-tour, .st-key-foot, .st-key-what, .st-key-filters, .stDownloadButton, .stAppHeader, .stToolbar"
PAPER = 703  # pixels of an A4 sheet between its margins
SEEN = """bars => [...document.querySelectorAll(bars)].filter(each => each.getClientRects().length).map(each => each.className)"""
CUT = """() => [...document.querySelectorAll('.stPlotlyChart, [class*="st-key-plain_"], .stGridCell')].filter(
    each => each.getClientRects().length && getComputedStyle(each).breakInside !== 'avoid').length"""
BEYOND = """width => [...document.querySelectorAll('.stPlotlyChart .main-svg')].filter(
    each => each.getClientRects().length && each.getBoundingClientRect().width > width + 1).length"""
FOCUSED = """() => {
    const each = document.activeElement;
    if (!each || each === document.body) return null;
    const around = [each];
    while (around.length < 4 && around.at(-1).parentElement) around.push(around.at(-1).parentElement);
    const marked = around.map(one => getComputedStyle(one)).some(
        style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
            || style.boxShadow.includes('0px 0px 0px'));
    return {what: `${each.tagName} ${each.innerText || each.ariaLabel || ''}`.slice(0, 60), marked};
}"""
SMALL = """() => [...document.querySelectorAll('button, summary, .stPageLink a, [role="combobox"]')].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width && (box.height < 24 || box.width < 24) && getComputedStyle(each).visibility !== 'hidden';
}).map(each => `${each.tagName} ${each.innerText} ${each.ariaLabel || ''}`)"""
TOO_WIDE = """() => [document.documentElement, document.querySelector('.stMain')].some(
    each => each.scrollWidth > each.clientWidth)"""


@pytest.mark.parametrize(("role", "path"), [("scrutiny", "plain"), ("board", "compare")])
def test_a_page_prints_as_a_paper_says_whose_it_is_and_cuts_no_chart(contexts, address, role, path):
    with Watched(contexts["light"]) as watched:
        page = watched.page
        page.goto(f"{address}/{path}?role={role}&tour=on")
        watched.rest(1280)
        assert not page.locator(".sightline-paper").is_visible()
        page.emulate_media(media="print")
        head = page.locator(".sightline-paper").inner_text()
        assert head.startswith("Sightline · Saltmere · figures to 31 October 2026 · build")
        assert not page.evaluate(SEEN, BARS)
        assert not page.evaluate(CUT)
        assert not page.evaluate(BEYOND, PAPER)
        sheet = page.pdf(prefer_css_page_size=True)
        page.emulate_media(media="screen")
    assert sheet.startswith(b"%PDF") and sheet.count(b"/Type /Page\n") <= 14


def test_wherever_the_keyboard_is_can_be_seen_and_every_target_is_large_enough(contexts, address):
    with Watched(contexts["dark"]) as watched:
        page = watched.page
        page.goto(f"{address}/indicator?role=board&tour=on")
        watched.rest(320)
        assert not page.evaluate(TOO_WIDE)
        assert not page.evaluate(SMALL)
        stops = []
        for _ in range(25):
            page.keyboard.press("Tab")
            stops.append(page.evaluate(FOCUSED))
    stops = [stop for stop in stops if stop]
    assert len({stop["what"] for stop in stops}) > 8
    assert not [stop["what"] for stop in stops if not stop["marked"]]


def test_the_statement_tells_the_truth_of_the_single_key(contexts, address):
    """The key r draws the page again: something goes to the server. If a later Streamlit drops it, so must the statement."""
    with Watched(contexts["light"]) as watched:
        page, sent = watched.page, []
        page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
        page.goto(f"{address}/definitions?role=board")
        watched.rest(1280)
        page.wait_for_timeout(500)
        before = len(sent)
        page.keyboard.press("c")
        page.wait_for_timeout(400)
        assert len(sent) == before and not page.locator('[data-testid="stDialog"]').count()
        page.keyboard.press("r")
        page.wait_for_timeout(800)
        assert len(sent) > before


def test_someone_who_asks_for_less_motion_gets_none(browser, address):
    context = browser.new_context(reduced_motion="reduce")
    with Watched(context) as watched:
        watched.page.goto(f"{address}/definitions?role=board")
        watched.rest(1280)
        moving = watched.page.evaluate("""() => [...document.querySelectorAll('*')].filter(each => {
            const style = getComputedStyle(each);
            return [style.transitionDuration, style.animationDuration].some(
                all => all.split(',').some(one => parseFloat(one) > .001));
        }).length""")
    context.close()
    assert not moving
