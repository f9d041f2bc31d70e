"""What follows from the model before anything is counted: the days covered, the periods, and the gaps that are open in them."""

from queries import text
from queries.model import waits

COVERED, PERIOD, OPEN_GAP = "model/covered", "model/period", "model/open_gap"


def texts() -> dict[str, str]:
    """The statements by the name of their text, in the order in which they are run; they take the parameters of the settings."""
    return {COVERED: text(COVERED), PERIOD: text(PERIOD), OPEN_GAP: waits.open_gap()}
