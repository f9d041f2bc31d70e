"""Which addresses there are, at the root or below a path: pages and what Streamlit needs are passed on, all else is answered."""

import asyncio

import pytest
import streamlit as st

from pages.access import known_addresses, middleware, secret, security_headers

OWN = "static/media/MaterialSymbols-Rounded.woff2", "media/a.csv", "_stcore/stream", "overview/_stcore/health", "auth/login"
PAGES = "", "overview", "overview/", "no_such-page", "favicon.png", "oauth2callback"
NONE = "overview/extra/path", "x/y", "a" * 61, "a.b", "ü", "x//y"


@pytest.fixture(params=["", "/cs/sightline"])
def base(request):
    """The path the server lies below."""
    before = st.get_option("server.baseUrlPath")
    st.config.set_option("server.baseUrlPath", request.param)
    yield request.param
    st.config.set_option("server.baseUrlPath", before)


def asked(application, path: str) -> list[dict]:
    """What an application of ASGI sends for a request."""
    sent = []

    async def send(message):
        sent.append(message)

    known = [(b"cookie", f"{secret.cookie()}={secret.PASS}".encode())]
    scope = {"type": "http", "path": path, "raw_path": path.encode(), "method": "GET", "headers": known, "query_string": b"",
             "client": ("127.0.0.1", 5000), "server": ("127.0.0.1", 8501)}
    asyncio.run(application(scope, None, send))
    return sent


async def inner(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})


@pytest.mark.parametrize("path", [*OWN, *PAGES])
def test_what_there_is_is_passed_on(base, path):
    assert asked(known_addresses.Addresses(inner), f"{base}/{path}")[0]["status"] == 200


@pytest.mark.parametrize("path", NONE)
def test_what_there_is_not_is_answered_in_words_with_a_way_back(base, path):
    start, body = asked(known_addresses.Addresses(inner), f"{base}/{path}")
    back = '="./"' if path.count("/") == 0 else f'="{"../" * path.count("/")}"'
    assert start["status"] == 404 and known_addresses.NO_PAGE in body["body"].decode() and back in body["body"].decode()
    assert path not in body["body"].decode()


def test_beside_the_path_the_way_leads_below_it(base):
    if base:
        start, body = asked(known_addresses.Addresses(inner), "/elsewhere")
        assert start["status"] == 404 and f'"{base}/"' in body["body"].decode()
        assert not known_addresses.known(f"{base}more")


def test_fonts_are_handed_out_and_kept_below_a_path(base):
    whole = security_headers.SecurityHeaders(middleware.Door(inner))
    answered = asked(whole, f"{base}/{OWN[0]}")[0]
    assert answered["status"] == 200 and (b"cache-control", b"no-store") not in answered["headers"]
    assert (b"cache-control", b"no-store") in asked(whole, f"{base}/overview")[0]["headers"]
