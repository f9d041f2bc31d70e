"""Every page for every role in a real browser, light and dark, wide and narrow: nothing fails, nothing is cut off, no chart is
empty, and nothing is asked of any other machine. Pictures of all of them lie in tests/screenshots afterwards.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from pages import children
from pages import figures as figure_pages
from tests.first_start import CHROMIUM, FLAGS

HERE = Path(__file__).parent
PICTURES = HERE / "screenshots"
FIGURES = {each.ADDRESS: each.ADDRESS for each in figure_pages.PAGES}
CHILDREN = {each.ADDRESS: each.ADDRESS for each in children.PAGES}
VISITS = [(role, name, address) for role in ("performance", "board", "scrutiny") for name, address in FIGURES.items()]
VISITS += [("performance", name, address) for name, address in CHILDREN.items()]
WITH_CHARTS = {"overview", "indicator", "journey", "compare"}
WIDE, NARROW = 1280, 390

# Streamlit itself looks for its server below the address of a page before it looks at the root; nothing is wrong then.
PROBES = ("/_stcore/health", "/_stcore/host-config")

FAILED = '[data-testid="stException"], [data-testid="stAlertContentError"], [data-testid="stDialog"]'
AT_REST = """() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')"""
EMPTY_CHARTS = """() => [...document.querySelectorAll('.stPlotlyChart')].filter(
    chart => chart.offsetParent
        && ![...chart.querySelectorAll('.trace path, .sankey-link')].some(path => path.getTotalLength() > 0)).length"""
CUT_OFF = """() => [...document.querySelectorAll('h1, h2, p, td, th, a, button, label')].filter(each => {
    const style = getComputedStyle(each);
    const inside = each.clientWidth;
    return style.overflowX === 'hidden' && inside > 1 && each.scrollWidth > inside + 1 && each.innerText.trim();
}).map(each => each.innerText)"""
TOO_WIDE = "() => document.querySelector('.stMain').scrollWidth > document.querySelector('.stMain').clientWidth"
HEIGHT = "() => document.querySelector('.stMain').scrollHeight"


@pytest.fixture(scope="module")
def browser():
    """The Chromium that is on this machine."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}: the browser tests did not run")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def contexts(browser):
    """A light and a dark visitor."""
    schemes = ("light", "dark")
    return {scheme: browser.new_context(viewport={"width": WIDE, "height": 900}, color_scheme=scheme) for scheme in schemes}


@pytest.fixture(scope="module")
def address(warehouse):
    """The address of the product on the invented authority."""
    with started(warehouse) as where:
        yield where


@contextmanager
def started(warehouse, **environment):
    """The product, started as the README starts it; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {**os.environ, "SIGHTLINE_WAREHOUSE": str(warehouse), "BROWSER": "true", **environment}
    settings.pop("SIGHTLINE_AUDIENCE", None)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with subprocess.Popen(command, cwd=HERE.parent, env=settings, stdout=subprocess.DEVNULL) as product:
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", product)
            yield f"http://127.0.0.1:{port}"
        finally:
            product.terminate()


def _wait_for(health: str, product: subprocess.Popen) -> None:
    for _ in range(120):
        assert product.poll() is None, "the product stopped before it answered"
        try:
            urllib.request.urlopen(health, timeout=1).close()
            return
        except OSError:
            time.sleep(0.5)
    pytest.fail("the product did not answer within a minute")


