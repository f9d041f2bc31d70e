"""Faults planted in words and pages, one by one: each makes the file for review differ, so that the snapshot of that part fails.

What a fault changes is put back after it. Without a fault every part that is looked at here is as the file holds it.
"""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace
from syrupy.extensions.amber import AmberDataSerializer

from indicators.charts import one_year, trend
from indicators.children import gaps
from indicators.following import progress
from indicators.judging import icons
from indicators.wording import (
    alert_sentences,
    looked_at,
    public,
    public_past,
    public_summary,
    questions,
    rounded,
    sentences,
    verdicts,
    words,
)
from pages.figures import compare
from pages.frame import header, tour
from pages.sections import definition, numbers
from tests.support import on_screen, seldom_said
from tests.wording.test_sentences import visit  # noqa: F401

pytestmark = pytest.mark.slow

HELD = Path(__file__).parent / "__snapshots__" / "test_sentences.ambr"
PAGE, SITUATION = "test_what_a_page_says[{}-{}]", "test_what_is_said_in_situations_that_are_seldom_met[{}]"


def says(old: str, new: str) -> Callable:
    """The function, but with other words in what it says."""
    return lambda original: lambda *given, **named: original(*given, **named).replace(old, new)


def exchanged(one: str, other: str) -> Callable:
    """The function or the words by name, but with one for the other and back."""
    def both(said: str | None) -> str | None:
        return said and said.replace(one, "\0").replace(other, one).replace("\0", other)

    def planted(original: Any) -> Any:
        if isinstance(original, dict):
            return original | {one: original[other], other: original[one]}
        return lambda *given, **named: both(original(*given, **named))

    return planted


def always(said: Any) -> Callable:
    """Whatever it was asked, the same."""
    return lambda _: lambda *given, **named: said


def march_is_april(calendar: Any) -> SimpleNamespace:
    months = list(calendar.month_name)
    return SimpleNamespace(month_name=[*months[:3], "April", *months[4:]], month_abbr=calendar.month_abbr)


def counts_change_places(original: Callable) -> Callable:
    def planted(row, *given):
        return original(replace(row, numerator=row.denominator, denominator=row.numerator), *given)

    return planted


def always_many(original: Callable) -> Callable:
    return lambda *given: f"{original(*given).removesuffix('s')}s"


def sides_change_places(original: Callable) -> Callable:
    return lambda row, when, *given: original(row, "" if when else "baseline_", *given)


def levels_change_places(original: Callable) -> Callable:
    return lambda row, *given: original(row | {"before": row["after"], "after": row["before"]}, *given)


def without_other_years(original: Callable) -> Callable:
    return lambda row, *given: original(row, *given).replace(f"In {words.financial_year(row.comparator_year or 0)}: ", "")


