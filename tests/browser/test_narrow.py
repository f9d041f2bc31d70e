"""Charts on narrow screens and on paper, in a real Chromium: no words lie over others or are cut, none that matter are lost."""

import re

import pytest

from tests.support.browser import Watched

pytestmark = pytest.mark.slow

PHONES = (320, 390)  # 320 pixels are 400% of a screen of 1,280
TOUCH = 2  # pixels by which boxes of words may overlap: a box is a little larger than its letters
BOXES = """const boxes = figure => [...figure.querySelectorAll('.main-svg text, .sightline-drawn, .sightline-key span')].filter(
    each => /[\\p{L}\\p{N}]/u.test(each.textContent) && each.checkVisibility({visibilityProperty: true, opacityProperty: true})
).map(each => ({said: each.textContent, inside: each.closest('svg'), box: each.getBoundingClientRect()})).filter(
    each => each.box.width);"""
CLASHES = f"""touch => {{
    {BOXES}
    const found = [];
    for (const figure of document.querySelectorAll('[class*="st-key-figure_"]')) {{
        const every = boxes(figure);
        every.forEach((one, place) => {{
            const edge = (one.inside || figure).getBoundingClientRect(), box = one.box;
            if (Math.max(edge.left - box.left, box.right - edge.right, edge.top - box.top, box.bottom - edge.bottom) > touch)
                found.push(`cut: ${{one.said}}`);
            for (const other of every.slice(place + 1)) {{
                const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
                const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
                if (across > touch && down > touch) found.push(`over: ${{one.said}} | ${{other.said}}`);
            }}
        }});
    }}
    return found;
}}"""
WORDS = f"""() => {{ {BOXES} return [...document.querySelectorAll('[class*="st-key-figure_"]')].flatMap(boxes).length; }}"""
LOST = """() => [...document.querySelectorAll('[class*="st-key-figure_"]')].flatMap(figure =>
    [...figure.querySelectorAll('.annotation')].filter(each => each.querySelector('[style*="--wide"]')
        && !each.checkVisibility() && !figure.querySelector('.sightline-key').innerText.includes(each.textContent)
    ).map(each => each.textContent))"""
TOO_WIDE = """() => [document.documentElement, document.querySelector('.stMain')].some(
    each => each.scrollWidth > each.clientWidth)"""
PICTURES = """() => [...document.querySelectorAll('img.sightline-picture, img.sightline-spark')].filter(
    each => each.checkVisibility()).map(each => each.complete && each.naturalWidth ? each.clientWidth / each.naturalWidth : 0)"""
SMALLEST = {"screen": 0.7, "print": 0.45}  # of its size that a picture may shrink to: its words are 13 pixels high
# Words inside an image cannot be measured, so each is put in its place as the drawing it is.
OPENED = """() => [...document.querySelectorAll('img.sightline-picture, img.sightline-spark')].map(each => {
    const drawn = document.createElement('div');
    drawn.className = 'st-key-figure_opened';
    drawn.innerHTML = new TextDecoder().decode(Uint8Array.from(atob(each.src.split(',')[1]), letter => letter.charCodeAt(0)));
    drawn.firstChild.classList.add('main-svg');
    each.replaceWith(drawn);
}).length"""
PLANT = """place => {
    const ticks = [...document.querySelectorAll('.st-key-chart_trend .ytick text')];
    ticks[0].setAttribute('transform', place === 'over' ? ticks[1].getAttribute('transform') : 'translate(-60, 100)');
}"""


@pytest.mark.parametrize(("role", "path", "widths"), [
    ("board", "compare", PHONES), ("performance", "gaps", PHONES), ("board", "journey", (910,)),
])
def test_no_words_of_a_chart_overlap_or_are_cut_on_a_telephone(contexts, address, role, path, widths):
    with Watched(contexts["light"]) as watched:
        watched.page.goto(f"{address}/{path}?role={role}")
        for width in widths:
            watched.rest(width)
            assert watched.page.evaluate(WORDS) > 10
            assert not watched.page.evaluate(CLASHES, TOUCH), width
            assert not watched.page.evaluate(LOST)
            assert not watched.page.evaluate(TOO_WIDE)


def test_words_that_overlap_or_are_cut_would_be_found(contexts, address):
    with Watched(contexts["dark"]) as watched:
        watched.page.goto(f"{address}/indicator?role=board")
        for width in PHONES:
            watched.rest(width)
            assert not watched.page.evaluate(CLASHES, TOUCH), width
        for fault in ("over", "cut"):
            watched.page.evaluate(PLANT, fault)
            assert [found.split(":")[0] for found in watched.page.evaluate(CLASHES, TOUCH)] == [fault]


def test_a_picture_saved_on_a_telephone_has_its_title_and_key_and_every_label(contexts, address, tmp_path):
    with Watched(contexts["dark"]) as watched:
        watched.page.goto(f"{address}/compare?role=board&picture=svg")
        watched.rest(320)
        figure = watched.page.locator(".st-key-figure_funnel")
        said = [*figure.locator(".sightline-drawn, .sightline-key > span:not(.sightline-narrow)").all_inner_texts()]
        named = [text.split(":")[0] for text in figure.locator(".sightline-narrow").all_inner_texts()]
        figure.locator(".stPlotlyChart").hover()
        with watched.page.expect_download() as saved:
            figure.locator(".modebar-btn").first.click()
        saved.value.save_as(tmp_path / "picture.svg")
    picture = (tmp_path / "picture.svg").read_text()
    held = re.sub(r"<[^>]*>|\s", "", picture)
    assert len(said) > 5 and named
    assert not [text for text in (*said, *named) if re.sub(r"\s", "", text) not in held]
    assert re.match(r'<svg[^>]* width="960"', picture)


@pytest.mark.parametrize(("role", "path"), [("scrutiny", "plain"), ("performance", "indicator"), ("board", "overview")])
def test_pictures_are_there_on_a_telephone_and_on_paper_and_no_words_in_them_overlap_or_are_cut(contexts, address, role, path):
    with Watched(contexts["light"]) as watched:
        watched.page.goto(f"{address}/{path}?role={role}")
        for media, width in (("screen", 320), ("screen", 1280), ("print", 1280)):
            watched.page.emulate_media(media=media)
            watched.rest(width)
            pictures = watched.page.evaluate(PICTURES)
            assert len(pictures) > 2 and min(pictures) > SMALLEST[media], f"{media} {width}"
        watched.page.emulate_media(media="screen")
        assert watched.page.evaluate(OPENED) > 2
        assert not watched.page.evaluate(CLASHES, TOUCH)
