"""The one door by which words come onto a page. Streamlit takes all of them for Markdown, also those of a button or a table.

A name from an extract, what a person wrote and a sentence that holds either are text: they come in as `str`, and a reader sees
them letter by letter. What is meant to act, such as bold type or a list, is written as `Markdown` here in the code; its `format`
puts values in as text. So nothing can be forgotten, for `str` needs no care. A test holds that pages draw words by this door
alone, and that `Markdown` is made of nothing but words of ours.
"""

import re
from collections.abc import Callable, Iterable
from functools import wraps

import streamlit as st

from indicators.wording import letters

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

    def format(self, *values, **named) -> "Markdown":
        """The same with values put in; numbers may have a format."""
        return Markdown(super().format(*map(_put_in, values), **{name: _put_in(value) for name, value in named.items()}))


NAMED, LINE = Markdown("**{}**  \n{}"), Markdown("- {}")


def _put_in(value):
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


def _by_the_door(draw: Callable) -> Callable:
    """A function of Streamlit that draws words: its first argument and its `help` go through `into`."""

    @wraps(draw)
    def drawn(words: str, *given, **look):
        return draw(into(words), *given, **{name: into(each) if name == "help" else each for name, each in look.items()})

    return drawn


title, header, subheader, markdown, caption = map(_by_the_door, (st.title, st.header, st.subheader, st.markdown, st.caption))
info, success, warning, error, toast = map(_by_the_door, (st.info, st.success, st.warning, st.error, st.toast))
expander, badge, progress, spinner = map(_by_the_door, (st.expander, st.badge, st.progress, st.spinner))
button, submit = map(_by_the_door, (st.button, st.form_submit_button))
text_input, text_area, date_input = map(_by_the_door, (st.text_input, st.text_area, st.date_input))
selectbox, multiselect, checkbox, toggle = map(_by_the_door, (st.selectbox, st.multiselect, st.checkbox, st.toggle))
file_uploader = _by_the_door(st.file_uploader)


def page_link(page, label: str, **look) -> None:
    """A link to a page."""
    st.page_link(page, label=into(label), **look)
