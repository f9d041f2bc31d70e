"""A walk of the audience that a module names: through a process that serves all, and one with its own file alone."""

import pytest

from tests.leaks.walk import Walk, alone
from tests.support.browser import started


@pytest.fixture(scope="module")
def walk(request, warehouse):
    """The walk, which goes on from test to test of the module."""
    audience = request.module.AUDIENCE
    with started(warehouse) as shared, alone(audience, warehouse) as own, Walk(audience, warehouse, shared, own) as walked:
        yield walked
