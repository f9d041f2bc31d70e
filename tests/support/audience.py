"""The three audiences that the project comes with, by name, for tests that are about one of them; the product names none."""

from indicators.roles import ROLES

PERFORMANCE, BOARD, SCRUTINY = ROLES["performance"], ROLES["board"], ROLES["scrutiny"]
