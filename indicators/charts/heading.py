"""The title and the key of a chart as HTML, which a page sets above and below it: text that wraps by itself at every width.

Both stand in the figure too, for a saved picture, where a page does not show them. The page's stylesheet draws in the room that
they take there, and on paper what a chart is made smaller by: `--room` and `--high` tell it the pixels.
"""

import html


def above(layout) -> str:
    """The title of a figure, as HTML. `layout` is the figure's, with the `meta` of `style.layout`."""
    title = html.escape(layout.meta["title"], quote=False)
    return f'<p class="sightline-drawn" style="--room:{layout.meta["above"]}">{title}</p>'


def below(layout) -> str:
    """The phrases of its key as HTML, and those that only a narrow chart needs, because it shows fewer words."""
    said = [f"<span>{phrase}</span>" for phrase in layout.meta["key"]]
    said += [f'<span class="sightline-narrow">{phrase}</span>' for phrase in layout.meta["narrow"]]
    room = f"--room:{layout.meta['below']}; --high:{layout.height}"
    return f'<p class="sightline-key" style="{room}">{" ".join(said)}</p>'
