"""What comes in at the door of the real server: forged names, foreign sites, other machines, and addresses that tell too much."""

import shutil
import time
import tomllib
from collections.abc import Iterator

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from indicators.roles import ROLES
from pages import children
from pages import figures as figure_pages
from pages.access import downloads, middleware, people, secret
from pages.frame import problems
from queries.store import engine
from queries.store import warehouse as warehouses
from tests.support.admitted import AS_PROXY, PROXYS_SECRET, headers
from tests.support.browser import PROJECT, started
from tests.support.visitor import Visitor
from tests.support.ws_client import opened

pytestmark = pytest.mark.slow

TITLE = b"Sign in to Sightline"
RECORDS = b"records listed"
UPLOAD = "_stcore/upload_file/session/file"


@pytest.fixture(scope="module")
def behind_a_proxy(warehouse, tmp_path_factory) -> Iterator[str]:
    """The product behind a proxy at 127.0.0.1 that names its visitors; ann is in the performance team."""
    folder = tmp_path_factory.mktemp("proxy")
    (folder / "people.csv").write_text("who,role\nuser:ann,performance\nuser:bo,board\nuser:bo,scrutiny\n")
    with started(warehouse, SIGHTLINE_SIGN_IN="proxy", SIGHTLINE_PEOPLE=str(folder / "people.csv"),
                 SIGHTLINE_AUDIT=str(folder / "audit.jsonl")) as address:
        yield address


def test_a_name_from_the_proxy_opens_what_the_table_says(behind_a_proxy):
    assert RECORDS in opened(behind_a_proxy, "behind", X_Forwarded_User="ann")
    assert RECORDS in opened(behind_a_proxy, "behind", X_Forwarded_User="ann", X_Forwarded_For="10.0.0.9")
    board = opened(behind_a_proxy, "behind", "role=performance", X_Forwarded_User="bo")
    assert RECORDS not in board
    assert b"Looking as" in board and b"Performance team" not in board  # bo may choose, between bo's own two
    assert b"You have no access yet" in opened(behind_a_proxy, "behind", X_Forwarded_User="stranger")


def test_somebody_without_a_role_starts_no_build(tmp_path):
    (tmp_path / "people.csv").write_text("who,role\nuser:ann,performance\n")
    with started(tmp_path / "warehouse", SIGHTLINE_SIGN_IN="proxy", SIGHTLINE_PEOPLE=str(tmp_path / "people.csv")) as address:
        assert b"You have no access yet" in opened(address, X_Forwarded_User="stranger")
    assert not list(tmp_path.glob("warehouse/2*"))


@pytest.mark.parametrize(
    ("source", "headers"),
    [
        ("127.0.0.1", {}),
        ("127.0.0.1", {"X_Forwarded_User": ""}),
        ("127.0.0.1", {"x_sightline_user": "ann"}),  # the name under which the door hands it on
        ("127.0.0.5", {"X_Forwarded_User": "ann"}),  # not the proxy
        ("127.0.0.1", {"X_Forwarded_User": "ann", "X_Sightline_Secret": ""}),  # another account of this computer
        ("127.0.0.1", {"X_Forwarded_User": "ann", "X_Sightline_Secret": "a guess of sixteen letters"}),
        ("127.0.0.5", {"X_Forwarded_User": "ann", "x_sightline_user": "ann"}),
        ("127.0.0.5", {"X_Forwarded_User": "ann", "X_Forwarded_For": "127.0.0.1"}),  # nor by saying so
        ("127.0.0.5", {"X_Forwarded_User": "ann", "Forwarded": "for=127.0.0.1", "X_Real_IP": "127.0.0.1"}),
    ],
)
def test_a_forged_name_gives_no_role(behind_a_proxy, source, headers):
    sent = opened(behind_a_proxy, "behind", "role=performance", source, **headers)
    assert TITLE in sent
    assert RECORDS not in sent and b"Re-referrals" not in sent


@pytest.mark.parametrize(
    ("client", "trusted_by_uvicorn", "believed"),
    [
        (("127.0.0.1", 5000), None, True),
        (("10.0.0.9", 5000), None, False),
        (("10.0.0.9", 0), None, True),  # uvicorn's word for: 127.0.0.1 says that 10.0.0.9 asks
        (("127.0.0.1", 0), "*", False),  # somebody says that 127.0.0.1 asks
        (("127.0.0.1", 0), "127.0.0.1, 10.0.0.8", False),
        (("unknown", 5000), None, False),
        (None, "*", False),
    ],
)
def test_a_name_is_believed_of_the_proxies_alone(monkeypatch, client, trusted_by_uvicorn, believed):
    monkeypatch.setenv("SIGHTLINE_SIGN_IN", "proxy")
    monkeypatch.setenv("SIGHTLINE_PROXY_SECRET", PROXYS_SECRET)
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    if trusted_by_uvicorn:
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", trusted_by_uvicorn)
    people.sign_in.cache_clear()
    headers = [(b"x-forwarded-user", b"ann"), (secret.HEADER, PROXYS_SECRET.encode())]
    scope = {"type": "http", "client": client, "headers": headers}
    assert ((middleware.OWN, b"ann") in middleware.Door(None).believed(scope)) == believed
    people.sign_in.cache_clear()


