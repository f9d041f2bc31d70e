"""Who may see what: the sign-in settings in data/authority.toml, and the authority's table of roles, data/people.csv.

A person has a role only if a line of the table gives one. The table is read at each click, so a deleted line counts at once. A
line that cannot be read gives no role; `python -m pages people` lists such lines.
"""

import csv
import io
import logging
import os
import time
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import click
from msgspec import Meta

from indicators.roles import ROLES, Role
from queries import toml

DATA = Path(__file__).parents[2] / "data"
SETTINGS = DATA / "authority.toml"
ALONE, OPENID, PROXY = "single user", "openid", "proxy"
CLAIMS = ("roles", "groups")  # never the e-mail address, which may later belong to another person


class NotSignedIn(PermissionError):
    """The visitor is not signed in, or no longer; the message says why."""


class SignInError(ValueError):
    """The table [sign_in] is wrong; the message says what to mend."""


@dataclass(frozen=True)
class SignIn:
    """The sign-in settings: the way, the minutes until an unused session ends, and for a proxy its header, its addresses and the
    file with the shared secret.
    """

    way: Annotated[Literal["single user", "openid", "proxy"], Meta(description='"single user", "openid" or "proxy"')] = ALONE
    idle_minutes: Annotated[float, Meta(gt=0, description="20")] = 20
    header: Annotated[str, Meta(min_length=1, description='"X-Forwarded-User"')] = "X-Forwarded-User"
    proxies: Annotated[tuple[str, ...], Meta(min_length=1, description='["127.0.0.1", "::1"]')] = ("127.0.0.1", "::1")
    secret_file: Annotated[str, Meta(min_length=1, description='"/etc/sightline/secret"')] = ""


@dataclass(frozen=True)
class Person:
    """A visitor: `who` for the audit log, the `names` that a line of the table may use for them, and the seconds (since 1970) at
    which their sign-in began and ends; None without a provider.
    """

    who: str
    names: frozenset[str] = field(default_factory=frozenset)
    began: float | None = None
    ends: float | None = None

    def roles(self) -> tuple[Role, ...]:
        """The person's roles at this moment; empty after the sign-in has ended."""
        if self.ends is not None and self.ends <= time.time():
            return ()
        return held(self.names, table().read_bytes() if table().is_file() else b"", date.today())[0]


@cache
def sign_in(file: Path = SETTINGS) -> SignIn:
    """The sign-in settings, read once for each start; SIGHTLINE_SIGN_IN overrides the way. Raises SignInError."""
    given = toml.read(file, SignInError, "Mend the file.").get("sign_in", {})
    given |= {"way": os.environ["SIGHTLINE_SIGN_IN"]} if os.environ.get("SIGHTLINE_SIGN_IN") else {}
    return toml.table(file, "sign_in", given, SignIn, SignInError)


def table() -> Path:
    """The path of the table of people: data/people.csv, or SIGHTLINE_PEOPLE."""
    return Path(os.environ.get("SIGHTLINE_PEOPLE") or DATA / "people.csv")


def from_claims(claims: dict) -> Person:
    """The person in an identity provider's claims (OpenID Connect), by issuer and subject. Raises NotSignedIn.

    The claims `roles` and `groups` are names too, so one line of the table can give a role to a whole group.
    """
    if not all(isinstance(claims.get(name), str) and claims[name] for name in ("iss", "sub")):
        raise NotSignedIn("The sign-in did not say who you are.")
    if not isinstance(claims.get("exp"), int | float) or claims["exp"] <= time.time():
        raise NotSignedIn("Your sign-in has run out.")
    who = f"{claims['iss']}#{claims['sub']}"
    listed = {name: claims.get(name) or [] for name in CLAIMS}
    said = {f"{name}:{each}" for name, values in listed.items() for each in ([values] if isinstance(values, str) else values)}
    return Person(who, frozenset({who} | said), claims.get("iat", 0), claims["exp"])


def from_proxy(user: str | None) -> Person:
    """The person in a trusted proxy's header; raises NotSignedIn if it is empty."""
    if not user or not user.strip():
        raise NotSignedIn("The sign-in page did not send your name.")
    who = f"user:{user.strip()}"
    return Person(who, frozenset({who}))


def held(names: frozenset[str], content: bytes, today: date) -> tuple[tuple[Role, ...], list[str]]:
    """(roles, problems): the roles that the table `content` gives to a person with these names today, and a sentence for each
    line that is wrong. A wrong line gives no role.
    """
    given, problems = set(), []
    for number, line in _lines(content, problems):
        try:
            role, until = _read(line)
        except ValueError as problem:
            problems.append(f"Line {number} is left out: {problem}")
            continue
        if line["who"] in names and (until is None or today <= until):
            given.add(role)
    for problem in problems:
        _warn(problem)
    return tuple(role for role in ROLES.values() if role.id in given), problems


def _lines(content: bytes, problems: list[str]) -> list[tuple[int, dict]]:
    """[(line number, cells by heading)]; empty if the table or its headings cannot be read, with a sentence in `problems`."""
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(cell.strip() for cell in row)]
    except (UnicodeDecodeError, csv.Error) as problem:
        problems.append(f"The table cannot be read, so no one has access: {problem}. Save it as CSV (UTF-8).")
        return []
    headings = [cell.lower() for cell in rows[0][1]] if rows else []
    if sorted({*headings, "until"}) != ["role", "until", "who"] or len(set(headings)) < len(headings):
        problems.append("The table must begin with the line: who,role,until. It does not, so no one has access.")
        return []
    return [(number, dict(zip(headings, row, strict=False)) | {"cells": len(row) - len(headings)}) for number, row in rows[1:]]


def _read(line: dict) -> tuple[str, date | None]:
    """(role, last day or None) of a line; raises ValueError with a sentence that says what is wrong."""
    who, role, until = line.get("who", ""), line.get("role", "").lower(), line.get("until", "")
    issuer, _, subject = who.partition("#")
    if line["cells"] > 0:
        raise ValueError("it has more cells than headings.")
    if not ("://" in issuer and subject) and not any(who.startswith(f"{kind}:") for kind in ("user", *CLAIMS)):
        raise ValueError(f"{who!r} is not an identity. Copy it from the page that a person without access sees.")
    if role not in ROLES:
        raise ValueError(f"{role!r} is not a role; the roles are {', '.join(ROLES)}.")
    return role, _day(until) if until else None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        try:
            return datetime.strptime(text, "%d/%m/%Y").date()  # a spreadsheet's format
        except ValueError as problem:
            raise ValueError(f"{text!r} is not a date; write it as 2027-03-31.") from problem


@cache
def _warn(problem: str) -> None:
    """Log a problem once, because the table is read at every click."""
    logging.getLogger("sightline").warning("%s: %s", table().name, problem)


@click.command(help="List the lines of the table of people that cannot be read.")
def command() -> int:
    """Print the lines of the table that are wrong; returns 0 if every line is right, otherwise 1."""
    there = table().is_file()
    found = held(frozenset(), table().read_bytes(), date.today())[1] if there else [f"{table()} is missing: no one has access."]
    print("\n".join(found) or f"{table()}: every line is right.")
    return 1 if found else 0