class Watched:
    """A page of the browser, and everything that went wrong on it."""

    def __init__(self, context):
        self.page = context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error on the page: {error}"))
        self.page.on("request", self._asked)

    def _said(self, message) -> None:
        if message.type == "error" and not message.location.get("url", "").endswith(PROBES):
            self.wrong.append(f"console: {message.text}")

    def _asked(self, request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            self.wrong.append(f"asked another machine: {request.url}")

    def rest(self, width: int) -> None:
        """Wait until the page is drawn, at a width, in its whole height."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.locator("h1").first.wait_for(timeout=30_000)
        for _ in range(100):  # not wait_for_function: the pages refuse to run text as a script
            if self.page.evaluate(AT_REST) and not self.page.evaluate(EMPTY_CHARTS):
                break
            self.page.wait_for_timeout(100)
        self.page.set_viewport_size({"width": width, "height": max(900, self.page.evaluate(HEIGHT))})
        self.page.wait_for_timeout(300)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("role", "name", "path"), VISITS, ids=[f"{role}-{name}" for role, name, _ in VISITS])
def test_a_page_is_whole(contexts, address, role, name, path, scheme):
    PICTURES.mkdir(exist_ok=True)
    watched = Watched(contexts[scheme])
    watched.page.goto(f"{address}/{path}?role={role}")
    for width in (WIDE, NARROW):
        watched.rest(width)
        watched.page.screenshot(path=PICTURES / f"{name}-{role}-{scheme}-{width}.png")
        assert not watched.page.locator(FAILED).count()
        assert not watched.page.evaluate(EMPTY_CHARTS)
        assert bool(watched.page.locator(".stPlotlyChart").count()) == (name in WITH_CHARTS)
        assert not watched.page.evaluate(CUT_OFF)
        assert not watched.page.evaluate(TOO_WIDE)
    watched.page.close()
    assert not watched.wrong


def test_filters_travel_in_the_address_from_page_to_page_and_back(contexts, address):
    watched = Watched(contexts["light"])
    page = watched.page
    page.goto(f"{address}/indicator?indicator=re_referrals&grain=quarter")
    watched.rest(WIDE)
    _choose(page, "Indicator", "Workers supervised on time")
    page.wait_for_url("**/indicator?*indicator=worker_supervision_on_time*")
    watched.rest(WIDE)
    page.get_by_role("link", name="Behind the number", exact=True).first.click()
    page.wait_for_url("**/behind?*")
    watched.rest(WIDE)
    assert "indicator=worker_supervision_on_time" in page.url
    assert "grain=quarter" in page.url
    assert page.locator("h1").inner_text().startswith("Workers supervised on time:")
    page.go_back()
    page.wait_for_url("**/indicator?*")
    watched.rest(WIDE)
    page.go_back()
    page.wait_for_url("**indicator=re_referrals*")
    watched.rest(WIDE)
    assert page.locator("h1").inner_text().startswith("Re-referrals within 12 months")
    watched.page.close()
    assert not watched.wrong


def _choose(page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(option)  # a long list draws only what is in sight
    page.get_by_role("option", name=option, exact=True).click()


def test_a_fresh_server_opens_a_shared_address_at_once(contexts, warehouse):
    with started(warehouse) as address:
        watched = Watched(contexts["light"])
        watched.page.goto(f"{address}/compare?indicator=re_referrals&role=scrutiny")
        watched.rest(WIDE)
        assert watched.page.locator("h1").inner_text().startswith("Re-referrals within 12 months:")
        assert not watched.page.locator(FAILED).count()
        watched.page.close()
    assert not watched.wrong


@pytest.mark.parametrize("module", ["building", "load"])
def test_a_fresh_server_runs_no_module_of_the_pages_folder_by_its_address(contexts, warehouse, module):
    """Streamlit runs what lies in a `pages` folder beside its script by its address, before anyone asks who is looking."""
    with started(warehouse) as address:
        watched = Watched(contexts["light"])
        watched.page.goto(f"{address}/{module}?role=scrutiny")
        watched.rest(WIDE)
        menu = [link.inner_text() for link in watched.page.locator(".st-key-menu a").all()]
        assert menu == [page.TITLE for page in figure_pages.PAGES]
        assert not watched.page.locator('[data-testid="stDataFrame"], [data-testid="stFileUploader"]').count()
        watched.page.close()


@pytest.mark.skipif(os.name != "posix", reason="a browser of one line is a shell script")
def test_the_first_command_opens_the_browser_where_there_is_a_screen(warehouse, tmp_path):
    opened, browser = tmp_path / "opened", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o755)
    with started(warehouse, DISPLAY=":0", BROWSER=str(browser)) as address:
        for _ in range(50):
            if opened.exists() and opened.read_text():
                break
            time.sleep(0.1)
        assert opened.read_text().strip() == address


def test_the_browser_is_told_to_ask_nobody_else_and_to_keep_nothing(contexts, address):
    page = contexts["light"].new_page()
    told = page.goto(address).headers
    assert "default-src 'self'" in told["content-security-policy"]
    assert "frame-ancestors 'none'" in told["content-security-policy"]
    assert "unsafe-eval" not in told["content-security-policy"]
    assert told["cache-control"] == "no-store"
    page.close()