def test_a_name_sent_twice_is_nobodys(behind_a_proxy):
    """A proxy that adds its header to the visitor's own instead of replacing it is not to be believed."""
    at = httpx.URL(behind_a_proxy)
    once = [("Host", f"{at.host}:{at.port}"), *AS_PROXY.items(), ("X-Forwarded-User", "ann")]
    assert httpx.get(f"{behind_a_proxy}/media/x", headers=[*once, ("X-Forwarded-User", "bo")]).status_code == 403
    assert httpx.get(f"{behind_a_proxy}/media/x", headers=once).status_code == 404


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": None}, {"Host": "evil.example"},
                                     {"origin": "http://localhost:3000"}, {"origin": "http://127.0.0.1:9"}])
def test_another_site_cannot_open_a_stream(behind_a_proxy, headers):
    with pytest.raises(InvalidStatus) as refused:
        opened(behind_a_proxy, **{"X_Forwarded_User": "ann"} | headers)
    assert refused.value.response.status_code in (400, 403)


def test_a_page_is_not_served_under_another_name(behind_a_proxy):
    assert httpx.get(behind_a_proxy, headers={"Host": "evil.example"}).status_code == 400
    assert httpx.get(behind_a_proxy).status_code == 200


def test_a_file_is_fetched_by_the_one_who_asked_for_it_and_by_nobody_else(behind_a_proxy):
    with Visitor(behind_a_proxy, downloads=False, X_Forwarded_User="ann") as ann:
        seen = ann.go("behind")
        file = next(value for place, value in seen.leaves if place.endswith("deferred_file_id"))
        path = ann.made(file, seen)
        fetched = {name: httpx.get(behind_a_proxy + path, headers={"X-Forwarded-User": name} | AS_PROXY)
                   for name in ("ann", "bo", "")}
        assert {name: answer.status_code for name, answer in fetched.items()} == {"ann": 200, "bo": 404, "": 403}
        assert b"," in fetched["ann"].content


def test_no_file_is_made_for_a_session_that_has_ended(warehouse, tree):
    settings = tree / "data" / "authority.toml"
    settings.write_text(settings.read_text("utf-8").replace("idle_minutes = 20", "idle_minutes = 0.5"), "utf-8")
    with started(warehouse, tree) as address, Visitor(address, downloads=False) as visitor:
        visitor.go("behind", "role=performance")
        seen = visitor.go("behind", "role=performance")  # what was read is at hand now, so this takes no time to speak of
        file = next(value for place, value in seen.leaves if place.endswith("deferred_file_id"))
        assert visitor.made(file, seen).startswith("/media/")
        time.sleep(30.5)
        assert visitor.made(file, seen) == ""


def test_a_ticket_runs_out_and_is_for_one_file(monkeypatch):
    monkeypatch.setattr(downloads, "ISSUED", {})
    downloads.issue("ann", b"a", "a.csv", "text/csv")
    downloads.issue("bo", b"b", "b.csv", "text/csv")
    (ann, _), (bo, _) = downloads.ISSUED
    assert downloads.holds(f"/media/{ann}", "ann") and downloads.holds(f"/media/{bo}", None)
    assert not downloads.holds(f"/media/{bo}", "ann") and not downloads.holds("/media/other.csv", None)
    later = time.time() + downloads.LASTS + 1
    monkeypatch.setattr(downloads.time, "time", lambda: later)
    assert not downloads.holds(f"/media/{ann}", "ann")


def test_files_are_handed_in_by_the_performance_team_alone(behind_a_proxy):
    told = {name: httpx.put(f"{behind_a_proxy}/{UPLOAD}", headers={"X-Forwarded-User": name} | AS_PROXY).status_code
            for name in ("ann", "bo", "stranger", "")}
    assert told == {"ann": 403, "bo": 404, "stranger": 404, "": 404}  # ann comes as far as Streamlit, which misses its own token


@pytest.mark.parametrize(
    "path",
    ["_stcore/metrics", "_stcore/agent/openapi.json", "_stcore/agent/interact", "_stcore/script-health-check",
     "behind/_stcore/metrics",
     ".streamlit/config.toml", ".streamlit/secrets.toml", "data/people.csv", "data/authority.toml", ".git/config",
     "app/static/data/people.csv", "media/../data/people.csv", "..%2fdata%2fpeople.csv"],
)
def test_addresses_that_tell_too_much_tell_nothing(behind_a_proxy, path):
    said = httpx.get(f"{behind_a_proxy}/{path}", headers={"X-Forwarded-User": "ann"} | AS_PROXY)
    assert said.status_code in (400, 404) or said.text.startswith("<!--")  # its front page: Streamlit's answer to any page's name
    assert "who,role" not in said.text and "[server]" not in said.text


