"""The authority's table of people: a role only by a line that is right, for as long as it says, and by nothing like an e-mail."""

import os
import subprocess
import sys
import time
from datetime import date

import pytest
import streamlit
from hypothesis import given
from hypothesis import strategies as st

from indicators.roles import ROLES, open_to
from pages.access import people, sessions
from pages.access.people import from_claims, from_proxy, held, sign_in
from tests.support.audience import BOARD, PERFORMANCE, SCRUTINY

TODAY = date(2026, 11, 23)
ISSUER = "https://login.example/tenant/v2.0"
CLAIMS = {"iss": ISSUER, "sub": "abc", "exp": time.time() + 86_400, "iat": time.time(), "email": "jane@x.gov.uk"}
ME = f"{ISSUER}#abc"


def roles(*lines: str, names: frozenset[str] = frozenset({ME}), today: date = TODAY):
    return held(names, "\n".join(("who,role,until", *lines)).encode(), today)


def test_nobody_holds_a_role_without_a_line():
    assert roles() == ((), [])
    assert roles(f"{ISSUER}#abcd,board,", f"{ISSUER}#ab,board,", "user:abc,board,") == ((), [])
    assert held(frozenset({ME}), b"", TODAY)[0] == ()


def test_several_lines_give_several_roles_in_the_order_of_the_product():
    assert roles(f"{ME},scrutiny,", f" {ME} , Board ,", "user:other,performance,")[0] == (BOARD, SCRUTINY)


@pytest.mark.parametrize(
    ("until", "holds"), [("2026-11-23", True), ("2026-11-22", False), ("23/11/2026", True), ("22/11/2026", False)]
)
def test_a_line_counts_to_the_end_of_its_last_day(until, holds):
    assert (roles(f"{ME},board,{until}")[0] == (BOARD,)) == holds


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("jane@x.gov.uk,performance,", "not an identity"),
        (f"{ME},admin,", "not a role"),
        (f"{ME},performance,soon", "not a date"),
        (f"{ME},performance,2026-13-01", "not a date"),
        (f"{ME},performance,,extra", "more cells"),
        (f"{ME}", "not a role"),
        (",performance,", "not an identity"),
    ],
)
def test_a_wrong_line_is_named_and_gives_nothing_while_the_others_count(line, why):
    given, problems = roles(f"{ME},scrutiny,", line, "user:x,board,", names=frozenset({ME, "jane@x.gov.uk", ""}))
    assert given == (SCRUTINY,)
    assert len(problems) == 1
    assert problems[0].startswith("Line 3 ") and why in problems[0]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"name,role\nx,board", b'who,role\n"open,board', b"who,who,role\n" + ME.encode()]
)
def test_a_table_that_cannot_be_read_gives_nobody_access(content):
    given, problems = held(frozenset({ME}), content, TODAY)
    assert given == () and "no one has access" in problems[0]


@given(st.binary(max_size=400))
def test_no_bytes_at_all_break_the_table_or_give_a_role_to_a_stranger(content):
    assert held(frozenset({ME}), b"who,role\n" + content, TODAY)[0] == ()


def test_claims_give_roles_by_the_same_table_and_the_email_never_does():
    person = from_claims(CLAIMS | {"roles": ["Sightline.Board", "Other"], "groups": "one"})
    assert person.who == ME
    assert person.names == {ME, "roles:Sightline.Board", "roles:Other", "groups:one"}
    assert roles("roles:Sightline.Board,board,", "groups:one,scrutiny,", names=person.names)[0] == (BOARD, SCRUTINY)
    assert roles("roles:sightline.board,board,", names=person.names)[0] == ()


@pytest.mark.parametrize("change", [{"sub": None}, {"iss": ""}, {"exp": None}, {"exp": time.time() - 1}, {"sub": 7}])
def test_claims_that_do_not_say_who_or_have_run_out_are_nobody(change):
    with pytest.raises(people.NotSignedIn):
        from_claims(CLAIMS | change)


