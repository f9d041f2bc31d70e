"""The one door by which words come onto a page. Streamlit takes all of them for Markdown, also those of a button or a table.

A name from an extract, what a person wrote and a sentence that holds either are text: they come in as `str`, and a reader sees
them letter by letter. What is meant to act, such as bold type or a list, is written as `Markdown` here in the code; its `format`
puts values in as text. So nothing can be forgotten, for `str` needs no care. A test holds that pages draw words by this door
alone, and that `Markdown` is made of nothing but words of ours.
"""

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import TypeVar, cast

import streamlit as st

from indicators.wording import letters

Draw = TypeVar("Draw", bound=Callable[..., object])
# Where letters become a link, an emoji, an icon or, standing alone, the sign of an arrow: the middle of each.
APART = r"[\s:@.=~<>\\-]"  # what stands around an arrow that stands alone, in the text or once its parts are elements
ARROW = rf"(?:(?<=^)|(?<={APART}))(?:-(?=(?:-|\\>)(?:{APART}|$))|(?<=\\[<>~])[-=](?=(?:\\>)?(?:{APART}|$)))"
LINKED = re.compile(rf":(?=\S)|@|(?i:(?<=www))\.|{ARROW}")
BEGUN = re.compile(r"^(\d{1,9}(?=[.)](?: |$))|(?=[-+](?: |$)|=))")  # a list, or what makes a heading of the line above


def plain(text: str) -> str:
    """Any text as Markdown that a reader sees as this very text, on one line: no mark acts, nothing becomes a link, a formula, a
    picture or an emoji. What is not seen itself, such as marks that turn a line round, is left out.

    Streamlit looks for links, emoji, icons and arrows once more after it has read the backslashes. There only an element between
    two letters keeps them apart: `:color[…]` without a colour, which draws its letter and does nothing else.
    """
    line = re.sub(r"([\\`*_{}\[\]<>#|$~&])", r"\\\1", letters.seen(text))
    line = LINKED.sub(lambda found: f":color[{found[0]}]", line)
    return BEGUN.sub(r"\1\\", line)


class Markdown(str):
    """Markdown written in the code; what is put in by `format` is text, unless it is Markdown too."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> "Markdown":
        """The same with values put in; numbers may have a format."""
        return Markdown(super().format(*map(_put_in, values), **{name: _put_in(value) for name, value in named.items()}))


NAMED, LINE = Markdown("**{}**  \n{}"), Markdown("- {}")


def _put_in(value: object) -> object:
    return into(value) if isinstance(value, str) else value


def into(words: str | None) -> str | None:
    """Words as Streamlit takes them: Markdown as it is, text with every mark in it made harmless; None stays None."""
    return plain(words) if isinstance(words, str) and not isinstance(words, Markdown) else words


def with_mail(words: str) -> Markdown:
    """Text in which an e-mail address is a link and nothing else acts, for a contact that the authority wrote in its settings."""
    return Markdown(plain(words).replace(":color[@]", "@"))


def bullets(lines: Iterable[str]) -> Markdown:
    """A list, a line for each."""
    return Markdown("\n".join(LINE.format(line) for line in lines))


def joined(parts: Iterable[str], between: str = " ") -> Markdown:
    """Parts one after another; empty ones are left out."""
    return Markdown(between.join(said for part in parts if (said := into(part))))


def _by_the_door(draw: Draw) -> Draw:
    """A function of Streamlit that draws words: its first argument and its `help` go through `into`."""

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
