"""The functions that draw text on a page. Streamlit reads every text as Markdown, also the label of a button or a table's cell.

A name from an extract and a sentence that a person wrote are `str`: the reader sees every character as it was written.
Formatting, such as bold type or a list, is a `Markdown` written in the code; its `format` escapes values that are `str`. A test
checks that pages draw text through this module alone, and that each `Markdown` is made from constants of the code.
"""

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import TypeVar, cast

import streamlit as st

from indicators.wording import letters

Draw = TypeVar("Draw", bound=Callable[..., object])
# The characters that Streamlit turns into a link, an emoji, an icon or an arrow: the middle one of each.
APART = r"[\s:@.=~<>\\-]"  # the characters around an arrow, in the text or after its parts became elements
ARROW = rf"(?:(?<=^)|(?<={APART}))(?:-(?=(?:-|\\>)(?:{APART}|$))|(?<=\\[<>~])[-=](?=(?:\\>)?(?:{APART}|$)))"
LINKED = re.compile(rf":(?=\S)|@|(?i:(?<=www))\.|{ARROW}")
BEGUN = re.compile(r"^(\d{1,9}(?=[.)](?: |$))|(?=[-+](?: |$)|=))")  # a list, or marks that make the line above a heading


def plain(text: str) -> str:
    """The text as Markdown on one line that a reader sees unchanged: no formatting, link, formula, picture or emoji. Invisible
    characters, such as those that reverse a line, are removed.

    Streamlit looks for links, emoji, icons and arrows again after it has read the backslashes. An element between two characters
    prevents that: `:color[…]` without a colour draws its character and has no other effect.
    """
    line = re.sub(r"([\\`*_{}\[\]<>#|$~&])", r"\\\1", letters.seen(text))
    line = LINKED.sub(lambda found: f":color[{found[0]}]", line)
    return BEGUN.sub(r"\1\\", line)


class Markdown(str):
    """Markdown written in the code; `format` escapes each value that is a plain `str`."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> "Markdown":
        """This Markdown with the values filled in; a number may have a format, such as {:,}."""
        return Markdown(super().format(*map(_put_in, values), **{name: _put_in(value) for name, value in named.items()}))


NAMED, LINE = Markdown("**{}**  \n{}"), Markdown("- {}")


def _put_in(value: object) -> object:
    return into(value) if isinstance(value, str) else value


def into(words: str | None) -> str | None:
    """The text that Streamlit gets: Markdown unchanged, plain text escaped, None as None."""
    return plain(words) if isinstance(words, str) and not isinstance(words, Markdown) else words


def with_mail(words: str) -> Markdown:
    """Escaped text in which an e-mail address is a link, for the contact in the authority's settings."""
    return Markdown(plain(words).replace(":color[@]", "@"))


def bullets(lines: Iterable[str]) -> Markdown:
    """A bulleted list, one bullet for each line."""
    return Markdown("\n".join(LINE.format(line) for line in lines))


def joined(parts: Iterable[str], between: str = " ") -> Markdown:
    """The parts joined by `between`; empty parts are left out."""
    return Markdown(between.join(said for part in parts if (said := into(part))))


def _by_the_door(draw: Draw) -> Draw:
    """A Streamlit function whose first argument and `help` go through `into`."""

    @wraps(draw)
    def drawn(words: str, *given: object, **look: object) -> object:
        return draw(into(words), *given, **{name: _put_in(each) if name == "help" else each for name, each in look.items()})

    return cast(Draw, drawn)


title = _by_the_door(st.title)
header = _by_the_door(st.header)
subheader = _by_the_door(st.subheader)
markdown = _by_the_door(st.markdown)
caption = _by_the_door(st.caption)
info = _by_the_door(st.info)
success = _by_the_door(st.success)
warning = _by_the_door(st.warning)
error = _by_the_door(st.error)
toast = _by_the_door(st.toast)
expander = _by_the_door(st.expander)
badge = _by_the_door(st.badge)
progress = _by_the_door(st.progress)
spinner = _by_the_door(st.spinner)
button = _by_the_door(st.button)
submit = _by_the_door(st.form_submit_button)
text_input = _by_the_door(st.text_input)
text_area = _by_the_door(st.text_area)
date_input = _by_the_door(st.date_input)
selectbox = _by_the_door(st.selectbox)
multiselect = _by_the_door(st.multiselect)
checkbox = _by_the_door(st.checkbox)
toggle = _by_the_door(st.toggle)
file_uploader = _by_the_door(st.file_uploader)


def page_link(page: st.Page, label: str, query_params: dict[str, str], icon: str | None = None) -> None:
    """A link to a page."""
    st.page_link(page, label=into(label), icon=icon, query_params=query_params)
