"""How often alerts come: by chance alone, in the figures at hand, and how many went back without an action.

Every rate rests on simulations (`detector.BY_CHANCE`) or on a replay of the rule over the figures of this audience.
"""

from collections.abc import Sequence

from indicators.judging.past_alerts import RECOVERED, Past

SELDOM = 0.5  # alerts a year, below which a rate is said as one in so many years


def by_chance(levels: Sequence[Past]) -> str:
    """How many alerts a year chance alone makes of so many figures.

    'If nothing at all changed, chance alone would still list about 2 of these 185 figures a year.'
    """
    series, rate = sum(level.series for level in levels), sum(level.by_chance for level in levels)
    if not series:
        return ""
    many, often = (f"about {rate:.0f}", "a year") if rate >= SELDOM else ("one", f"every {1 / rate:.0f} years")
    return f"If nothing at all changed, chance alone would still list {many} of these {series:,} figures {often}."


def history(levels: Sequence[Past]) -> str:
    """What the rule would have listed in the figures at hand.

    'Asked after each month or quarter of the last 4.3 years, the same rule would have listed 23 changes, 5.3 a year: ...'
    """
    years = max((level.years for level in levels), default=0.0)
    if years < 1:
        return ""
    listed = sum(len(level.listed) for level in levels)
    rate = sum(len(level.listed) / level.years for level in levels if level.years)
    changes = "one change" if listed == 1 else f"{listed or 'no'} changes"
    asked = f"Asked after each month or quarter of the last {years:.1f} years, the same rule would have listed"
    return f"{asked} {changes}, {rate:.1f} a year: real changes and chance together."


def recovered(gone: int, old: int) -> str:
    """How many alerts went back without an action; empty without one.

    'Of 9 alerts more than a year old on figures without an action, 6 had gone back within 12 months. ...'
    """
    if not old:
        return ""
    alerts = "The one alert" if old == 1 else f"Of {old} alerts"
    had = f", {gone or 'none'} had" if old > 1 else " had" if gone else " had not"
    said = f"{alerts} more than a year old on figures without an action{had} gone back within {RECOVERED} months."
    return f"{said} So a figure that went back after an action may have gone back without it."
