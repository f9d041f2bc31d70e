"""The title and the key of a chart as HTML, which a page sets above and below it: text that wraps by itself at every width.

Both stand in the figure too, for a saved picture, where a page does not show them. The page's stylesheet draws in the room that
they take there, and on paper what a chart is made smaller by: `--room` and `--high` tell it the pixels.
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
    """The title of a figure, as HTML. `layout` is the figure's, with the `meta` of `style.layout`."""
    return ABOVE.format(layout.meta["above"], layout.meta["title"])


def below(layout: Layout) -> str:
    """The phrases of its key as HTML, and those that only a narrow chart needs, because it shows fewer words."""
    said = [phrases(layout.meta["key"]), phrases(layout.meta["narrow"], NARROW)]
    return BELOW.format(layout.meta["below"], layout.height, Markup(" ").join(filter(None, said)))


def phrases(key: list[str], each: Markup = PHRASE) -> Markup:
    """The phrases of a key, which are markup already: a chart reads them as such, and names in them were made text for it."""
    return Markup(" ").join(each.format(Markup(phrase)) for phrase in key)
