"""The security headers of every answer, and what may be kept of it. They hold whatever a page does.

A browser may load nothing from any other machine and send nothing to one. No other site may show these pages inside its own. What
a browser received is not kept on disk.
"""

import base64
import hashlib
import re
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.access import known_addresses

NOT_NEEDED = ("camera", "display-capture", "geolocation", "microphone", "payment", "serial", "usb")


def headers() -> dict[str, str]:
    """The headers of every answer; the scripts allowed by name are those of Streamlit's own front page."""
    front = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    hashes = [hashlib.sha256(script.encode()).digest() for script in re.findall(r"<script>(.*?)</script>", front, re.DOTALL)]
    own = " ".join(f"'sha256-{base64.b64encode(each).decode()}'" for each in hashes)
    policy = (
        f"default-src 'self'; script-src 'self' {own}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in NOT_NEEDED),
    }


class SecurityHeaders:
    """Adds the headers to every answer, and to all but Streamlit's own files that they are not to be stored.

    Where a proxy says it was asked by https, the browser is to come by https alone, and to send our cookies by nothing else.
    """

    def __init__(self, inner: ASGIApp) -> None:
        self.inner, self.headers = inner, headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""

        secure = (b"x-forwarded-proto", b"https") in scope.get("headers", ())

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                cookies = [(name, value + b"; Secure" * (secure and name == b"set-cookie")) for name, value in message["headers"]]
                message = {**message, "headers": cookies}
                answer = MutableHeaders(scope=message)
                if secure:
                    answer["Strict-Transport-Security"] = "max-age=31536000"
                answer.update(self.headers)
                if not known_addresses.of_streamlit(scope["path"]):
                    answer["Cache-Control"] = "no-store"
            await send(message)

        await self.inner(scope, receive, send_with_headers)
