"""The title and the key of a chart as HTML, which a page sets above and below it: text that wraps by itself at every width.

Both stand in the figure too, for a saved picture, where a page does not show them; the room they take there is drawn in by
margins below nought.
"""

import html


def above(meta: dict) -> str:
    """The title of a figure with this `meta`, drawn in over the room that its picture has for one; empty without a title."""
    room = f'style="margin-bottom:{-meta["above"]}px"'
    return f'<p class="sightline-drawn" {room}>{html.escape(meta["title"], quote=False)}</p>' if meta["title"] else ""


def below(meta: dict) -> str:
    """The phrases of its key, and those that only a narrow chart needs, because it shows fewer words; empty without any."""
    said = [f"<span>{phrase}</span>" for phrase in meta["key"]]
    said += [f'<span class="sightline-narrow">{phrase}</span>' for phrase in meta["narrow"]]
    return f'<p class="sightline-key" style="margin-top:{-meta["below"]}px">{" ".join(said)}</p>' if said else ""
