"""The tables that are derived from the model before indicators are counted: days covered, periods and open gaps."""

from queries import text
from queries.model import waits

PERIOD = "model/period"


def texts() -> dict[str, str]:
    """{name of a text: its statements}, in the order to run them; the settings are their parameters."""
    return {"model/covered": text("model/covered"), PERIOD: text(PERIOD), "model/open_gap": waits.open_gap()}
