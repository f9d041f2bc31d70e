"""What was refused or forged: it leaves a line that says why and names no child, however often it is asked, and tells nothing."""

import json
import time

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from indicators.roles import ROLES
from pages.access import middleware, refusals
from pages.children import timeline
from pages.frame import unmet_filters
from queries.store import audit
from tests.support.admitted import AS_PROXY
from tests.support.browser import started
from tests.support.visitor import Visitor
from tests.support.ws_client import opened

pytestmark = pytest.mark.slow

CHILD = "50000123"
ANN = {"X-Forwarded-User": "ann"} | AS_PROXY


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    """A log of its own."""
    return tmp_path_factory.mktemp("refusals") / "audit.jsonl"


@pytest.fixture(scope="module")
def address(warehouse, audited):
    """The product behind a proxy at 127.0.0.1 that names its visitors; ann may be the performance team or the board."""
    table = audited.parent / "people.csv"
    table.write_text("who,role\nuser:ann,performance\nuser:ann,board\n")
    with started(warehouse, SIGHTLINE_SIGN_IN="proxy", SIGHTLINE_PEOPLE=str(table), SIGHTLINE_AUDIT=str(audited)) as where:
        yield where


@pytest.fixture
def told(audited):
    """The lines of a kind that were written since the test began."""
    before = len(audited.read_text().splitlines()) if audited.exists() else 0

    def lines(kind: str) -> list[dict]:
        found = [json.loads(line) for line in audited.read_text().splitlines()[before:]] if audited.exists() else []
        return [line for line in found if line["kind"] == kind]

    return lines


def no_stream(address, **headers):
    with pytest.raises(InvalidStatus):
        opened(address, **headers)


def test_the_ordinary_way_is_no_refusal_and_a_role_is_come_to_once(address, told):
    with Visitor(address, **{"X_Forwarded_User": "ann"}) as ann:
        for role in ("performance", "board", "performance", "board"):
            ann.go("alerts", f"role={role}")
    assert [line["role"] for line in told("signed in")] == ["performance", "board"]
    assert not told("refused")


@pytest.mark.parametrize(("reason", "who", "ask"), [
    (middleware.HOST, "", lambda address: httpx.get(f"{address}/{CHILD}", headers={"Host": "evil.example"} | ANN)),
    (middleware.CLOSED, "user:ann", lambda address: httpx.get(f"{address}/_stcore/metrics?child={CHILD}", headers=ANN)),
    (middleware.FILE, "user:ann", lambda address: httpx.get(f"{address}/media/{CHILD}.csv", headers=ANN)),
    (middleware.UNNAMED, "", lambda address: httpx.get(f"{address}/media/{CHILD}.csv")),
    (middleware.HANDED_IN, "user:bo", lambda address: httpx.put(f"{address}/_stcore/upload_file/{CHILD}/f",
                                                         headers={"X-Forwarded-User": "bo"} | AS_PROXY)),
    (middleware.FORGED, "", lambda address: httpx.get(address, headers={"X-Sightline-User": CHILD})),
    (middleware.STREAM, "user:ann", lambda address: no_stream(address, X_Forwarded_User="ann", origin=f"https://{CHILD}.example")),
])
def test_each_refusal_leaves_one_line_with_its_reason_and_without_a_word_of_the_visitor(address, audited, told, reason, who, ask):
    for _ in range(20):
        ask(address)
    (line,) = [each for each in told("refused") if each["what"]["reason"] == reason]
    assert (line["who"], line["what"]["from"], line["what"]["times"]) == (who, "127.0.0.1", 1)
    assert CHILD not in audited.read_text() and "evil" not in audited.read_text()
    assert audit.problems(audited)[0] == []


@pytest.mark.parametrize("headers", [[("X-Forwarded-User", "ann"), ("X-Forwarded-User", "bo")]])
def test_a_name_said_twice_is_a_forged_one(address, audited, headers):
    httpx.get(address, headers=headers)
    assert middleware.FORGED in audited.read_text()


def test_a_million_requests_are_a_few_lines_and_every_one_is_counted():
    held, now, written, told, asked = refusals.Refusals(), 0.0, 0, 0, 0
    held.timer = "none is wanted here"
    for number in range(100_000):  # as many addresses as requests, over an hour
        now += 0.036
        asked += 1
        lines = held.due(now, (("a", "b", "c")[number % 3], "", str(number % 5_000)))
        written, told = written + len(lines), told + sum(lines.values())
        assert len(held.met) <= refusals.MOST + 3
    assert written <= 61 * (refusals.MOST + 3)
    assert told + sum(held.due(now + 2 * refusals.EVERY).values()) == asked


def test_what_was_counted_is_written_though_nobody_asks_again(tmp_path, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_AUDIT", str(tmp_path / "audit.jsonl"))
    monkeypatch.setattr(refusals, "EVERY", 0.3)
    held, now = refusals.Refusals(), time.monotonic()  # all at one moment, however slow the machine
    for _ in range(5):
        assert set(held.due(now, ("why", "", "::1"))) <= {("why", "", "::1")}
    (log := tmp_path / "audit.jsonl").touch()
    for _ in range(200):
        if log.read_text().endswith("\n"):
            break
        time.sleep(0.1)
    (line,) = [json.loads(line) for line in log.read_text().splitlines()]
    assert line["what"] == {"at": "the door", "reason": "why", "from": "::1", "times": 4}


@pytest.mark.parametrize(("said", "noted"), [
    ("10.0.0.9", "10.0.0.9"), ("fe80::1%Zoe 50000123", "fe80::1"), ("50000123 Z", "unknown"), ("", "unknown"), (None, "unknown"),
])
def test_an_address_is_one_or_not_known(said, noted):
    assert refusals.address(said) == noted


@pytest.mark.parametrize("rows", ["[9999]", "[-1]", '["0"]', "[1.5]", "5", '{"0": 0}', "[[0]]"])
def test_a_row_that_the_list_does_not_have_picks_nobody(address, rows):
    with Visitor(address, downloads=False, **{"X_Forwarded_User": "ann"}) as ann:
        seen = ann.go("timeline", "role=performance")
        (table,) = {value for place, value in seen.leaves if place.endswith(".id") and timeline.PICKED in str(value)}
        picked = ann.go("timeline", "role=performance", **{table: f'{{"selection": {{"rows": {rows}}}}}'})
    assert timeline.NOT_PICKED in picked.texts()
    assert not [place for place, _ in picked.leaves if "exception" in place]
    assert timeline.NOT_NAMED in picked.texts()


@pytest.mark.parametrize("role", ["board", "performance"])
def test_a_page_of_another_audience_and_one_that_nobody_has_are_told_alike(address, role):
    told = {}
    for page in ("behind", "no-such-page"):
        with Visitor(address, downloads=False, **{"X_Forwarded_User": "ann"}) as ann:
            seen = ann.go(page, f"role={role}")
            told[page] = seen.not_found, unmet_filters.no_page(ROLES[role]) in seen.texts()
    assert told["no-such-page"] == (False, True)
    assert told["behind"] == (False, role == "board")
