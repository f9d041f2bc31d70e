"""Every page as the board and the scrutiny committee see it, dark and narrow: whole, and nothing serious that axe finds."""

import pytest

from tests.support.browser import visits
from tests.support.every_page import faults

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("role", "path"), visits("board", "scrutiny"))
def test_nothing_is_wrong_with_a_page(contexts, address, role, path):
    assert not faults(contexts["dark"], "dark", address, role, path)
