"""The product in a real browser: filters travel in the address, a fresh server opens any address, nothing runs but pages,
and nothing is asked of any other machine. What must hold on every page is in every_page.py.
"""

import os
import time

import pytest

from pages import children
from pages import figures as figure_pages
from pages.frame import unmet_filters
from tests.support.admitted import SECRET, let_in
from tests.support.audience import SCRUTINY
from tests.support.browser import Watched, choose, started
from tests.support.every_page import FAILED


def test_filters_travel_in_the_address_from_page_to_page_and_back(contexts, address):
    with Watched(contexts["light"]) as watched:
        _travel(watched, address)


def _travel(watched, address):
    page = watched.page
    watched.open(f"{address}/indicator?indicator=re_referrals&grain=quarter")
    choose(page, "Indicator", "Workers supervised on time")
    page.wait_for_url("**/indicator?*indicator=worker_supervision_on_time*")
    watched.rest()
    page.get_by_role("link", name="Behind the number", exact=True).first.click()
    page.wait_for_url("**/behind?*")
    watched.rest()
    assert "indicator=worker_supervision_on_time" in page.url
    assert "grain=quarter" in page.url
    page.locator("h1").filter(has_text="Workers supervised on time:").wait_for()
    page.go_back()
    page.wait_for_url("**/indicator?*")
    watched.rest()
    page.go_back()
    page.wait_for_url("**indicator=re_referrals*")
    page.locator("h1").filter(has_text="Re-referrals within 12 months").wait_for()  # the address changes before the page does


@pytest.mark.slow
def test_a_fresh_server_opens_a_shared_address_at_once(contexts, warehouse):
    with started(warehouse) as address, Watched(contexts["light"]) as watched:
        watched.open(f"{address}/compare?indicator=re_referrals&role=scrutiny")
        assert watched.page.locator("h1").inner_text().startswith("Re-referrals within 12 months:")
        assert not watched.page.locator(FAILED).count()


@pytest.mark.slow
@pytest.mark.parametrize("module", ["main", "warming", "load"])
def test_a_fresh_server_runs_no_module_of_the_pages_folder_by_its_address(contexts, warehouse, module):
    """Streamlit runs what lies in a `pages` folder beside its script by its address, before anyone asks who is looking.

    What is told is the same whether another audience has such a page or nobody.
    """
    with started(warehouse) as address, Watched(contexts["light"]) as watched:
        watched.open(f"{address}/{module}?role=scrutiny")
        assert watched.page.locator(".stAlert").all_inner_texts() == [unmet_filters.no_page(SCRUTINY)]
        assert not watched.page.get_by_role("dialog").count() and watched.page.url == f"{address}/{module}?role=scrutiny"
        menu = {link.inner_text() for link in watched.page.locator(".st-key-menu a").all()}
        assert figure_pages.indicator.TITLE in menu
        assert not menu & {page.TITLE for page in children.PAGES}
        assert not watched.page.locator('[data-testid="stDataFrame"], [data-testid="stFileUploader"]').count()


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="a browser of one line is a shell script")
def test_the_first_command_opens_the_browser_where_there_is_a_screen(warehouse, tmp_path):
    opened, browser = tmp_path / "opened", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o755)
    with started(warehouse, DISPLAY=":0", BROWSER=str(browser)) as address:
        for _ in range(600):
            if opened.exists() and opened.read_text():
                break
            time.sleep(0.1)
        (file,) = warehouse.glob(f"open-{address.rpartition(':')[2]}.html")
        assert opened.read_text("utf-8").strip() == file.as_uri()  # every account may read with what a program was started
        assert f"{address}/?secret={SECRET}" in file.read_text("utf-8") and file.stat().st_mode & 0o077 == 0


def test_the_browser_is_told_to_ask_nobody_else_and_to_keep_nothing(contexts, address):
    page = let_in(contexts["light"]).new_page()
    told = page.goto(address).headers
    assert "default-src 'self'" in told["content-security-policy"]
    assert "frame-ancestors 'none'" in told["content-security-policy"]
    assert "unsafe-eval" not in told["content-security-policy"]
    assert told["cache-control"] == "no-store"
    page.close()
