"""How long from a change of a filter to the chart on screen, in Chromium: `python -m tests.benchmarks.browser [WAREHOUSE]`.

Each page's main chart is timed beside an empty Streamlit page with one chart and one select box, on the same machine in the same
run: first with one session, then with nineteen others that ask for a page, think, and ask for the next. Each line: the page, the
median of its changes in milliseconds, how many times the empty page that is, and what of it the server took until it had sent
that chart and until it was done.
"""

import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from queries import printed
from queries.store import warehouse
from tests.support.browser import PROJECT, Watched, started
from tests.support.first_start import CHROMIUM, FLAGS
from tests.support.visitor import Visitor

CHANGES, OTHERS, THINKING = 7, 19, 10  # timed changes of a page; other sessions; seconds they think on average
EMPTY = """
import plotly.graph_objects as go
import streamlit as st

st.title("Empty")
power = st.selectbox("Power", ["1", "2"])
st.plotly_chart(go.Figure(go.Scatter(y=[place ** int(power) for place in range(77)])))
"""
# Page, its address, the filter and the two choices it goes between.
PAGES = (
    ("Overview, period", "overview?tour=off", "Period", ("Quarter", "Month")),
    ("Indicator, period", "indicator?", "Period", ("Quarter", "Month")),
    ("Indicator, indicator", "indicator?", "Indicator", ("Referrals received", "Re-referrals within 12 months")),
    ("Compare, neighbours", "compare?", "Neighbours chosen in", ("April 2021", "May 2025")),
    ("Compare, indicator", "compare?", "Indicator", ("Re-referrals within 12 months", "Assessments completed on time")),
)
# Runs in the page: from Enter to the last change of the first chart before nothing has moved for so many milliseconds.
MEASURE = """() => {
    const drawn = () => document.querySelector('.stPlotlyChart .main-svg, .sightline-spark')?.outerHTML || '';
    let before = drawn(), began = null, last = null;
    addEventListener('keydown', each => { began ??= each.key === 'Enter' ? performance.now() : null; }, {capture: true});
    window.measured = new Promise(done => {
        const look = () => {
            const now = performance.now(), shown = drawn();
            if (began !== null && shown && shown !== before) last = now;
            before = shown;
            const resting = document.querySelector('.stApp').dataset.testScriptState === 'notRunning';
            if (last !== null && resting && now - last > 800) return done(last - began);
            if (began !== null && now - began > 30000) return done(null);
            requestAnimationFrame(look);
        };
        look();
    });
}"""


def changed(page, label: str, option: str) -> float | None:
    """Change a filter with the keyboard; milliseconds until its chart stands, None if it did not change within 30 seconds."""
    page.get_by_role("combobox", name=label).first.click()
    page.keyboard.type(option)
    page.get_by_role("option", name=option, exact=True).first.wait_for()
    page.evaluate(MEASURE)
    page.keyboard.press("Enter")
    return page.evaluate("() => window.measured")


def timed(context, address: str, label: str, options: tuple[str, str]) -> float:
    """The median time of changes to and fro, after two that do not count."""
    watched = Watched(context)
    watched.page.goto(address)
    watched.page.locator(".stPlotlyChart, .sightline-spark").first.wait_for()
    watched.drawn()
    times = [changed(watched.page, label, options[place % 2]) for place in range(CHANGES + 2)][2:]
    watched.page.close()
    return statistics.median([each for each in times if each is not None] or [float("nan")])


def sent(address: str, page: str) -> tuple[float, float]:
    """Milliseconds, as medians, until the server has sent the first chart of a page and until it is done."""
    chart, done = [], []
    with Visitor(address, opened=False) as visitor:
        visitor.go(*_asked(page))
        for _ in range(CHANGES):
            began, first = time.perf_counter(), None
            for message in visitor.messages(*_asked(page)):
                element = message.delta.new_element
                if first is None and (element.WhichOneof("type") == "plotly_chart" or "sightline-spark" in element.html.body):
                    first = time.perf_counter() - began
            chart.append(1000 * (first or float("nan")))
            done.append(1000 * (time.perf_counter() - began))
    return statistics.median(chart), statistics.median(done)


def _asked(address: str) -> tuple[str, str]:
    """A page's address and its query, of both in one."""
    page, _, query = address.partition("?")
    return page, query


@contextmanager
def crowd(address: str, pages: list[str], many: int):
    """So many other sessions that ask for pages and think, while the block runs."""
    over = threading.Event()

    def one(seed: int) -> None:
        chance = random.Random(seed)
        with Visitor(address, opened=False) as visitor:
            while not over.wait(chance.expovariate(1 / THINKING)):
                visitor.go(*_asked(chance.choice(pages)))

    threads = [threading.Thread(target=one, args=(seed,), daemon=True) for seed in range(many)]
    for thread in threads:
        thread.start()
    yield
    over.set()
    for thread in threads:
        thread.join(timeout=60)


def main(folder: Path) -> None:
    """Print the measurements."""
    with ExitStack() as stack:
        bare = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (bare / "app.py").write_text(EMPTY, encoding="utf-8")
        shutil.copytree(PROJECT / ".streamlit", bare / ".streamlit")  # the same settings
        empty, ours = stack.enter_context(started(folder, bare)), stack.enter_context(started(folder))
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        for others in (0, OTHERS):
            with crowd(empty, [""], others):
                base = timed(context, empty, "Power", ("2", "1"))
            print(f"{others + 1} sessions: an empty page with a chart {base:.0f} ms; its server {sent(empty, '')[1]:.0f} ms")
            with crowd(ours, [address for _, address, _, _ in PAGES], others):
                for name, address, label, options in PAGES:
                    took = timed(context, f"{ours}/{address}", label, options)
                    chart, done = sent(ours, address)
                    print(f"  {name}: {took:.0f} ms, {took / base:.1f} times; the server sends the chart after {chart:.0f} ms "
                          f"and is done after {done:.0f} ms", flush=True)
        browser.close()


if __name__ == "__main__":
    sys.exit(printed.program(main, Path(sys.argv[1]) if len(sys.argv) > 1 else warehouse.FOLDER))
