"""The title and the key of a chart as HTML, which a page sets above and below it, so that the text wraps at every width.

The figure has both too, for a saved picture; a page hides them there. `--room` and `--high` give the stylesheet the pixels that
they take in the figure and the height of the figure.
"""

from typing import Protocol

from markupsafe import Markup

ABOVE = Markup('<p class="sightline-drawn" style="--room:{}">{}</p>')
BELOW = Markup('<p class="sightline-key" style="--room:{}; --high:{}">{}</p>')
PHRASE, NARROW = Markup("<span>{}</span>"), Markup('<span class="sightline-narrow">{}</span>')


class Layout(Protocol):
    """What is asked of a figure's layout: its height in pixels, and the `meta` of `style.layout`."""

    height: int
    meta: dict


def above(layout: Layout) -> str:
    """The title of a figure, as HTML; `layout` is the figure's layout, with the `meta` of `style.layout`."""
    return ABOVE.format(layout.meta["above"], layout.meta["title"])


def below(layout: Layout) -> str:
    """The phrases of a figure's key as HTML, with those that only a narrow chart needs, because it shows less text itself."""
    said = [phrases(layout.meta["key"]), phrases(layout.meta["narrow"], NARROW)]
    return BELOW.format(layout.meta["below"], layout.height, Markup(" ").join(filter(None, said)))


def phrases(key: list[str], each: Markup = PHRASE) -> Markup:
    """The phrases of a key in one line of HTML; they are markup already, and the charts have escaped the names in them."""
    return Markup(" ").join(each.format(Markup(phrase)) for phrase in key)
