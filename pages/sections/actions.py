"""What is being done about an alert: a form to note it, the actions that stand under their alert, and all of them in one list."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import streamlit as st

from indicators.following import actions, follow_up, progress
from indicators.following.follow_up import Followed
from indicators.judging.row_types import Alert
from indicators.roles import ROLES, View, called
from indicators.wording import words
from pages import text
from pages.access import sign_in
from pages.frame import display, links
from pages.text import Markdown
from queries.definitions.header import Indicator
from queries.store.decisions import Refused, series_of

WEEKS = 4  # until an action is due, unless somebody says otherwise
PUBLIC = [role for role in ROLES.values() if role.public]
WHO = words.capital(called(PUBLIC))
MEETS, SEES_NOT = ("they meet", "do not see it") if PUBLIC[1:] else ("it meets", "does not see it")
NO_NAMES = (
    f"Everybody who may open this page's figures for this team or authority reads it{', except ' * bool(PUBLIC)}{called(PUBLIC)}"
    ". Name no child and no family, and give no number below ten."
)
NONE = {
    True: "There are no actions yet. Those noted under an alert are listed here.",
    False: "There are no actions for you to read yet.",
}
NOBODY = (View.who, sign_in.SINGLE.who)  # who is looking where nobody signs in
UNDER, LISTED = Markdown("**Action:** {} · {} · {} · {}"), Markdown("**{}**  \n{} · {} · {}")
COLOURS = {"better": "blue", "worse": "orange", None: "gray"}


def known(view: View) -> list[Followed] | None:
    """Every action this role may read, with what became of it, newest first; None, and a message in their place, if they cannot
    be read.
    """
    try:
        return actions.followed(view, actions.readable(view))
    except Refused as away:
        text.warning(str(away))
        return None


def under(view: View, alert: Alert, every: list[Followed] | None) -> None:
    """The actions already noted on an alert's series, and the form to note another for who decides."""
    for action in every or ():
        if series_of(action) == series_of(alert):
            text.markdown(UNDER.format(action["what"], _state(action), _due(action), action["owner"]))
    if view.role.decides:
        _form(view, alert)


def draw(view: View, every: list[Followed] | None, indicators: dict[str, Indicator]) -> None:
    """The section that lists all actions, open and past, also those whose alert no longer speaks."""
    if every is None:
        return
    text.header("Actions", anchor=False)
    if not every:
        text.markdown(NONE[view.role.decides])
    for action in every:
        with st.container(border=True, key=f"action_{action['id']}", gap="xsmall"):
            _one(view, action, indicators[action["indicator"]])
    if every:
        with text.expander("How it is decided whether an action was followed by a change"):
            text.markdown(follow_up.RULE)


def name(view: View, asked: str = "Your name") -> str:
    """Who decides: whoever is signed in, or where nobody signs in the name they write in the form this stands in."""
    if view.who in NOBODY:
        return text.text_input(asked, max_chars=80)
    known_as = view.who.removeprefix("user:")
    text.caption(f"It is kept under the name you are signed in with: {known_as}")
    return known_as


def do(decision: Callable[..., None], *given: object, said: str, form: str) -> None:
    """Carry out a decision, say so and draw the page anew with an empty form; or say what to mend and leave the form as it is."""
    try:
        decision(*given)
    except Refused as slip:
        text.error(str(slip))
    else:
        st.session_state[form] = st.session_state.get(form, 0) + 1
        text.toast(said)
        st.rerun()


def fresh(form: str) -> str:
    """The key of a form, which changes once what stood in it is kept."""
    return f"{form}_{st.session_state.get(form, 0)}"


def _form(view: View, alert: Alert) -> None:
    form = "note_" + "_".join(series_of(alert))
    place = "" if alert["breakdown"] == "all" else f" for {alert['category']}"
    with text.expander(f"Note an action{place}"), st.form(fresh(form), border=False):
        what = text.text_input("What is to be done", max_chars=300, help=NO_NAMES)
        left, right = st.columns(2)
        with left:
            owner = text.text_input("Who does it", max_chars=80, help="A post, such as Head of Duty and Assessment, or a name.")
        with right:
            due = text.date_input("By when", _today() + timedelta(weeks=WEEKS), min_value=_today(), format="DD/MM/YYYY")
        whole = alert["breakdown"] == "all"
        public = bool(whole and PUBLIC) and text.checkbox(f"{WHO} may read it, and so may the public {MEETS} in")
        by = name(view)
        text.caption(NO_NAMES)
        if text.submit("Note the action"):
            readers = tuple(role.id for role in PUBLIC if public)
            do(actions.note, view, alert, what, owner, due, by, readers, said="The action is noted.", form=form)


def _one(view: View, action: Followed, indicator: Indicator) -> None:
    subject = f"{indicator.title}, {words.place_name(action['category'])}"
    text.markdown(LISTED.format(action["what"], _state(action), _due(action), action["owner"]))
    text.markdown(progress.sentence(action, indicator, display.decimals(view)))
    links.to("indicator", subject, icon=":material/arrow_forward:", **display.place_in_address(action))
    noted = f"Noted by {action['noted_by']} on {words.day(action['noted_at'])}, on figures of "
    text.caption(noted + words.period(action["found_from"], action["found_on"]) + _readers(view, action))
    if view.role.decides:
        _change(view, action)


def _change(view: View, action: Followed) -> None:
    form = f"change_{action['id']}"
    with text.expander("Done, or to be taken back?"), st.form(fresh(form), border=False):
        done_on = text.date_input("The day it was done", _today(), max_value=_today(), format="DD/MM/YYYY")
        by = name(view)
        with st.container(horizontal=True):
            done = text.submit("It was done on this day", disabled=action["done_on"] is not None)
            back = text.submit("Take the action back")
        if done:
            do(actions.finish, view, action["id"], done_on, by, said="The action is marked as done.", form=form)
        if back:
            do(actions.withdraw, view, action["id"], by, said="The action is taken back.", form=form)


def _state(action: Followed) -> Markdown:
    return Markdown(":{}-badge[{}]").format(COLOURS[progress.kind(action)], progress.state(action))


def _due(action: Followed) -> str:
    said = progress.due(action, _today())
    return Markdown("**{}**").format(said) if action["done_on"] is None and action["due_on"] < _today() else said


def _readers(view: View, action: Followed) -> str:
    if not view.role.decides or action["breakdown"] != "all" or not PUBLIC:
        return ""
    return f". {WHO} {'may read it' if any(role.id in action['readers'] for role in PUBLIC) else SEES_NOT}."


def _today() -> date:
    return datetime.now(UTC).date()