def test_roles_end_with_the_sign_in(tmp_path, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_PEOPLE", str(tmp_path / "people.csv"))
    person = from_claims(CLAIMS)
    assert person.roles() == ()  # there is no such file
    (tmp_path / "people.csv").write_text(f"who,role\n{ME},board\n")
    assert person.roles() == (BOARD,)
    assert people.Person(person.who, person.names, 0, time.time() - 1).roles() == ()
    (tmp_path / "people.csv").write_text("who,role\n")
    assert person.roles() == ()


def test_the_command_names_what_is_wrong(tmp_path):
    def told(content: str | None) -> tuple[int, str]:
        if content:
            (tmp_path / "people.csv").write_text(content)
        environment = os.environ | {"SIGHTLINE_PEOPLE": str(tmp_path / "people.csv")}
        said = subprocess.run([sys.executable, "-m", "pages", "people"], env=environment, capture_output=True, text=True)
        return said.returncode, said.stdout

    assert told(None) == (1, f"{tmp_path / 'people.csv'} is missing: no one has access.\n")
    assert told("who,role\nuser:a,board\n")[0] == 0
    code, said = told("who,role\nuser:a,board\nuser:b,chair\n")
    assert code == 1 and said.startswith("Line 3 is left out") and "'chair'" in said


@pytest.fixture
def nobody_yet():
    """A session and a process in which nobody has looked at anything."""
    sessions.SEEN.clear()
    streamlit.session_state.clear()
    yield
    sessions.SEEN.clear()
    streamlit.session_state.clear()


def test_a_sign_in_counts_as_used_from_its_beginning_and_by_its_last_use(nobody_yet):
    fresh, old = (people.Person(ME, frozenset({ME}), time.time() - ago, time.time() + 600) for ago in (5, 1300))
    assert sessions.over(old, 20)  # nobody has used it here, and it began more than 20 minutes ago
    assert not sessions.over(fresh, 20)
    sessions.SEEN[ME, fresh.began] -= 1300
    assert sessions.over(fresh, 20)


def test_a_sign_in_that_was_ended_is_over_in_every_window(nobody_yet):
    person = people.Person(ME, frozenset({ME}), time.time(), time.time() + 600)
    assert not sessions.over(person, 20)
    sessions.end(person)
    streamlit.session_state.clear()  # another window
    assert sessions.over(person, 20)
    assert not sessions.over(people.Person(ME, frozenset({ME}), time.time() + 1, time.time() + 600), 20)  # signed in again


def test_a_name_from_a_proxy_cannot_pass_for_a_claim():
    assert from_proxy("roles:Sightline.Board").names == {"user:roles:Sightline.Board"}
    for nobody in (None, "", "  "):
        with pytest.raises(people.NotSignedIn):
            from_proxy(nobody)


def test_a_process_for_one_audience_limits_whoever_signs_in():
    assert open_to("board", False, (PERFORMANCE, BOARD)) == (BOARD,)
    assert open_to("board", False, (PERFORMANCE,)) == ()
    assert open_to(None, True, ()) == ()
    assert open_to(None, True, (PERFORMANCE, BOARD)) == (PERFORMANCE, BOARD)
    with pytest.raises(ValueError):
        open_to("everybody", False, tuple(ROLES.values()))


@pytest.mark.parametrize(
    "text",
    ['way = "none"', "way = 1", "idle_minutes = 0", "idle_minutes = true", 'proxies = "127.0.0.1"', "wey = 1"],
)
def test_a_wrong_setting_is_named_and_stops_the_product(tmp_path, monkeypatch, text):
    monkeypatch.delenv("SIGHTLINE_SIGN_IN", raising=False)
    file = tmp_path / "authority.toml"
    file.write_text(f"[sign_in]\n{text}\n")
    with pytest.raises(people.SignInError, match=text.split(" ")[0]):
        sign_in(file)


def test_the_authoritys_own_settings_are_those_of_one_person_on_one_computer(tmp_path, monkeypatch):
    monkeypatch.delenv("SIGHTLINE_SIGN_IN", raising=False)
    empty = tmp_path / "authority.toml"
    empty.write_text("")
    assert sign_in() == sign_in(empty) == people.SignIn()
    monkeypatch.setenv("SIGHTLINE_SIGN_IN", "openid")
    sign_in.cache_clear()
    assert sign_in().way == "openid"
    sign_in.cache_clear()
