"""Proves a first start in a real browser: the page comes up, the invented authority builds under a progress bar, and the
overview opens on it. Run as `python -m tests.support.first_start ADDRESS` against a product that was just started,
with the address that it printed: without the secret in it nothing opens.
"""

import sys
import time

from playwright.sync_api import sync_playwright

from queries import printed

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def main(address: str) -> None:
    """Open the address, wait for the overview, and print how long it took; raises if it does not come within ten minutes."""
    began = time.monotonic()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.goto(address)
        page.get_by_role("progressbar").first.wait_for(timeout=30_000)
        print(f"progress bar after {time.monotonic() - began:.0f} seconds")
        page.get_by_text("data to 31 October 2026").first.wait_for(timeout=600_000)
        print(f"opened on the invented authority after {time.monotonic() - began:.0f} seconds")
        browser.close()


if __name__ == "__main__":
    sys.exit(printed.program(main, sys.argv[1]))
