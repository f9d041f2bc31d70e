"""Every page as the performance team sees it, light: whole, wide and narrow, and nothing serious that axe finds."""

import pytest

from tests.support.browser import visits
from tests.support.every_page import faults

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("role", "path"), visits("performance"))
def test_nothing_is_wrong_with_a_page(contexts, address, role, path):
    assert not faults(contexts["light"], "light", address, role, path)
