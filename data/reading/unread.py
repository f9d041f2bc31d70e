"""The reasons why a file is not read, as exceptions; `status` is what the report says of the file.

Only an `Unreadable` file stops a build, because it may be an extract. The message names the file only if it is raised with it;
`without_name` leaves it out, so that a report says each name once.
"""

SAVE_AGAIN = "Open it in Excel and save it as an Excel workbook (.xlsx) without a password, or as CSV UTF-8."


class NotRead(ValueError):
    """A file is not read; the message says why and what to do."""

    status = "unreadable"


class Unreadable(NotRead):
    """A file that may be an extract cannot be read; the build stops."""


class Waiting(NotRead):
    """A file has not arrived in full; the build goes on without it and says so."""

    status = "waiting"


class PassedOver(NotRead):
    """A file is no extract; the build goes on without it and says what it is."""

    status = "ignored"


def without_name(said: str, name: str) -> str:
    """What is said of a file, without its name at the start; the first letter becomes a capital."""
    plain = said.removeprefix(f"{name}: ")
    return plain[:1].upper() + plain[1:]
