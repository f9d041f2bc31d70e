"""Intervals of a proportion and of a rate."""


from indicators.statistics import intervals


def wilson_ci(given, parameters):
    """A Wilson interval at each confidence."""
    wilson = [intervals.wilson(given["x"], given["n"], confidence) for confidence in parameters["confidence"]]
    return in_columns(given["x"] / given["n"], wilson, parameters["multiplier"])


def rate_ci(given, parameters):
    """An exact or Byar interval at each confidence, and which of the two it is."""
    per = parameters["multiplier"]
    rates = [intervals.rate(given["x"], given["n"], each, per) for each in parameters["confidence"]]
    value = in_columns(per * given["x"] / given["n"], rates, 1)
    return {**value, "method_exact": (given["x"] < intervals.EXACT_BELOW).astype(int)}


def in_columns(value, sides, multiplier):
    (lower95, upper95), (lower998, upper998) = sides
    lines = {
        "value": value,
        "lower95": lower95,
        "upper95": upper95,
        "lower998": lower998,
        "upper998": upper998,
    }
    return {name: line * multiplier for name, line in lines.items()}


KINDS = {"wilson_ci": wilson_ci, "rate_ci": rate_ci}
COMPARED = {}
