"""Another account of the same computer reads nothing: the secret of the start, how it is exchanged and kept, and the proxy's own.

The folder of figures says wrongly which build is in use, so a page that is let in says that, and no figures need to be built.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from pages.access import middleware, secret
from pages.access.people import PROXY, SignIn, SignInError
from pages.loading import first_start
from tests.support import admitted
from tests.support.browser import PROJECT, Watched, started
from tests.support.ws_client import opened

pytestmark = pytest.mark.slow

INSIDE = first_start.NOT_CHOSEN.encode()[:40]
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
CLOSED = {"": 403, "compare?indicator=re_referrals": 403, "media/x.csv": 403, "static/media/font.woff2": 403, "x/health": 403,
          "_stcore/host-config": 401, "?secret=": 403, "?secret=a-guess-of-sixteen-letters": 403}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of figures whose line is wrong."""
    folder = tmp_path_factory.mktemp("figures")
    (folder / "current").write_text("gone\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def address(folder):
    """The product for one person, started with the secret of the tests."""
    with started(folder, SIGHTLINE_AUDIT=str(folder / "audit.jsonl")) as where:
        yield where


@contextmanager
def as_a_person_starts_it(folder, port: int, **environment):
    """The product without a chosen secret: (the address it printed, the process)."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")}
    own = {"SIGHTLINE_WAREHOUSE": str(folder), "SIGHTLINE_AUDIT": str(folder / "audit.jsonl"), "BROWSER": "true"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    settings = inherited | own | environment
    with (open(folder / "said", "wb") as said,
          subprocess.Popen(command, cwd=PROJECT, env=settings, stdout=said, stderr=said) as product):
        try:
            for _ in range(600):
                found = re.search(r"http://\S+", (folder / "said").read_text("utf-8"))
                if found and answers(port):
                    break
                assert product.poll() is None, (folder / "said").read_text("utf-8")
                time.sleep(0.1)
            yield found[0], product
        finally:
            product.kill()


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/_stcore/health").status_code == 200
    except httpx.TransportError:
        return False


def free() -> int:
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return each.getsockname()[1]


@pytest.mark.parametrize("path", CLOSED)
def test_without_the_secret_nothing_is_open_and_the_page_says_where_it_is_found(address, path):
    said = httpx.get(f"{address}/{path}")
    assert said.status_code == CLOSED[path] and "window it was started from" in said.text
    assert httpx.put(f"{address}/_stcore/upload_file/session/file").status_code == 403
    assert httpx.get(f"{address}/_stcore/health").status_code == 200


@pytest.mark.parametrize("cookie", ["", "sightline-{port}=", "sightline-{port}=" + admitted.SECRET, "sightline-1={value}",
                                    "sightline-{port}={value}x", "sightline-{port}=é"])
def test_a_stream_is_open_with_its_own_cookie_alone(address, cookie):
    (value,) = admitted.COOKIES[address].values()
    given = cookie.format(port=urlsplit(address).port, value=value)
    with pytest.raises(InvalidStatus) as refused:
        opened(address, Cookie=given.encode().decode("latin-1"))
    assert refused.value.response.status_code == 403
    assert INSIDE in opened(address)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0 or not shutil.which("setpriv") or not shutil.which("curl"),
                    reason="only root can ask as another account")
def test_another_account_of_this_computer_is_refused(address):
    asked = subprocess.run([*NOBODY, "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", address], capture_output=True)
    assert asked.stdout == b"403"


def test_the_secret_is_exchanged_for_a_cookie_and_leaves_the_address(address):
    answer = httpx.get(f"{address}/compare?indicator=re_referrals&secret={admitted.SECRET}&area=890%2C891")
    assert answer.status_code == 303 and answer.headers["location"] == "/compare?indicator=re_referrals&area=890%2C891"
    (cookie,) = [each for each in answer.headers.get_list("set-cookie") if each.startswith("sightline-")]
    assert cookie.startswith(f"sightline-{urlsplit(address).port}=") and admitted.SECRET not in cookie
    assert {"httponly", "samesite=strict", "path=/"} <= {each.strip().lower() for each in cookie.split(";")}
    assert answer.headers["referrer-policy"] == "no-referrer" and answer.headers["cache-control"] == "no-store"
    visitor = httpx.Client(cookies=dict(answer.cookies))
    assert visitor.get(f"{address}/compare").status_code == 200
    assert visitor.get(f"{address}/?secret=of-an-earlier-start").headers["location"] == "/"  # a bookmark from before
    assert httpx.get(f"{address}//evil.example/?secret={admitted.SECRET}").headers["location"] == "/evil.example/"


def test_a_refusal_is_noted_and_the_secret_stands_in_no_log(address, folder):
    httpx.get(f"{address}/?secret=a-guess-of-sixteen-letters")
    noted = (folder / "audit.jsonl").read_text("utf-8")
    assert middleware.SECRETLESS in noted and "a-guess" not in noted and admitted.SECRET not in noted


def test_each_start_has_a_secret_of_its_own_and_says_where_it_is(tmp_path):
    port, found = free(), []
    for _ in range(2):
        with as_a_person_starts_it(tmp_path, port) as (where, _):
            found.append((parse_qs(urlsplit(where).query)["secret"][0], dict(httpx.get(where).cookies)))
            plain = f"http://127.0.0.1:{port}"
            assert [httpx.get(plain, cookies=each).status_code for _, each in found] == [403] * (len(found) - 1) + [200]
            assert (tmp_path / "said").read_text("utf-8").count("http://") == 1  # Streamlit's own line leads nowhere
    assert found[0][0] != found[1][0] and all(len(each) >= 40 for each, _ in found)


def test_a_secret_that_somebody_chose_is_not_printed(tmp_path):
    with as_a_person_starts_it(tmp_path, free(), SIGHTLINE_SECRET=admitted.SECRET) as (where, _):
        assert httpx.get(f"{where.partition('?')[0]}?secret={admitted.SECRET}").status_code == 303
        assert admitted.SECRET not in (tmp_path / "said").read_text("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="a browser of one line is a shell script")
def test_another_account_finds_the_secret_neither_in_the_list_of_programs_nor_in_a_file(tmp_path):
    browser, list_of_programs = tmp_path / "browser", "cat /proc/*/cmdline /proc/*/environ $1/* 2>/dev/null"
    copied = f'cp "${{1#file://}}" {tmp_path}/part && mv {tmp_path}/part {tmp_path}/opened'
    browser.write_text(f"#!/bin/sh\n{copied}\nexec sleep 60\n", encoding="utf-8")
    browser.chmod(0o755)
    (folder := tmp_path / "figures").mkdir()
    with as_a_person_starts_it(folder, free(), BROWSER=str(browser), DISPLAY=":0") as (where, product):
        for _ in range(600):
            if (tmp_path / "opened").exists():
                break
            time.sleep(0.1)
        assert where in (tmp_path / "opened").read_text("utf-8").replace("&amp;", "&")
        (file,) = folder.glob("open-*.html")
        assert file.stat().st_mode & 0o077 == 0
        (folder / "said").unlink()  # the window, which is its owner's
        as_nobody = NOBODY if os.geteuid() == 0 and shutil.which("setpriv") else []
        seen = subprocess.run([*as_nobody, "sh", "-c", list_of_programs, "sh", str(folder) if as_nobody else "/dev/null"],
                              capture_output=True).stdout
        assert b"app.py" in seen and parse_qs(urlsplit(where).query)["secret"][0].encode() not in seen
        product.terminate()
        product.wait(30)
        assert not file.exists()


def test_in_a_browser_it_survives_a_reload_and_a_tab_and_a_page_left_open_is_told_of_the_next_start(browser, tmp_path):
    """Opened as the product opens it, from a file: a browser sends a strict cookie on no redirect that begins elsewhere."""
    port, context = free(), browser.new_context()
    (tmp_path / "current").write_text("gone\n", encoding="utf-8")
    with as_a_person_starts_it(tmp_path, port) as (where, _):
        (tmp_path / "open.html").write_text(secret.leading_to(where), encoding="utf-8")
        page = context.new_page()
        page.goto((tmp_path / "open.html").as_uri())
        page.get_by_text(first_start.NOT_CHOSEN[:40]).wait_for(timeout=60_000)
        assert page.url == f"http://127.0.0.1:{port}/" and "secret" not in page.evaluate("() => document.referrer")
        page.reload()
        page.get_by_text(first_start.NOT_CHOSEN[:40]).wait_for(timeout=60_000)
        with Watched(context) as second:
            second.page.goto(f"http://127.0.0.1:{port}/compare")
            second.page.get_by_text(first_start.NOT_CHOSEN[:40]).wait_for(timeout=60_000)
    with as_a_person_starts_it(tmp_path, port):
        page.get_by_role("dialog").get_by_text("Sightline was started again").wait_for(timeout=90_000)
        page.reload()
        page.get_by_text("window it was started from").wait_for(timeout=60_000)
    context.close()


def test_the_way_by_a_proxy_does_not_start_without_a_secret(tmp_path):
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(free()), "--server.headless", "true"]
    own = {"SIGHTLINE_SIGN_IN": "proxy", "SIGHTLINE_WAREHOUSE": str(tmp_path), "SIGHTLINE_PROXY_SECRET": ""}
    done = subprocess.run(command, cwd=PROJECT, env=os.environ | own, capture_output=True, timeout=120)
    said = (done.stdout + done.stderr).decode("utf-8")
    assert done.returncode and "SIGHTLINE_PROXY_SECRET" in said and "Traceback" not in said


@pytest.mark.parametrize(("content", "rights", "said"), [
    ("the-secret-of-the-proxy\n", 0o600, None), ("a secret of the proxy", 0o600, "without spaces"), ("short", 0o600, "16 letter"),
    ("the-secret-of-the-proxy", 0o644, "chmod 600"), ("the-secret-of-the-proxy", 0o640, "chmod 600"), (None, 0, "cannot be read"),
])
def test_a_proxys_secret_lies_in_a_file_that_others_cannot_read(tmp_path, monkeypatch, content, rights, said):
    monkeypatch.delenv("SIGHTLINE_PROXY_SECRET", raising=False)
    file = tmp_path / "secret"
    if content is not None:
        file.write_text(content, encoding="utf-8")
        file.chmod(rights)
    way = SignIn(way=PROXY, secret_file=str(file))
    if said is None:
        assert secret.of_the_proxy(way) == b"the-secret-of-the-proxy"
    elif os.name == "posix" or "chmod" not in said:
        with pytest.raises(SignInError, match=said):
            secret.of_the_proxy(way)