def test_every_answer_tells_the_browser_how_to_keep_it_safe(behind_a_proxy):
    for path in ("", "_stcore/health", "media/nothing", "_stcore/metrics"):
        told = httpx.get(f"{behind_a_proxy}/{path}").headers
        assert told["x-frame-options"] == "DENY" and told["x-content-type-options"] == "nosniff"
        assert told["cross-origin-opener-policy"] == told["cross-origin-resource-policy"] == "same-origin"
        assert "camera=()" in told["permissions-policy"] and told["referrer-policy"] == "no-referrer"
        assert "strict-transport-security" not in told
    by_https = httpx.get(f"{behind_a_proxy}/_stcore/health", headers={"X-Forwarded-Proto": "https"}).headers
    assert by_https["strict-transport-security"].startswith("max-age=")
    assert all("Secure" in cookie for cookie in by_https.get_list("set-cookie"))


def test_the_settings_the_product_comes_with_are_the_careful_ones():
    chosen = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    server, client = chosen["server"], chosen["client"]
    assert server["address"] == "127.0.0.1" and server["allowedHosts"] == ["127.0.0.1", "localhost"]
    assert server["enableXsrfProtection"] is True
    assert server["enableAgentApi"] is server["enableStaticServing"] is chosen["browser"]["gatherUsageStats"] is False
    assert server["trustedUserHeaders"] == {middleware.OWN.decode(): "sightline_user"}
    assert client["showErrorDetails"] == "none" and client["toolbarMode"] == "minimal"


def test_open_to_the_network_without_sign_in_nothing_is_shown(warehouse):
    with started(warehouse, STREAMLIT_SERVER_ADDRESS="0.0.0.0", STREAMLIT_SERVER_ALLOWED_HOSTS="") as address:
        said = httpx.get(address)
        assert said.status_code == 403
        assert "--server.address 127.0.0.1" in said.text and "[sign_in]" in said.text
        with pytest.raises(InvalidStatus):
            opened(address)


def test_alone_on_this_computer_a_proxy_gets_nothing(warehouse, tmp_path):
    broken = _with_only("scrutiny", warehouse, tmp_path)
    with engine.create(warehouses.current(broken) / "scrutiny.duckdb") as database:
        database.execute("UPDATE indicator SET header = '{'")
    with started(broken, SIGHTLINE_AUDIENCE="scrutiny") as address:
        for name in ("X-Forwarded-For", "X-Forwarded-Port", "X-Real-IP", "CF-Connecting-IP", "Forwarded", "Via"):
            said = httpx.get(address, headers=headers(address) | {name: "10.0.0.9"})
            assert said.status_code == 403 and "--server.address 127.0.0.1" in said.text, name
        for origin in ("http://localhost:3000", address.replace("127.0.0.1", "localhost")):  # another program of this computer
            with pytest.raises(InvalidStatus):
                opened(address, origin=origin)
        assert httpx.put(f"{address}/{UPLOAD}", headers=headers(address)).status_code == 404
        sent = opened(address, "compare")  # a page that raises: its words reach the browser, and nothing of the program does
    assert problems.UNEXPECTED.encode()[:60] in sent
    assert not [inside for inside in (b"Traceback", b"JSONDecodeError", b".duckdb", b"site-packages", b"line ") if inside in sent]


@pytest.mark.parametrize("audience", ROLES)
def test_a_process_for_one_audience_needs_no_other_file_and_opens_none(warehouse, tmp_path, audience):
    alone = _with_only(audience, warehouse, tmp_path)
    pages = ["indicator", "compare"] + [each.ADDRESS for each in children.PAGES if audience == "performance"]
    with started(alone, SIGHTLINE_AUDIENCE=audience) as address:
        for page in pages:
            sent = opened(address, page, "role=performance")
            assert problems.UNEXPECTED.encode()[:60] not in sent
            assert b"Looking as" not in sent
            assert (RECORDS in sent) == (page == "behind")
        if audience != "performance":
            assert RECORDS not in opened(address, "behind", "role=performance")
    assert len(figure_pages.PAGES) > 2


def _with_only(audience: str, warehouse, folder):
    """A warehouse that lacks the other audiences' files."""
    shutil.copytree(warehouse, folder, dirs_exist_ok=True, ignore=lambda _, names: [
        name for name in names if name.endswith(".duckdb") and name != f"{audience}.duckdb"])
    return folder
