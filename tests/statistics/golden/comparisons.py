"""Comparing places and years: funnels, bands, tests of two proportions and of a trend."""

import numpy as np

from indicators.statistics import funnels, proportions, ranks

BEST_FIRST = {"High": "high is good", "Low": "low is good"}


def exact_binomial(given, parameters):
    """The exact interval of a proportion."""
    lower, upper = proportions.exact_interval(given["x"], given["n"])
    return {"cp_lower": lower, "cp_upper": upper}


def two_proportions(given, parameters):
    """χ² of two proportions, which is that of a trend over two."""
    four = zip(*(given[name] for name in ("x1", "x2", "n1", "n2")), strict=True)
    return {"chisq": np.array([proportions.armitage(np.array(each[:2]), np.array(each[2:]), np.arange(2)) for each in four])}


def trend_test(given, parameters):
    """Proportions in order, with the scores 1 to k."""
    return {"chisq_trend": proportions.armitage(given["y"], given["n"], np.arange(1.0, len(given["y"]) + 1))}


def funnel_unadjusted(given, parameters):
    """Limits on angles, as FunnelPlotR draws them, or score limits and their classes, as PHE does."""
    if parameters.get("data_type") == "PR":
        return _on_angles(given, parameters, widened=False)
    x, n, per = given["numerator"], given["denominator"], parameters.get("multiplier", 1)
    centre = np.nansum(x) / np.nansum(n)
    at = _drawn_at(n)
    inner, outer = (funnels.score_limits(centre, at, confidence) for confidence in (funnels.INNER, funnels.OUTER))
    lines = {"lower_2s_limit": inner[0], "upper_2s_limit": inner[1], "lower_3s_limit": outer[0], "upper_3s_limit": outer[1]}
    answer = {name: per * line for name, line in lines.items()}
    return {**answer, "Population": at, "baseline": np.full(len(at) if "multiplier" in parameters else 1, per * centre),
            "significance_code": _significance(x, n, centre)}


def funnel_overdispersed(given, parameters):
    """Limits on angles, widened by the variance between units where they differ by more than chance."""
    return _on_angles(given, parameters, widened=parameters["draw_adjusted"])


def quantile_bands(given, parameters):
    """Bands and ranks as the department's interactive tool gives them, rank 1 being the best."""
    value, polarity = given["value"], parameters["polarity"]
    cuts = dict(zip(("q0", "q25", "q50", "q75", "q100"), ranks.quartiles(value), strict=True))
    return {**cuts, "band_code": ranks.bands(value, BEST_FIRST.get(polarity, "neither")),
            "rank": ranks.places(value, highest_first=polarity == "High")}


def _significance(x, n, centre):
    """By how many of the two score limits each proportion lies above (positive) or below."""
    codes = np.zeros(len(n))
    for confidence in (funnels.INNER, funnels.OUTER):
        lower, upper = funnels.score_limits(centre, n, confidence)
        codes += (x / n > upper).astype(float) - (x / n < lower)
    return np.where(np.isnan(n), np.nan, codes)


def _on_angles(given, parameters, widened):
    x, n = given["numerator"], given["denominator"]
    funnel = funnels.estimated(x, n, parameters["trim_by"])
    z = funnels.distance(funnel, x, n)
    funnel = funnel if widened else funnel._replace(phi=0.0, tau2=0.0)
    answer = {"rr": x / n, "transformed_y": np.arcsin(np.sqrt(x / n)), "z_unadjusted": z,
              "z_trimmed": funnels.winsorised(z, parameters["trim_by"]), "target": funnel.centre, "phi": funnel.phi,
              "tau2": funnel.tau2, "adjusted_limits_used": int(funnel.widened)}
    for name in ("95", "998"):
        plain, wide = (funnels.angle_limits(funnel.centre, n, parameters[f"z{name}"], tau2) for tau2 in (0.0, funnel.between))
        answer |= {f"ll{name}": plain[0], f"ul{name}": plain[1], f"odll{name}": wide[0], f"odul{name}": wide[1]}
    lower, upper = answer["odll998"], answer["odul998"]
    outlier = (answer["rr"] < lower) | (answer["rr"] > upper)
    scaled = [name for name in answer if name == "rr" or "ll" in name or "ul" in name]
    answer |= {name: answer[name] * parameters["multiplier"] for name in scaled}
    return {**answer, "outlier": outlier.astype(int), "n_outliers": int(outlier.sum())}


def _drawn_at(n):
    """The hundred denominators at which PHE's package draws its limits: in equal ratios, as whole numbers."""
    low, high = np.floor(0.95 * n.min()), np.ceil(1.05 * n.max())
    step, fine = 10.0 ** (len(f"{low:.0f}") - 1), 10.0 ** (len(f"{high:.0f}") - 2)
    start = 0 if n.max() > 2 * n.min() else np.floor(0.95 * n.min() / step) * step
    end, at = np.ceil(1.05 * n.max() / fine) * fine, [max(1.0, start)]
    for left in range(99, 0, -1):
        at.append(max(round((end / at[-1]) ** (1 / left) * at[-1]), at[-1] + 1))
    return np.array(at)


KINDS = {"exact_binomial": exact_binomial, "two_proportions": two_proportions, "trend_test": trend_test,
         "funnel_unadjusted": funnel_unadjusted,
         "funnel_overdispersed": funnel_overdispersed, "quantile_bands": quantile_bands}
# What the product does not use of the reference is not computed again here.
COMPARED = {"exact_binomial": ["cp_lower", "cp_upper"], "two_proportions": ["chisq"], "trend_test": ["chisq_trend"]}
