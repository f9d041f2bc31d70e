"""What proves that somebody may come, beside the address they come from: other accounts of a computer come from the same one.

Where nobody signs in, the start-up secret: it stands in the address that Sightline prints and opens when it starts, and the first
request exchanges it for a cookie, which ends with the browser's session or with Sightline. Both are new at each start, because a
browser gives its cookies to whatever listens at our port once we have stopped; SIGHTLINE_SECRET names a secret that stays.
Behind a proxy, the secret that the proxy adds to each request: SIGHTLINE_PROXY_SECRET, or the file that `secret_file` names.
"""

import os
import secrets
from functools import cache
from hmac import compare_digest
from pathlib import Path
from urllib.parse import parse_qsl, quote

import streamlit as st
from markupsafe import Markup
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Scope

from pages.access.people import ALONE, PROXY, SignIn, SignInError

OWN, PROXYS = "SIGHTLINE_SECRET", "SIGHTLINE_PROXY_SECRET"  # environment variables
HEADER = b"x-sightline-secret"  # what a proxy adds
ASKED = "secret"  # in an address
SHORTEST = 16
LEADING = Markup('<!doctype html><title>Sightline</title><meta http-equiv="refresh" content="0;url={}">')
ADVICE = 'Make one with: python -c "import secrets; print(secrets.token_urlsafe())"'
PASS = secrets.token_urlsafe()  # the cookie's value
NEEDED = Markup(
    "Sightline opens only at the address that it wrote into the window it was started from, because other people may use this "
    "computer. Copy that address from there, whole, up to the last letter after <b>secret=</b>. It is a new one each time "
    "Sightline is started, unless whoever looks after Sightline has chosen one: then ask them. "
    'If you came by a link from elsewhere, <a href="">open this page once more</a>.'
)
AGAIN = (
    "Sightline was started again since this page was opened. Close this page, and open the address that Sightline wrote into the "
    "window it was started from."
)


def check(sign_in: SignIn) -> None:
    """Raise SignInError unless the secret that this way to sign in needs is there and may be used."""
    if sign_in.way == ALONE:
        own()
    if sign_in.way == PROXY:
        of_the_proxy(sign_in)


@cache
def own() -> str:
    """The start-up secret, the same until Sightline is started anew; raises SignInError."""
    return _long_enough(os.environ[OWN], OWN) if os.environ.get(OWN) else secrets.token_urlsafe()


def of_the_proxy(sign_in: SignIn) -> bytes:
    """The secret that the proxy adds in HEADER; raises SignInError where there is none, or others may read it."""
    if os.environ.get(PROXYS):
        return _long_enough(os.environ[PROXYS], PROXYS).encode()
    if not sign_in.secret_file:
        raise SignInError(
            "Behind a proxy, other accounts of this computer can send a visitor's name as the proxy does. Have the proxy add the "
            f"header X-Sightline-Secret, and name the same secret in {PROXYS}, or in a file that [sign_in] secret_file names. "
            + ADVICE)
    return _long_enough(_in_file(Path(sign_in.secret_file)), sign_in.secret_file).encode()


def _in_file(file: Path) -> str:
    try:
        if os.name == "posix" and file.stat().st_mode & 0o077:
            raise SignInError(f"{file} can be read by other accounts. Take their rights away: chmod 600 {file}")
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise SignInError(f"[sign_in] secret_file: {file} cannot be read ({type(problem).__name__}).") from problem


def _long_enough(secret: str, where: str) -> str:
    if len(secret) < SHORTEST or not secret.isascii() or not secret.isprintable() or " " in secret:
        raise SignInError(f"The secret in {where} must be {SHORTEST} letters and figures or more, without spaces. {ADVICE}")
    return secret


def cookie() -> str:
    """The cookie's name; a browser sends its cookies to every port of a computer, so each server has a name of its own."""
    return f"sightline-{st.get_option('server.port')}"


def holds(scope: Scope) -> bool:
    """Whether a request comes with the cookie."""
    return compare_digest(HTTPConnection(scope).cookies.get(cookie(), "").encode(), PASS.encode())


def exchanged(scope: Scope) -> Response | None:
    """The answer to a request whose address holds the secret, or any where the cookie is there already: the cookie, and the same
    address without the secret. None for other requests.
    """
    given = [value for name, value in parse_qsl(scope["query_string"].decode("latin-1"), True) if name == ASKED]
    if scope["type"] != "http" or scope["method"] != "GET" or not given:
        return None
    if not holds(scope) and not compare_digest(given[-1].encode(), own().encode()):
        return None
    answer = _sent_on(scope)
    answer.set_cookie(cookie(), PASS, httponly=True, samesite="strict")
    return answer


def _sent_on(scope: Scope) -> Response:
    """To the address without the secret. A browser that comes from elsewhere, such as from a file, would not send the cookie
    there on a redirect, so it is sent on by a page of ours.
    """
    kept = [each for each in scope["query_string"].decode("latin-1").split("&") if each.partition("=")[0] != ASKED]
    clean = "/" + quote(scope["path"].lstrip("/")) + ("?" if any(kept) else "") + "&".join(kept)
    if HTTPConnection(scope).headers.get("sec-fetch-site") == "cross-site":
        return HTMLResponse(leading_to(clean))
    return RedirectResponse(clean, 303)


def leading_to(address: str) -> Markup:
    """A page that leads on to an address."""
    return LEADING.format(address)
