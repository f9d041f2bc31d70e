"""Whom the cookie of a sign-in with a provider names, for requests that come outside a page: Streamlit signed it and reads it."""

import json

from starlette.requests import HTTPConnection
from starlette.types import Scope
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import AUTH_COOKIE_NAME, get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from pages.access import people, sessions
from pages.access.people import Person


def person(scope: Scope) -> Person | None:
    """The person that a request's cookie names; None without a cookie that was signed here, or once the sign-in or the session
    ended.
    """
    cookies = HTTPConnection(scope).cookies

    def signed(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, cookies[name].encode("latin-1")) if name in cookies else None

    try:
        claims = json.loads(get_cookie_with_chunks(signed, AUTH_COOKIE_NAME) or b"{}")
        found = people.from_claims(claims if claims.get("is_logged_in") else {})
    except (ValueError, people.NotSignedIn):
        return None
    if found.began is None or sessions.ended((found.who, found.began), people.sign_in().idle_minutes):
        return None
    return found
