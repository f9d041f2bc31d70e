"""Walks every page and filter as a protected audience, twice in step: in a process that serves every audience, and in one that
has nothing but this audience's own file. Every byte is held against the rules of rules.py, and the two must be told the same.

`python -m tests.leaks.walk [WAREHOUSE]` takes the long way: every filter value of every indicator. The slow tests take a
shorter one: every indicator on every page that has one, and every filter value on one of them. The fast test opens every page,
each 24th indicator, and the filter values of one page.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pages import children, figures
from pages.frame import unmet_filters as asked_for
from queries import printed
from queries.store import warehouse as built
from tests.leaks.rules import Told, beyond, held
from tests.support.browser import started
from tests.support.visitor import CHOICE_OF_ROLE, Seen, Visitor

INDICATOR, FAILED = "Indicator", "could not be drawn"
MANY = 40  # a box with more options than this (the authorities of England) is tried at a few of them
COMPARED = 12  # every twelfth indicator is asked of both processes, on each page others; the rules are for all
RECORDS = [each.ADDRESS for each in children.PAGES]
STRANGE = ("No such thing", "' OR 1=1 --", "../performance.duckdb", "")
FIRST = ("overview", "alerts", "indicator", "compare", "plain", "journey")  # pages that remember what they worked out


@contextmanager
def alone(audience: str, warehouse: Path) -> Iterator[str]:
    """The address of a process started for one audience, on a warehouse that holds that audience's file and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        build = built.current(warehouse)
        (own := Path(folder) / "warehouse" / build.name).mkdir(parents=True)
        shutil.copy(build / f"{audience}.duckdb", own)
        (own.parent / "current").write_text(f"{build.name}\n", encoding="utf-8")
        with started(own.parent, SIGHTLINE_AUDIENCE=audience) as address:
            yield address


class Walk:
    """A walk of one audience through two processes; `wrong` says what was told that should not have been."""

    def __init__(self, audience: str, warehouse: Path, shared: str, own: str):
        self.query, self.told, self.runs = f"role={audience}", Told(held(audience, warehouse)), 0
        self.first = figures.ordered(audience)[0].ADDRESS  # what comes in place of a page this audience does not have
        self.both = Visitor(shared), Visitor(own)
        with Visitor(shared, downloads=False) as performance:  # so that nothing worked out for one is given to another
            for page in FIRST:
                self.hashes = performance.go(page, "role=performance").hashes

    def __enter__(self) -> "Walk":
        return self

    def __exit__(self, *raised) -> None:
        for visitor in self.both:
            visitor.__exit__(*raised)

    @property
    def wrong(self) -> list[str]:
        """What was told that should not have been."""
        return self.told.wrong

    def go(self, page: str, query: str = "", both: bool = True, page_hash: str = "", **widgets: str) -> Seen:
        """Ask both processes the same, and hold what they say against the rules and against each other."""
        asked = "&".join(filter(None, [self.query, query]))
        shared, *own = (visitor.go(page, asked, page_hash, **widgets) for visitor in self.both[: 1 + both])
        self.runs += 1
        where = f"{query} {' '.join(widgets.values())}"
        missing = shared.not_found or not page or asked_for.NO_PAGE[:40] in " ".join(shared.texts())
        self.told.hear(shared, self.first if missing else page, where)
        if FAILED in " ".join(shared.texts()) or any("exception" in place for place, _ in shared.leaves):
            self.wrong.append(f"{page}?{where} could not be drawn")  # a page that fails tells nothing, and proves nothing
        self.wrong.extend(f"{page}?{where} {place}: only where the other audiences' files lie: {str(value)[:80]!r}"
                          for each in own for place, value in beyond(shared, each)[:5])
        return shared

    def every_page(self, long: bool = False, step: int = 1, boxes_of: str | None = None) -> None:
        """Every page as it opens, every option of every box on it (or on one page), and each `step`-th indicator of a choice."""
        for turn, page in enumerate(each.ADDRESS for each in figures.PAGES):
            seen = self.go(page)
            if boxes_of in (None, page):
                self._boxes(page, "", seen)
            for place, name in enumerate(self._options(seen, INDICATOR), start=turn):
                if place % step:
                    continue
                chosen = self.go(page, both=long or place % COMPARED == 0, **{seen.boxes[INDICATOR].id: name})
                if long:
                    self._boxes(page, next(part for part in _queries(chosen) if "indicator=" in part), chosen)

    def _boxes(self, page: str, query: str, seen: Seen) -> None:
        """Every option of every box but the indicator; of boxes that come up with a choice, every option too."""
        known = {INDICATOR, CHOICE_OF_ROLE}
        for label in seen.boxes.keys() - known:
            for option in self._options(seen, label):
                found = self.go(page, query, **{seen.boxes[label].id: option})
                for new in found.boxes.keys() - seen.boxes.keys():
                    for other in self._options(found, new):
                        self.go(page, query, **{found.boxes[label].id: option, found.boxes[new].id: other})

    @staticmethod
    def _options(seen: Seen, label: str) -> list[str]:
        options = list(seen.boxes[label].options) if label in seen.boxes else []
        return options if len(options) <= MANY or label == INDICATOR else options[1 :: len(options) // 3]

    def forged(self) -> None:
        """Requests that no page offers: another audience, pages of records by address and by hash, values outside every list."""
        for page in RECORDS:
            self.go(page)
            self.go("", page_hash=self.hashes[page])
            self.told.hear(self.both[1].go(page, "role=performance"), self.first, "role=performance")
        for seen_by, visitor in zip(("shared", "own"), self.both, strict=True):
            self._strange(seen_by, visitor)

    def _strange(self, where: str, visitor: Visitor) -> None:
        usual = visitor.go("indicator", self.query)
        for strange in STRANGE:
            for box in usual.boxes.values():
                if box.label != CHOICE_OF_ROLE:  # invented data may be looked at as anybody
                    seen = visitor.go("indicator", self.query, **{box.id: strange})
                    self.told.hear(seen, "indicator", f"{where} {box.label}={strange!r}")


def _queries(seen: Seen) -> list[str]:
    return [value for place, value in seen.leaves if place.endswith("query_string")]


def main(warehouse: Path) -> None:
    """Take the long walk as each protected audience and print what was told that should not have been."""
    with started(warehouse) as shared:
        for audience in ("board", "scrutiny"):
            with alone(audience, warehouse) as own, Walk(audience, warehouse, shared, own) as walk:
                walk.every_page(long=True)
                walk.forged()
            print(f"{audience}: {walk.runs:,} views, {len(walk.wrong)} things told that should not have been")
            print("\n".join(walk.wrong[:20]))


if __name__ == "__main__":
    sys.exit(printed.program(main, Path(sys.argv[1]) if len(sys.argv) > 1 else built.FOLDER))
