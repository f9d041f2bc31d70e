"""Escapes text for the markup of a chart.

Names come from extracts and comments from users. A browser or Plotly may read a part of them as a tag or an entity.
`pages/text.py` escapes text for Markdown, and `queries/spreadsheets.py` for a file that a spreadsheet opens.
"""

import html
import unicodedata

UNSEEN = ("Cc", "Cf", "Co", "Cs")  # categories of invisible characters, such as marks that reverse the direction of a line


def seen(text: str) -> str:
    """The visible characters on one line, without control characters and marks that reverse the direction of text."""
    kept = (each for each in text if each.isspace() or unicodedata.category(each) not in UNSEEN)
    return " ".join("".join(kept).split())


def in_markup(text: str) -> str:
    """Text for HTML, SVG or Plotly, with tags, entities and Plotly's templates (`%{…}`) escaped."""
    return html.escape(seen(text), quote=False).replace("%{", "&#37;{")