FAULTS: dict[str, tuple[Any, str, Callable, str]] = {  # what is wrong: where, what is planted, and the part that must differ
    "numerator and denominator change places": (words, "fraction", counts_change_places, "figures"),
    "a month is misnamed": (words, "calendar", march_is_april, "figures"),
    "a figure that is hidden is called missing": (words, "SYMBOLS", exchanged("c", "x"), "figures"),
    "a count on one day is told as a period": (words, "when", says("at 31", "in 31"), "figures"),
    "a rounded nought is told as none": (rounded, "count", says("fewer than 3", "0"), "gaps and waits"),
    "under 1 in 1,000 is told as none": (words, "_nearly", lambda _: lambda row, shown, *rest: shown, "figures"),
    "low is good is told as higher is better": (words, "DIRECTIONS", exchanged("low is good", "high is good"), "headlines"),
    "higher is told as lower": (words, "UP", lambda held: dict.fromkeys(held, "Lower than usual"), "headlines"),
    "a run begins when it ends": (words, "since", lambda original: lambda run: original(run[-1:]), "headlines"),
    "no day from which testing can begin": (looked_at, "until", always(""), "headlines"),
    "a provisional month is not said": (sentences, "_newer", always(""), "headlines"),
    "a hidden figure's last known one is left out": (sentences, "_last_known", always(""), "headlines"),
    "the year of other authorities is missing": (trend, "_comparators", without_other_years, "charts in words"),
    "our own authority is not marked": (one_year, "words", says(" (ours)", ""), "charts in words"),
    "worse is drawn as better": (icons, "VARIATION", exchanged(("worse", "up"), ("better", "up")), "charts in words"),
    "1 children": (words, "people", says("1 more child", "1 more children"), "alerts"),
    "more is told as fewer": (alert_sentences, "_excess", exchanged("more", "fewer"), "alerts"),
    "worse is told as better": (alert_sentences, "JUDGED", exchanged("worse", "better"), "alerts"),
    "what was before is told as what is now": (alert_sentences, "_told", sides_change_places, "alerts"),
    "one to watch is told as one to act on": (alert_sentences, "alert_beside", says("Worth watching", "To act on"), "alerts"),
    "rounded figures are told as nothing new": (looked_at, "blunt", always(False), "what was looked at"),
    "0 figure": (looked_at, "_were", always("was"), "what was looked at"),
    "1th": (verdicts, "ordinal", lambda _: "{}th".format, "places among others"),
    "the year before": (verdicts, "year_of", says("2024–25", "2023–24"), "places among others"),
    "the best quarter is told as the worst": (verdicts, "BANDS", exchanged("A", "D"), "places among others"),
    "95% is told as 99.8%": (verdicts, "LIMIT", lambda held: {1: held[2], 2: held[1]}, "places among others"),
    "clearly worse is told as better": (public, "against_places", lambda original: lambda standing, _: original(
        standing, "high is good"), "plain words"),
    "England's number is told as the middle": (public, "LIKE_US", lambda _: "England", "plain words"),
    "worse than before is told as better": (public_past, "_changed", exchanged("worse", "better"), "plain words"),
    "2 is": (public_summary, "_be", always("is"), "plain words"),
    "what has been done of what went well": (questions, "_about_the_change", exchanged(
        "what will keep it that way", "what has been done since"), "questions"),
    "1 points": (sentences, "_points", always_many, "moves and actions"),
    "from after to before": (sentences, "move", levels_change_places, "moves and actions"),
    "put right is told as not yet": (progress, "WHY", exchanged("put right", "not yet"), "moves and actions"),
    "overdue is told as due": (progress, "due", says("Overdue since", "Due"), "moves and actions"),
}
ON_PAGES: dict[str, tuple[Any, str, Callable, tuple[str, str]]] = {
    "invented figures do not say so": (header, "INVENTED", lambda _: "Figures", ("alerts", "board")),
    "the year of other authorities is missing": (numbers, "comparators", says("2024–25: ", ""), ("indicator", "board")),
    "children on the last day are told as all in the period": (
        definition, "TIMING", exchanged("during", "at end"), ("indicator", "performance")),
    "the median is told as the mean": (compare, "_beside_whom", says("median", "mean"), ("compare", "board")),
    "a gap is told as longer than another standard": (gaps, "headline", says("28 days", "42 days"), ("gaps", "performance")),
    "the tour is not there": (tour, "draw", always(None), ("overview", "board")),
    "a chart has no words": (trend, "words", always(""), ("indicator", "scrutiny")),
}


@pytest.fixture(scope="module")
def held() -> dict[str, str]:
    """What the file for review holds, by test."""
    return {each.name: str(each.data) for each in AmberDataSerializer.read_file(str(HELD))}


def written(lines: list[str]) -> str:
    return AmberDataSerializer.serialize("\n".join(lines))


@pytest.mark.parametrize("section", sorted({fault[-1] for fault in FAULTS.values()}))
def test_without_a_fault_the_situations_are_as_the_file_holds_them(held, section):
    assert written(seldom_said.lines(section)) == held[SITUATION.format(section)]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_what_is_said_in_a_situation_is_found(monkeypatch, held, fault):
    module, name, change, section = FAULTS[fault]
    monkeypatch.setattr(module, name, change(getattr(module, name)))
    assert written(seldom_said.lines(section)) != held[SITUATION.format(section)]


@pytest.mark.parametrize(("page", "role"), sorted({fault[-1] for fault in ON_PAGES.values()}))
def test_without_a_fault_the_pages_are_as_the_file_holds_them(visit, held, page, role):  # noqa: F811
    assert written(on_screen.own(visit(page, role))) == held[PAGE.format(page, role)]


@pytest.mark.parametrize("fault", ON_PAGES)
def test_a_fault_on_a_page_is_found(monkeypatch, visit, held, fault):  # noqa: F811
    module, name, change, (page, role) = ON_PAGES[fault]
    monkeypatch.setattr(module, name, change(getattr(module, name)))
    app = visit(page, role)
    assert not app.exception and written(on_screen.own(app)) != held[PAGE.format(page, role)]
