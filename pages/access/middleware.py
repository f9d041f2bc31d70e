"""Checks each request before a page runs: its address, its host, its secret, and the visitor's name that a proxy sends.

A trusted proxy's header with the visitor's name is passed on as the header OWN, which config.toml gives to `st.user`. Both
headers are removed from all other requests, so a forged header gives no role.
"""

import os
import re
from hmac import compare_digest
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

import streamlit as st
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import HTMLResponse, JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from indicators.roles import WITH_RECORDS
from pages.access import cookie, downloads, known_addresses, people, refusals, secret

OWN = b"x-sightline-user"
NEEDED = re.compile(r"/_stcore/(health|host-config|stream|upload_file/.+)$")  # Streamlit's other paths tell too much
UPLOAD = "/_stcore/upload_file/"
STILL_OPEN = "/_stcore/host-config"  # a page left open asks this after a new start, and shows the answer
FORWARDED = re.compile(rb"x-forwarded|(forwarded|via|x-real-ip|cf-connecting-ip)$")  # headers that a proxy adds
LOCAL = {"127.0.0.1", "localhost"}
Address = IPv4Address | IPv6Address
NOBODY = ip_address("0.0.0.0")
LET_IN = (0, "", "")
NOT_HERE = "There is nothing at this address."
UNSAFE = (
    "Sightline can be reached from other machines and has no sign-in, so it shows no figures. Either start it for this machine "
    "alone, with --server.address 127.0.0.1, or say in the table [sign_in] of data/authority.toml how people sign in, and start "
    "it again."
)
CLOSED, STREAM, FILE = "an address that is closed", "a stream asked for by another site", "a file without a ticket"
HANDED_IN, UNNAMED = "a file uploaded by a person who may not", "a file asked for by an unknown person"
OUTSIDE, HOST = "another machine, without sign-in", "a host that server.allowedHosts does not name"
FORGED, SECRETLESS = "a visitor's name that no trusted proxy sent", "no start-up secret"
FETCHED_BY_NOBODY = {
    people.PROXY: "Open Sightline at the address that your authority gave you; this file can be downloaded only there.",
    people.OPENID: "Only a person who is signed in can download this file, on its page. Sign in, and press its button.",
}


