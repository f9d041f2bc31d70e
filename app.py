"""The server: it runs `pages/main.py` for each visitor. Start it with `streamlit run app.py`.

This module lists the middleware of every request, in order, and the actions at the start and the stop of the server.
"""

import sys
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware

from pages import start, warming
from pages.access import known_addresses, middleware, security_headers, start_address
from queries import printed


@asynccontextmanager
async def opening(_app: st.App) -> AsyncGenerator[None]:
    """At the start: print the address, prepare the first pages, open a browser where there is a screen. At the end: forget the
    address."""
    printed.say(f"\n  Sightline is here: {start_address.told()}\n")
    warming.begin()
    if not st.get_option("server.headless"):
        opener = threading.Timer(1, start_address.open_browser)
        opener.daemon = True
        opener.start()
    yield
    start_address.forget()


printed.every_letter()
try:
    start.check()
except ValueError as problem:
    sys.exit(f"Sightline does not start. {problem}")
MultiPartParser.spool_max_size = 0  # no limit: uploads stay in memory, never in the system's temporary folder
passed = (security_headers.SecurityHeaders, middleware.hosts, middleware.Door, known_addresses.Addresses)
app = st.App("pages/main.py", middleware=[Middleware(each) for each in passed], lifespan=opening)
