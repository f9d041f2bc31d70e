"""The invented authority, written and built once and kept (`authority`); nothing here is a stand-in for the real thing."""

from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest
from filelock import FileLock
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

from indicators.roles import View
from tests.support import authority
from tests.support.audience import BOARD, PERFORMANCE, SCRUTINY

pytest_plugins = ["tests.support.browser", "tests.support.small_builds"]  # Chromium and the product; builds of a few rows
settings.register_profile("busy", deadline=None)  # other tests run beside: how long one takes says nothing of it
settings.load_profile("busy")

SHARED = Path(__file__).parents[2] / "shared"
# The files that take longest for themselves. Begun first, they do not run alone at the end while the other cores wait. The first
# makes the invented authority, and those after it need none, so that no core waits for it.
LONGEST = ("test_browser", "test_spoilt", "test_spark", "test_leaks", "test_axe", "test_records", "test_series", "test_adding",
           "test_sentences")
PARTS = 12


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; the order within a file stays."""
    items.sort(key=lambda item: next((n for n, name in enumerate(LONGEST) if item.path.name.startswith(name)), len(LONGEST)))


class ByFile(LoadFileScheduling):
    """Gives each file to one process, and the table of spoilt extracts in parts, because it takes longest by far."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return f"{file} {crc32(nodeid.encode()) % PARTS}" if "test_spoilt" in file else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    """The scheduler of the processes that run tests."""
    return ByFile(config, log)


@pytest.fixture(scope="session")
def once(tmp_path_factory, worker_id) -> Callable[[str, Callable[[Path], object]], Path]:
    """A folder made by a function, once for all the processes that share this run of the tests."""
    root = tmp_path_factory.getbasetemp()
    shared = root if worker_id == "master" else root.parent

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder = shared / name
        with FileLock(shared / f"{name}.lock"):
            if not folder.exists():
                make(coming := shared / f"{name} coming")
                coming.rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def invented(once) -> Path:
    """The folder of extracts of the invented authority, six years of it."""
    from data import synthetic

    return once("invented", lambda folder: authority.kept("invented", synthetic.write, folder))


@pytest.fixture(scope="session")
def warehouse(invented, once) -> Path:
    """A warehouse built from those extracts by the product's own build."""
    from data import build

    return once("warehouse", lambda folder: authority.kept("warehouse", lambda made: build.build(invented, made), folder))


@pytest.fixture(scope="session")
def strangely_named(warehouse, once) -> Path:
    """That warehouse with teams called by names that hold marks, links, formulas and orders."""
    from tests.support import hostile

    return once("strangely named", lambda folder: hostile.named(warehouse, folder))


@pytest.fixture(params=[PERFORMANCE, BOARD, SCRUTINY], ids=lambda role: role.id)
def any_view(request, warehouse) -> View:
    """The invented authority as each audience sees it."""
    return View(role=request.param, grain=request.param.grain, warehouse=warehouse)


@pytest.fixture
def view(warehouse) -> View:
    """The invented authority as the performance team sees it."""
    return View(role=PERFORMANCE, warehouse=warehouse)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference cases beside the checkout; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside this checkout")
    return SHARED


@pytest.fixture
def tree(tmp_path) -> Path:
    """A copy of the project's own files, to change without harm."""
    return authority.copied(tmp_path)