class Door:
    """Middleware: refuses a request, or passes it on without a visitor's name that no trusted proxy sent."""

    def __init__(self, inner: ASGIApp) -> None:
        self.inner, self.sign_in = inner, people.sign_in()
        self.proxies = [ip_network(each) for each in self.sign_in.proxies]
        self.proxys_secret = secret.of_the_proxy(self.sign_in) if self.sign_in.way == people.PROXY else b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request and log that, or pass it on with the trusted headers."""
        if scope["type"] == "lifespan":
            await self.inner(scope, receive, send)
            return
        given, scope = scope["headers"], {**scope, "headers": self.believed(scope)}
        if self.forged(given, scope["headers"]):
            await _note(FORGED, scope)
        status, why, reason = self.refusal(scope)
        if self.sign_in.way == people.ALONE and reason in ("", SECRETLESS) and (answer := secret.exchanged(scope)):
            await answer(scope, receive, send)
            return
        if not status:
            await self.inner(scope, receive, send)
            return
        await _note(reason, scope, self.person(scope))
        if scope["type"] == "websocket":
            await WebSocketClose(1008)(scope, receive, send)
        else:
            page = known_addresses.WHOLE.format("Sightline", "Sightline", why)
            answer = JSONResponse(why, status) if status == 401 else HTMLResponse(page, status)
            await answer(scope, receive, send)

    def believed(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        """The request's headers without the secret; with the visitor's name only if a proxy in the settings sent it with the
        right secret.
        """
        headers = [(name, value) for name, value in scope["headers"] if name not in (OWN, secret.HEADER)]
        said = [value for name, value in headers if name == self.sign_in.header.lower().encode()]
        trusted = all(any(sender in proxy for proxy in self.proxies) for sender in _senders(scope))
        secrets = [value for name, value in scope["headers"] if name == secret.HEADER]
        trusted = trusted and len(secrets) == 1 and compare_digest(secrets[0], self.proxys_secret)
        if self.sign_in.way == people.PROXY and trusted and len(said) == 1:
            headers.append((OWN, said[0]))
        return headers

    def forged(self, given: list[tuple[bytes, bytes]], believed: list[tuple[bytes, bytes]]) -> bool:
        """Whether a visitor's name was removed from the request."""
        names = [name for name, _ in given]
        named = self.sign_in.way == people.PROXY and self.sign_in.header.lower().encode() in names
        return OWN in names or (named and OWN not in dict(believed))

    def refusal(self, scope: Scope) -> tuple[int, str, str]:
        """(HTTP status, text for the visitor, reason for the log) of a refused request; LET_IN for any other."""
        headers, path = dict(scope["headers"]), scope["path"]
        if "/_stcore/" in path and not NEEDED.search(path):
            return 404, NOT_HERE, CLOSED
        if UPLOAD in path and not self.takes_in(scope):
            return 404, NOT_HERE, HANDED_IN
        if scope["type"] == "websocket" and not self.own_page(headers):
            return 403, NOT_HERE, STREAM
        if self.sign_in.way == people.ALONE and not path.endswith("/_stcore/health"):
            if any(FORWARDED.match(name) for name in headers) or not _only_here(scope):
                return 403, UNSAFE, OUTSIDE
            if not secret.holds(scope):
                return (401, secret.AGAIN, SECRETLESS) if path.endswith(STILL_OPEN) else (403, secret.NEEDED, SECRETLESS)
        of_streamlit = known_addresses.of_streamlit(path)  # Streamlit's fonts are in a folder of that name too
        return self.fetched(scope) if "/media/" in path and not of_streamlit else LET_IN

    def person(self, scope: Scope) -> people.Person | None:
        """The person who sends a request, from the proxy's header or the sign-in cookie; None if neither names one."""
        if self.sign_in.way == people.OPENID:
            return cookie.person(scope)
        return _named(dict(scope["headers"]).get(OWN))

    def fetched(self, scope: Scope) -> tuple[int, str, str]:
        """The refusal of a file without a ticket, or LET_IN; with sign-in, the ticket must belong to this person."""
        who, way = self.person(scope), self.sign_in.way
        if who is None and way != people.ALONE:
            return 403, FETCHED_BY_NOBODY[way], UNNAMED
        return LET_IN if downloads.holds(scope["path"], who.who if who else None) else (404, NOT_HERE, FILE)

    def own_page(self, headers: dict[bytes, bytes]) -> bool:
        """Whether a page of this server opened the websocket; a server at another port is another site.

        A proxy may change the host name, so behind a proxy any host in server.allowedHosts counts too.
        """
        origin = urlsplit(headers.get(b"origin", b"").decode("latin-1").lower())
        if origin.netloc and origin.netloc == headers.get(b"host", b"").decode("latin-1").lower():
            return True
        return self.sign_in.way == people.PROXY and origin.hostname in set(st.get_option("server.allowedHosts")) - LOCAL

    def takes_in(self, scope: Scope) -> bool:
        """Whether the visitor may upload files: only the audience with records may."""
        if os.environ.get("SIGHTLINE_AUDIENCE", "") not in ("", WITH_RECORDS.id):
            return False
        if self.sign_in.way == people.ALONE:
            return True
        who = self.person(scope)
        return who is not None and WITH_RECORDS in who.roles()


def hosts(inner: ASGIApp) -> ASGIApp:
    """Middleware: refuses hosts that config.toml does not allow; Streamlit itself checks only its websocket."""
    allowed = st.get_option("server.allowedHosts") or ["*"]

    async def noting(scope: Scope, receive: Receive, send: Send) -> None:
        let_in = False

        async def through(scope: Scope, receive: Receive, send: Send) -> None:
            nonlocal let_in
            let_in = True
            await inner(scope, receive, send)

        await TrustedHostMiddleware(through, allowed, www_redirect=False)(scope, receive, send)
        if not let_in:
            await _note(HOST, scope)

    return noting


async def _note(reason: str, scope: Scope, who: people.Person | None = None) -> None:
    """Count a refusal for the log, with the visitor's address and, if known, name."""
    await refusals.NOTED.note(reason, (scope.get("client") or [None])[0], who.who if who else "")


def _senders(scope: Scope) -> list[Address]:
    """The addresses that a request may have come from.

    If uvicorn trusts the sender (FORWARDED_ALLOW_IPS), it replaces the address by X-Forwarded-For and sets port 0. The sender is
    then one of the trusted addresses, so all of them must be proxies in the settings.
    """
    address, port = scope.get("client") or ("", 0)
    forwarded = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1").split(",")
    return [_ip(each.strip()) for each in (forwarded if port == 0 else [address])]


def _ip(text: str | None) -> Address:
    """The IP address, or 0.0.0.0 if the text is none."""
    try:
        return ip_address(text or "")
    except ValueError:
        return NOBODY


def _named(name: bytes | None) -> people.Person | None:
    """The person in a trusted proxy's header, or None."""
    try:
        return people.from_proxy((name or b"").decode("latin-1"))
    except people.NotSignedIn:
        return None


def _only_here(scope: Scope) -> bool:
    """Whether the server listens only to this machine, by its setting and by the address that received this request."""
    bound, reached = st.get_option("server.address"), (scope.get("server") or [None])[0]
    return (bound == "localhost" or _ip(bound).is_loopback) and _ip(reached).is_loopback
