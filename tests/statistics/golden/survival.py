"""Time to event, with gaps still open and gaps already running when the watch began."""

import numpy as np

from indicators.statistics import survival

QUANTILES = {"q25": 0.25, "median": 0.5, "q75": 0.75, "q90": 0.9}


def censored_gaps(given, parameters):
    """The curve, its quantiles, and the rate of ending per day."""
    time, status, entry = given["time"], given["status"], given.get("entry")
    confidence = parameters["conf.level"]
    curve = survival.kaplan_meier(time, status, entry, confidence, parameters["conf.type"])
    middle = survival.quantile(curve)
    exposure = survival.exposure(time, entry)
    rate = survival.rate(status.sum(), exposure, confidence)
    return {
        "time": curve.time, "n_risk": curve.at_risk, "n_event": curve.events, "surv": curve.survival,
        "std_err": curve.error, "lower": curve.lower, "upper": curve.upper,
        **{name: survival.quantile(curve, share).value for name, share in QUANTILES.items()},
        "median_lower": middle.lower, "median_upper": middle.upper,
        "naive_median_closed_only": float(np.median(time[status == 1])) if status.any() else np.nan,
        "n_events": status.sum(), "exposure": exposure,
        "rate_per_day": rate.value, "rate_lower": rate.lower, "rate_upper": rate.upper,
    }


KINDS = {"censored_gaps": censored_gaps}
COMPARED = {}
