"""A real Chromium for the tests, the product started for them, and a page that remembers everything that went wrong on it.

Fixtures, given to every test by conftest.py: `browser` (skips, and says so, where there is no Chromium), `contexts` (a light and
a dark visitor) and `address` (the product on the invented authority, one server for each test file).
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pages import children
from pages import figures as figure_pages
from tests.support import admitted
from tests.support.first_start import CHROMIUM, FLAGS

PROJECT = Path(__file__).parents[2]
WIDE, PATIENCE = 1280, 120_000  # pixels; milliseconds for anything to appear, on a machine that is busy

# Streamlit itself looks for its server below the address of a page before it looks at the root; nothing is wrong then.
PROBES = ("/_stcore/health", "/_stcore/host-config")

AT_REST = """() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')"""
EMPTY_CHARTS = """() => [...document.querySelectorAll('.stPlotlyChart')].filter(
    chart => chart.offsetParent
        && ![...chart.querySelectorAll('.trace path, .sankey-link')].some(path => path.getTotalLength() > 0)).length"""
HEIGHT = "() => document.querySelector('.stMain').scrollHeight"


def visits(*roles: str) -> list[tuple[str, str]]:
    """Every page of these roles, as (role, address): the pages there are today and whichever are added."""
    pages = {role: [*figure_pages.PAGES, *(children.PAGES if role == "performance" else ())] for role in roles}
    return [(role, page.ADDRESS) for role in roles for page in pages[role]]


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
def started(warehouse: Path, project: Path = PROJECT, below: str = "", **environment: str) -> Iterator[str]:
    """The product, started as the README starts it, with a free port and decisions of its own; gives its address.

    `below` is a path it lies below, beginning with a slash.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as kept:
        own = {"SIGHTLINE_WAREHOUSE": str(warehouse), "SIGHTLINE_DECISIONS": f"sqlite:///{kept}/decisions.sqlite",
               "SIGHTLINE_AUDIT": f"{kept}/audit.log", "BROWSER": "true",
               "SIGHTLINE_SECRET": admitted.SECRET, "SIGHTLINE_PROXY_SECRET": admitted.PROXYS_SECRET}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")}
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.baseUrlPath", below]
        settings = inherited | own | environment
        with subprocess.Popen(command, cwd=project, env=settings, stdout=subprocess.DEVNULL) as product:
            try:
                _wait_for(f"http://127.0.0.1:{port}{below}/_stcore/health", product)
                admitted.come_in(f"http://127.0.0.1:{port}{below}")
                yield f"http://127.0.0.1:{port}{below}"
            finally:
                product.kill()  # a polite server waits for every session to leave


def _wait_for(health: str, product: subprocess.Popen) -> None:
    for _ in range(480):
        assert product.poll() is None, "the product stopped before it answered"
        try:
            urllib.request.urlopen(health, timeout=1).close()
            return
        except OSError:
            time.sleep(0.25)
    pytest.fail("the product did not answer within a minute")


class Watched:
    """A page of the browser, and everything that went wrong on it."""

    def __init__(self, context, expected: str | None = None):
        """`expected` is a part of what the console may say and nothing is wrong."""
        self.page = admitted.let_in(context).new_page()
        self.page.set_default_timeout(PATIENCE)
        self.wrong: list[str] = []
        self.expected = expected
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error on the page: {error}"))
        self.page.on("request", self._asked)

    def __enter__(self) -> "Watched":
        return self

    def __exit__(self, kind, *_) -> None:
        """Close the page; whatever went wrong on it fails the test."""
        self.page.close()
        assert kind or not self.wrong, self.wrong

    def _said(self, message) -> None:
        expected = self.expected and self.expected in message.text
        if message.type == "error" and not expected and not message.location.get("url", "").endswith(PROBES):
            self.wrong.append(f"console: {message.text}")

    def _asked(self, request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            self.wrong.append(f"asked another machine: {request.url}")

    def open(self, address: str, width: int = WIDE) -> None:
        """Go to an address and wait until it is drawn."""
        self.page.goto(address)
        self.rest(width)

    def rest(self, width: int = WIDE) -> None:
        """Wait until the page is drawn, at a width, in its whole height."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.locator("h1").first.wait_for()
        self.drawn()
        self.page.set_viewport_size({"width": width, "height": max(900, self.page.evaluate(HEIGHT))})
        self.page.wait_for_timeout(300)

    def drawn(self) -> None:
        """Wait until the script has run and every chart holds something."""
        for _ in range(PATIENCE // 100):  # not wait_for_function: the pages refuse to run text as a script
            if self.page.evaluate(AT_REST) and not self.page.evaluate(EMPTY_CHARTS):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("the page did not come to rest")


def choose(page, label: str, option: str) -> None:
    """Choose an option of a select box by its name, as somebody who types the beginning of it."""
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(option)  # a long list draws only what is in sight
    page.get_by_role("option", name=option, exact=True).click()
