"""What is let in at all, before any page runs: from which addresses and hosts, with which secret, and whose word for a visitor's
name is believed.

A visitor's name that a proxy sends is handed on under a name of our own (OWN), which config.toml gives to `st.user`. What anybody
else sends under either name is thrown away here, so a forged header gives no role.
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
NEEDED = re.compile(r"/_stcore/(health|host-config|stream|upload_file/.+)$")  # the rest of Streamlit's own tell too much
UPLOAD = "/_stcore/upload_file/"
STILL_OPEN = "/_stcore/host-config"  # what a page that is still open asks when Sightline was started again, and shows the answer
FORWARDED = re.compile(rb"x-forwarded|(forwarded|via|x-real-ip|cf-connecting-ip)$")  # what a proxy adds to a request
LOCAL = {"127.0.0.1", "localhost"}
Address = IPv4Address | IPv6Address
NOBODY = ip_address("0.0.0.0")
LET_IN = (0, "", "")
NOT_HERE = "There is nothing at this address."
UNSAFE = (
    "Sightline can be reached from other machines, but nobody signs in, so nothing is shown. Either start it for this machine "
    "alone, with --server.address 127.0.0.1, or say in the table [sign_in] of data/authority.toml how people sign in, and start "
    "it again."
)
CLOSED, STREAM, FILE = "an address that is closed", "a stream asked for by another site", "a file without a ticket"
HANDED_IN, UNNAMED = "a file handed in by somebody who may not", "a file asked for by nobody who is known"
OUTSIDE, HOST = "another machine, while nobody signs in", "a host that server.allowedHosts does not name"
FORGED, SECRETLESS = "a visitor's name that nobody vouches for", "no start-up secret"
FETCHED_BY_NOBODY = {
    people.PROXY: "Open Sightline at the address your authority gives for it; this file is handed out there only.",
    people.OPENID: "This file is handed out to whoever is signed in and asks for it on its page. Sign in, and press its button.",
}


class Door:
    """Refuses a request or lets it in, without the names that nobody vouches for."""

    def __init__(self, inner: ASGIApp) -> None:
        self.inner, self.sign_in = inner, people.sign_in()
        self.proxies = [ip_network(each) for each in self.sign_in.proxies]
        self.proxys_secret = secret.of_the_proxy(self.sign_in) if self.sign_in.way == people.PROXY else b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse and note it, or pass on with the headers that are believed."""
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
        """The request's headers; a visitor's name only if the one who sends it is a proxy that was named as such and knows the
        secret, which goes no further.
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
        """Whether a request came with a visitor's name that was thrown away."""
        names = [name for name, _ in given]
        named = self.sign_in.way == people.PROXY and self.sign_in.header.lower().encode() in names
        return OWN in names or (named and OWN not in dict(believed))

    def refusal(self, scope: Scope) -> tuple[int, str, str]:
        """(status, why, the reason as the log has it) if this request is not let in; LET_IN if it is."""
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
        of_streamlit = known_addresses.of_streamlit(path)  # its own fonts lie in a folder of that name too
        return self.fetched(scope) if "/media/" in path and not of_streamlit else LET_IN

    def person(self, scope: Scope) -> people.Person | None:
        """Who sends a request, where that comes with each: by the word of a proxy, or by the cookie of a sign-in."""
        if self.sign_in.way == people.OPENID:
            return cookie.person(scope)
        return _named(dict(scope["headers"]).get(OWN))

    def fetched(self, scope: Scope) -> tuple[int, str, str]:
        """The refusal of a file that was not asked for on its page a moment ago; where people sign in, by this very person."""
        who, way = self.person(scope), self.sign_in.way
        if who is None and way != people.ALONE:
            return 403, FETCHED_BY_NOBODY[way], UNNAMED
        return LET_IN if downloads.holds(scope["path"], who.who if who else None) else (404, NOT_HERE, FILE)

    def own_page(self, headers: dict[bytes, bytes]) -> bool:
        """Whether a stream is asked for by a page of this very server: a program at another port is another site.

        A proxy may ask by a name of its own, so behind one a page may also be of any host that was named in the settings.
        """
        origin = urlsplit(headers.get(b"origin", b"").decode("latin-1").lower())
        if origin.netloc and origin.netloc == headers.get(b"host", b"").decode("latin-1").lower():
            return True
        return self.sign_in.way == people.PROXY and origin.hostname in set(st.get_option("server.allowedHosts")) - LOCAL

    def takes_in(self, scope: Scope) -> bool:
        """Whether the one who asks may hand in files: the audience with records alone, where people sign in."""
        if os.environ.get("SIGHTLINE_AUDIENCE", "") not in ("", WITH_RECORDS.id):
            return False
        if self.sign_in.way == people.ALONE:
            return True
        who = self.person(scope)
        return who is not None and WITH_RECORDS in who.roles()


def hosts(inner: ASGIApp) -> ASGIApp:
    """The hosts that config.toml allows, for every request; Streamlit itself looks at them for its stream alone."""
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
    """Note a refusal with the address it was asked from and who asked, if that is known."""
    await refusals.NOTED.note(reason, (scope.get("client") or [None])[0], who.who if who else "")


def _senders(scope: Scope) -> list[Address]:
    """The addresses that a request may have come from.

    uvicorn writes what X-Forwarded-For says over the address of a sender that it trusts itself, with port 0, as no sender has.
    Which of those it was is not known then, so all must be proxies of ours.
    """
    address, port = scope.get("client") or ("", 0)
    forwarded = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1").split(",")
    return [_ip(each.strip()) for each in (forwarded if port == 0 else [address])]


def _ip(text: str | None) -> Address:
    """The address, or one that nobody has."""
    try:
        return ip_address(text or "")
    except ValueError:
        return NOBODY


def _named(name: bytes | None) -> people.Person | None:
    """The one whom a proxy named, if it named anybody."""
    try:
        return people.from_proxy((name or b"").decode("latin-1"))
    except people.NotSignedIn:
        return None


def _only_here(scope: Scope) -> bool:
    """Whether the server listens to this machine alone, by its setting and by the address this request came in at."""
    bound, reached = st.get_option("server.address"), (scope.get("server") or [None])[0]
    return (bound == "localhost" or _ip(bound).is_loopback) and _ip(reached).is_loopback
