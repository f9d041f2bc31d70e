"""In a real browser, below a path and with teams called as nobody would call them: names are read letter by letter, icons are
drawn, each page has a title of its own, the keyboard skips the menu, and an address that is none has words and a way back.
"""

from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import expect

from pages.access import known_addresses
from tests.support import admitted, hostile
from tests.support.browser import PATIENCE, PROBES, Watched, started

pytestmark = pytest.mark.slow

PATH = "/cs/sightline"
FIRST = hostile.SEEN["Locality Central"]
ACTING = ("a[href*='://e.com' i], a[href*='://www.e.com' i], a[href^=mailto], img[src*='e.com'], .katex, main del, "
          ":is(h1, .st-key-what [data-testid=stCaptionContainer], td, th) :is(em, code, strong, [role=img])")
DRAWN_ICONS = "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)"
NAMES = ".stPlotlyChart .ytick text, .stTable td:first-child"


@pytest.fixture(scope="module")
def below(strangely_named):
    """The product below a path, on teams of hostile names."""
    with started(strangely_named, below=PATH) as where:
        yield where


def acting(page) -> list[str]:
    """What on the page does what only a name can have asked for."""
    return page.locator(ACTING).evaluate_all("found => found.map(each => each.outerHTML)")


def letters(words: str) -> str:
    return "".join(words.split())


def test_names_are_text_icons_are_drawn_and_each_page_has_a_title(contexts, below):
    with Watched(contexts["light"]) as watched:
        page, lost = watched.page, []
        page.on("response", lambda answer: lost.append(answer.url) if answer.status >= 400 else None)
        watched.open(f"{below}/indicator?role=performance&tour=off&indicator=worker_supervision_on_time&team={quote(FIRST)}")
        assert FIRST in page.locator("h1").first.text_content() and FIRST in page.locator(".st-key-what").text_content()
        assert not acting(page) and not [each for each in lost if not each.endswith(PROBES)]
        assert "Material Symbols Rounded" in page.evaluate(DRAWN_ICONS)
        expect(page).to_have_title("Workers supervised on time · Sightline")
        page.locator(".st-key-menu a", has_text="Supervision and visits").click()
        expect(page).to_have_title("Supervision and visits · Sightline", timeout=PATIENCE)


def test_names_in_charts_and_tables_are_text(contexts, below):
    with Watched(contexts["light"]) as watched:
        watched.open(f"{below}/gaps?role=performance&tour=off&gaps=worker_supervision")
        said = {letters(each) for each in watched.page.locator(NAMES).all_text_contents()}
        assert {letters(name) for name in hostile.SEEN.values()} <= said  # in the table; a chart cuts a long one
        for name in map(letters, hostile.SEEN.values()):
            assert [each for each in said if each != name and each.startswith(name[:30])], name
        assert not acting(watched.page)


def test_the_keyboard_skips_the_menu_and_no_menu_records_the_screen(contexts, below):
    with Watched(contexts["light"]) as watched:
        page = watched.page
        watched.open(f"{below}/accessibility?role=scrutiny&tour=off")
        skip = page.locator("a:visible", has_text="Skip to main content")
        for _ in range(3):  # the first places that Tab comes to
            page.keyboard.press("Tab")
            if skip.evaluate("each => each === document.activeElement"):
                break
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.st-key-page') !== null")
        assert not page.locator("[data-testid=stMainMenu], [data-testid=stMainMenuButton]").count()


@pytest.mark.parametrize("path", [f"{PATH}/overview/extra/path", f"{PATH}/{'a' * 200}", "/elsewhere"])
def test_an_address_that_is_none_has_words_and_a_way_back(contexts, below, path):
    own = admitted.COOKIES[below].items()  # a server in this place gives the cookie to all its addresses
    contexts["light"].add_cookies([{"name": name, "value": value, "url": below.removesuffix(PATH)} for name, value in own])
    page = contexts["light"].new_page()
    page.goto(below.removesuffix(PATH) + path)
    expect(page.locator("h1")).to_have_text(known_addresses.NO_PAGE)
    link = page.get_by_role("link").evaluate("each => each.href")
    assert urlsplit(link).path == f"{PATH}/"
    page.close()
