"""A small OpenID Connect provider on this machine, for the tests: it signs in whoever `person` says, without a password."""

import json
import secrets
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlparse

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "sightline", secrets.token_hex(16)


class Provider(ThreadingHTTPServer):
    """The provider; `person` are the claims of the next sign-in, `lasts` the seconds it lasts, `left` who signed out here."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.key = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
        self.person, self.lasts, self.left, self.nonces = {"sub": "jane"}, 3600, 0, {}

    def token(self, code: str) -> dict:
        """What a code is exchanged for: signed claims about the person."""
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + self.lasts, "nonce": self.nonces.pop(code)}
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims | self.person, self.key)
        return {"access_token": "none", "token_type": "Bearer", "expires_in": self.lasts, "id_token": signed}


class Answers(BaseHTTPRequestHandler):
    """The provider's five addresses."""

    def do_GET(self):
        at, asked = urlparse(self.path).path, {name: one[0] for name, one in parse_qs(urlparse(self.path).query).items()}
        issuer = self.server.issuer
        if at == "/.well-known/openid-configuration":
            places = {"authorization": "authorize", "token": "token", "end_session": "leave"}
            self._tell({"issuer": issuer, "jwks_uri": f"{issuer}/keys", "id_token_signing_alg_values_supported": ["RS256"],
                        "response_types_supported": ["code"], "subject_types_supported": ["public"],
                        **{f"{name}_endpoint": f"{issuer}/{place}" for name, place in places.items()}})
        elif at == "/keys":
            self._tell({"keys": [self.server.key.as_dict(private=False)]})
        elif at == "/authorize":
            code = secrets.token_hex(8)
            self.server.nonces[code] = asked["nonce"]
            self._send_to(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
        elif at == "/leave":
            self.server.left += 1
            self._send_to(asked["post_logout_redirect_uri"])

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._tell(self.server.token(form["code"][0]))

    def _tell(self, what: dict) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def _send_to(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def log_message(self, *_) -> None:
        """Say nothing."""


@contextmanager
def running():
    """A provider that answers while the block runs."""
    provider = Provider()
    threading.Thread(target=provider.serve_forever, daemon=True).start()
    yield provider
    provider.shutdown()
