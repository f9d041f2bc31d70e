"""Actions about an alert: the form to note one, the actions under their alert, and the list of all actions."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import streamlit as st

from indicators.following import action_states, actions, progress
from indicators.following.action_states import Followed
from indicators.judging.row_types import Alert
from indicators.roles import ROLES, View, called
from indicators.wording import how_often, words
from pages import text
from pages.access import sign_in
from pages.frame import display, links
from pages.text import Markdown
from queries.definitions.header import Indicator
from queries.store.decisions import Refused, series_of

WEEKS = 4  # until an action is due, unless its author chooses another date
PUBLIC = [role for role in ROLES.values() if role.public]
WHO = words.capital(called(PUBLIC))
MEETS, SEES_NOT = ("they meet", "do not see it") if PUBLIC[1:] else ("it meets", "does not see it")
NO_NAMES = (
    f"All who may open this page's figures for this team or authority can read it{', except ' * bool(PUBLIC)}{called(PUBLIC)}"
    ". Do not name a child or a family, and do not give a number below ten."
)
NONE = {
    True: "There are no actions yet. This list will show the actions that you note under an alert.",
    False: "There are no actions for you to read yet.",
}
NOBODY = (View.who, sign_in.SINGLE.who)  # `who` without sign-in
UNDER, LISTED = Markdown("**Action:** {} · {} · {} · {}"), Markdown("**{}**  \n{} · {} · {}")
COLOURS = {"better": "blue", "worse": "orange", None: "gray"}


def known(view: View) -> list[Followed] | None:
    """The actions this role may read, with their outcome, newest first; None, and a warning on the page, if they cannot be
    read."""
    try:
        return actions.followed(view, actions.readable(view))
    except Refused as away:
        text.warning(str(away))
        return None


def under(view: View, alert: Alert, every: list[Followed] | None) -> None:
    """Draw the actions on an alert's series and, for a role that decides, the form to note another."""
    for action in every or ():
        if series_of(action) == series_of(alert):
            text.markdown(UNDER.format(action["what"], _state(action), _due(action), action["owner"]))
    if view.role.decides:
        _form(view, alert)


def draw(view: View, every: list[Followed] | None, indicators: dict[str, Indicator]) -> None:
    """Draw the section that lists all actions, open and past, also those whose alert has ended."""
    if every is None:
        return
    text.header("Actions", anchor=False)
    if not every:
        text.markdown(NONE[view.role.decides])
    for action in every:
        with st.container(border=True, key=f"action_{action['id']}", gap="xsmall"):
            _one(view, action, indicators[action["indicator"]])
    if every:
        text.markdown(how_often.recovered(*actions.recovered(view)))
        with text.expander("How it is decided whether an action was followed by a change"):
            text.markdown(action_states.RULE)


def name(view: View, asked: str = "Your name") -> str:
    """The name of the person who decides: the signed-in person, or without sign-in the name they write in the form."""
    if view.who in NOBODY:
        return text.text_input(asked, max_chars=80)
    known_as = view.who.removeprefix("user:")
    text.caption(f"It is saved under the name you are signed in with: {known_as}")
    return known_as


def do(decision: Callable[..., None], *given: object, said: str, form: str) -> None:
    """Carry out a decision, show `said` and draw the page again with an empty form; if it is refused, show why and keep the
    form."""
    try:
        decision(*given)
    except Refused as slip:
        text.error(str(slip))
    else:
        st.session_state[form] = st.session_state.get(form, 0) + 1
        text.toast(said)
        st.rerun()


def fresh(form: str) -> str:
    """The form's key; it changes after each decision, which empties the form."""
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
    with text.expander("Mark as done, or withdraw"), st.form(fresh(form), border=False):
        done_on = text.date_input("The day it was done", _today(), max_value=_today(), format="DD/MM/YYYY")
        by = name(view)
        with st.container(horizontal=True):
            done = text.submit("It was done on this day", disabled=action["done_on"] is not None)
            back = text.submit("Withdraw the action")
        if done:
            do(actions.finish, view, action["id"], done_on, by, said="The action is marked as done.", form=form)
        if back:
            do(actions.withdraw, view, action["id"], by, said="The action is withdrawn.", form=form)


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
