"""How long each page takes to draw against an empty one: `python -m tests.benchmarks.pages [WAREHOUSE]`.

Each line: audience, page, the median of seven runs in milliseconds, and how many times an empty page that is. Drawn by
Streamlit's own test runner, so without the browser's part.
"""

import sys
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from indicators.roles import ROLES
from pages import children, figures
from queries import printed
from queries.store import warehouse
from tests.benchmarks.reading import median

EMPTY = "import streamlit as st\nst.title('Empty')"


def page(role: str, address: str) -> AppTest:
    """Draw one page for one audience; raises if it fails."""
    app = AppTest.from_file(str(Path(__file__).parents[2] / "pages" / "main.py"), default_timeout=120)
    app.query_params["role"] = role
    app._page_hash = calc_hash(address)  # the runner's own switch_page knows pages that are files only
    assert not app.run().exception
    return app


def main(folder: Path) -> None:
    """Print the measurements for each audience."""
    warehouse.FOLDER = folder
    base = median(lambda: AppTest.from_string(EMPTY, default_timeout=60).run())
    print(f"an empty page {base:.0f} ms")
    for role in ROLES.values():
        for module in [*figures.PAGES, *(children.PAGES if role.children else ())]:
            took = median(lambda role=role, module=module: page(role.id, module.ADDRESS))
            print(f"{role.title}, {module.TITLE}: {took:.0f} ms, {took / base:.0f} times")


if __name__ == "__main__":
    sys.exit(printed.program(main, Path(sys.argv[1]) if len(sys.argv) > 1 else warehouse.FOLDER))
