"""How the tests come in at the door of a product they started: with its secret, and the cookie that it gives for it.

A server for one person gives a cookie for the address with the secret. A server behind a proxy is asked as the proxy asks.
"""

import httpx

SECRET, PROXYS_SECRET = "the-secret-of-the-tests", "the-secret-of-the-proxy"
AS_PROXY = {"X-Sightline-Secret": PROXYS_SECRET}
COOKIES: dict[str, dict[str, str]] = {}  # by address; none of a server that asks for no secret


def come_in(address: str) -> None:
    """Exchange the secret for the cookie of a server that has just started."""
    given = httpx.get(f"{address}/?secret={SECRET}").cookies
    COOKIES[address] = {name: value for name, value in given.items() if name.startswith("sightline-")}


def headers(address: str) -> dict[str, str]:
    """What a request to a server is sent with: its cookie, or the proxy's secret."""
    kept = COOKIES.get(address)
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items())} if kept else dict(AS_PROXY)


def let_in(context):
    """A context of the browser, with the cookies of every server that was started."""
    found = [{"name": name, "value": value, "url": address} for address, kept in COOKIES.items() for name, value in kept.items()]
    if found:
        context.add_cookies(found)
    return context
